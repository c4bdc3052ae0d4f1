package dev.skein.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Tells whether something grows without end from samples of it, taken at like moments: it does if all of the last third lie above all of the third before,
/// by more than a slack. The first third does not count: things warm up. What goes up and down, or up once, does not grow. With n samples in a third, one of
/// `(2n)! / (n!)^2` series that only go up and down looks as if it grew: one of 20 with 3, one of 184,756 with 10.
final class Trend {

    private final String what;
    private final double slack;
    private final int samplesMin;
    private final double most;
    private final List<Double> samples = new ArrayList<>();

    /// @param slack part of the value, >= 0
    /// @param samplesMin with fewer only `most` decides
    /// @param most what lies above has grown too far, however few samples there are
    Trend(String what, double slack, int samplesMin, double most) {
        this.what = what;
        this.slack = slack;
        this.samplesMin = samplesMin;
        this.most = most;
    }

    void add(double sample) {
        samples.add(sample);
    }

    double last() {
        return samples.isEmpty() ? 0 : samples.getLast();
    }

    boolean grows() {
        int count = samples.size();
        if (last() > most) return true;
        if (count < samplesMin) return false;
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
