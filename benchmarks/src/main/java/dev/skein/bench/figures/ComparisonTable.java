package dev.skein.bench.figures;

import dev.skein.bench.rivals.Schedulers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Turns the forks of a comparison into a Markdown table. Pure.
///
/// A ratio above 1 means that Skein is faster: by how much in its own row against the best rival, in a rival's row against that one.
/// The intervals are paired: a resample draws whole rounds, so what slowed a whole round cancels out. In the row of ours the best rival is
/// chosen anew in every resample, so that the interval holds the doubt which one is best.
public final class ComparisonTable {

    private static final int RESAMPLES = 10_000;
    private static final double LEVEL = 0.95;

    private final List<ForkRun> runs;
    private final long seed;

    public ComparisonTable(List<ForkRun> runs, long seed) {
        this.runs = List.copyOf(runs);
        this.seed = seed;
    }

    public String markdown() {
        StringBuilder out = new StringBuilder("""
                | benchmark | scheduler | forks | median | min–max | IQR | times slower than Skein (95 %) |
                |---|---|---:|---:|---:|---:|---:|
                """);
        Map<String, List<ForkRun>> byBenchmark = new LinkedHashMap<>();
        for (ForkRun run : runs) byBenchmark.computeIfAbsent(run.benchmark(), name -> new ArrayList<>()).add(run);
        byBenchmark.forEach((benchmark, its) -> new Group(benchmark, its).appendTo(out));
        return out.toString();
    }

    /// Three digits, as far as they are before the point.
    public static String number(double value) {
        double size = Math.abs(value);
        String format = size >= 1_000 ? "%,.0f" : size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : size >= 0.1 || size == 0 ? "%.2f" : "%.3f";
        return String.format(Locale.ROOT, format, value);
    }

    /// The rows of one benchmark. Scores stand as costs (time per operation) inside, so that smaller is always better.
    private final class Group {

        private final String benchmark;
        private final String unit;
        private final boolean higherIsBetter;
        private final Map<String, double[]> scores = new LinkedHashMap<>();

        /// By scheduler, only of the rounds that every scheduler finished, in the order of the rounds.
        private final Map<String, double[]> pairedCosts = new LinkedHashMap<>();

        Group(String benchmark, List<ForkRun> its) {
            this.benchmark = benchmark;
            this.unit = its.getFirst().unit();
            this.higherIsBetter = its.getFirst().higherIsBetter();
            Map<String, Map<Integer, Double>> byScheduler = new TreeMap<>(
                    Comparator.comparing((String name) -> !Schedulers.isOurs(name)).thenComparing(Comparator.naturalOrder()));
            for (ForkRun run : its) byScheduler.computeIfAbsent(run.scheduler(), name -> new TreeMap<>()).put(run.round(), run.score());
            Set<Integer> complete = new TreeSet<>(byScheduler.values().iterator().next().keySet());
            byScheduler.values().forEach(rounds -> complete.retainAll(rounds.keySet()));
            byScheduler.forEach((scheduler, rounds) -> {
                scores.put(scheduler, toArray(rounds.values().stream().toList()));
                pairedCosts.put(scheduler, toArray(complete.stream().map(rounds::get).map(score -> higherIsBetter ? 1 / score : score).toList()));
            });
        }

        void appendTo(StringBuilder out) {
            scores.forEach((scheduler, sample) -> out.append(String.format(Locale.ROOT, "| %s | %s | %d | %s %s | %s–%s | %s–%s | %s |%n",
                    benchmark, scheduler, sample.length, number(Statistics.median(sample)), unit,
                    number(Statistics.quantile(sample, 0)), number(Statistics.quantile(sample, 1)),
                    number(Statistics.quantile(sample, 0.25)), number(Statistics.quantile(sample, 0.75)), ratio(scheduler))));
        }

        private String ratio(String scheduler) {
            List<String> rivals = pairedCosts.keySet().stream().filter(Schedulers::isRival).toList();
            boolean ours = Schedulers.isOurs(scheduler);
            if (pairedCosts.get(scheduler).length == 0 || (ours ? rivals.isEmpty() : !pairedCosts.containsKey(Schedulers.OURS))) return "–";
            String base = ours ? scheduler : Schedulers.OURS;
            List<String> against = ours ? rivals : List.of(scheduler);
            int rounds = pairedCosts.get(base).length;
            int[] each = new int[rounds];
            for (int i = 0; i < rounds; i++) each[i] = i;
            double point = best(against, each) / cost(base, each);
            Statistics.Interval interval = Statistics.bootstrap(rounds, RESAMPLES, LEVEL, seed, drawn -> best(against, drawn) / cost(base, drawn));
            String text = String.format(Locale.ROOT, "%.2f (%.2f–%.2f)", point, interval.low(), interval.high());
            if (!ours) return text;
            Optional<String> bestRival = rivals.stream().min(Comparator.comparingDouble(name -> cost(name, each)));
            return "**" + text + "** best rival: " + bestRival.orElseThrow();
        }

        private double best(List<String> schedulers, int[] rounds) {
            return schedulers.stream().mapToDouble(name -> cost(name, rounds)).min().orElseThrow();
        }

        private double cost(String scheduler, int[] rounds) {
            return Statistics.median(Statistics.pick(pairedCosts.get(scheduler), rounds));
        }

        private static double[] toArray(List<Double> values) {
            return values.stream().mapToDouble(Double::doubleValue).toArray();
        }
    }
}
