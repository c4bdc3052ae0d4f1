package dev.skein.bench.balancing;

import dev.skein.Skein;
import dev.skein.api.BalancePolicy;
import dev.skein.api.Continuation;
import dev.skein.api.MoveRecord;
import dev.skein.api.Step;
import dev.skein.api.TaskContext;
import dev.skein.balance.Policies;
import dev.skein.bench.figures.ComparisonTable;
import dev.skein.bench.figures.Sample;
import dev.skein.bench.figures.Statistics;
import dev.skein.bench.load.Work;
import dev.skein.bench.measuring.Extent;
import dev.skein.bench.measuring.Figure;
import dev.skein.bench.measuring.Measurement;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// A foreign process comes to the CPU of a worker that runs one long task, while the other worker sleeps: how soon does the task run there?
///
/// From the first run of the foreign thread on that CPU, by its own stamp, to the first step of the task on the other worker. Each round has a runtime
/// of its own, and begins at another phase of the balancer's ticks. A round in which the task had moved before the foreign process came is
/// repeated.
final class ContendedMove implements Measurement {

    private static final int ROUNDS = 30;
    /// The portion of rounds that must keep to the limits: 27 of 30.
    private static final double PORTION = 0.9;
    private static final int BALANCED_ROUNDS_PER_OTHER = 6;
    private static final Duration SETTLE = Duration.ofMillis(250);
    private static final int PHASES_MS = 20;
    private static final Duration LIMIT = Duration.ofMillis(500);
    private static final Duration LIMIT_WITHOUT = Duration.ofMillis(300);
    private static final Duration CHUNK = Duration.ofNanos(20_000);
    private static final int VOID_MAX = 30;
    /// What a round counts in which the task has not left within the limit, in milliseconds.
    private static final double NEVER = LIMIT.toMillis();

    private final SplittableRandom random = new SplittableRandom(1);
    private final Map<String, Integer> reasons = new TreeMap<>();
    private int voidRounds;

    /// Runs until told to end, and notes when it comes to another worker.
    private static final class LongRun implements Continuation<Long> {
        private final long stepsPerChunk;
        private volatile boolean ended;
        private volatile int worker = -1;
        private volatile long cameNanos;
        private long sink;

        LongRun(long stepsPerChunk) {
            this.stepsPerChunk = stepsPerChunk;
        }

        @Override
        public Step<Long> resume(TaskContext context) {
            if (context.worker() != worker) {
                cameNanos = System.nanoTime();
                worker = context.worker();
            }
            while (!context.shouldYield()) {
                if (ended) return Step.done(sink);
                sink = Work.burn(sink, stepsPerChunk);
            }
            return Step.again();
        }
    }

    @Override
    public List<Figure> measure(Extent extent, PrintWriter out) throws IOException, InterruptedException {
        long chunk = Work.stepsIn(CHUNK);
        int rounds = extent.rounds(ROUNDS);
        List<Double> with = new ArrayList<>();
        List<Double> without = new ArrayList<>();
        try (ForeignSpinner spinner = ForeignSpinner.start()) {
            for (int round = 0; round < rounds; round++) {
                with.add(round(spinner, Policies.standard(), chunk, LIMIT));
                if (round % BALANCED_ROUNDS_PER_OTHER == 0) without.add(round(spinner, Policies.none(), chunk, LIMIT_WITHOUT));
            }
        }
        Sample sample = new Sample(with);
        double reached = Statistics.percentile(with.stream().mapToLong(ms -> Math.round(ms * 1e6)).sorted().toArray(), PORTION) / 1e6;
        long left = without.stream().filter(ms -> ms < NEVER).count();
        int inPortion = (int) Math.ceil(PORTION * rounds);
        out.printf(Locale.ROOT, "with the balancer: median %s, %d of %d within %s; moved for %s%n", sample.text("ms"), inPortion, rounds, ms(reached), reasons);
        out.printf(Locale.ROOT, "without: left in %d of %d rounds within %d ms; rounds repeated: %d%n", left, without.size(), LIMIT_WITHOUT.toMillis(), voidRounds);
        String text = String.format(Locale.ROOT, "%d of %d within %s, median %s; without the balancer %d of %d within %d ms",
                inPortion, rounds, ms(reached), sample.text("ms"), left, without.size(), LIMIT_WITHOUT.toMillis());
        return List.of(new Figure("a long running task leaves a contended worker for an idle one", "50 ms in 27 of 30", "20 ms", text,
                Figure.Verdict.of(reached, 50, 20)));
    }

    private static String ms(double value) {
        return value >= NEVER ? "never" : ComparisonTable.number(value) + " ms";
    }

    /// @return milliseconds, or [#NEVER]: not within the limit
    private double round(ForeignSpinner spinner, BalancePolicy policy, long chunk, Duration limit) throws IOException, InterruptedException {
        for (int attempt = 0; attempt < VOID_MAX; attempt++) {
            OptionalDouble took = attempt(spinner, policy, chunk, limit);
            if (took.isPresent()) return took.getAsDouble();
            voidRounds++;
        }
        throw new IllegalStateException("in " + VOID_MAX + " rounds on end the task moved before there was a reason: the machine is too busy");
    }

    /// As [#round]; empty if the task had moved before the foreign process came.
    private OptionalDouble attempt(ForeignSpinner spinner, BalancePolicy policy, long chunk, Duration limit) throws IOException, InterruptedException {
        LongRun task = new LongRun(chunk);
        try (Skein skein = Skein.builder().name("bench").workers(2).policy(policy).start()) {
            try {
                var _ = skein.spawn(task);
                Thread.sleep(SETTLE.plusMillis(random.nextInt(PHASES_MS)));
                int home = task.worker;
                long began = spinner.spinOn(Measurement.cpuOf(skein, home));
                boolean moved = awaitMove(task, home, began + limit.toNanos());
                spinner.stop();
                if (!moved) return OptionalDouble.of(NEVER);
                long cameNanos = task.cameNanos;
                if (cameNanos < began) return OptionalDouble.empty();
                reasons.merge(reasonOf(skein, home), 1, Integer::sum);
                return OptionalDouble.of((cameNanos - began) / 1e6);
            } finally {
                task.ended = true;
            }
        }
    }

    /// The task stamps its coming itself, so it does not matter when this thread hears of it.
    private static boolean awaitMove(LongRun task, int home, long deadline) throws InterruptedException {
        while (task.worker == home) {
            if (System.nanoTime() > deadline) return false;
            Thread.sleep(5);
        }
        return true;
    }

    private static String reasonOf(Skein skein, int home) {
        return skein.moves().stream().filter(move -> move.from() == home).map(MoveRecord::reason).map(Enum::name).findFirst().orElse("a steal");
    }
}
