package dev.skein.bench.balancing;

import dev.skein.Skein;
import dev.skein.api.BalancePolicy;
import dev.skein.api.Continuation;
import dev.skein.api.Step;
import dev.skein.api.TaskContext;
import dev.skein.balance.Policies;
import dev.skein.bench.compare.Turns;
import dev.skein.bench.figures.Sample;
import dev.skein.bench.figures.Samples;
import dev.skein.bench.load.Work;
import dev.skein.bench.measuring.Extent;
import dev.skein.bench.measuring.Figure;
import dev.skein.bench.measuring.Measurement;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/// Two hundred endless tasks on two workers, and a foreign process on the CPU of one of them: does each task get on as fast as the others, and what does
/// that cost in all?
///
/// A step is a fixed amount of work, then the task puts itself back. Steps are counted from the first run of the foreign process on: no time is
/// left for the balancer to find its balance before. The fairness is the mean of the slowest tenth by the mean of all; 1 is perfect.
final class ContendedFairness implements Measurement {

    private static final int ROUNDS = 2;
    private static final int TASKS = 200;
    private static final Duration STEP = Duration.ofNanos(50_000);
    private static final Duration WARM_UP = Duration.ofSeconds(1);
    private static final Duration MEASURED = Duration.ofSeconds(10);
    private static final Map<String, BalancePolicy> POLICIES = Map.of("balanced", Policies.standard(), "not balanced", Policies.none());

    private static final class Endless implements Continuation<Long> {
        private final AtomicBoolean ended;
        private final long work;
        private volatile int steps;
        private long sink;

        Endless(AtomicBoolean ended, long work) {
            this.ended = ended;
            this.work = work;
        }

        @Override
        public Step<Long> resume(TaskContext context) {
            if (ended.get()) return Step.done(sink);
            sink = Work.burn(sink, work);
            steps++;
            return Step.again();
        }
    }

    /// @param fairness of the steps, 0 to 1
    /// @param stepsPerSecond of all tasks together
    private record Outcome(double fairness, double stepsPerSecond, long moves) { }

    @Override
    public List<Figure> measure(Extent extent, PrintWriter out) throws IOException, InterruptedException {
        long work = Work.stepsIn(STEP);
        Samples fairness = new Samples("slowest tenth / mean", "");
        Samples total = new Samples("steps of all tasks", "1,000 per second");
        Samples moves = new Samples("moves", "per second");
        Duration measured = extent.time(MEASURED);
        try (ForeignSpinner spinner = ForeignSpinner.start()) {
            for (int round = 0; round < extent.rounds(ROUNDS); round++) {
                for (Map.Entry<String, BalancePolicy> each : Turns.of(POLICIES, round)) {
                    Outcome outcome = round(spinner, each.getValue(), work, extent.time(WARM_UP), measured);
                    fairness.add(each.getKey(), outcome.fairness);
                    total.add(each.getKey(), outcome.stepsPerSecond / 1e3);
                    moves.add(each.getKey(), outcome.moves / (measured.toNanos() / 1e9));
                }
            }
        }
        out.println(fairness.table() + '\n' + total.table() + '\n' + moves.table());
        Sample balanced = fairness.of("balanced");
        Sample ratio = total.of("balanced").dividedBy(total.of("not balanced"));
        return List.of(
                new Figure("200 endless tasks, foreign process on one of two CPUs, after 10 s: steps of the slowest tenth / mean", "0.8", "0.95",
                        balanced.text() + ", without the balancer " + fairness.of("not balanced").text(),
                        Figure.Verdict.of(balanced.median(), 0.8, 0.95)),
                new Figure("the same, total steps against the balancer off", "0.97x", "1x", ratio.times(), Figure.Verdict.of(ratio.median(), 0.97, 1)));
    }

    private static Outcome round(ForeignSpinner spinner, BalancePolicy policy, long work, Duration warmUp, Duration measured)
            throws IOException, InterruptedException {
        AtomicBoolean ended = new AtomicBoolean();
        Endless[] tasks = new Endless[TASKS];
        Arrays.setAll(tasks, i -> new Endless(ended, work));
        try (Skein skein = Skein.builder().name("bench").workers(2).policy(policy).start()) {
            try {
                for (Endless task : tasks) {
                    var _ = skein.spawn(task);
                }
                Thread.sleep(warmUp);
                int cpu = Measurement.cpuOf(skein, 0);
                long movesBefore = skein.stats().moves();
                long began = spinner.spinOn(cpu);
                int[] before = steps(tasks);
                Thread.sleep(measured);
                int[] after = steps(tasks);
                long nanos = System.nanoTime() - began;
                long moves = skein.stats().moves() - movesBefore;
                spinner.stop();
                int[] done = new int[TASKS];
                Arrays.setAll(done, i -> after[i] - before[i]);
                return new Outcome(fairness(done), Arrays.stream(done).sum() / (nanos / 1e9), moves);
            } finally {
                ended.set(true);
            }
        }
    }

    private static int[] steps(Endless[] tasks) {
        return Arrays.stream(tasks).mapToInt(task -> task.steps).toArray();
    }

    /// The mean of the least tenth by the mean of all, in the order in which they come out.
    static double fairness(int[] steps) {
        int[] sorted = steps.clone();
        Arrays.sort(sorted);
        double slowest = Arrays.stream(sorted, 0, Math.max(1, sorted.length / 10)).average().orElseThrow();
        return slowest / Arrays.stream(sorted).average().orElseThrow();
    }
}
