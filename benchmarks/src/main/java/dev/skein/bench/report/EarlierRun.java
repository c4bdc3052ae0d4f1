package dev.skein.bench.report;

import dev.skein.bench.figures.Comparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Whether a second run says the same as an earlier one, as far as they can be compared ([LikeDistance]). Pure.
///
/// @param headlines of those that both have measured
/// @param rows that both have measured, the farthest apart first
/// @param mixed how many benchmarks were not run often enough while the CPUs were as far apart, so that all their forks count
record EarlierRun(List<Winner> headlines, List<Row> rows, int mixed) {

    /// Medians farther apart than by this factor do not count as the same.
    static final double NEAR = 1.15;
    /// The part of the rows that must be near, for a run to be called repeatable.
    static final double NEAR_SHARE_MUST = 0.9;

    /// The fastest one, in the earlier run and now.
    record Winner(String figure, String before, String now) {

        boolean isSame() {
            return before.equals(now);
        }
    }

    /// @param times the median now by the one before
    /// @param noisy by the forks of now
    record Row(String benchmark, String scheduler, double times, boolean noisy) {

        boolean isNear() {
            return distance() <= NEAR;
        }

        private double distance() {
            return Math.max(times, 1 / times);
        }
    }

    static EarlierRun compare(Comparison earlier, Comparison later) {
        LikeDistance alike = LikeDistance.of(earlier, later);
        Comparison before = alike.before();
        Comparison now = alike.now();
        List<Winner> headlines = new ArrayList<>();
        for (Headline headline : Headline.of(now)) {
            Optional<String> was = headline.winner(before);
            headline.winner(now).ifPresent(is -> was.ifPresent(then -> headlines.add(new Winner(headline.figure(), then, is))));
        }
        List<Row> rows = new ArrayList<>();
        for (String benchmark : now.benchmarks()) {
            for (Comparison.Row row : now.rows(benchmark)) {
                before.row(benchmark, row.scheduler()).filter(then -> then.sample().median() > 0 && row.sample().median() > 0)
                        .ifPresent(then -> rows.add(new Row(benchmark, row.scheduler(), row.sample().median() / then.sample().median(), row.isNoisy())));
            }
        }
        rows.sort((a, b) -> Double.compare(b.distance(), a.distance()));
        return new EarlierRun(headlines, rows, alike.mixed());
    }

    List<Winner> otherWinners() {
        return headlines.stream().filter(its -> !its.isSame()).toList();
    }

    /// The part of the rows whose medians lie within 15 %, 0 to 1; 1 if there is none.
    double nearShare() {
        return nearShare(rows);
    }

    private static double nearShare(List<Row> rows) {
        return rows.isEmpty() ? 1 : (double) rows.stream().filter(Row::isNear).count() / rows.size();
    }

    boolean isSame() {
        return !rows.isEmpty() && otherWinners().isEmpty() && nearShare() >= NEAR_SHARE_MUST;
    }

    String text() {
        List<Row> quiet = rows.stream().filter(row -> !row.noisy()).toList();
        return String.format(Locale.ROOT, "%d of %d headlines have the same winner, %.0f %% of %d rows lie within 15 %% (%.0f %% of the %d that are not noisy)%s: %s",
                headlines.size() - otherWinners().size(), headlines.size(), 100 * nearShare(), rows.size(), 100 * nearShare(quiet), quiet.size(),
                mixed == 0 ? "" : " (benchmarks that were seldom run while the CPUs were as far apart, so that all their forks count: " + mixed + ")",
                isSame() ? "the runs say the same" : "the runs differ");
    }
}
