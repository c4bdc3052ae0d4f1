package dev.skein.bench;

import dev.skein.Skein;
import dev.skein.api.BalancePolicy;
import dev.skein.api.Continuation;
import dev.skein.api.LoadSnapshot;
import dev.skein.api.MoveReason;
import dev.skein.api.Order;
import dev.skein.api.SkeinStats;
import dev.skein.api.Step;
import dev.skein.api.TaskContext;
import dev.skein.balance.Policies;
import java.io.PrintWriter;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;

/// What does it cost, on both sides, that a task moves from one busy worker to another?
///
/// CPU time of the two workers' threads, by their own clocks, beyond that of the same steps without moves, divided by the moves: `(C - S x c) / M`, where
/// `C` is the CPU time of a run with `M` moves and `S` steps, and `c` the CPU time of a step in a run without. A step is next to nothing: it counts, and
/// puts the task back. What is measured so is the whole price: to take, to record, to publish, to fetch across CPUs, to enqueue, and what a step is
/// slower for it. Two ways to move:
///
/// - `moveTo`: 512 tasks, each of which asks at every step for the other worker, one handoff for each task and step. So many that neither worker
///   is ever without. The same tasks with `again()` are the run without moves.
/// - `orders`: 4,096 tasks that put themselves back, and a policy that at each tick of 1 ms orders 256 of them from either worker to the other, one handoff
///   for each 256 tasks. The price is for one task, a 256th of the envelope's included.
///
/// That one order moves one running task is not measured: with a handoff for each tick and worker there would be 2,000 moves a second, and what they cost
/// is less than the noise of a second's CPU time.
final class HandoffCost implements Measurement {

    private static final int ROUNDS = 7;
    private static final long MOVES_MIN = 100_000;
    private static final Duration WARM_UP = Duration.ofMillis(300);
    private static final Duration MEASURED = Duration.ofSeconds(1);
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int MOVERS = 512;
    private static final int ORDERED = 4_096;
    private static final Duration TICK = Duration.ofMillis(1);
    private static final String MOVE_TO = "moveTo";
    private static final String ORDERS = "orders";

    private static final VarHandle STEPS;

    static {
        try {
            STEPS = MethodHandles.lookup().findVarHandle(Counting.class, "steps", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final class Counting implements Continuation<Long> {
        private final AtomicBoolean ended;
        private final List<Step<Long>> toWorker;
        private long steps;

        /// @param toWorker what it answers to be moved there, by worker; empty: it does not move
        Counting(AtomicBoolean ended, List<Step<Long>> toWorker) {
            this.ended = ended;
            this.toWorker = toWorker;
        }

        @Override
        public Step<Long> resume(TaskContext context) {
            if (ended.getOpaque()) return Step.done(steps);
            STEPS.setOpaque(this, steps + 1);
            return toWorker.isEmpty() ? Step.again() : toWorker.get(1 - context.worker());
        }
    }

    /// @param cpuNanos of both workers
    /// @param least CPU time of the less busy one, by the time that passed
    private record Outcome(double cpuNanos, double steps, double moves, double least) {
        double cpuNanosPerStep() {
            return cpuNanos / steps;
        }
    }

    @Override
    public List<Figure> measure(Extent extent, PrintWriter out) throws InterruptedException {
        Samples cost = new Samples("CPU of both workers for a move, beyond a step", "ns");
        Samples step = new Samples("CPU of a step without moves", "ns");
        Samples moves = new Samples("moves", "1,000 per round");
        Samples busy = new Samples("CPU time of the less busy worker / time", "");
        List<Step<Long>> toWorker = List.of(Step.moveTo(0), Step.moveTo(1));
        for (int round = 0; round < extent.rounds(ROUNDS); round++) {
            Outcome stays = round(Policies.none(), MOVERS, List.of(), 0, extent);
            Outcome moved = round(Policies.none(), MOVERS, toWorker, MOVES_MIN, extent);
            note(MOVE_TO, stays, moved, cost, step, moves, busy);
            Outcome alone = round(Policies.none(), ORDERED, List.of(), 0, extent);
            Outcome ordered = round(HandoffCost::exchange, ORDERED, List.of(), MOVES_MIN, extent);
            note(ORDERS, alone, ordered, cost, step, moves, busy);
        }
        out.println(cost.table() + '\n' + step.table() + '\n' + moves.table() + '\n' + busy.table());
        String text = String.format(Locale.ROOT, "%s, one handoff for each move; %s in handoffs of 256 tasks", cost.of(MOVE_TO).text("ns"),
                cost.of(ORDERS).text("ns"));
        return List.of(new Figure("handoff of one task, both workers busy, CPU of both", "2 us", "0.5 us", text,
                Figure.Verdict.of(cost.of(MOVE_TO).median(), 2_000, 500)));
    }

    private static void note(String way, Outcome without, Outcome with, Samples cost, Samples step, Samples moves, Samples busy) {
        cost.add(way, (with.cpuNanos - with.steps * without.cpuNanosPerStep()) / with.moves);
        step.add(way, without.cpuNanosPerStep());
        moves.add(way, with.moves / 1e3);
        busy.add(way, Math.min(without.least, with.least));
    }

    /// As many tasks as one order takes, from each worker to the other.
    private static List<Order> exchange(LoadSnapshot previous, LoadSnapshot now) {
        return List.of(new Order.Ready(0, 1, Order.MAX_TASKS, MoveReason.USER, 0), new Order.Ready(1, 0, Order.MAX_TASKS, MoveReason.USER, 0));
    }

    private static Outcome round(BalancePolicy policy, int tasks, List<Step<Long>> toWorker, long movesMin, Extent extent) throws InterruptedException {
        AtomicBoolean ended = new AtomicBoolean();
        Counting[] bodies = new Counting[tasks];
        Arrays.setAll(bodies, i -> new Counting(ended, toWorker));
        try (Skein skein = Skein.builder().name("bench").workers(2).policy(policy).balanceInterval(TICK).start()) {
            try {
                for (int i = 0; i < tasks; i++) {
                    var _ = skein.spawn(bodies[i], 2 * i / tasks);
                }
                Thread.sleep(extent.time(WARM_UP));
                return measured(skein, bodies, extent, movesMin);
            } finally {
                ended.set(true);
            }
        }
    }

    private static Outcome measured(Skein skein, Counting[] bodies, Extent extent, long movesMin) throws InterruptedException {
        SkeinStats before = skein.stats();
        long stepsBefore = steps(bodies);
        long start = System.nanoTime();
        Thread.sleep(extent.time(MEASURED));
        Waiting.until(movesMin + " moves", LIMIT, () -> skein.stats().moves() - before.moves() >= movesMin);
        SkeinStats after = skein.stats();
        long steps = steps(bodies) - stepsBefore;
        double nanos = System.nanoTime() - start;
        double both = 0;
        double least = 1;
        for (int worker = 0; worker < 2; worker++) {
            long cpuBefore = before.workers().get(worker).cpuNanos();
            long cpuAfter = after.workers().get(worker).cpuNanos();
            if (cpuBefore < 0 || cpuAfter < 0) throw new IllegalStateException("this system does not tell a thread's CPU time");
            both += cpuAfter - cpuBefore;
            least = Math.min(least, (cpuAfter - cpuBefore) / nanos);
        }
        return new Outcome(both, steps, after.moves() - before.moves(), least);
    }

    private static long steps(Counting[] bodies) {
        long sum = 0;
        for (Counting body : bodies) sum += (long) STEPS.getOpaque(body);
        return sum;
    }
}
