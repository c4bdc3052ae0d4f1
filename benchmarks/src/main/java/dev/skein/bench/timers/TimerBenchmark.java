package dev.skein.bench.timers;

import dev.skein.bench.compare.OneOp;
import dev.skein.bench.compare.SchedulerBenchmark;
import dev.skein.bench.load.DoneCount;
import dev.skein.bench.rivals.Schedulers;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/// What does a timer cost? One operation is one timer, of 100,000 that the benchmark's thread, no worker, schedules one after the other. How late
/// timers fire is measured by [TimerLateness].
///
/// The JDK's scheduled pool removes what is cancelled, which its maker leaves off by default: it would keep every cancelled timer until it is due.
public class TimerBenchmark extends SchedulerBenchmark {

    static final int TIMERS = 100_000;
    private static final int DELAY_MICROS_MIN = 1_000;
    private static final int DELAYS = 1_000;
    private static final long LIMIT_SECONDS = 60;

    @Param({"skein", "skeinUnpinned", "forkJoinFifo", "scheduledThreadPoolRemoving"})
    String scheduler;

    @Param({"2"})
    int workers;

    private ScheduledExecutorService executor;

    @Setup
    public void start() {
        executor = Schedulers.startScheduled(scheduler, workers);
    }

    @TearDown
    public void close() {
        executor.shutdownNow();
        executor.close();
    }

    /// Each is due 1 to 2 ms after it is scheduled; the benchmark's thread waits until all have fired, so some 2 ms, or 20 ns of each operation, are waiting.
    @Benchmark
    @OperationsPerInvocation(TIMERS)
    @OneOp("one of 100,000 timers, from its scheduling until all have fired")
    public void scheduleAndFire() throws InterruptedException {
        DoneCount done = new DoneCount(TIMERS, workers);
        for (int i = 0; i < TIMERS; i++) executor.schedule(done::countOne, delayMicros(i), TimeUnit.MICROSECONDS);
        done.await(LIMIT_SECONDS);
    }

    /// Each is due in an hour or so, and is cancelled when all have been scheduled, the oldest first.
    @Benchmark
    @OperationsPerInvocation(TIMERS)
    @OneOp("one of 100,000 timers, scheduled and cancelled")
    public void scheduleAndCancel() {
        Runnable nothing = () -> { };
        Future<?>[] pending = new Future<?>[TIMERS];
        for (int i = 0; i < TIMERS; i++) pending[i] = executor.schedule(nothing, TimeUnit.HOURS.toMicros(1) + delayMicros(i), TimeUnit.MICROSECONDS);
        for (Future<?> timer : pending) {
            if (!timer.cancel(false)) throw new IllegalStateException("a timer that is due in an hour could not be cancelled");
        }
    }

    /// Spread without a pattern that a queue could profit by: 7,919 is a prime.
    private static long delayMicros(int timer) {
        return DELAY_MICROS_MIN + timer * 7_919L % DELAYS;
    }
}
