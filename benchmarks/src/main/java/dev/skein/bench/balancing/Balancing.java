package dev.skein.bench.balancing;

import dev.skein.bench.figures.Environment;
import dev.skein.bench.measuring.Extent;
import dev.skein.bench.measuring.Figure;
import dev.skein.bench.measuring.Measurement;
import dev.skein.bench.migration.HandoffSize;
import dev.skein.bench.migration.LockPingPong;
import dev.skein.bench.migration.RetireHolding;
import dev.skein.bench.migration.SlowBeforeShort;
import dev.skein.bench.migration.SpikeAfterPacking;
import dev.skein.bench.migration.TimerUnderSaturation;
import dev.skein.bench.migration.TwoOnOne;
import dev.skein.bench.rivals.Schedulers;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Asks what the balancer and the handoff are good for and what they cost, and what happens where tasks should change workers, one [Measurement] after the
/// other, and sums up in the table of docs/benchmarks.md.
@Command(name = "Balancing", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Measures the balancer and the handoff, with the balancer off or the rival in turns, and writes a Markdown table.")
public final class Balancing implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--only", split = ",", completionCandidates = Names.class,
            description = "these, in their usual order: ${COMPLETION-CANDIDATES} (default: all)")
    private List<String> only = List.of();

    @Option(names = "--rounds", defaultValue = "0", description = "rounds of each contestant, 1 to " + Extent.ROUNDS_MAX
            + " (default: 2 to 30, as each measurement has it, to end within a minute)")
    private int rounds;

    @Option(names = "--quick", description = "one round, and a twentieth of the time: to see that it works; the figures mean nothing")
    private boolean quick;

    @Option(names = "--out", description = "Markdown file to write the table to")
    private Path out;

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /// The command, ready to execute.
    static CommandLine commandLine() {
        return new CommandLine(new Balancing()).setExecutionExceptionHandler((thrown, command, parsed) -> {
            if (!(thrown instanceof IllegalArgumentException)) throw thrown;
            command.getErr().println(thrown.getMessage());
            return command.getCommandSpec().exitCodeOnInvalidInput();
        });
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Extent extent = new Extent(rounds, quick);
        List<Measurement> chosen = chosen();
        sizeVirtualThreads();
        Map<String, String> environment = Environment.describe();
        PrintWriter progress = spec.commandLine().getOut();
        List<Figure> figures = new ArrayList<>();
        int failed = 0;
        for (Measurement each : chosen) {
            progress.println("## " + each.name() + "\n");
            progress.flush();
            long start = System.nanoTime();
            try {
                figures.addAll(each.measure(extent, progress));
            } catch (IllegalStateException notHere) {
                failed++;
                progress.println("not measured: " + notHere.getMessage());
            }
            progress.printf(Locale.ROOT, "%.0f s%n%n", (System.nanoTime() - start) / 1e9);
            progress.flush();
        }
        String page = page(figures, environment);
        progress.print(page);
        progress.flush();
        if (out != null) Files.writeString(out, page);
        return failed == 0 ? 0 : 1;
    }

    private static List<Measurement> all() {
        return List.of(new ContendedMove(), new ContendedFairness(), new ContendedMakespan(), new StuckWait(), new HandoffCost(), new EnergyWakes(),
                new BalancerCost(),
                new TwoOnOne(), new RetireHolding(), new LockPingPong(), new SpikeAfterPacking(), new SlowBeforeShort(), new HandoffSize(),
                new TimerUnderSaturation());
    }

    /// What there is, for the help.
    private static final class Names extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        Names() {
            all().forEach(each -> add(each.name()));
        }
    }

    /// Before a runtime of ours has the JVM make their scheduler, with a carrier for each CPU.
    private static void sizeVirtualThreads() {
        try {
            Schedulers.start("virtualThreads", Measurement.WORKERS).close();
        } catch (IllegalStateException tooLate) {
            // Those measurements that need them will say so.
        }
    }

    private List<Measurement> chosen() {
        List<Measurement> all = all();
        List<String> names = all.stream().map(Measurement::name).toList();
        for (String name : only) {
            if (!names.contains(name)) throw new IllegalArgumentException("--only must be among " + String.join(", ", names) + ", got " + name);
        }
        return all.stream().filter(each -> only.isEmpty() || only.contains(each.name())).toList();
    }

    private String page(List<Figure> figures, Map<String, String> environment) {
        StringBuilder page = new StringBuilder(Figure.HEAD);
        figures.forEach(figure -> page.append(figure.row()));
        page.append("\nMedian over the rounds, and the least and the greatest of them in brackets.");
        if (quick) page.append(" **Measured with --quick: these figures mean nothing.**");
        page.append("\n\n");
        environment.forEach((fact, value) -> page.append("- ").append(fact).append(": ").append(value).append('\n'));
        return page.toString();
    }
}
