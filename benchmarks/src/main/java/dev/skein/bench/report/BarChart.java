package dev.skein.bench.report;

import dev.skein.bench.figures.Comparison;
import dev.skein.bench.figures.ComparisonTable;
import dev.skein.bench.figures.Sample;
import dev.skein.bench.rivals.Schedulers;
import java.util.List;
import java.util.Locale;

/// The rows of one benchmark as horizontal bars from zero to the median, with a line from the least fork to the greatest. SVG that stands inside a page, whose
/// style gives the colours.
///
/// The scale is for Skein and its best rival. Who is slower than five times the slower of these two has a bar with a gap, which ends at the edge: drawn to scale it would
/// leave nothing to be seen of the others.
final class BarChart {

    private static final int WIDTH = 560;
    private static final int LABELS = 192;
    private static final int VALUES = 104;
    private static final int PLOT = WIDTH - LABELS - VALUES;
    private static final int ROW = 24;
    private static final int BAR = 14;
    private static final int CAP = 4;
    private static final int GAP = 6;
    private static final int CUT_TIMES = 5;
    /// From the edge, where a bar that is cut has its gap.
    private static final int CUT = 26;

    private BarChart() { }

    /// Whose bar it is, which decides its colour.
    static String role(String scheduler) {
        if (Schedulers.isOurs(scheduler) || Schedulers.isWatched(scheduler)) return "skein";
        return Schedulers.isRival(scheduler) ? "rival" : "ceiling";
    }

    /// @param rows at least one
    static String svg(List<Comparison.Row> rows) {
        double longest = Math.min(rows.stream().mapToDouble(row -> row.sample().quantile(1)).max().orElseThrow(), cut(rows));
        double scale = longest > 0 ? PLOT / longest : 0;
        int height = rows.size() * ROW + GAP;
        StringBuilder out = new StringBuilder(String.format(Locale.ROOT, "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">%n", WIDTH, height,
                Html.escape("bars of " + rows.getFirst().benchmark())));
        for (int i = 0; i < rows.size(); i++) bar(out, rows.get(i), GAP / 2 + i * ROW + ROW / 2, scale);
        out.append(String.format(Locale.ROOT, "<line class=\"axis\" x1=\"%d\" y1=\"0\" x2=\"%d\" y2=\"%d\"/>%n", LABELS, LABELS, height));
        return out.append("</svg>\n").toString();
    }

    /// Longer bars are cut.
    private static double cut(List<Comparison.Row> rows) {
        double best = rows.stream().filter(row -> Schedulers.isRival(row.scheduler())).mapToDouble(row -> row.sample().quantile(1)).min().orElse(0);
        double ours = rows.stream().filter(row -> Schedulers.isOurs(row.scheduler())).mapToDouble(row -> row.sample().quantile(1)).max().orElse(0);
        return best + ours == 0 ? Double.MAX_VALUE : CUT_TIMES * Math.max(best, ours);
    }

    private static void bar(StringBuilder out, Comparison.Row row, int middle, double scale) {
        Sample sample = row.sample();
        String value = ComparisonTable.number(sample.median()) + ' ' + row.unit();
        boolean isCut = sample.quantile(1) * scale > PLOT + 1;
        double end = LABELS + (isCut ? PLOT : Math.max(sample.median() * scale, 1));
        double high = isCut ? end : LABELS + sample.quantile(1) * scale;
        out.append("<g><title>").append(Html.escape(row.scheduler() + ": median " + value + ", " + ComparisonTable.range(sample, 0, 1))).append("</title>\n");
        out.append(String.format(Locale.ROOT, "<text class=\"label\" x=\"%d\" y=\"%d\">%s</text>%n", LABELS - GAP, middle + CAP, Html.escape(row.scheduler())));
        out.append(String.format(Locale.ROOT, "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>%n", role(row.scheduler()), LABELS, middle - BAR / 2,
                end - LABELS, BAR));
        if (isCut) {
            out.append(String.format(Locale.ROOT, "<path class=\"gap\" d=\"M%.1f %d l8 %d\"/>%n", end - CUT, middle + BAR / 2 + 2, -BAR - CAP));
        } else if (sample.values().size() > 1) {
            double low = LABELS + sample.quantile(0) * scale;
            line(out, low, middle, high, middle);
            line(out, low, middle - CAP, low, middle + CAP);
            line(out, high, middle - CAP, high, middle + CAP);
        }
        out.append(String.format(Locale.ROOT, "<text class=\"value\" x=\"%.1f\" y=\"%d\">%s</text>%n</g>%n", Math.max(end, high) + GAP, middle + CAP,
                Html.escape(value + (row.isNoisy() ? " ≈" : ""))));
    }

    private static void line(StringBuilder out, double x1, int y1, double x2, int y2) {
        out.append(String.format(Locale.ROOT, "<line class=\"spread\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>%n", x1, y1, x2, y2));
    }
}
