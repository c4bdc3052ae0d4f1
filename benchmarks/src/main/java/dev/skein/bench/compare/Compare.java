package dev.skein.bench.compare;

import dev.skein.bench.figures.ComparisonTable;
import dev.skein.bench.figures.Environment;
import dev.skein.bench.figures.Json;
import dev.skein.bench.figures.LostFork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Compares the schedulers of every benchmark that has a `scheduler` parameter, in [Rounds], and writes one table. The whole page with charts and verdicts
/// is made by [dev.skein.bench.report.Report].
@Command(name = "Compare", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Runs benchmarks with their schedulers interleaved fork by fork and writes a Markdown table.")
public final class Compare implements Callable<Integer> {

    @Mixin
    final RoundsOptions options = new RoundsOptions();

    @Option(names = "--out", description = "Markdown file to write")
    private Path out;

    @Option(names = "--json", description = "JSON file to write")
    private Path json;

    public static void main(String[] args) {
        System.exit(RoundsOptions.commandLine(new Compare()).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        Map<String, String> environment = Environment.describe();
        Measured measured = new Rounds(options, System.out).run(soFar -> { });
        write(environment, options.plan(), measured);
        return measured.hasFailures() ? 1 : 0;
    }

    private void write(Map<String, String> environment, ForkPlan plan, Measured measured) throws IOException {
        StringBuilder page = new StringBuilder(new ComparisonTable(measured.runs(), options.seed).markdown());
        page.append("\nAbove 1, Skein is the faster one. Median over ").append(plan.forks()).append(" forks of each fork's median of ").append(plan.iterations())
                .append(" iterations of ").append(plan.time()).append(", forks interleaved over the schedulers; intervals by bootstrap over rounds, seed ")
                .append(options.seed).append("; ").append(options.collector).append("GC, 2 GB heap. ").append(Rounds.rule()).append("\n\n");
        for (LostFork fork : measured.lost()) {
            page.append("- ").append(fork.kind() == LostFork.Kind.FAILED ? "**failed**" : "dropped").append(": ").append(fork.benchmark()).append(", ")
                    .append(fork.scheduler()).append(", round ").append(fork.round()).append(": ").append(fork.reason()).append('\n');
        }
        environment.forEach((fact, value) -> page.append("- ").append(fact).append(": ").append(value).append('\n'));
        System.out.println();
        System.out.print(page);
        if (out != null) Files.writeString(out, page);
        if (json != null) Files.writeString(json, Json.of(new Json.Forks(environment, measured.runs())));
    }
}
