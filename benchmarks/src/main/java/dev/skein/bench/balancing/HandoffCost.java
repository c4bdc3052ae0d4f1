package dev.skein.bench.balancing;

import dev.skein.Skein;
import dev.skein.api.BalancePolicy;
import dev.skein.api.Continuation;
import dev.skein.api.MoveReason;
import dev.skein.api.Order;
import dev.skein.api.SkeinStats;
import dev.skein.api.Step;
import dev.skein.api.TaskContext;
import dev.skein.balance.Policies;
import dev.skein.bench.figures.Samples;
import dev.skein.bench.load.Waiting;
import java.io.PrintWriter;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;

/// What does it cost, on both sides, that a task moves from one busy worker to another?
///
/// CPU time of the two workers' threads, by their own clocks, beyond that of the same steps without moves, divided by the moves: `(C - S x c) / M`, where
/// `C` is the CPU time of a second with `M` moves and `S` steps, and `c` the CPU time of a step in the second before, in which the same tasks on
/// the same workers did not move. A step is next to nothing: it counts, and puts the task back. What is measured so is the whole price: to take, to
/// record, to publish, to fetch across CPUs, to enqueue, and what a step is slower for it. Two ways to move:
///
/// - `moveTo`: 512 tasks, each of which asks at every step for the other worker, one handoff for each task and step. So many that neither worker
///   is ever without.
/// - `orders`: 1,200 tasks, and a policy that at each tick of 1 ms orders 256 of them from either worker to the other, one handoff for each 256
///   tasks. The price is for one task, a 256th of the envelope's included.
///
/// That one order moves one running task is not measured: with a handoff for each tick and worker there would be 2,000 moves a second, and what they cost
/// is less than the noise of a second's CPU time.
final class HandoffCost implements Measurement {

    private static final int ROUNDS = 7;
    private static final long MOVES_MIN = 100_000;
    /// With moves, so that the tasks stand in no order any more that a CPU could guess.
    private static final Duration WARM_UP = Duration.ofMillis(300);
    private static final Duration SETTLE = Duration.ofMillis(100);
    private static final Duration MEASURED = Duration.ofSeconds(1);
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int MOVERS = 512;
    private static final int ORDERED = 1_200;
    private static final Duration TICK = Duration.ofMillis(1);
    private static final String MOVE_TO = "moveTo";
    private static final String ORDERS = "orders";

    /// As many tasks as one order takes, from each worker to the other.
    private static final List<Order> EXCHANGE = List.of(
            new Order.Ready(0, 1, Order.MAX_TASKS, MoveReason.USER, 0), new Order.Ready(1, 0, Order.MAX_TASKS, MoveReason.USER, 0));
    private static final List<Step<Long>> TO_WORKER = List.of(Step.moveTo(0), Step.moveTo(1));
    private static final VarHandle STEPS;

    static {
        try {
            STEPS = MethodHandles.lookup().findVarHandle(Counting.class, "steps", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /// Keeps one task's memory out of the cache lines of the next: tasks that are spawned one after the other stand side by side, and once they run on
    /// different workers each step would pay for its neighbour's. That is a price of where objects stand, not of a handoff.
    @SuppressWarnings("unused")
    private abstract static class Padding {
        private long p00, p01, p02, p03, p04, p05, p06, p07, p08, p09, p10, p11, p12, p13, p14, p15;
    }

    private static final class Counting extends Padding implements Continuation<Long> {
        private final AtomicBoolean ended;
        private final AtomicBoolean moves;
        private long steps;

        /// @param moves whether it asks for the other worker
        Counting(AtomicBoolean ended, AtomicBoolean moves) {
            this.ended = ended;
            this.moves = moves;
        }

        @Override
        public Step<Long> resume(TaskContext context) {
            if (ended.getOpaque()) return Step.done(steps);
            STEPS.setOpaque(this, steps + 1);
            return moves.getOpaque() ? TO_WORKER.get(1 - context.worker()) : Step.again();
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
        for (int round = 0; round < extent.rounds(ROUNDS); round++) {
            for (String way : List.of(MOVE_TO, ORDERS)) {
                List<Outcome> outcomes = round(way, extent);
                Outcome without = outcomes.getFirst();
                Outcome with = outcomes.getLast();
                cost.add(way, (with.cpuNanos - with.steps * without.cpuNanosPerStep()) / with.moves);
                step.add(way, without.cpuNanosPerStep());
                moves.add(way, with.moves / 1e3);
                busy.add(way, Math.min(without.least, with.least));
            }
        }
        out.println(cost.table() + '\n' + step.table() + '\n' + moves.table() + '\n' + busy.table());
        String text = String.format(Locale.ROOT, "%s, one handoff for each move; %s in handoffs of 256 tasks", cost.of(MOVE_TO).text("ns"),
                cost.of(ORDERS).text("ns"));
        double reached = cost.of(MOVE_TO).median();
        return List.of(new Figure("handoff of one task, both workers busy, CPU of both", "2 us", "0.5 us", text,
                reached > 0 ? Figure.Verdict.of(reached, 2_000, 500) : Figure.Verdict.UNCLEAR));
    }

    /// @return what came of the time without moves, and of that with moves
    private static List<Outcome> round(String way, Extent extent) throws InterruptedException {
        AtomicBoolean ended = new AtomicBoolean();
        AtomicBoolean moves = new AtomicBoolean(true);
        boolean byOrders = way.equals(ORDERS);
        BalancePolicy policy = byOrders ? (previous, now) -> moves.get() ? EXCHANGE : List.of() : Policies.none();
        AtomicBoolean asks = byOrders ? new AtomicBoolean() : moves;
        Counting[] bodies = new Counting[byOrders ? ORDERED : MOVERS];
        try (Skein skein = Skein.builder().name("bench").workers(2).policy(policy).balanceInterval(TICK).start()) {
            try {
                for (int i = 0; i < bodies.length; i++) {
                    bodies[i] = new Counting(ended, asks);               // here, so that body and task stand together
                    var _ = skein.spawn(bodies[i], 2 * i / bodies.length);
                }
                Thread.sleep(extent.time(WARM_UP));
                moves.set(false);
                Thread.sleep(extent.time(SETTLE));
                Outcome without = measured(skein, bodies, extent, 0);
                moves.set(true);
                Thread.sleep(extent.time(SETTLE));
                return List.of(without, measured(skein, bodies, extent, MOVES_MIN));
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
