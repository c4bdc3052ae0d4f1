package dev.skein.bench.balancing;

import dev.skein.Skein;
import dev.skein.api.BalancePolicy;
import dev.skein.balance.Policies;
import dev.skein.bench.compare.Turns;
import dev.skein.bench.figures.Sample;
import dev.skein.bench.figures.Samples;
import dev.skein.bench.load.Work;
import dev.skein.bench.measuring.Extent;
import dev.skein.bench.measuring.Figure;
import dev.skein.bench.measuring.Measurement;
import dev.skein.bench.rivals.Schedulers;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.function.BiConsumer;

/// Twelve long tasks of unequal lengths, all placed on one worker, whose CPU a foreign process uses too; nothing else comes. When is the last one done?
///
/// The lengths are a geometric series from 1 to 45, in an order that is shuffled for each round and the same for all contestants of the round. Each task
/// gives way after every 100 us of work: on Skein by a step, on ForkJoinPool by submitting itself again; `whole` tasks do not, as most that are written
/// for ForkJoinPool. There a task submits all of them, so they begin in the queue of one thread; its threads are bound to no CPU, and the kernel
/// may move them away from the foreign process.
final class ContendedMakespan implements Measurement {

    private static final int ROUNDS = 7;
    private static final int TASKS = 12;
    private static final double GROWTH = Math.sqrt(2);
    private static final Duration SLICE = Duration.ofNanos(100_000);
    /// Of all tasks together, on a CPU of their own.
    private static final Duration WORK = Duration.ofSeconds(2);
    private static final int WARM_UP_PART = 10;
    private static final Duration SETTLE = Duration.ofMillis(100);
    private static final String SKEIN = "skein";
    private static final String UNBALANCED = "skein, not balanced";
    private static final List<String> RIVALS = List.of("forkJoinFifo", "forkJoinLifo");
    private static final String WHOLE = "forkJoinFifo, whole";
    private static final Map<String, Contestant> CONTESTANTS = Map.of(
            SKEIN, jobs -> onSkein(Policies.standard(), jobs),
            UNBALANCED, jobs -> onSkein(Policies.none(), jobs),
            RIVALS.getFirst(), jobs -> onForkJoin(RIVALS.getFirst(), jobs, SlicedJob::runOn),
            RIVALS.getLast(), jobs -> onForkJoin(RIVALS.getLast(), jobs, SlicedJob::runOn),
            WHOLE, jobs -> onForkJoin(RIVALS.getFirst(), jobs, SlicedJob::runToItsEndOn));

    private interface Contestant {
        /// @return nanoseconds from the start of the first job to the end of the last
        long run(Jobs jobs) throws InterruptedException;
    }

    private record Jobs(List<SlicedJob> each, CountDownLatch allDone) {
        /// @param slices of all jobs together, about
        static Jobs of(int slices, long workPerSlice, long seed) {
            double unit = slices * (GROWTH - 1) / (Math.pow(GROWTH, TASKS) - 1);
            CountDownLatch allDone = new CountDownLatch(TASKS);
            List<SlicedJob> jobs = new ArrayList<>();
            for (int i = 0; i < TASKS; i++) jobs.add(new SlicedJob((int) Math.ceil(unit * Math.pow(GROWTH, i)), workPerSlice, allDone));
            Collections.shuffle(jobs, new Random(seed));
            return new Jobs(jobs, allDone);
        }
    }

    @Override
    public List<Figure> measure(Extent extent, PrintWriter out) throws IOException, InterruptedException {
        Samples makespan = new Samples("makespan", "ms");
        long workPerSlice = Work.stepsIn(SLICE);
        int slices = (int) (extent.time(WORK).toNanos() / SLICE.toNanos());
        try (ForeignSpinner spinner = ForeignSpinner.start()) {
            int cpu = cpuOfFirstWorker();
            for (Contestant each : CONTESTANTS.values()) contended(spinner, cpu, each, Jobs.of(slices / WARM_UP_PART, workPerSlice, -1));
            for (int round = 0; round < extent.rounds(ROUNDS); round++) {
                for (Map.Entry<String, Contestant> each : Turns.of(CONTESTANTS, round)) {
                    makespan.add(each.getKey(), contended(spinner, cpu, each.getValue(), Jobs.of(slices, workPerSlice, round)) / 1e6);
                }
            }
        }
        out.println(makespan.table());
        String rival = RIVALS.stream().min(Comparator.comparingDouble(name -> makespan.of(name).median())).orElseThrow();
        Sample ratio = makespan.of(SKEIN).dividedBy(makespan.of(rival));
        Sample whole = makespan.of(SKEIN).dividedBy(makespan.of(WHOLE));
        Sample unbalanced = makespan.of(UNBALANCED).dividedBy(makespan.of(rival));
        return List.of(new Figure("long unequal tasks, all placed on one worker, foreign process there: makespan against ForkJoinPool", "0.9x of its time", "0.75x",
                ratio.times() + " of " + rival + ", without the balancer " + unbalanced.times() + "; " + whole.times() + " of " + WHOLE, Figure.Verdict.of(ratio.median(), 0.9, 0.75)));
    }

    private static int cpuOfFirstWorker() {
        try (Skein skein = Skein.builder().workers(2).start()) {
            return Measurement.cpuOf(skein, 0);
        }
    }

    private static long contended(ForeignSpinner spinner, int cpu, Contestant contestant, Jobs jobs) throws IOException, InterruptedException {
        spinner.spinOn(cpu);
        Thread.sleep(SETTLE);
        long nanos = contestant.run(jobs);
        spinner.stop();
        return nanos;
    }

    private static long onSkein(BalancePolicy policy, Jobs jobs) throws InterruptedException {
        try (Skein skein = Skein.builder().name("bench").workers(2).policy(policy).start()) {
            long start = System.nanoTime();
            for (SlicedJob job : jobs.each) {
                var _ = skein.spawn(job, 0);
            }
            jobs.allDone.await();
            return System.nanoTime() - start;
        }
    }

    private static long onForkJoin(String scheduler, Jobs jobs, BiConsumer<SlicedJob, Executor> way) throws InterruptedException {
        try (ExecutorService pool = Schedulers.start(scheduler, 2)) {
            long start = System.nanoTime();
            pool.execute(() -> jobs.each.forEach(job -> way.accept(job, pool)));
            jobs.allDone.await();
            return System.nanoTime() - start;
        }
    }
}
