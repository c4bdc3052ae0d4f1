package dev.skein.bench.figures;

import java.util.List;

/// What one fork, a JVM of its own, measured.
///
/// @param benchmark class and method, with the parameters other than the scheduler
/// @param round which round of the interleaving, 1 first; those of one benchmark in one round were made close together
/// @param unit of the scores, e.g. `ns/op`
/// @param higherIsBetter true for throughput, false for times
/// @param scores one per measured iteration, at least one
/// @param cpuDistanceNanos how far apart the CPUs were at its end (see [CpuDistance]); 0 where that was not measured
public record ForkRun(String benchmark, String scheduler, int round, String unit, boolean higherIsBetter, List<Double> scores, double cpuDistanceNanos) {

    public ForkRun {
        if (round < 1) throw new IllegalArgumentException("round must be >= 1, got " + round);
        if (scores.isEmpty()) throw new IllegalArgumentException("a fork of " + benchmark + " on " + scheduler + " has no iteration");
        scores = List.copyOf(scores);
    }

    /// Where it was not measured how far apart the CPUs were.
    public ForkRun(String benchmark, String scheduler, int round, String unit, boolean higherIsBetter, List<Double> scores) {
        this(benchmark, scheduler, round, unit, higherIsBetter, scores, 0);
    }

    public ForkRun withCpuDistance(double nanos) {
        return new ForkRun(benchmark, scheduler, round, unit, higherIsBetter, scores, nanos);
    }

    /// The fork's figure. The median, since one iteration that met a foreign load must not count.
    public double score() {
        return Statistics.median(scores.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
