package dev.skein.bench.figures;

import dev.skein.bench.rivals.Schedulers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/// What the forks of a comparison say: a row for each scheduler in each benchmark, and by how much one is faster than another. Pure.
///
/// A ratio above 1 means that Skein is faster: by how much in its own row against the best rival, in a rival's row against that one.
/// The intervals are paired: a resample draws whole rounds, so what slowed a whole round cancels out; only rounds count that all of the compared ones
/// finished. In the row of ours the best rival is chosen anew in every resample, so that the interval holds the doubt which one is best.
public final class Comparison {

    /// A row is noisy when its interquartile range is a larger part of its median.
    public static final double NOISY_IQR = 0.15;
    private static final int RESAMPLES = 10_000;
    private static final double LEVEL = 0.95;

    /// By how many times one is faster than the best of others.
    ///
    /// @param best of the others, by its median
    /// @param rounds that all of them finished, >= 1
    /// @param interval 95 %; of one round it is that round, and tells nothing
    public record Ratio(String best, int rounds, double times, Statistics.Interval interval) {

        /// The other way round: the one's cost by the best of the others'.
        public Ratio inverse() {
            return new Ratio(best, rounds, 1 / times, new Statistics.Interval(1 / interval.high(), 1 / interval.low()));
        }

        /// `1.51x (1.45–1.60)`.
        public String text() {
            return ComparisonTable.number(times) + "x (" + ComparisonTable.number(interval.low()) + "–" + ComparisonTable.number(interval.high()) + ")";
        }
    }

    /// One scheduler in one benchmark.
    ///
    /// @param sample the score of each fork
    /// @param ratio see [Comparison]; empty where there is nobody to compare with
    public record Row(String benchmark, String scheduler, String unit, Sample sample, Optional<Ratio> ratio) {

        public boolean isNoisy() {
            return sample.quantile(0.75) - sample.quantile(0.25) > NOISY_IQR * Math.abs(sample.median());
        }
    }

    private final Map<String, Group> groups = new LinkedHashMap<>();
    private final List<ForkRun> runs;
    private final long seed;

    public Comparison(List<ForkRun> runs, long seed) {
        this.runs = List.copyOf(runs);
        this.seed = seed;
        Map<String, List<ForkRun>> byBenchmark = new LinkedHashMap<>();
        for (ForkRun run : runs) byBenchmark.computeIfAbsent(run.benchmark(), name -> new ArrayList<>()).add(run);
        byBenchmark.forEach((benchmark, its) -> groups.put(benchmark, new Group(its)));
    }

    /// The same of some of the forks.
    public Comparison where(Predicate<ForkRun> counts) {
        return new Comparison(runs.stream().filter(counts).toList(), seed);
    }

    /// All of them.
    public List<ForkRun> runs() {
        return runs;
    }

    /// In the order in which they were measured.
    public Set<String> benchmarks() {
        return groups.keySet();
    }

    /// Ours first, the ceiling last.
    ///
    /// @param benchmark one of [#benchmarks]
    public List<Row> rows(String benchmark) {
        Group group = groups.get(benchmark);
        if (group == null) throw new IllegalArgumentException("no runs of " + benchmark + ", but of " + groups.keySet());
        return group.scores.entrySet().stream().map(its -> new Row(benchmark, its.getKey(), group.unit,
                new Sample(List.copyOf(its.getValue().values())), ratioOfRow(benchmark, its.getKey()))).toList();
    }

    /// One of the rows, if it was measured.
    public Optional<Row> row(String benchmark, String scheduler) {
        return groups.containsKey(benchmark) ? rows(benchmark).stream().filter(row -> row.scheduler().equals(scheduler)).findFirst() : Optional.empty();
    }

    private Optional<Ratio> ratioOfRow(String benchmark, String scheduler) {
        if (!Schedulers.isOurs(scheduler)) return ratio(benchmark, Schedulers.OURS, List.of(scheduler));
        return ratio(benchmark, scheduler, rivals(benchmark));
    }

    /// Those in the benchmark that Skein competes with.
    public List<String> rivals(String benchmark) {
        return groups.containsKey(benchmark) ? groups.get(benchmark).scores.keySet().stream().filter(Schedulers::isRival).toList() : List.of();
    }

    /// By how many times `one` is faster than the best of the others; those that were not measured do not count.
    ///
    /// @return empty where one of the two sides was not measured, or no round was finished by all
    public Optional<Ratio> ratio(String benchmark, String one, Collection<String> others) {
        Group group = groups.get(benchmark);
        if (group == null || !group.scores.containsKey(one)) return Optional.empty();
        List<String> measured = others.stream().filter(group.scores::containsKey).toList();
        return measured.isEmpty() ? Optional.empty() : group.ratio(one, measured);
    }

    /// The runs of one benchmark. Scores stand as costs (time per operation) in ratios, so that smaller is always better.
    private final class Group {

        private final String unit;
        private final boolean higherIsBetter;
        private final Map<String, Map<Integer, Double>> scores = new TreeMap<>(
                Comparator.<String, Integer>comparing(name -> Schedulers.isOurs(name) ? 0 : Schedulers.isRival(name) ? 1 : 2).thenComparing(Comparator.naturalOrder()));

        Group(List<ForkRun> its) {
            this.unit = its.getFirst().unit();
            this.higherIsBetter = its.getFirst().higherIsBetter();
            for (ForkRun run : its) scores.computeIfAbsent(run.scheduler(), name -> new TreeMap<>()).put(run.round(), run.score());
        }

        Optional<Ratio> ratio(String one, List<String> others) {
            Set<Integer> complete = new TreeSet<>(scores.get(one).keySet());
            others.forEach(name -> complete.retainAll(scores.get(name).keySet()));
            if (complete.isEmpty()) return Optional.empty();
            double[] base = costs(one, complete);
            List<double[]> against = others.stream().map(name -> costs(name, complete)).toList();
            double[] medians = against.stream().mapToDouble(Statistics::median).toArray();
            int best = 0;
            for (int i = 1; i < medians.length; i++) if (medians[i] < medians[best]) best = i;
            Statistics.Interval interval = Statistics.bootstrap(complete.size(), RESAMPLES, LEVEL, seed,
                    drawn -> against.stream().mapToDouble(costs -> Statistics.median(Statistics.pick(costs, drawn))).min().orElseThrow()
                            / Statistics.median(Statistics.pick(base, drawn)));
            return Optional.of(new Ratio(others.get(best), complete.size(), medians[best] / Statistics.median(base), interval));
        }

        private double[] costs(String scheduler, Set<Integer> rounds) {
            return rounds.stream().mapToDouble(round -> scores.get(scheduler).get(round)).map(score -> higherIsBetter ? 1 / score : score).toArray();
        }
    }
}
