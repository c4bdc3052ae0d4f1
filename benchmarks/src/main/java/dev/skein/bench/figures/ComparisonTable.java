package dev.skein.bench.figures;

import dev.skein.bench.rivals.Schedulers;
import java.util.List;
import java.util.Locale;

/// A [Comparison] as a Markdown table. Pure.
public final class ComparisonTable {

    private final Comparison comparison;

    public ComparisonTable(List<ForkRun> runs, long seed) {
        this(new Comparison(runs, seed));
    }

    public ComparisonTable(Comparison comparison) {
        this.comparison = comparison;
    }

    public String markdown() {
        StringBuilder out = new StringBuilder("""
                | benchmark | scheduler | forks | median | min–max | IQR | times slower than Skein (95 %) |
                |---|---|---:|---:|---:|---:|---:|
                """);
        for (String benchmark : comparison.benchmarks()) {
            for (Comparison.Row row : comparison.rows(benchmark)) {
                Sample sample = row.sample();
                out.append(String.format(Locale.ROOT, "| %s | %s | %d | %s %s | %s | %s%s | %s |%n", benchmark, row.scheduler(), sample.values().size(),
                        number(sample.median()), row.unit(), range(sample, 0, 1), range(sample, 0.25, 0.75), row.isNoisy() ? " noisy" : "", ratio(row)));
            }
        }
        return out.toString();
    }

    private static String ratio(Comparison.Row row) {
        if (row.ratio().isEmpty()) return "–";
        Comparison.Ratio ratio = row.ratio().get();
        String text = String.format(Locale.ROOT, "%.2f (%.2f–%.2f)", ratio.times(), ratio.interval().low(), ratio.interval().high());
        return Schedulers.isOurs(row.scheduler()) ? "**" + text + "** best rival: " + ratio.best() : text;
    }

    /// From one quantile to another: `14.2–22.1`.
    public static String range(Sample sample, double low, double high) {
        return number(sample.quantile(low)) + "–" + number(sample.quantile(high));
    }

    /// Three digits, as far as they are before the point.
    public static String number(double value) {
        double size = Math.abs(value);
        String format = size >= 1_000 ? "%,.0f" : size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : size >= 0.1 || size == 0 ? "%.2f" : "%.3f";
        return String.format(Locale.ROOT, format, value);
    }
}
