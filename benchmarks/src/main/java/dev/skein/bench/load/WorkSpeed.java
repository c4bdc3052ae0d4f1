package dev.skein.bench.load;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// How much [Work] takes how long while all CPUs are busy, by CPU time.
///
/// [Work#stepsIn] takes the fastest of its trials, on a machine that does nothing else. Under load CPUs share caches, a core, a power budget; a load that is said
/// to be 90 % would be more. So all CPUs work here at once, and the median counts. CPU time is what a trial took without what others took from it.
public final class WorkSpeed {

    private static final long TRIAL_STEPS = 500_000;
    private static final int TRIALS = 100;
    private static final int WARM_UP_TRIALS = 20;

    private WorkSpeed() { }

    /// How many steps take that long. Takes a fifth of a second.
    ///
    /// @param threads that work at once, >= 1
    public static long stepsIn(Duration time, int threads) throws InterruptedException {
        if (threads < 1) throw new IllegalArgumentException("threads must be >= 1, got " + threads);
        List<Callable<long[]>> trials = new ArrayList<>();
        for (int i = 0; i < threads; i++) trials.add(WorkSpeed::trials);
        long[] nanos = new long[0];
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            for (Future<long[]> each : pool.invokeAll(trials)) {
                long[] more = each.get();
                nanos = Arrays.copyOf(nanos, nanos.length + more.length);
                System.arraycopy(more, 0, nanos, nanos.length - more.length, more.length);
            }
        } catch (ExecutionException impossible) {
            throw new AssertionError("work does not throw", impossible);
        }
        Arrays.sort(nanos);
        return Math.max(1, Math.round((double) time.toNanos() * TRIAL_STEPS / nanos[nanos.length / 2]));
    }

    private static long[] trials() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long[] nanos = new long[TRIALS];
        long sink = 1;
        for (int trial = -WARM_UP_TRIALS; trial < TRIALS; trial++) {
            long before = threads.getCurrentThreadCpuTime();
            sink = Work.burn(sink, TRIAL_STEPS);
            if (trial >= 0) nanos[trial] = threads.getCurrentThreadCpuTime() - before;
        }
        if (sink == 0) throw new AssertionError("a xorshift never comes to 0");
        return nanos;
    }
}
