package dev.skein.bench.suspending;

import dev.skein.bench.compare.OneOp;
import dev.skein.bench.compare.SchedulerBenchmark;
import dev.skein.bench.load.DoneCount;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/// What does it cost to start a task that could suspend, and have it end? One operation is one task.
///
/// Ours are spawned continuations that are done at once, the rivals' are virtual threads, coroutines and fibers; plain tasks of ours and of pools are in
/// `DispatchBenchmark`. Each does the same work of about 2 ns and, but for `chained_spawn`, counts itself done ([DoneCount], about 8 ns).
///
/// The methods have the names of tokio's suite. It starts 10,000 tasks at a time, and chains 1,000; here it is 100,000, so that what it costs to wake
/// the benchmark's thread at the end, some 50 us, is less than 1 ns per task.
public class SpawnBenchmark extends SchedulerBenchmark {

    static final int TASKS = 100_000;
    private static final long LIMIT_SECONDS = 60;

    @Param({"skein", "skeinUnpinned", "skeinUnbalanced", "virtualThreads", "kotlin", "catsEffect"})
    String scheduler;

    @Param({"2"})
    int workers;

    private SuspendingTasks tasks;

    @Setup
    public void start() {
        tasks = SuspendingTasks.start(scheduler, workers);
    }

    @TearDown
    public void close() {
        tasks.close();
    }

    /// One task starts all the others.
    @Benchmark
    @OperationsPerInvocation(TASKS)
    @OneOp("one of 100,000 tasks that could suspend, started by a task")
    public void spawn_many_local() throws InterruptedException {
        DoneCount done = new DoneCount(TASKS, workers);
        tasks.spawnLocal(TASKS, () -> work(done));
        done.await(LIMIT_SECONDS);
    }

    /// The benchmark thread, no worker, starts all.
    @Benchmark
    @OperationsPerInvocation(TASKS)
    @OneOp("one of 100,000 tasks that could suspend, started by a thread outside")
    public void spawn_many_remote_idle() throws InterruptedException {
        DoneCount done = new DoneCount(TASKS, workers);
        tasks.spawnRemote(TASKS, () -> work(done));
        done.await(LIMIT_SECONDS);
    }

    /// Each task starts the next as its last act.
    @Benchmark
    @OperationsPerInvocation(TASKS)
    @OneOp("one of 100,000 tasks that could suspend, each of which starts the next")
    public void chained_spawn() throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        int[] left = {TASKS};   // plain: each task runs after the one that started it
        tasks.spawnChain(() -> {
            Blackhole.consumeCPU(1);
            if (--left[0] > 0) return true;
            ended.countDown();
            return false;
        });
        if (!ended.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the chain of " + TASKS + " tasks has not ended after " + LIMIT_SECONDS + " s; a task was lost");
        }
    }

    private static void work(DoneCount done) {
        Blackhole.consumeCPU(1);
        done.countOne();
    }
}
