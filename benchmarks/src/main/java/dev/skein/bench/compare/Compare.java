package dev.skein.bench.compare;

import dev.skein.bench.figures.ComparisonTable;
import dev.skein.bench.figures.Environment;
import dev.skein.bench.figures.ForkRun;
import dev.skein.bench.figures.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine;

/// Compares the schedulers of every benchmark that has a `scheduler` parameter, interleaved: a round runs one fork of each scheduler, in an
/// order shuffled per round, then the next round begins. JMH alone would run all forks of one scheduler, then all of the next, and the drift of
/// the machine would be measured along with them.
@Command(name = "Compare", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Runs benchmarks with their schedulers interleaved fork by fork and writes a Markdown table.")
public final class Compare implements Callable<Integer> {

    private static final String SCHEDULER = "scheduler";

    @Option(names = "--include", defaultValue = ".*", description = "benchmarks to run, a regular expression (default: all)")
    private String include;

    @Option(names = "--schedulers", split = ",", description = "only these (default: all that the benchmark names)")
    private List<String> schedulers = List.of();

    @Option(names = "--param", description = "another parameter of the benchmarks, e.g. --param workers=1")
    private Map<String, String> params = Map.of();

    @Option(names = "--profile", defaultValue = "standard", description = "quick (the suite in 10 minutes), standard or full (for the report); "
            + "it says what the next four options are where they are not given (default: ${DEFAULT-VALUE})")
    private Profile profile;

    @Option(names = "--forks", description = "JVMs per scheduler, >= 1; publish nothing with fewer than 5")
    private @Nullable Integer forks;

    @Option(names = "--warmups", description = "warmup iterations per fork, >= 0")
    private @Nullable Integer warmups;

    @Option(names = "--iterations", description = "measured iterations per fork, >= 1")
    private @Nullable Integer iterations;

    @Option(names = "--time", description = "length of an iteration, e.g. 500ms")
    private @Nullable String time;

    @Option(names = "--gc", defaultValue = "Parallel", description = "collector: Parallel, G1, Serial or Z (default: ${DEFAULT-VALUE})")
    private String collector;

    @Option(names = "--seed", defaultValue = "1", description = "of the order within rounds and of the bootstrap (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--out", description = "Markdown file to write")
    private Path out;

    @Option(names = "--json", description = "JSON file to write")
    private Path json;

    private final List<ForkRun> runs = new ArrayList<>();

    public static void main(String[] args) {
        System.exit(commandLine(new Compare()).execute(args));
    }

    static CommandLine commandLine(Compare compare) {
        return new CommandLine(compare).setCaseInsensitiveEnumValuesAllowed(true).setExecutionExceptionHandler((thrown, command, parsed) -> {
            if (!(thrown instanceof IllegalArgumentException)) throw thrown;
            command.getErr().println(thrown.getMessage());
            return command.getCommandSpec().exitCodeOnInvalidInput();
        });
    }

    /// What the options say, and the profile where they do not.
    ForkPlan plan() {
        ForkPlan its = profile.plan;
        return new ForkPlan(Objects.requireNonNullElse(forks, its.forks()), Objects.requireNonNullElse(warmups, its.warmups()),
                Objects.requireNonNullElse(iterations, its.iterations()), Objects.requireNonNullElse(time, its.time()));
    }

    @Override
    public Integer call() throws IOException {
        ForkPlan plan = plan();
        Map<String, String> environment = Environment.describe();
        boolean complete = true;
        try {
            for (BenchmarkListEntry benchmark : benchmarks()) runRounds(benchmark, plan);
        } catch (RunnerException failed) {
            complete = false;
            System.err.println("stopped, what was measured so far is written; the reason:");
            System.err.println(failed);
        }
        write(environment, plan, complete);
        return complete ? 0 : 1;
    }

    private Collection<BenchmarkListEntry> benchmarks() {
        List<BenchmarkListEntry> found = new ArrayList<>();
        for (BenchmarkListEntry entry : BenchmarkList.defaultList()
                .find(OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT), List.of(include), profile.benchmarksLeftOut)) {
            if (entry.getParams().orElse(Map.of()).containsKey(SCHEDULER)) found.add(entry);
            else System.out.println("skipped, it has no parameter " + SCHEDULER + ": " + entry.getUsername());
        }
        if (found.isEmpty()) throw new IllegalArgumentException("no benchmark with a parameter " + SCHEDULER + " matches " + include);
        return found;
    }

    private void runRounds(BenchmarkListEntry benchmark, ForkPlan plan) throws RunnerException {
        List<String> names = new ArrayList<>(schedulers.isEmpty() ? schedulersOf(benchmark) : schedulers);
        Random order = new Random(seed);
        for (int round = 1; round <= plan.forks(); round++) {
            Collections.shuffle(names, order);
            for (String scheduler : names) runFork(benchmark.getUsername(), scheduler, round, plan);
        }
    }

    private List<String> schedulersOf(BenchmarkListEntry benchmark) {
        return Stream.of(benchmark.getParams().get().get(SCHEDULER)).filter(name -> !profile.schedulersLeftOut.contains(name)).toList();
    }

    private void runFork(String benchmark, String scheduler, int round, ForkPlan plan) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^" + Pattern.quote(benchmark) + "$")
                .param(SCHEDULER, scheduler)
                .forks(1)
                .warmupIterations(plan.warmups()).warmupTime(TimeValue.fromString(plan.time()))
                .measurementIterations(plan.iterations()).measurementTime(TimeValue.fromString(plan.time()))
                .jvmArgs(BenchJvm.HEAP_MIN, BenchJvm.HEAP_MAX, "-XX:+Use" + collector + "GC")
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
        params.forEach((name, values) -> options.param(name, values.split(",")));
        for (RunResult result : new Runner(options.build()).run()) {
            ForkRun run = read(result, scheduler, round);
            runs.add(run);
            System.out.printf("round %d of %d  %s  %s  %.1f %s%n", round, plan.forks(), run.benchmark(), scheduler, run.score(), run.unit());
        }
    }

    private static ForkRun read(RunResult result, String scheduler, int round) {
        List<Double> scores = new ArrayList<>();
        for (BenchmarkResult fork : result.getBenchmarkResults()) {
            fork.getIterationResults().forEach(iteration -> scores.add(iteration.getPrimaryResult().getScore()));
        }
        BenchmarkParams its = result.getParams();
        String[] path = its.getBenchmark().split("\\.");
        StringBuilder name = new StringBuilder(path[path.length - 2] + "." + path[path.length - 1]);
        for (String key : its.getParamsKeys()) {
            if (!key.equals(SCHEDULER)) name.append(' ').append(key).append('=').append(its.getParam(key));
        }
        return new ForkRun(name.toString(), scheduler, round, result.getPrimaryResult().getScoreUnit(), its.getMode() == Mode.Throughput, scores);
    }

    private void write(Map<String, String> environment, ForkPlan plan, boolean complete) throws IOException {
        StringBuilder page = new StringBuilder(new ComparisonTable(runs, seed).markdown());
        page.append("\nAbove 1, Skein is the faster one. Median over ").append(plan.forks()).append(" forks of each fork's median of ").append(plan.iterations())
                .append(" iterations of ").append(plan.time()).append(", forks interleaved over the schedulers; intervals by bootstrap over rounds, seed ")
                .append(seed).append("; ").append(collector).append("GC, 2 GB heap.\n\n");
        if (!complete) page.append("**Incomplete: a fork failed.**\n\n");
        environment.forEach((fact, value) -> page.append("- ").append(fact).append(": ").append(value).append('\n'));
        System.out.println();
        System.out.print(page);
        if (out != null) Files.writeString(out, page);
        if (json != null) Files.writeString(json, Json.of(environment, runs));
    }
}
