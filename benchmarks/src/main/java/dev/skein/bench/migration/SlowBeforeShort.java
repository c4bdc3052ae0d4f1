package dev.skein.bench.migration;

import dev.skein.bench.compare.Turns;
import dev.skein.bench.figures.Samples;
import dev.skein.bench.figures.Statistics;
import dev.skein.bench.load.Work;
import dev.skein.bench.measuring.Extent;
import dev.skein.bench.measuring.Figure;
import dev.skein.bench.measuring.Measurement;
import dev.skein.bench.rivals.Schedulers;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/// A task submits one that is slow, 50 ms without giving way, and then 1,000 short ones of 10 us: how long do the short ones wait?
///
/// All of them begin in the queue of one worker, behind the slow one, as far as the other has not yet taken them. The wait is from a short task's
/// submission to its start, of all short tasks of ten such batches in a round. Short tasks that are left behind the slow one, on whichever worker it is,
/// wait for 50 ms. Were the slow one alone on one worker, the last of the short ones would wait for 10 ms on the other.
public final class SlowBeforeShort implements Measurement {

    static final List<String> SCHEDULERS = List.of("skein", "skeinUnbalanced", "forkJoinFifo", "forkJoinLifo", "virtualThreads");

    private static final int ROUNDS = 7;
    private static final int WARM_UP = 2;
    private static final int BATCHES = 10;
    private static final int SHORT_TASKS = 1_000;
    private static final Duration SLOW = Duration.ofMillis(50);
    private static final Duration SHORT = Duration.ofNanos(10_000);
    private static final long LIMIT_SECONDS = 60;

    /// How much work either is, as [Work#burn] has it.
    record Tasks(long slowWork, long shortWork) { }

    /// A short task, which notes in its own place of the array how long it has waited.
    private record ShortTask(int place, long submittedNanos, long work, long[] waitNanos, long[] sinks, CountDownLatch done) implements Runnable {
        @Override
        public void run() {
            waitNanos[place] = System.nanoTime() - submittedNanos;
            sinks[place] = Work.burn(place, work);
            done.countDown();
        }
    }

    @Override
    public List<Figure> measure(Extent extent, PrintWriter out) throws InterruptedException {
        Tasks tasks = new Tasks(Work.stepsIn(extent.time(SLOW)), Work.stepsIn(SHORT));
        Samples p50 = new Samples("p50 wait of short tasks", "ms");
        Samples p99 = new Samples("p99 wait of short tasks", "ms");
        for (int round = 0; round < extent.rounds(ROUNDS); round++) {
            for (String scheduler : Turns.of(SCHEDULERS, round)) {
                long[] waitNanos = round(scheduler, extent.count(BATCHES), tasks);
                p50.add(scheduler, Statistics.percentile(waitNanos, 0.5) / 1e6);
                p99.add(scheduler, Statistics.percentile(waitNanos, 0.99) / 1e6);
            }
        }
        out.println(p50.table() + '\n' + p99.table());
        return List.of(Figure.withoutBar("1,000 short tasks submitted behind a slow one, on the same worker: p50 wait", p50.text()),
                Figure.withoutBar("the same: p99 wait", p99.text()));
    }

    /// @return the waits of all short tasks, in ascending order
    static long[] round(String scheduler, int batches, Tasks tasks) throws InterruptedException {
        long[] waitNanos = new long[batches * SHORT_TASKS];
        try (ExecutorService executor = Schedulers.start(scheduler, WORKERS)) {
            for (int batch = -WARM_UP; batch < batches; batch++) {
                long[] its = batch(executor, tasks);
                if (batch >= 0) System.arraycopy(its, 0, waitNanos, batch * SHORT_TASKS, SHORT_TASKS);
            }
        }
        Arrays.sort(waitNanos);
        return waitNanos;
    }

    private static long[] batch(ExecutorService executor, Tasks tasks) throws InterruptedException {
        long[] waitNanos = new long[SHORT_TASKS];
        long[] sinks = new long[SHORT_TASKS + 1];
        CountDownLatch done = new CountDownLatch(SHORT_TASKS + 1);
        executor.execute(() -> {
            executor.execute(() -> {
                sinks[SHORT_TASKS] = Work.burn(1, tasks.slowWork);
                done.countDown();
            });
            for (int i = 0; i < SHORT_TASKS; i++) executor.execute(new ShortTask(i, System.nanoTime(), tasks.shortWork, waitNanos, sinks, done));
        });
        if (!done.await(LIMIT_SECONDS, TimeUnit.SECONDS)) throw new IllegalStateException(done.getCount() + " tasks not done after " + LIMIT_SECONDS + " s");
        return waitNanos;
    }
}
