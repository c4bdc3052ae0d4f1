package dev.skein.bench.latency;

import dev.skein.bench.figures.ComparisonTable;
import dev.skein.bench.figures.ForkRun;
import dev.skein.bench.figures.RivalRatio;
import dev.skein.bench.figures.Sample;
import dev.skein.bench.load.ServiceTime;
import dev.skein.bench.rivals.Schedulers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/// Turns what was measured into Markdown, and into the runs that the JSON file holds. Pure.
///
/// A percentile of the table is the median over the rounds of each round's percentile. Beside it stands the one of all rounds' tasks together: with 10^6 of
/// them a thousand lie above it, where a round of a fifth as many has two hundred, which come in clusters.
final class LatencyTable {

    private static final double P50 = 50;
    private static final double P99 = 99;
    private static final double P999 = 99.9;
    private static final double LONGEST = 100;
    private static final List<Double> PERCENTS = List.of(P50, P99, P999, LONGEST);
    private static final List<Integer> BAR_LOADS = List.of(60, 90);

    /// What must be reached and is aimed at, in p99.9 by the best rival's.
    private enum Bar {
        PLAIN(Contestant.SKEIN, "plain tasks", 1.1, 1),
        YIELDING(Contestant.SKEIN_YIELDING, "tasks that use shouldYield", 0.7, 0.4),
        SHORT_SLICES(Contestant.SKEIN_SHORT_SLICES, "tasks that use shouldYield, slices of 1 ms", 0.7, 0.4);

        private final Contestant contestant;
        private final String words;
        private final double must;
        private final double aim;

        Bar(Contestant contestant, String words, double must, double aim) {
            this.contestant = contestant;
            this.words = words;
            this.must = must;
            this.aim = aim;
        }
    }

    private final Map<Cell, Map<Contestant, List<Turn>>> turns = new LinkedHashMap<>();
    private final Map<Cell, List<Ideal>> ideals = new LinkedHashMap<>();
    private final long seed;

    /// @param turns those of a cell as complete rounds
    /// @param ideals of the same rounds, for cells that have any
    LatencyTable(List<Turn> turns, List<Ideal> ideals, long seed) {
        this.seed = seed;
        for (Ideal ideal : ideals) this.ideals.computeIfAbsent(ideal.cell(), _ -> new ArrayList<>()).add(ideal);
        for (Turn turn : turns) {
            this.turns.computeIfAbsent(turn.cell(), _ -> new LinkedHashMap<>()).computeIfAbsent(turn.contestant(), _ -> new ArrayList<>()).add(turn);
        }
    }

    String markdown() {
        StringBuilder out = new StringBuilder("""
                | service, load | scheduler | tasks | p50, us | p99, us | p99.9, us | longest, us | p99.9 of all rounds | p99.9 by the best rival's (95 %) | generator late, p99.9 | CPU | no CPU |
                |---|---|---:|---:|---:|---:|---:|---:|---|---:|---:|---:|
                """);
        turns.forEach((cell, byContestant) -> {
            byContestant.keySet().stream().sorted().forEach(each -> out.append(row(cell, each)));
            List<Ideal> its = ideals.getOrDefault(cell, List.of());
            if (its.isEmpty()) return;
            out.append(idealRow(cell, "*first come, first served*", its.stream().map(Ideal::firstComeNanos).toList()));
            out.append(idealRow(cell, "*slices*", its.stream().map(Ideal::slicedNanos).toList()));
            out.append(idealRow(cell, "*slices of 1 ms*", its.stream().map(Ideal::shortSlicedNanos).toList()));
        });
        return out.toString();
    }

    private static String idealRow(Cell cell, String name, List<Histogram> rounds) {
        Histogram all = new Histogram(3);
        rounds.forEach(all::add);
        StringBuilder row = new StringBuilder("| " + cell + " | " + name + " | " + String.format(Locale.ROOT, "%,d", all.getTotalCount()));
        for (double percent : PERCENTS) {
            row.append(" | ").append(spread(Sample.of(rounds.stream().mapToDouble(round -> round.getValueAtPercentile(percent) / 1e3).toArray())));
        }
        return row + " | " + ComparisonTable.number(all.getValueAtPercentile(P999) / 1e3) + " | – | – | – | – |\n";
    }

    private String row(Cell cell, Contestant contestant) {
        List<Turn> its = turnsOf(cell, contestant);
        Histogram all = new Histogram(3);
        Histogram late = new Histogram(3);
        for (Turn turn : its) {
            all.add(turn.sojournNanos());
            late.add(turn.lateNanos());
        }
        return "| " + cell + " | " + contestant + " | " + String.format(Locale.ROOT, "%,d", all.getTotalCount())
                + " | " + PERCENTS.stream().map(percent -> spread(percentile(its, percent))).collect(Collectors.joining(" | "))
                + " | " + ComparisonTable.number(all.getValueAtPercentile(P999) / 1e3)
                + " | " + (contestant.isOurs() && hasRivals(cell) ? ratio(cell, contestant).text() : "–")
                + " | " + ComparisonTable.number(late.getValueAtPercentile(P999) / 1e3) + " us"
                + " | " + ComparisonTable.number(100 * sample(its, Turn::cpuPortion).median())
                + " % | " + ComparisonTable.number(100 * sample(its, Turn::delayPortion).quantile(1)) + " % |\n";
    }

    /// The rows for docs/benchmarks.md: only of what was measured.
    String bars() {
        StringBuilder out = new StringBuilder("| figure | must | aim | reached |\n|---|---:|---:|---|\n");
        for (Bar bar : Bar.values()) {
            for (int load : BAR_LOADS) {
                Cell cell = new Cell(ServiceTime.PARETO, load, false);
                if (turnsOf(cell, bar.contestant).isEmpty() || !hasRivals(cell)) continue;
                RivalRatio ratio = ratio(cell, bar.contestant);
                out.append("| p99.9 at ").append(load).append(" % load, Pareto, ").append(bar.words).append(" | ").append(bar.must).append("x | ").append(bar.aim)
                        .append("x | ").append(ratio.text()).append(": ").append(ratio.verdict(bar.must, bar.aim)).append(" |\n");
            }
        }
        return out.toString();
    }

    /// One for each percentile of each turn; the CPU time is in percent of what the workers' CPUs have. How well
    /// the generator did stands in the table only: a report compares each of its rows.
    List<ForkRun> runs() {
        List<ForkRun> runs = new ArrayList<>();
        turns.forEach((cell, byContestant) -> byContestant.values().forEach(its -> its.forEach(turn -> {
            for (double percent : PERCENTS) runs.add(run(turn, "p" + percent, "us", turn.micros(percent)));
            runs.add(run(turn, "CPU", "%", 100 * turn.cpuPortion()));
        })));
        ideals.values().forEach(its -> its.forEach(ideal -> {
            runs.add(idealRun(ideal, Schedulers.IDEAL + "first come first served", ideal.firstComeNanos()));
            runs.add(idealRun(ideal, Schedulers.IDEAL + "slices", ideal.slicedNanos()));
            runs.add(idealRun(ideal, Schedulers.IDEAL + "slices of 1 ms", ideal.shortSlicedNanos()));
        }));
        return runs;
    }

    private static ForkRun run(Turn turn, String what, String unit, double value) {
        return new ForkRun("latency " + turn.cell() + ", " + what, turn.contestant().toString(), turn.round(), unit, false, List.of(value));
    }

    private static ForkRun idealRun(Ideal ideal, String name, Histogram sojournNanos) {
        return new ForkRun("latency " + ideal.cell() + ", p" + P999, name, ideal.round(), "us", false, List.of(sojournNanos.getValueAtPercentile(P999) / 1e3));
    }

    private boolean hasRivals(Cell cell) {
        return turns.getOrDefault(cell, Map.of()).keySet().stream().anyMatch(each -> !each.isOurs());
    }

    private List<Turn> turnsOf(Cell cell, Contestant contestant) {
        return turns.getOrDefault(cell, Map.of()).getOrDefault(contestant, List.of());
    }

    private RivalRatio ratio(Cell cell, Contestant ours) {
        Map<String, Sample> rivals = new LinkedHashMap<>();
        turns.getOrDefault(cell, Map.of()).forEach((contestant, its) -> {
            if (!contestant.isOurs()) rivals.put(contestant.toString(), percentile(its, P999));
        });
        return RivalRatio.of(percentile(turnsOf(cell, ours), P999), rivals, seed);
    }

    private static Sample percentile(List<Turn> turns, double percent) {
        return sample(turns, turn -> turn.micros(percent));
    }

    private static Sample sample(List<Turn> turns, ToDoubleFunction<Turn> figure) {
        return Sample.of(turns.stream().mapToDouble(figure).toArray());
    }

    private static String spread(Sample sample) {
        if (sample.values().size() == 1) return ComparisonTable.number(sample.median());
        return ComparisonTable.number(sample.median()) + " (" + ComparisonTable.number(sample.quantile(0)) + "–" + ComparisonTable.number(sample.quantile(1)) + ")";
    }
}
