package dev.skein.bench.report;

import dev.skein.bench.compare.BenchJvm;
import dev.skein.bench.compare.ForkPlan;
import dev.skein.bench.compare.Measured;
import dev.skein.bench.compare.Rounds;
import dev.skein.bench.compare.RoundsOptions;
import dev.skein.bench.figures.Comparison;
import dev.skein.bench.figures.Environment;
import dev.skein.bench.figures.ForkRun;
import dev.skein.bench.figures.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine;

/// Runs the benchmarks and writes what came of them: `report.json` with every iteration, `report.html` with charts and verdicts, and the generated part of
/// a Markdown page. The programs that are no JMH benchmarks write JSON of their own, which `--add` takes in.
@Command(name = "Report", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Runs benchmarks with their schedulers interleaved, or reads what was run, and writes the report.")
public final class Report implements Callable<Integer> {

    /// The name of the rule for dropping forks among the facts of the method.
    static final String RULE = "forks left out";
    /// What is measured in the files of other programs, by the word that their benchmarks begin with.
    private static final Map<String, String> PROGRAMS = Map.of(
            "latency", "By the program Latency, over all tasks of a round; percentiles are of the time from the moment at which a task was due to its end.",
            "cost", "By the program RunningCost, over all tasks of a round, under little load.");

    @Spec
    private CommandSpec spec;

    @Mixin
    private final RoundsOptions options = new RoundsOptions();

    @Option(names = "--out", description = "directory for report.json and report.html (default: target/report)")
    private @Nullable Path out;

    @Option(names = "--docs", description = "Markdown page whose generated part is to be made anew, e.g. docs/benchmarks.md")
    private @Nullable Path docs;

    @Option(names = "--from", description = "a report.json: makes the pages anew from it and measures nothing")
    private @Nullable Path from;

    @Option(names = "--add", split = ",", description = "JSON files of Latency and RunningCost, to stand in the same report")
    private List<Path> added = List.of();

    @Option(names = "--against", description = "an older report.json, or a page with a report in it, e.g. docs/benchmarks.md: says whether the runs agree")
    private @Nullable Path against;

    public static void main(String[] args) {
        System.exit(commandLine(new Report()).execute(args));
    }

    static CommandLine commandLine(Report report) {
        return RoundsOptions.commandLine(report);
    }

    @Override
    public Integer call() throws IOException {
        Path directory = Files.createDirectories(Objects.requireNonNullElseGet(out, Report::defaultOut));
        // What can be wrong with the other files is found before hours of measuring.
        Optional<Comparison> earlier = against == null ? Optional.empty() : Optional.of(earlier(against));
        Map<String, List<ForkRun>> others = new LinkedHashMap<>();
        for (Path file : added) others.put(file.toString(), Json.read(Files.readString(file), Json.Forks.class).forks());
        if (docs != null) DocsPart.replaceIn(Files.readString(docs), "");
        Path json = directory.resolve("report.json");
        ReportFile file = from == null ? measure(json) : read(from);
        for (List<ForkRun> runs : others.values()) file = file.with(runs, definitions(runs));
        Files.writeString(json, file.json());
        Findings findings = Findings.of(file, earlier, Causes.load());
        Files.writeString(directory.resolve("report.html"), HtmlPage.of(findings));
        if (docs != null) Files.writeString(docs, DocsPart.replaceIn(Files.readString(docs), DocsPart.of(findings)));
        tell(findings, directory);
        return from == null && !findings.failed().isEmpty() ? 1 : 0;
    }

    /// Maven runs this in a directory `target` already.
    private static Path defaultOut() {
        Path here = Path.of("").toAbsolutePath().getFileName();
        return here != null && here.toString().equals("target") ? Path.of("report") : Path.of("target", "report");
    }

    private static Comparison earlier(Path file) throws IOException {
        String text = Files.readString(file);
        if (!PublishedRows.areIn(text)) return read(file).comparison();
        try {
            return PublishedRows.read(text);
        } catch (IllegalArgumentException other) {
            throw new IllegalArgumentException(file + ": " + other.getMessage(), other);
        }
    }

    private static ReportFile read(Path file) throws IOException {
        try {
            return ReportFile.read(Files.readString(file));
        } catch (IllegalArgumentException other) {
            throw new IllegalArgumentException(file + " is no report.json: " + other.getMessage(), other);
        }
    }

    private static Map<String, String> definitions(List<ForkRun> runs) {
        Map<String, String> definitions = new LinkedHashMap<>();
        for (ForkRun run : runs) {
            String program = PROGRAMS.get(run.benchmark().split(" ")[0]);
            if (program != null) definitions.put(run.benchmark(), program);
        }
        return definitions;
    }

    /// @param json is written after each round
    private ReportFile measure(Path json) {
        Map<String, String> environment = Environment.describe();
        Map<String, String> method = method(options.plan());
        Measured measured = new Rounds(options, System.out).run(soFar -> {
            Environment.addAfterRound(environment);
            try {
                Files.writeString(json, file(environment, method, soFar).json());
            } catch (IOException full) {
                throw new UncheckedIOException(full);
            }
        });
        return file(environment, method, measured);
    }

    private ReportFile file(Map<String, String> environment, Map<String, String> method, Measured measured) {
        return new ReportFile(environment, method, measured.definitions(), options.seed(), measured.runs(), measured.lost());
    }

    private Map<String, String> method(ForkPlan plan) {
        Map<String, String> method = new LinkedHashMap<>();
        method.put("collector", String.join(" ", BenchJvm.memory(options.collector())));
        method.put("forks", plan.forks() + " JVMs for each scheduler in each benchmark, interleaved: a round goes through all benchmarks with one of each, in another order");
        method.put("iterations", plan.iterations() + " of " + plan.time() + " in each fork, after " + plan.warmups() + " of warm-up; a fork counts by their median");
        method.put("intervals", "95 %, bootstrap over rounds, seed " + options.seed());
        method.put(RULE, Rounds.rule());
        return method;
    }

    private void tell(Findings findings, Path directory) {
        PrintWriter terminal = spec.commandLine().getOut();
        findings.reached().stream().filter(its -> its.ratio().isPresent()).forEach(its ->
                terminal.println(its.headline().figure() + ": " + its.text() + ": " + its.verdict() + (its.remark().isEmpty() ? "" : "; " + its.remark())));
        findings.earlier().ifPresent(earlier -> terminal.println(earlier.text()));
        terminal.println("written: " + directory.resolve("report.html"));
        terminal.flush();
        PrintWriter warnings = spec.commandLine().getErr();
        findings.warnings().forEach(warning -> warnings.println("warning: " + warning));
        warnings.flush();
    }
}
