package dev.skein.bench.compare;

import java.util.List;

/// How much is measured where the command line does not say it.
enum Profile {

    /// To see that nothing has gone wrong: the suite in less than 10 minutes. Its figures are a first look, of one fork no interval can be told, and
    /// what is still being compiled after 1.2 s looks slower than it is. Without our runtime unpinned or unbalanced, and without what it costs to be watched.
    QUICK(new ForkPlan(1, 4, 3, "300ms"), List.of("skeinUnpinned", "skeinUnbalanced"), List.of("\\.observing\\.")),

    STANDARD(new ForkPlan(5, 5, 5, "1s"), List.of(), List.of()),

    /// For the report: the suite in 75 minutes or so. Without what it costs to be watched, which [dev.skein.bench.observing.ObservingCost] measures more closely.
    FULL(new ForkPlan(7, 5, 3, "300ms"), List.of(), List.of("\\.observing\\."));

    final ForkPlan plan;
    /// Schedulers, unless they are asked for.
    final List<String> schedulersLeftOut;
    /// Regular expressions of benchmarks.
    final List<String> benchmarksLeftOut;

    Profile(ForkPlan plan, List<String> schedulersLeftOut, List<String> benchmarksLeftOut) {
        this.plan = plan;
        this.schedulersLeftOut = schedulersLeftOut;
        this.benchmarksLeftOut = benchmarksLeftOut;
    }
}
