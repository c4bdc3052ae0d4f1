package dev.skein.bench.report;

import dev.skein.bench.figures.Comparison;
import dev.skein.bench.rivals.Schedulers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One figure that was asked for before anything was measured.
///
/// @param figure in words
/// @param benchmark with its parameters, as in the runs
/// @param ours which runtime of ours it is about
/// @param rivals against the best of these; none means all that the benchmark has
/// @param kind what the ratio is of
/// @param must to be reached
/// @param aim to be reached if it can be; as far as `must` or further
record Headline(String figure, String benchmark, String ours, List<String> rivals, Kind kind, double must, double aim) {

    /// What the ratio is of, and so which side of a bar is the good one.
    enum Kind {
        /// How many times faster ours is: the more the better.
        TIMES_FASTER,
        /// Our cost by the best rival's: the less the better.
        PART_OF_COST;

        /// Whether the whole interval lies on the good side of the bar.
        boolean passes(Comparison.Ratio ratio, double bar) {
            return this == TIMES_FASTER ? ratio.interval().low() >= bar : ratio.interval().high() <= bar;
        }
    }

    private static final List<String> FORK_JOIN_POOL = List.of("forkJoinLifo", "forkJoinFifo");
    private static final List<String> VIRTUAL_THREADS = List.of("virtualThreads");
    private static final List<String> PINNED = List.of("pinnedThreadPool", "pinnedForkJoinFifo");
    private static final List<String> COROUTINES_AND_FIBERS = List.of(Schedulers.KOTLIN, Schedulers.CATS_EFFECT);
    /// The figures are for two workers.
    private static final String WORKERS = " workers=2";

    private static final List<Headline> ASKED = List.of(
            faster("fib against ForkJoinPool", "ForkJoinBenchmark.fib", FORK_JOIN_POOL, 1.8, 3),
            faster("skynet against ForkJoinPool", "SkynetBenchmark.skynet", FORK_JOIN_POOL, 1.8, 3),
            faster("unbalanced tree against ForkJoinPool", "TreeSearchBenchmark.unbalancedTreeSearch", FORK_JOIN_POOL, 1.8, 3),
            faster("coarse grains: array sum, best rival", "ForkJoinBenchmark.arraySum", List.of(), 1, 1.1),
            faster("coarse grains: merge sort, best rival", "MergeSortBenchmark.mergeSort", List.of(), 1, 1.1),
            faster("external dispatch, best rival", "DispatchBenchmark.external", List.of(), 1.2, 2),
            faster("inner dispatch, best rival", "DispatchBenchmark.inner", List.of(), 1.5, 2),
            faster("chained dispatch, best rival", "DispatchBenchmark.chained", List.of(), 2, 3),
            faster("round trip, back to back, best rival", "DispatchBenchmark.roundTrip", List.of(), 1, 1.5),
            faster("round trip after 1 ms of thinking, best pinned rival", "ThinkingBenchmark.roundTripAfterThinking", PINNED, 1, 1.5),
            faster("yield_many against virtual threads", "YieldBenchmark.yield_many", VIRTUAL_THREADS, 12, 20),
            faster("ping_pong against virtual threads", "PingPongBenchmark.ping_pong", VIRTUAL_THREADS, 2.5, 4),
            faster("spawn_many_local against virtual threads", "SpawnBenchmark.spawn_many_local", VIRTUAL_THREADS, 3.5, 5),
            faster("spawn_many_remote_idle against virtual threads", "SpawnBenchmark.spawn_many_remote_idle", VIRTUAL_THREADS, 3.5, 5),
            cheaper("p99.9 at 60 % load, Pareto, plain tasks", "latency pareto, 60 %, p99.9", "skein", 1.1, 1),
            cheaper("p99.9 at 90 % load, Pareto, plain tasks", "latency pareto, 90 %, p99.9", "skein", 1.1, 1),
            cheaper("p99.9 at 60 % load, Pareto, tasks that use shouldYield", "latency pareto, 60 %, p99.9", "skeinYielding", 0.7, 0.4),
            cheaper("p99.9 at 90 % load, Pareto, tasks that use shouldYield", "latency pareto, 90 %, p99.9", "skeinYielding", 0.7, 0.4),
            cheaper("p99.9 at 60 % load, Pareto, tasks that use shouldYield, slices of 1 ms", "latency pareto, 60 %, p99.9", "skeinShortSlices", 0.7, 0.4),
            cheaper("p99.9 at 90 % load, Pareto, tasks that use shouldYield, slices of 1 ms", "latency pareto, 90 %, p99.9", "skeinShortSlices", 0.7, 0.4),
            cheaper("CPU seconds per million tasks at 10 % load, unpinned", "cost 10 %, CPU per 10^6 tasks", "skeinUnpinned", 1.1, 1),
            cheaper("CPU seconds per million tasks at 10 % load, pinned", "cost 10 %, CPU per 10^6 tasks", "skein", 2, 1.2));

    Headline {
        if (kind == Kind.TIMES_FASTER ? aim < must : aim > must) throw new IllegalArgumentException(figure + ": the aim must reach further than " + must + ", got " + aim);
    }

    private static Headline faster(String figure, String benchmark, List<String> rivals, double must, double aim) {
        return new Headline(figure, benchmark + WORKERS, Schedulers.OURS, rivals, Kind.TIMES_FASTER, must, aim);
    }

    private static Headline cheaper(String figure, String benchmark, String ours, double must, double aim) {
        return new Headline(figure, benchmark, ours, List.of(), Kind.PART_OF_COST, must, aim);
    }

    /// All that is asked for, measured or not; and a figure for each benchmark of two workers that coroutines or fibers share.
    static List<Headline> of(Comparison comparison) {
        List<Headline> all = new ArrayList<>(ASKED);
        for (String benchmark : comparison.benchmarks()) {
            if (!benchmark.endsWith(WORKERS) || comparison.rivals(benchmark).stream().noneMatch(COROUTINES_AND_FIBERS::contains)) continue;
            String figure = benchmark.substring(benchmark.indexOf('.') + 1, benchmark.length() - WORKERS.length()) + " against Kotlin and cats-effect";
            all.add(new Headline(figure, benchmark, Schedulers.OURS, COROUTINES_AND_FIBERS, Kind.TIMES_FASTER, 1, 2));
        }
        return all;
    }

    /// Empty where it was not measured.
    Optional<Comparison.Ratio> ratio(Comparison comparison) {
        return comparison.ratio(benchmark, ours, rivalsIn(comparison)).map(ratio -> kind == Kind.TIMES_FASTER ? ratio : ratio.inverse());
    }

    /// The fastest one by its median, ours or one of the rivals; empty where it was not measured.
    Optional<String> winner(Comparison comparison) {
        return comparison.ratio(benchmark, ours, rivalsIn(comparison)).map(ratio -> ratio.times() >= 1 ? ours : ratio.best());
    }

    private List<String> rivalsIn(Comparison comparison) {
        return rivals.isEmpty() ? comparison.rivals(benchmark) : rivals;
    }
}
