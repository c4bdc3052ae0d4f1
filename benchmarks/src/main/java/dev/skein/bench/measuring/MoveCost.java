package dev.skein.bench.measuring;

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
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// The CPU time that it costs, on both sides, that a task moves from one busy worker to another.
///
/// CPU time of the two workers' threads, by their own clocks, beyond that of the same steps without moves, divided by the moves: `(C - S x c) / M`, where
/// `C` is the CPU time of a second with `M` moves and `S` steps, and `c` the CPU time of a step in the second before, in which the same tasks on
/// the same workers did not move. What is measured so is the whole price: to take, to record, to publish, to fetch across CPUs, to enqueue, and
/// what a step is slower for it.
public final class MoveCost {

    /// With moves, so that the tasks stand in no order any more that a CPU could guess.
    private static final Duration WARM_UP = Duration.ofMillis(300);
    private static final Duration SETTLE = Duration.ofMillis(100);
    private static final Duration MEASURED = Duration.ofSeconds(1);
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration TICK = Duration.ofMillis(1);
    /// CPUs fetch memory in lines of that many bytes.
    private static final int LINE_BYTES = 64;

    /// As many tasks as one order takes, from each worker to the other.
    private static final List<Order> EXCHANGE = List.of(
            new Order.Ready(0, 1, Order.MAX_TASKS, MoveReason.USER, 0), new Order.Ready(1, 0, Order.MAX_TASKS, MoveReason.USER, 0));
    private static final List<Step<Long>> TO_WORKER = List.of(Step.moveTo(0), Step.moveTo(1));
    private static final VarHandle STEPS;

    static {
        try {
            STEPS = MethodHandles.lookup().findVarHandle(Stepping.class, "steps", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private MoveCost() { }

    /// What moves, and how.
    ///
    /// @param tasks half of them on either worker; enough that neither is ever without
    /// @param byOrders whether a policy orders 256 tasks at each tick of 1 ms from either worker to the other; else each task asks at every step for the
    ///     other worker
    /// @param capturedBytes what each task has captured, and declares as its footprint
    /// @param touched whether a step writes to every cache line of that
    /// @param movesMin so many are waited for, if they take longer than a second
    public record Movers(int tasks, boolean byOrders, int capturedBytes, boolean touched, long movesMin) { }

    /// @param nanosPerMove beyond a step, of both workers
    /// @param nanosPerStep without moves
    /// @param moves in the time with moves
    /// @param least CPU time of the less busy worker, by the time that passed
    public record Outcome(double nanosPerMove, double nanosPerStep, double moves, double least) { }

    /// The outcomes of all rounds.
    public static final class Rounds {
        private final Samples cost = new Samples("CPU of both workers for a move, beyond a step", "ns");
        private final Samples step = new Samples("CPU of a step without moves", "ns");
        private final Samples moves = new Samples("moves", "1,000 per round");
        private final Samples busy = new Samples("CPU time of the less busy worker / time", "");

        public void add(String contestant, Outcome outcome) {
            cost.add(contestant, outcome.nanosPerMove);
            step.add(contestant, outcome.nanosPerStep);
            moves.add(contestant, outcome.moves / 1e3);
            busy.add(contestant, outcome.least);
        }

        public Samples nanosPerMove() {
            return cost;
        }

        public String tables() {
            return cost.table() + '\n' + step.table() + '\n' + moves.table() + '\n' + busy.table();
        }
    }

    /// Keeps one task's memory out of the cache lines of the next: tasks that are spawned one after the other stand side by side, and once they run on
    /// different workers each step would pay for its neighbour's. That is a price of where objects stand, not of a handoff.
    @SuppressWarnings("unused")
    private abstract static class Padding {
        private long p00, p01, p02, p03, p04, p05, p06, p07, p08, p09, p10, p11, p12, p13, p14, p15;
    }

    /// Counts its steps. steps: the worker that runs it; read by whoever measures.
    static final class Stepping extends Padding implements Continuation<Long> {
        private final AtomicBoolean ended;
        private final AtomicBoolean moves;
        private final byte[] captured;
        private final int touchedBytes;
        private long steps;

        /// @param moves whether it asks for the other worker
        Stepping(AtomicBoolean ended, AtomicBoolean moves, byte[] captured, boolean touched) {
            this.ended = ended;
            this.moves = moves;
            this.captured = captured;
            this.touchedBytes = touched ? captured.length : 0;
        }

        @Override
        public long footprintBytes() {
            return captured.length;
        }

        @Override
        public Step<Long> resume(TaskContext context) {
            if (ended.getOpaque()) return Step.done(steps);
            for (int i = 0; i < touchedBytes; i += LINE_BYTES) captured[i]++;
            STEPS.setOpaque(this, steps + 1);
            return moves.getOpaque() ? TO_WORKER.get(1 - context.worker()) : Step.again();
        }
    }

    /// @param cpuNanos of both workers
    private record Second(double cpuNanos, double steps, double moves, double least) { }

    /// Starts a runtime of two workers, and measures once without moves, and once with them.
    ///
    /// @throws IllegalStateException if the system does not tell a thread's CPU time, or there are too few moves in 30 s
    public static Outcome round(Movers movers, Extent extent) throws InterruptedException {
        AtomicBoolean ended = new AtomicBoolean();
        AtomicBoolean moves = new AtomicBoolean(true);
        BalancePolicy policy = movers.byOrders ? (previous, now) -> moves.get() ? EXCHANGE : List.of() : Policies.none();
        AtomicBoolean asks = movers.byOrders ? new AtomicBoolean() : moves;
        Stepping[] bodies = new Stepping[movers.tasks];
        try (Skein skein = Skein.builder().name("bench").workers(2).policy(policy).balanceInterval(TICK).start()) {
            try {
                for (int i = 0; i < bodies.length; i++) {
                    bodies[i] = new Stepping(ended, asks, new byte[movers.capturedBytes], movers.touched);     // here, so that body and task stand together
                    var _ = skein.spawn(bodies[i], 2 * i / bodies.length);
                }
                Thread.sleep(extent.time(WARM_UP));
                moves.set(false);
                Thread.sleep(extent.time(SETTLE));
                Second without = measured(skein, bodies, extent, 0);
                moves.set(true);
                Thread.sleep(extent.time(SETTLE));
                Second with = measured(skein, bodies, extent, movers.movesMin);
                double perStep = without.cpuNanos / without.steps;
                return new Outcome((with.cpuNanos - with.steps * perStep) / with.moves, perStep, with.moves, Math.min(without.least, with.least));
            } finally {
                ended.set(true);
            }
        }
    }

    private static Second measured(Skein skein, Stepping[] bodies, Extent extent, long movesMin) throws InterruptedException {
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
        return new Second(both, steps, after.moves() - before.moves(), least);
    }

    private static long steps(Stepping[] bodies) {
        long sum = 0;
        for (Stepping body : bodies) sum += (long) STEPS.getOpaque(body);
        return sum;
    }
}
