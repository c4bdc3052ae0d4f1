package dev.skein.bench.report;

import dev.skein.bench.figures.Comparison;
import dev.skein.bench.figures.LostFork;
import dev.skein.bench.rivals.Schedulers;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What the pages say of the runs. Pure.
///
/// @param reached in the order in which it was asked for
/// @param ablations of the headlines that are about our runtime as it is
/// @param losses rows in which a rival's median is the better one, the worst first
/// @param earlier empty where no earlier run was given
record Findings(ReportFile file, Comparison comparison, List<Reached> reached, List<Ablation> ablations, List<Loss> losses, Optional<EarlierRun> earlier,
        Causes causes) {

    /// Of fewer a figure is not to be published.
    static final int ROUNDS_MUST = 7;
    static final String UNPINNED = "skeinUnpinned";
    static final String UNBALANCED = "skeinUnbalanced";
    static final String NO_STEALING = "Stealing is not in this table: the runtime has no switch for it, and gets none for benchmarks.";

    /// What a part of our runtime brings: the same benchmark without it.
    ///
    /// @param unpinned how many times slower without pinning; empty where it was not measured
    /// @param unbalanced the same without the balancer
    record Ablation(String benchmark, Comparison.Row ours, Optional<Comparison.Ratio> unpinned, Optional<Comparison.Ratio> unbalanced) { }

    /// A row that a rival wins.
    ///
    /// @param ratio below 1
    record Loss(String benchmark, Comparison.Ratio ratio, Optional<String> cause) { }

    static Findings of(ReportFile file, Optional<Comparison> earlier, Causes causes) {
        Comparison comparison = file.comparison();
        List<Reached> reached = Reached.of(comparison);
        Set<String> headlines = reached.stream().filter(its -> its.headline().ours().equals(Schedulers.OURS) && its.ratio().isPresent())
                .map(its -> its.headline().benchmark()).collect(Collectors.toCollection(LinkedHashSet::new));
        List<Ablation> ablations = headlines.stream().map(benchmark -> ablation(comparison, benchmark))
                .filter(its -> its.unpinned.isPresent() || its.unbalanced.isPresent()).toList();
        return new Findings(file, comparison, reached, ablations, losses(comparison, headlines, causes),
                earlier.map(its -> EarlierRun.compare(its, comparison)), causes);
    }

    private static Ablation ablation(Comparison comparison, String benchmark) {
        return new Ablation(benchmark, comparison.row(benchmark, Schedulers.OURS).orElseThrow(),
                comparison.ratio(benchmark, Schedulers.OURS, List.of(UNPINNED)), comparison.ratio(benchmark, Schedulers.OURS, List.of(UNBALANCED)));
    }

    /// What is measured beside a figure, such as the generator's own CPU time, is no contest.
    private static List<Loss> losses(Comparison comparison, Set<String> headlines, Causes causes) {
        List<Loss> losses = new ArrayList<>();
        for (String benchmark : comparison.benchmarks()) {
            if (!isOfJmh(benchmark) && !headlines.contains(benchmark)) continue;
            comparison.ratio(benchmark, Schedulers.OURS, comparison.rivals(benchmark)).filter(ratio -> ratio.times() < 1)
                    .ifPresent(ratio -> losses.add(new Loss(benchmark, ratio, causes.of(benchmark))));
        }
        losses.sort((a, b) -> Double.compare(a.ratio.times(), b.ratio.times()));
        return losses;
    }

    static boolean isOfJmh(String benchmark) {
        return benchmark.matches("[A-Za-z0-9]+Benchmark\\..*");
    }

    /// What stands before a group of panels: the class, or the program.
    static String family(String benchmark) {
        return benchmark.substring(0, benchmark.indexOf(isOfJmh(benchmark) ? '.' : ' '));
    }

    /// The benchmark without its [#family].
    static String shortName(String benchmark) {
        return benchmark.substring(family(benchmark).length() + 1);
    }

    List<LostFork> failed() {
        return file.lost().stream().filter(fork -> fork.kind() == LostFork.Kind.FAILED).toList();
    }

    List<LostFork> dropped() {
        return file.lost().stream().filter(fork -> fork.kind() == LostFork.Kind.DROPPED).toList();
    }

    /// What a reader of the report must be told before anything else, and who publishes it must mend.
    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        for (Reached its : reached) {
            if (its.verdict() == Reached.Verdict.MISSED && causes.of(its.headline().benchmark()).isEmpty()) {
                warnings.add("no cause is given for what is missed: " + its.headline().figure() + " (" + its.headline().benchmark() + ")");
            }
        }
        long few = reached.stream().filter(its -> its.ratio().filter(ratio -> ratio.rounds() < ROUNDS_MUST).isPresent()).count();
        if (few > 0) warnings.add("figures that rest on fewer than " + ROUNDS_MUST + " rounds, a first look and nothing to publish: " + few);
        if (!failed().isEmpty()) warnings.add("forks that failed: " + failed().size());
        return warnings;
    }
}
