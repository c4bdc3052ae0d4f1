package dev.skein.simulator;

import dev.skein.simulator.Result.Spread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// The part of `docs/balancing.md` that the command writes, between two marks.
final class Page {

    static final String BEGIN = "<!-- table: begin -->";
    static final String END = "<!-- table: end -->";

    private Page() {}

    /// Replaces what stands between the marks.
    ///
    /// @throws IOException if the file is not there, or does not have each mark once and in order
    static void rewrite(Path page, List<String> lines) throws IOException {
        String text = Files.readString(page);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        boolean once = begin == text.lastIndexOf(BEGIN) && end == text.lastIndexOf(END);
        if (begin < 0 || end < begin || !once) throw new IOException(page + " must have the lines " + BEGIN + " and " + END + " once, in this order");
        Files.writeString(page, text.substring(0, begin + BEGIN.length()) + "\n" + String.join("\n", lines) + "\n" + text.substring(end));
    }

    static List<String> waits(List<Suite.Named> results) {
        List<String> lines = new ArrayList<>(List.of(
                "| arrivals | seeds | who schedules | mean wait | p50 | p99 | p99.9 | p99 / ideal | p99 time to the end | moves/s | steals/s | wake-ups/s | energy |",
                "|---|---:|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|"));
        for (Suite.Named each : results) {
            Result result = each.result();
            for (Mode mode : result.modes()) {
                boolean first = mode == result.modes().getFirst();
                lines.add(row(first ? each.name() : "", first ? Integer.toString(result.seeds()) : "", mode.toString(),
                        micros(result, mode, Outcome::meanWait), micros(result, mode, Outcome::p50Wait), spread(result, mode), micros(result, mode, Outcome::p999Wait),
                        Report.ratio(result.byIdeal(mode, Outcome::p99Wait)), micros(result, mode, Outcome::p99Time),
                        count(result, mode, Outcome::movesPerSecond), count(result, mode, Outcome::stealsPerSecond), count(result, mode, Outcome::wakesPerSecond),
                        energy(result, mode)));
            }
        }
        return lines;
    }

    static List<String> rules(List<List<Suite.Named>> tables) {
        List<String> lines = new ArrayList<>(List.of(
                "| arrivals | rules | mean wait | p99 wait | p99 / ideal | wake-ups/s | energy |",
                "|---|---|---:|---:|---:|---:|---:|"));
        for (List<Suite.Named> table : tables) {
            for (Suite.Named each : table) {
                Result result = each.result();
                Mode mode = result.modes().getFirst();
                lines.add(row(each == table.getFirst() ? arrivals(result.scenario()) : "", each.name(), micros(result, mode, Outcome::meanWait), spread(result, mode),
                        Report.ratio(result.byIdeal(mode, Outcome::p99Wait)), count(result, mode, Outcome::wakesPerSecond), energy(result, mode)));
            }
        }
        return lines;
    }

    private static String arrivals(Scenario scenario) {
        if (scenario.spawns() > 0) return "each starts " + scenario.spawns();
        String many = scenario.burst() > 1 ? scenario.burst() + " at once" : "one by one";
        return scenario.meanNanos() == Scenario.standard().meanNanos() ? many : many + ", mean " + Report.time(scenario.meanNanos());
    }

    static List<String> endless(List<Suite.Named> results) {
        List<String> lines = new ArrayList<>(List.of(
                "| workers | who schedules | slowest tenth / mean | work done / possible | p99 wait for a turn | moves/s |",
                "|---|---|---:|---:|---:|---:|"));
        for (Suite.Named each : results) {
            Result result = each.result();
            for (Mode mode : result.modes()) {
                lines.add(row(mode == result.modes().getFirst() ? each.name() : "", mode.toString(), Report.ratio(result.of(mode, Outcome::fairness)),
                        Report.ratio(result.of(mode, Outcome::throughput)), micros(result, mode, Outcome::p99Wait), count(result, mode, Outcome::movesPerSecond)));
            }
        }
        return lines;
    }

    private static String row(String... cells) {
        return "| " + String.join(" | ", cells) + " |";
    }

    private static String micros(Result result, Mode mode, ToDoubleFunction<Outcome> figure) {
        return Report.micros(result.of(mode, figure).median());
    }

    private static String spread(Result result, Mode mode) {
        Spread p99 = result.of(mode, Outcome::p99Wait);
        return Report.micros(p99.median()) + " (" + Report.micros(p99.least()) + "-" + Report.micros(p99.greatest()) + ")";
    }

    private static String count(Result result, Mode mode, ToDoubleFunction<Outcome> figure) {
        return Report.count(result.of(mode, figure).median());
    }

    private static String energy(Result result, Mode mode) {
        return String.format(Locale.ROOT, "%.3f", result.of(mode, Outcome::energy).median());
    }
}
