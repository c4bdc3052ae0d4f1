package dev.skein.bench.figures;

import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/// How far apart the CPUs are: how long a line of memory takes from a thread on one of them to a thread on another, and back.
///
/// Whatever goes from thread to thread costs in proportion. On a virtual machine the host decides which CPUs these are, and another day they may be farther apart
/// or nearer: so two reports differ by it, and it stands in each.
public final class CpuDistance {

    private static final int BURSTS = 600;
    private static final int WARM_UP_BURSTS = 200;
    private static final int TRIPS = 50;
    private static final long LIMIT_NANOS = 2_000_000_000L;
    private static final int END = -1;

    private CpuDistance() { }

    /// The median, in ns; 0 where there is one CPU only.
    public static double nanos() {
        if (Runtime.getRuntime().availableProcessors() < 2) return 0;
        double[] nanos = nanosOfBursts();
        return nanos[nanos.length / 2];
    }

    /// For a report: the median, and what lies between a tenth and nine tenths of the bursts.
    static String describe() {
        if (Runtime.getRuntime().availableProcessors() < 2) return "one CPU";
        double[] nanos = nanosOfBursts();
        return String.format(Locale.ROOT, "%.0f ns (%.0f–%.0f)", nanos[nanos.length / 2], nanos[nanos.length / 10], nanos[nanos.length * 9 / 10]);
    }

    /// Sorted; some 50 ms while nothing else runs, and what there is after [#LIMIT_NANOS] where the two threads wait for their CPUs again and again.
    private static double[] nanosOfBursts() {
        AtomicInteger ball = new AtomicInteger();
        Thread.ofPlatform().daemon().name("cpu-distance").start(() -> {
            for (int trip = 0; await(ball, 2 * trip + 1); trip++) ball.set(2 * trip + 2);
        });
        double[] nanos = new double[BURSTS];
        int measured = 0;
        int trip = 0;
        long begun = System.nanoTime();
        for (int burst = -WARM_UP_BURSTS; burst < BURSTS; burst++) {
            long start = System.nanoTime();
            if (measured > 0 && start - begun > LIMIT_NANOS) break;
            for (int i = 0; i < TRIPS; i++, trip++) {
                ball.set(2 * trip + 1);
                await(ball, 2 * trip + 2);
            }
            if (burst >= 0) nanos[measured++] = (double) (System.nanoTime() - start) / TRIPS;
        }
        ball.set(END);
        double[] sorted = Arrays.copyOf(nanos, measured);
        Arrays.sort(sorted);
        return sorted;
    }

    /// False at the end.
    private static boolean await(AtomicInteger ball, int value) {
        int seen;
        while ((seen = ball.get()) != value && seen != END) Thread.onSpinWait();
        return seen != END;
    }
}
