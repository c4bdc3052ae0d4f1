package dev.skein.bench.migration;

import dev.skein.Skein;
import dev.skein.api.Availability;
import dev.skein.api.BalancePolicy;
import dev.skein.balance.Policies;
import dev.skein.bench.compare.Turns;
import dev.skein.bench.figures.Samples;
import dev.skein.bench.figures.Statistics;
import dev.skein.bench.load.Arrivals;
import dev.skein.bench.load.Work;
import dev.skein.bench.measuring.Extent;
import dev.skein.bench.measuring.Figure;
import dev.skein.bench.measuring.Measurement;
import dev.skein.bench.rivals.Schedulers;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/// There is little to do for two seconds, so that the energy policy packs a worker away and lets the other nap; then 10,000 tasks of 50 us come at once. How
/// soon do all workers work, and how long do the tasks wait?
///
/// A thread outside submits them, and needs a CPU for that itself. All at work: from the first submission to the moment at which the last of the workers
/// begins a task of the spike, by the threads that run them. A wait is from a task's submission to its start; the last ones have to wait for 250 ms
/// whoever schedules, so the waits are to be compared with each other. Whether a worker was packed when the spike came stands beside the figure.
public final class SpikeAfterPacking implements Measurement {

    private static final int ROUNDS = 5;
    private static final Duration BOUND = Duration.ofMillis(5);
    private static final double QUIET_PER_SECOND = 100;
    private static final Duration QUIET = Duration.ofSeconds(2);
    private static final int SPIKE = 10_000;
    private static final Duration SERVICE = Duration.ofNanos(50_000);
    private static final double P99 = 0.99;
    private static final long LIMIT_SECONDS = 60;
    static final String ENERGY = "skein with energy policy";
    static final List<String> CONTESTANTS = List.of(ENERGY, "skein", "skeinUnbalanced", "forkJoinFifo");

    /// @param waitNanos of all tasks, in ascending order
    /// @param packed workers when the spike came
    record Outcome(long[] waitNanos, long allAtWorkNanos, long packed) {
        double waitMillis(double portion) {
            return Statistics.percentile(waitNanos, portion) / 1e6;
        }
    }

    /// One that comes with the spike, and notes in its own places of the arrays when it began and where.
    private record SpikeTask(int place, long work, long[] begunNanos, long[] threadIds, long[] sinks, CountDownLatch done) implements Runnable {
        @Override
        public void run() {
            begunNanos[place] = System.nanoTime();
            threadIds[place] = Thread.currentThread().threadId();
            sinks[place] = Work.burn(place, work);
            done.countDown();
        }
    }

    @Override
    public List<Figure> measure(Extent extent, PrintWriter out) throws InterruptedException {
        long work = Work.stepsIn(SERVICE);
        Samples atWork = new Samples("until all workers work", "ms");
        Samples p99 = new Samples("p99 wait", "ms");
        Samples packed = new Samples("workers packed when the spike came", "");
        for (int round = 0; round < extent.rounds(ROUNDS); round++) {
            for (String contestant : Turns.of(CONTESTANTS, round)) {
                Outcome outcome = round(contestant, extent.time(QUIET), extent.count(SPIKE), work, round);
                atWork.add(contestant, outcome.allAtWorkNanos / 1e6);
                p99.add(contestant, outcome.waitMillis(P99));
                packed.add(contestant, outcome.packed);
            }
        }
        out.println(atWork.table() + '\n' + p99.table() + '\n' + packed.table());
        String beside = String.format(Locale.ROOT, "; workers packed before: %s", packed.of(ENERGY).text());
        return List.of(Figure.withoutBar("10,000 tasks of 50 us at once after two quiet seconds: until all workers work", atWork.text() + beside),
                Figure.withoutBar("the same: p99 wait", p99.text()));
    }

    private static ExecutorService start(String contestant) {
        if (!contestant.equals(ENERGY)) return Schedulers.start(contestant, WORKERS);
        BalancePolicy policy = Policies.all(Policies.energy(BOUND), Policies.standard());
        return Skein.builder().name("bench").workers(WORKERS).policy(policy).start();
    }

    static Outcome round(String contestant, Duration quiet, int tasks, long work, long seed) throws InterruptedException {
        long[] submittedNanos = new long[tasks];
        long[] begunNanos = new long[tasks];
        long[] threadIds = new long[tasks];
        long[] sinks = new long[tasks];
        CountDownLatch done = new CountDownLatch(tasks);
        SpikeTask[] spike = new SpikeTask[tasks];
        Arrays.setAll(spike, i -> new SpikeTask(i, work, begunNanos, threadIds, sinks, done));
        try (ExecutorService executor = start(contestant)) {
            var _ = new Arrivals(QUIET_PER_SECOND, work, seed).run(quiet, executor::execute);
            long packed = executor instanceof Skein skein
                    ? skein.stats().workers().stream().filter(worker -> worker.availability() == Availability.PACKED).count() : 0;
            for (int i = 0; i < tasks; i++) {
                submittedNanos[i] = System.nanoTime();
                executor.execute(spike[i]);
            }
            if (!done.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException(done.getCount() + " of " + tasks + " tasks not done after " + LIMIT_SECONDS + " s");
            }
            long[] waits = new long[tasks];
            Arrays.setAll(waits, i -> begunNanos[i] - submittedNanos[i]);
            Arrays.sort(waits);
            return new Outcome(waits, allAtWork(begunNanos, threadIds) - submittedNanos[0], packed);
        }
    }

    /// When so many threads as there are workers had begun a task; if there never were, when the last task began.
    static long allAtWork(long[] begunNanos, long[] threadIds) {
        Map<Long, Long> firstByThread = new HashMap<>();
        for (int i = 0; i < begunNanos.length; i++) firstByThread.merge(threadIds[i], begunNanos[i], Math::min);
        return firstByThread.values().stream().sorted().skip(WORKERS - 1L).findFirst().orElseGet(() -> Arrays.stream(begunNanos).max().orElseThrow());
    }
}
