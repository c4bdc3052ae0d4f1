package dev.skein.bench.dispatch;

import dev.skein.bench.compare.OneOp;
import dev.skein.bench.compare.SchedulerBenchmark;
import dev.skein.bench.rivals.Schedulers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/// What does a stage of a `CompletableFuture` cost that runs on the executor? One operation is one `thenApplyAsync` which adds one.
///
/// All stages are made by the benchmark's thread, before it completes the first future, which is part of each operation and the same for all. Then
/// it waits for the last one.
public class StagesBenchmark extends SchedulerBenchmark {

    static final int STAGES = 10_000;
    static final int CHAINS = 100;
    private static final long LIMIT_SECONDS = 60;

    @Param({"skein", "skeinUnpinned", "forkJoinLifo", "forkJoinFifo", "threadPool", "virtualThreads"})
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

    /// One chain of 10,000 stages: nothing runs side by side.
    @Benchmark
    @OperationsPerInvocation(STAGES)
    @OneOp("one of 10,000 stages (thenApplyAsync) of a CompletableFuture, in one chain")
    public int oneChain() throws Exception {
        return run(1, STAGES);
    }

    /// A hundred chains of 100 stages, side by side.
    @Benchmark
    @OperationsPerInvocation(STAGES)
    @OneOp("one of 10,000 stages (thenApplyAsync) of CompletableFutures, in 100 chains side by side")
    public int manyChains() throws Exception {
        return run(CHAINS, STAGES / CHAINS);
    }

    private int run(int chains, int length) throws InterruptedException, ExecutionException, TimeoutException {
        CompletableFuture<Integer> start = new CompletableFuture<>();
        CompletableFuture<?>[] ends = new CompletableFuture<?>[chains];
        for (int i = 0; i < chains; i++) {
            CompletableFuture<Integer> last = start;
            for (int stage = 0; stage < length; stage++) last = last.thenApplyAsync(value -> value + 1, executor);
            ends[i] = last;
        }
        CompletableFuture<Void> all = CompletableFuture.allOf(ends);
        start.complete(0);
        all.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        int sum = (Integer) ends[chains - 1].join();
        if (sum != length) throw new IllegalStateException("each of " + length + " stages adds one, but the last one has " + sum);
        return sum;
    }
}
