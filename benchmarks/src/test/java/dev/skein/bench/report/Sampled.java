package dev.skein.bench.report;

import dev.skein.bench.figures.ForkRun;
import dev.skein.bench.figures.LostFork;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Runs with known figures, for the tests of the pages.
final class Sampled {

    static final String INNER = "DispatchBenchmark.inner workers=2";
    static final String FIB = "ForkJoinBenchmark.fib workers=2";
    static final int ROUNDS = 7;

    private Sampled() { }

    /// Seven rounds with the same score.
    static List<ForkRun> runs(String benchmark, String scheduler, double score) {
        double[] scores = new double[ROUNDS];
        Arrays.fill(scores, score);
        return each(benchmark, scheduler, scores);
    }

    /// One score for each round.
    static List<ForkRun> each(String benchmark, String scheduler, double... scores) {
        List<ForkRun> runs = new ArrayList<>();
        for (int i = 0; i < scores.length; i++) runs.add(new ForkRun(benchmark, scheduler, i + 1, "ns/op", false, List.of(scores[i])));
        return runs;
    }

    @SafeVarargs
    static ReportFile file(List<ForkRun>... runs) {
        List<ForkRun> all = new ArrayList<>();
        for (List<ForkRun> some : runs) all.addAll(some);
        return new ReportFile(Map.of("commit", "0123456789ab + changes", "CPU", "A <\"fast\"> & small one"), Map.of(Report.RULE, "the rule"),
                Map.of(INNER, "a task"), 1, all, List.of());
    }

    static ReportFile withLost(ReportFile file, LostFork... lost) {
        return new ReportFile(file.environment(), file.method(), file.definitions(), file.seed(), file.runs(), List.of(lost));
    }

    static Findings findings(ReportFile file) {
        return Findings.of(file, Optional.empty(), Causes.parse(""));
    }
}
