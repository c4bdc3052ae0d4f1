package dev.skein.bench.suspending;

import dev.skein.bench.compare.OneOp;
import dev.skein.bench.compare.SchedulerBenchmark;
import dev.skein.bench.load.DoneCount;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/// What does it cost to start a task that could suspend, and have it end, while all workers are busy? One operation is one task.
///
/// As tokio's `spawn_many_remote_busy1`: for each worker there are two tasks that work for 10 us and give way, all the time, and 10,000 come from
/// outside. Plain tasks of a pool execute themselves anew instead of giving way, which is tokio's `spawn_many_remote_busy2`.
///
/// Virtual threads and ForkJoinPool are left out: in them a worker takes from outside when it has nothing of its own, and here it always has. After 60
/// s none of the 10,000 virtual threads had run (JDK 25.0.3).
public class SpawnBusyBenchmark extends SchedulerBenchmark {

    static final int TASKS = 10_000;
    private static final int BUSY_PER_WORKER = 2;
    private static final long STALL_NANOS = 10_000;
    private static final long LIMIT_SECONDS = 60;

    @Param({"skein", "skeinUnpinned", "skeinUnbalanced", "threadPool", "kotlin", "catsEffect"})
    String scheduler;

    @Param({"2"})
    int workers;

    private SuspendingTasks tasks;
    private volatile boolean busy = true;

    @Setup
    public void start() {
        tasks = SuspendingTasks.start(scheduler, workers);
        tasks.keepYielding(BUSY_PER_WORKER * workers, () -> {
            long start = System.nanoTime();
            while (System.nanoTime() - start < STALL_NANOS) Thread.onSpinWait();
            return busy;
        });
    }

    @TearDown
    public void close() throws InterruptedException {
        busy = false;
        TimeUnit.MILLISECONDS.sleep(10);   // some passes of the busy ones: a runtime that is closed under fibers complains
        tasks.close();
    }

    /// The benchmark thread, no worker, starts all.
    @Benchmark
    @OperationsPerInvocation(TASKS)
    @OneOp("one of 10,000 tasks started from outside while two tasks for each worker work for 10 us and give way, all the time")
    public void spawn_many_remote_busy1() throws InterruptedException {
        DoneCount done = new DoneCount(TASKS, workers);
        tasks.spawnRemote(TASKS, () -> {
            Blackhole.consumeCPU(1);
            done.countOne();
        });
        done.await(LIMIT_SECONDS);
    }
}
