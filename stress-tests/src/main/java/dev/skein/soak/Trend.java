package dev.skein.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Tells whether something grows without end from samples of it, taken at like moments: it does if all of the last third lie above all of the third before,
/// by more than a slack. The first third does not count: things warm up. What goes up and down, or up once, does not grow.
final class Trend {

    private static final int SAMPLES_MIN = 9;

    private final String what;
    private final double slack;
    private final List<Double> samples = new ArrayList<>();

    /// @param slack part of the value, >= 0
    Trend(String what, double slack) {
        this.what = what;
        this.slack = slack;
    }

    void add(double sample) {
        samples.add(sample);
    }

    double last() {
        return samples.isEmpty() ? 0 : samples.getLast();
    }

    /// False with fewer than 9 samples.
    boolean grows() {
        int count = samples.size();
        if (count < SAMPLES_MIN) return false;
        double before = samples.subList(count / 3, 2 * count / 3).stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        double last = samples.subList(2 * count / 3, count).stream().mapToDouble(Double::doubleValue).min().orElseThrow();
        return last > before * (1 + slack);
    }

    @Override
    public String toString() {
        double least = samples.stream().mapToDouble(Double::doubleValue).min().orElse(0);
        double most = samples.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        return String.format(Locale.ROOT, "%s %.0f (%.0f to %.0f)", what, last(), least, most);
    }
}
