package dev.skein.bench.dispatch;

import dev.skein.bench.compare.OneOp;
import dev.skein.bench.compare.SchedulerBenchmark;
import dev.skein.bench.rivals.Schedulers;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/// How long does a caller wait who asks now and then? All sleep meanwhile, the caller too, so what counts is the wake-ups, of a worker and of the caller.
///
/// Which CPU the kernel chooses for a thread that it wakes decides as much as the scheduler does, so pinned workers are compared with rivals whose
/// threads are bound to the same CPUs.
public class ThinkingBenchmark extends SchedulerBenchmark {

    private static final long THINKING_NANOS = 1_000_000;
    /// Round trips with little thinking at first, so that the code is compiled: as measured it would take half a minute, in which interpreters and compilers are
    /// compared. Without thinking it would be other code: who spins between two tasks does not park.
    private static final int COMPILING_TRIPS = 10_000;
    private static final long COMPILING_THINKING_NANOS = 100_000;

    @Param({"skein", "skeinUnpinned", "skeinUnbalanced", "pinnedThreadPool", "pinnedForkJoinFifo", "threadPool", "forkJoinFifo", "virtualThreads"})
    String scheduler;

    @Param({"2"})
    int workers;

    private ExecutorService executor;

    private final Callable<Integer> answer = () -> {
        Blackhole.consumeCPU(1);
        return 42;
    };

    @Setup
    public void start() throws ExecutionException, InterruptedException {
        executor = Schedulers.start(scheduler, workers);
        for (int trip = 0; trip < COMPILING_TRIPS; trip++) {
            LockSupport.parkNanos(COMPILING_THINKING_NANOS);
            executor.submit(answer).get();
        }
    }

    @TearDown
    public void close() {
        executor.close();
    }

    /// Its time does not count.
    @Setup(Level.Invocation)
    public void think() {
        LockSupport.parkNanos(THINKING_NANOS);
    }

    @Benchmark
    @OneOp("one task that a thread outside submits and whose result it waits for, after it has slept for 1 ms")
    public Integer roundTripAfterThinking() throws ExecutionException, InterruptedException {
        return executor.submit(answer).get();
    }
}
