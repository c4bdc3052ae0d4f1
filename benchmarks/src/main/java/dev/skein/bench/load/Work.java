package dev.skein.bench.load;

import java.time.Duration;

/// Work of a fixed amount, which takes longer where a CPU is shared, as real work does.
public final class Work {

    private static final int TRIALS = 50;
    private static final long TRIAL_STEPS = 200_000;

    private Work() { }

    /// Does `steps` steps that depend on each other, some 2 ns each.
    ///
    /// @return a number to be kept, so that the compiler does not leave the work out
    public static long burn(long seed, long steps) {
        long x = seed | 1;
        for (long i = 0; i < steps; i++) {
            x ^= x << 13;
            x ^= x >>> 7;
            x ^= x << 17;
        }
        return x;
    }

    /// How many steps take that long on a CPU of one's own: from the fastest of many trials, which nobody interrupted.
    public static long stepsIn(Duration time) {
        long least = Long.MAX_VALUE;
        long sink = 1;
        for (int trial = 0; trial < TRIALS; trial++) {
            long start = System.nanoTime();
            sink = burn(sink, TRIAL_STEPS);
            least = Math.min(least, System.nanoTime() - start);
        }
        if (sink == 0) throw new AssertionError("a xorshift never comes to 0");
        return Math.max(1, Math.round((double) time.toNanos() * TRIAL_STEPS / least));
    }
}
