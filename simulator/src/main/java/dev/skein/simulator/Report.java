package dev.skein.simulator;

import dev.skein.simulator.Result.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// Lines of text about a result.
final class Report {

    private Report() {}

    /// For the terminal: what was run, a line for each mode, and which seed to look at. Times are in microseconds.
    static List<String> of(Result result) {
        List<String> lines = new ArrayList<>();
        lines.add(describe(result.scenario()) + "; " + result.seeds() + " seeds from " + result.firstSeed() + ": medians (least to greatest)");
        lines.add(String.format(Locale.ROOT, "%-20s %9s %9s %24s %9s %20s %9s %9s %9s %9s %7s%s", "", "mean wait", "p50", "p99", "p99.9", "p99 / ideal", "p99 time",
                "moves/s", "steals/s", "wakes/s", "energy", result.scenario().isEndless() ? "  fairness        throughput" : ""));
        for (Mode mode : result.modes()) lines.add(line(result, mode));
        if (result.seeds() > 1) {
            Mode first = result.modes().getFirst();
            lines.add("longest p99 wait under " + first + ": seed " + result.worstSeed(first, Outcome::p99Wait));
        }
        return lines;
    }

    private static String line(Result result, Mode mode) {
        Spread p99 = result.of(mode, Outcome::p99Wait);
        boolean compares = result.modes().contains(Mode.CENTRAL);
        String line = String.format(Locale.ROOT, "%-20s %9s %9s %24s %9s %20s %9s %9s %9s %9s %7s", mode,
                micros(median(result, mode, Outcome::meanWait)), micros(median(result, mode, Outcome::p50Wait)),
                micros(p99.median()) + " (" + micros(p99.least()) + "-" + micros(p99.greatest()) + ")",
                micros(median(result, mode, Outcome::p999Wait)),
                compares ? ratio(result.byIdeal(mode, Outcome::p99Wait)) : "-",
                micros(median(result, mode, Outcome::p99Time)), count(median(result, mode, Outcome::movesPerSecond)),
                count(median(result, mode, Outcome::stealsPerSecond)), count(median(result, mode, Outcome::wakesPerSecond)),
                String.format(Locale.ROOT, "%.3f", median(result, mode, Outcome::energy)));
        if (!result.scenario().isEndless()) return line;
        return line + "  " + ratio(result.of(mode, Outcome::fairness)) + "  " + ratio(result.of(mode, Outcome::throughput));
    }

    private static double median(Result result, Mode mode, ToDoubleFunction<Outcome> figure) {
        return result.of(mode, figure).median();
    }

    static String describe(Scenario s) {
        String work = s.isEndless()
                ? String.format(Locale.ROOT, "%,d endless tasks", (long) s.expectedTasks())
                : String.format(Locale.ROOT, "load %.0f %%, %s service of %s%s%s", s.load() * 100, s.service(), time(s.meanNanos()),
                        s.burst() > 1 ? ", " + s.burst() + " at once" : "", s.spawns() > 0 ? ", each starts " + s.spawns() : "");
        return String.format(Locale.ROOT, "%,d workers (%s), %s, interference %s, %s", s.workers(), s.capacities(), work, s.interference(), time(s.durationNanos()));
    }

    static String time(double nanos) {
        if (nanos >= 1e9) return plain(nanos / 1e9) + " s";
        return nanos >= 1e6 ? plain(nanos / 1e6) + " ms" : plain(nanos / 1e3) + " us";
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? String.format(Locale.ROOT, "%,d", (long) value) : String.format(Locale.ROOT, "%.3g", value);
    }

    /// Microseconds, to three digits.
    static String micros(double nanos) {
        double micros = nanos / 1e3;
        return Double.isNaN(micros) ? "-" : String.format(Locale.ROOT, micros >= 100 ? "%,.0f" : micros >= 10 ? "%.1f" : "%.2f", micros);
    }

    static String ratio(Spread spread) {
        if (Double.isNaN(spread.median()) || Double.isNaN(spread.greatest())) return "-";
        return String.format(Locale.ROOT, "%.2f (%.2f-%.2f)", spread.median(), spread.least(), spread.greatest());
    }

    static String count(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }
}
