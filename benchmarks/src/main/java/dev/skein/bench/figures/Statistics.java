package dev.skein.bench.figures;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/// Medians, quantiles and bootstrap intervals of small samples. Pure: the same input and seed give the same figures.
public final class Statistics {

    private Statistics() { }

    /// @param low the lower end; `low <= high`
    public record Interval(double low, double high) {
        public Interval {
            if (!(low <= high)) throw new IllegalArgumentException("an interval needs low <= high, got " + low + " to " + high);
        }
    }

    public static double median(double[] sample) {
        return quantile(sample, 0.5);
    }

    /// Linear between the two nearest values, as R and NumPy do by default.
    ///
    /// @param sample in any order, left as it is; at least one value
    /// @param portion 0 (the least value) to 1 (the greatest)
    public static double quantile(double[] sample, double portion) {
        if (sample.length == 0) throw new IllegalArgumentException("a quantile needs at least one value");
        if (!(portion >= 0 && portion <= 1)) throw new IllegalArgumentException("portion must be 0 to 1, got " + portion);
        double[] sorted = sample.clone();
        Arrays.sort(sorted);
        double place = portion * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    /// The least value that at least `portion` of the sample does not exceed: an observed value, also far out in the tail.
    ///
    /// @param sorted in ascending order, at least one value
    public static long percentile(long[] sorted, double portion) {
        if (sorted.length == 0) throw new IllegalArgumentException("a percentile needs at least one value");
        if (!(portion >= 0 && portion <= 1)) throw new IllegalArgumentException("portion must be 0 to 1, got " + portion);
        int rank = (int) Math.ceil(portion * sorted.length);
        return sorted[Math.max(rank, 1) - 1];
    }

    /// The percentile bootstrap: draws `size` indexes with replacement, asks the statistic about them, `resamples` times over.
    /// A statistic that uses the same indexes for two samples is paired.
    ///
    /// @param level the portion of resamples that the interval holds, e.g. 0.95
    public static Interval bootstrap(int size, int resamples, double level, long seed, ToDoubleFunction<int[]> statistic) {
        if (size < 1 || resamples < 1) throw new IllegalArgumentException("size and resamples must be >= 1, got " + size + " and " + resamples);
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = new double[resamples];
        int[] drawn = new int[size];
        for (int r = 0; r < resamples; r++) {
            for (int i = 0; i < size; i++) drawn[i] = random.nextInt(size);
            values[r] = statistic.applyAsDouble(drawn);
        }
        double tail = (1 - level) / 2;
        return new Interval(quantile(values, tail), quantile(values, 1 - tail));
    }

    public static double[] pick(double[] sample, int[] indexes) {
        double[] picked = new double[indexes.length];
        for (int i = 0; i < indexes.length; i++) picked[i] = sample[indexes[i]];
        return picked;
    }
}
