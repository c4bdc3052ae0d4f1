package dev.skein.bench.suspending;

import dev.skein.Skein;
import dev.skein.api.Continuation;
import dev.skein.api.Step;
import dev.skein.api.TaskContext;
import dev.skein.bench.compare.SchedulerBenchmark;
import dev.skein.bench.rivals.Schedulers;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/// What does it cost a task to let the others go first? 1,000 tasks give way 1,000 times each; one operation is one of these.
///
/// Ours return `Step.again()`, virtual threads call `Thread.yield()`. Neither does any work in between.
public class YieldBenchmark extends SchedulerBenchmark {

    static final int TASKS = 1_000;
    static final int YIELDS = 1_000;
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

    @Benchmark
    @OperationsPerInvocation(TASKS * YIELDS)
    public void again() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(TASKS);
        for (int i = 0; i < TASKS; i++) {
            if (executor instanceof Skein skein) {
                skein.spawn(new Yielding(done));
            } else {
                executor.execute(() -> yieldOften(done));
            }
        }
        if (!done.await(LIMIT_SECONDS, TimeUnit.SECONDS)) throw new IllegalStateException(done.getCount() + " tasks have not ended");
    }

    private static void yieldOften(CountDownLatch done) {
        for (int left = YIELDS; left > 0; left--) Thread.yield();
        done.countDown();
    }

    private static final class Yielding implements Continuation<Integer> {

        private final CountDownLatch done;
        private int left = YIELDS;

        Yielding(CountDownLatch done) {
            this.done = done;
        }

        @Override
        public Step<Integer> resume(TaskContext context) {
            if (left-- > 0) return Step.again();
            done.countDown();
            return Step.done(YIELDS);
        }
    }
}
