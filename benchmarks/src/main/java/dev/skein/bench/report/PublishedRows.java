package dev.skein.bench.report;

import dev.skein.bench.figures.Comparison;
import dev.skein.bench.figures.ComparisonTable;
import dev.skein.bench.figures.ForkRun;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// The medians of a report that was published, read back from the page that it stands in: what a later run can be held against where the forks behind it are
/// kept no more. Pure.
final class PublishedRows {

    /// A row of [ComparisonTable]: benchmark, scheduler, forks, median and unit.
    private static final Pattern ROW = Pattern.compile("^\\| ([^|]+) \\| ([^| ]+) \\| \\d+ \\| ([\\d,.]+) ([^| ]*) \\|", Pattern.MULTILINE);

    private PublishedRows() { }

    static boolean areIn(String page) {
        return page.contains(DocsPart.BEGIN);
    }

    /// Each row as one round that had its median as the score. So ratios of these are of medians, and intervals tell nothing.
    ///
    /// @throws IllegalArgumentException if the page has no rows of a report
    static Comparison read(String page) {
        List<ForkRun> rows = new ArrayList<>();
        for (MatchResult row : (Iterable<MatchResult>) ROW.matcher(DocsPart.in(page)).results()::iterator) {
            String unit = row.group(4);
            double median = Double.parseDouble(row.group(3).replace(",", ""));
            rows.add(new ForkRun(row.group(1), row.group(2), 1, unit, unit.startsWith("ops/"), List.of(median)));
        }
        if (rows.isEmpty()) throw new IllegalArgumentException("no rows of a report between " + DocsPart.BEGIN + " and " + DocsPart.END);
        return new Comparison(rows, 1);
    }
}
