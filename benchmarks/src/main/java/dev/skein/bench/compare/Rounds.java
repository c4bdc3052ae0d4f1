package dev.skein.bench.compare;

import dev.skein.bench.figures.CpuDistance;
import dev.skein.bench.figures.ForkRun;
import dev.skein.bench.figures.LostFork;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

/// Measures the schedulers of every benchmark that has a `scheduler` parameter, interleaved: a round goes through all benchmarks and runs one fork of each
/// scheduler, in an order shuffled per round, then the next round begins. So those that are compared run close together, and the forks of each lie as far
/// apart as the run is long. JMH alone would run all forks of one scheduler in one benchmark, then all of the next, and a machine that is slower for ten
/// minutes, as a virtual one may be, would be measured along with whatever ran then.
///
/// A fork that fails is noted, and the next one runs. A fork that met too much foreign work is dropped and run again, once: see [#RULE]. Nobody looks
/// at its score for that.
public final class Rounds {

    static final String SCHEDULER = "scheduler";

    /// The part of the machine's CPU time that others may have during a fork. On two CPUs 10 % are a fifth of one: more, and a scheduler with a thread for each
    /// CPU waits for them in every other time slice.
    static final double FOREIGN_SHARE_MAX = 0.10;
    private static final int ATTEMPTS = 2;

    /// When a fork does not count.
    static final String RULE = String.format(Locale.ROOT, "A fork is dropped when other processes and the host (steal) took more than %.0f %% of the machine's "
            + "CPU time while it ran, by /proc/stat, and is run again once. Its score plays no part in it.", 100 * FOREIGN_SHARE_MAX);

    private final RoundsOptions options;
    private final ForkPlan plan;
    private final JmhFork jmh;
    private final PrintStream progress;
    private final List<ForkRun> runs = new ArrayList<>();
    private final List<LostFork> lost = new ArrayList<>();
    private final Map<String, String> definitions = new LinkedHashMap<>();

    public Rounds(RoundsOptions options, PrintStream progress) {
        this.options = options;
        this.plan = options.plan();
        this.jmh = new JmhFork(plan, options.collector, JmhFork.limit(plan));
        this.progress = progress;
    }

    /// @param soFar is told after each round: an end from outside costs no more than the round that it breaks off
    /// @throws IllegalArgumentException if no benchmark is meant
    public Measured run(Consumer<Measured> soFar) {
        Map<Combination, List<String>> schedulers = new LinkedHashMap<>();
        for (BenchmarkListEntry benchmark : benchmarks()) {
            for (Combination combination : Combination.of(benchmark.getUsername(), declared(benchmark), options.params)) {
                OneOp.Definitions.of(combination.benchmark()).ifPresent(op -> definitions.put(combination.name(), op));
                schedulers.put(combination, schedulersOf(benchmark));
            }
        }
        Random order = new Random(options.seed);
        for (int round = 1; round <= plan.forks(); round++) {
            for (Map.Entry<Combination, List<String>> compared : schedulers.entrySet()) runAll(compared.getKey(), compared.getValue(), order, round);
            soFar.accept(measured());
        }
        return measured();
    }

    /// When a fork does not count, for the page.
    public static String rule() {
        return CpuTicks.now().isPresent() ? RULE : "No fork is dropped: this system does not tell how much CPU time others had.";
    }

    private Measured measured() {
        return new Measured(List.copyOf(runs), List.copyOf(lost), Collections.unmodifiableMap(new LinkedHashMap<>(definitions)));
    }

    private List<BenchmarkListEntry> benchmarks() {
        List<BenchmarkListEntry> found = new ArrayList<>();
        for (BenchmarkListEntry entry : BenchmarkList.defaultList()
                .find(OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT), List.of(options.include), options.profile.benchmarksLeftOut)) {
            if (entry.getParams().orElse(Map.of()).containsKey(SCHEDULER)) found.add(entry);
            else progress.println("skipped, it has no parameter " + SCHEDULER + ": " + entry.getUsername());
        }
        if (found.isEmpty()) throw new IllegalArgumentException("no benchmark with a parameter " + SCHEDULER + " matches " + options.include);
        return found;
    }

    private static Map<String, List<String>> declared(BenchmarkListEntry benchmark) {
        Map<String, List<String>> params = new TreeMap<>();
        benchmark.getParams().get().forEach((name, values) -> {
            if (!name.equals(SCHEDULER)) params.put(name, Arrays.asList(values));
        });
        return params;
    }

    private List<String> schedulersOf(BenchmarkListEntry benchmark) {
        if (!options.schedulers.isEmpty()) return options.schedulers;
        return Stream.of(benchmark.getParams().get().get(SCHEDULER)).filter(name -> !options.profile.schedulersLeftOut.contains(name)).toList();
    }

    private void runAll(Combination combination, List<String> schedulers, Random order, int round) {
        List<String> shuffled = new ArrayList<>(schedulers);
        Collections.shuffle(shuffled, order);
        for (String scheduler : shuffled) {
            int attempts = 1;
            while (!runFork(combination, scheduler, round) && attempts < ATTEMPTS) attempts++;
        }
    }

    /// Returns whether it is settled; if not, the fork was dropped.
    private boolean runFork(Combination combination, String scheduler, int round) {
        Optional<CpuTicks> before = CpuTicks.now();
        String head = "round " + round + " of " + plan.forks() + "  " + combination.name() + "  " + scheduler + "  ";
        try {
            ForkRun run = jmh.run(combination, scheduler, round);
            double foreign = before.flatMap(then -> CpuTicks.now().map(now -> now.foreignShareSince(then))).orElse(0.0);
            if (foreign > FOREIGN_SHARE_MAX) {
                String reason = String.format(Locale.ROOT, "others had %.0f %% of the CPU time", 100 * foreign);
                lost.add(new LostFork(combination.name(), scheduler, round, LostFork.Kind.DROPPED, reason));
                progress.println(head + "dropped: " + reason);
                return false;
            }
            runs.add(run.withCpuDistance(CpuDistance.nanos()));
            progress.printf(Locale.ROOT, "%s%.1f %s%n", head, run.score(), run.unit());
        } catch (JmhFork.Failure failed) {
            lost.add(new LostFork(combination.name(), scheduler, round, LostFork.Kind.FAILED, failed.getMessage()));
            progress.println(head + "failed: " + failed.getMessage());
        }
        return true;
    }
}
