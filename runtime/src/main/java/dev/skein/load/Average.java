package dev.skein.load;

/// A mean of late: each value counts the less the older it is. NaN until the first value; a value that is NaN changes nothing.
final class Average {

    private final double constantNanos;
    private double mean = Double.NaN;

    /// @param constantNanos time in which the weight of a value falls to about a third, in nanoseconds
    Average(double constantNanos) {
        this.constantNanos = constantNanos;
    }

    /// @param value mean of the time that has passed
    /// @param elapsedNanos how long that was
    void add(double value, double elapsedNanos) {
        if (Double.isNaN(value) || elapsedNanos <= 0) return;
        double weight = elapsedNanos / (constantNanos + elapsedNanos);
        mean = Double.isNaN(mean) ? value : mean + weight * (value - mean);
    }

    double value() {
        return mean;
    }
}
