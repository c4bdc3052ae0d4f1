package dev.skein.bench.report;

import dev.skein.bench.figures.Comparison;
import dev.skein.bench.figures.ForkRun;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The forks of two runs that were made while the CPUs were as far apart, so that a second run is held against what it can be held against.
///
/// A host may move the CPUs of a virtual machine nearer to each other or farther apart, by a factor of ten and for minutes, and what goes from thread to thread then costs a half or twice as much. So for
/// each benchmark that distance is taken of which both runs have the most forks of each scheduler, whatever their scores, and those count that were made at it. Where no distance has
/// enough, or none was measured, as in the rows of a page, all of the benchmark count. Pure.
///
/// @param mixed of how many benchmarks the distances were known, and yet all forks count
record LikeDistance(Comparison before, Comparison now, int mixed) {

    /// Distances that differ by less are the same.
    private static final double FACTOR = 2;
    /// Of fewer forks a median says too little.
    private static final int FORKS_LEAST = 3;

    static LikeDistance of(Comparison before, Comparison now) {
        Map<String, Double> distances = new HashMap<>();
        int mixed = 0;
        for (String benchmark : now.benchmarks()) {
            if (!before.benchmarks().contains(benchmark)) continue;
            List<Collection<List<ForkRun>>> rows = List.of(rows(before, benchmark), rows(now, benchmark));
            List<ForkRun> all = rows.stream().flatMap(Collection::stream).flatMap(List::stream).toList();
            if (all.stream().anyMatch(run -> run.cpuDistanceNanos() == 0)) continue;
            double best = Collections.max(all, Comparator.comparingLong(run -> fewest(rows, run.cpuDistanceNanos()))).cpuDistanceNanos();
            if (fewest(rows, best) < FORKS_LEAST) mixed++;
            else distances.put(benchmark, best);
        }
        return new LikeDistance(before.where(run -> counts(run, distances)), now.where(run -> counts(run, distances)), mixed);
    }

    private static Collection<List<ForkRun>> rows(Comparison comparison, String benchmark) {
        return comparison.runs().stream().filter(run -> run.benchmark().equals(benchmark)).collect(Collectors.groupingBy(ForkRun::scheduler)).values();
    }

    private static long fewest(List<Collection<List<ForkRun>>> rows, double nanos) {
        return rows.stream().flatMap(Collection::stream).mapToLong(row -> row.stream().filter(run -> isLike(run, nanos)).count()).min().orElse(0);
    }

    private static boolean isLike(ForkRun run, double nanos) {
        return Math.max(run.cpuDistanceNanos() / nanos, nanos / run.cpuDistanceNanos()) < FACTOR;
    }

    private static boolean counts(ForkRun run, Map<String, Double> distances) {
        Double nanos = distances.get(run.benchmark());
        return nanos == null || isLike(run, nanos);
    }
}
