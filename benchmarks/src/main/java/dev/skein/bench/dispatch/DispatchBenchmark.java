package dev.skein.bench.dispatch;

import dev.skein.bench.compare.BenchJvm;
import dev.skein.bench.compare.OneOp;
import dev.skein.bench.compare.SchedulerBenchmark;
import dev.skein.bench.load.CarrierThread;
import dev.skein.bench.load.DoneCount;
import dev.skein.bench.rivals.Schedulers;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/// What does it cost to hand a small task to the scheduler and have it run? One operation is one task.
///
/// The same for every rival: a task's own work (about 2 ns, and about 8 ns of [DoneCount] where tasks run side by side); one shared
/// Runnable, so that what is allocated per task is the scheduler's; the benchmark thread parks on a latch until all are done (one wake-up in
/// 100,000 tasks, below 1 ns per task). The benchmark thread is never a worker: with as many workers as CPUs, `external` has one thread more
/// than CPUs, and how a scheduler fares then is part of the answer.
///
/// For plain tasks, `external`, `inner` and `chained` are what tokio's suite calls `spawn_many_remote_idle`, `spawn_many_local` and `chained_spawn`;
/// by these names `SpawnBenchmark` has them for tasks that could suspend.
public class DispatchBenchmark extends SchedulerBenchmark {

    public static final int TASKS = 100_000;

    /// Far beyond any slow scheduler: 60 s for 100,000 tasks is 600 us each.
    private static final long LIMIT_SECONDS = 60;

    @Param({"skein", "skeinUnpinned", "skeinUnbalanced", "forkJoinLifo", "forkJoinFifo", "threadPool", "virtualThreads"})
    String scheduler;

    @Param({"2"})
    int workers;

    private ExecutorService executor;
    private final Callable<Integer> answer = () -> {
        work();
        return 42;
    };

    @Setup
    public void start() {
        if (!CarrierThread.isKnown()) {
            throw new IllegalStateException("the counter needs the carrier of a virtual thread; pass " + BenchJvm.OPEN_THREAD);
        }
        executor = Schedulers.start(scheduler, workers);
    }

    @TearDown
    public void close() {
        executor.close();
    }

    /// The benchmark thread, no worker, executes all tasks.
    @Benchmark
    @OperationsPerInvocation(TASKS)
    @OneOp("one of 100,000 plain tasks that a thread outside executes, with 2 ns of work of its own and 8 of counting")
    public void external() throws InterruptedException {
        DoneCount done = new DoneCount(TASKS, workers);
        executeAll(countingTask(done));
        done.await(LIMIT_SECONDS);
    }

    /// One task executes all others, so that they go the way of a worker's own submissions.
    @Benchmark
    @OperationsPerInvocation(TASKS)
    @OneOp("one of 100,000 plain tasks that a task executes, with 2 ns of work of its own and 8 of counting")
    public void inner() throws InterruptedException {
        DoneCount done = new DoneCount(TASKS, workers);
        Runnable task = countingTask(done);
        executor.execute(() -> executeAll(task));
        done.await(LIMIT_SECONDS);
    }

    /// Each task executes the next as its last act: nothing runs side by side, and waking a second worker for it is waste.
    @Benchmark
    @OperationsPerInvocation(TASKS)
    @OneOp("one of 100,000 plain tasks each of which executes the next, with 2 ns of work of its own")
    public void chained() throws InterruptedException {
        Chain chain = new Chain(executor, TASKS);
        executor.execute(chain);
        chain.await();
    }

    /// The benchmark thread submits one task and waits for its result: two handovers between threads.
    @Benchmark
    @OneOp("one task that a thread outside submits and whose result it waits for, back to back")
    public Integer roundTrip() throws ExecutionException, InterruptedException {
        return executor.submit(answer).get();
    }

    private void executeAll(Runnable task) {
        ExecutorService target = executor;
        for (int i = 0; i < TASKS; i++) target.execute(task);
    }

    private static Runnable countingTask(DoneCount done) {
        return () -> {
            work();
            done.countOne();
        };
    }

    private static void work() {
        Blackhole.consumeCPU(1);
    }

    /// `left` is plain: each task runs after the one that executed it.
    private static final class Chain implements Runnable {

        private final ExecutorService executor;
        private final CountDownLatch ended = new CountDownLatch(1);
        private int left;

        Chain(ExecutorService executor, int length) {
            this.executor = executor;
            this.left = length;
        }

        @Override
        public void run() {
            work();
            if (--left > 0) {
                executor.execute(this);
            } else {
                ended.countDown();
            }
        }

        void await() throws InterruptedException {
            if (!ended.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the chain of " + TASKS + " tasks has not ended after " + LIMIT_SECONDS + " s; a task was lost");
            }
        }
    }
}
