package dev.skein.bench.suspending;

import dev.skein.bench.compare.OneOp;
import dev.skein.bench.compare.SchedulerBenchmark;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/// What does it cost a task to let the others go first? 200 tasks give way 1,000 times each, as in tokio's benchmark `yield_many`; one operation is
/// one of these.
///
/// Ours return `Step.again()`, virtual threads call `Thread.yield()`, coroutines `yield()`, fibers are an `IO.cede` that is repeated. None does any
/// work in between.
public class YieldBenchmark extends SchedulerBenchmark {

    static final int YIELDS = 1_000;
    static final int TASKS = 200;
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

    @Benchmark
    @OperationsPerInvocation(TASKS * YIELDS)
    @OneOp("once that one of 200 tasks gives way")
    public void yield_many() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(TASKS);
        tasks.yieldMany(TASKS, YIELDS, done::countDown);
        if (!done.await(LIMIT_SECONDS, TimeUnit.SECONDS)) throw new IllegalStateException(done.getCount() + " tasks have not ended");
    }
}
