package dev.skein.bench.suspending;

import dev.skein.Skein;
import dev.skein.api.Step;
import dev.skein.bench.compare.SchedulerBenchmark;
import dev.skein.bench.load.DoneCount;
import dev.skein.bench.rivals.Schedulers;
import java.util.concurrent.ExecutorService;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/// What does it cost to start a task that could suspend, and have it end? One operation is one task.
///
/// Ours are spawned continuations that are done at once, the rival's are virtual threads. Each does the same work of about 2 ns and counts itself
/// done ([DoneCount], about 8 ns).
public class SpawnBenchmark extends SchedulerBenchmark {

    static final int TASKS = 100_000;
    private static final long LIMIT_SECONDS = 60;

    @Param({"skein", "skeinUnpinned", "virtualThreads"})
    String scheduler;

    @Param({"2"})
    int workers;

    private ExecutorService executor;

    @Setup
    public void start() {
        executor = Schedulers.start(scheduler, workers);
    }

    @TearDown
    public void close() {
        executor.close();
    }

    /// The benchmark thread, no worker, starts all.
    @Benchmark
    @OperationsPerInvocation(TASKS)
    public void fromOutside() throws InterruptedException {
        DoneCount done = new DoneCount(TASKS, workers);
        startAll(done);
        done.await(LIMIT_SECONDS);
    }

    /// One task starts all the others.
    @Benchmark
    @OperationsPerInvocation(TASKS)
    public void fromInside() throws InterruptedException {
        DoneCount done = new DoneCount(TASKS, workers);
        executor.execute(() -> startAll(done));
        done.await(LIMIT_SECONDS);
    }

    private void startAll(DoneCount done) {
        if (executor instanceof Skein skein) {
            for (int i = 0; i < TASKS; i++) {
                skein.spawn(context -> {
                    work(done);
                    return Step.done(1);
                });
            }
        } else {
            for (int i = 0; i < TASKS; i++) executor.execute(() -> work(done));
        }
    }

    private static void work(DoneCount done) {
        Blackhole.consumeCPU(1);
        done.countOne();
    }
}
