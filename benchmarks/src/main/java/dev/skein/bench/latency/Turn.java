package dev.skein.bench.latency;

import org.HdrHistogram.Histogram;

/// What one contestant came to in one round of a cell.
///
/// @param sojournNanos of each task, from the moment at which it was due to its end
/// @param lateNanos of the generator, for each task
/// @param cpuPortion CPU time of this process without the generator's, by what the workers' CPUs have
/// @param delayPortion of the time in which a worker was ready to run and had no CPU: without a hog, what the machine has done to this turn
record Turn(Cell cell, Contestant contestant, int round, Histogram sojournNanos, Histogram lateNanos, double cpuPortion, double delayPortion) {

    private static final double NANOS_PER_MICRO = 1_000;

    /// @param percent 50, 99, 99.9; 100 for the longest
    double micros(double percent) {
        return sojournNanos.getValueAtPercentile(percent) / NANOS_PER_MICRO;
    }
}
