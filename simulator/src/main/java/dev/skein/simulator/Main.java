package dev.skein.simulator;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The command: one scenario to the terminal, or all that `docs/balancing.md` shows into that page.
@Command(name = "simulate", sortOptions = false,
        description = "Simulates the balancer's policies over virtual workers, beside stealing alone, no balancing, and an ideal central queue. "
                + "Without options it runs what docs/balancing.md shows, and writes its tables and its chart.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:simulated", "1:a defect of this program", "2:an option cannot be used, or the page cannot be written"})
public final class Main implements Callable<Integer> {

    static final int BAD_INPUT = 2;

    private static final int SEEDS_MAX = 10_000;
    private static final int THREADS_MAX = 256;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ScenarioOptions options;

    @Option(names = "--policy", paramLabel = "NAME", defaultValue = "standard",
            description = "A policy of dev.skein.balance.Policies, several with + between them, or a class of yours. Default: ${DEFAULT-VALUE}.")
    private String policy;

    @Option(names = "--seeds", paramLabel = "N", defaultValue = "20", description = "How many runs, 1 to " + SEEDS_MAX + ". Default: ${DEFAULT-VALUE}.")
    private int seeds;

    @Option(names = "--first-seed", paramLabel = "N", defaultValue = "1", description = "The first of the seeds. Default: ${DEFAULT-VALUE}.")
    private long firstSeed;

    @Option(names = "--threads", paramLabel = "N", description = "Runs at a time, 1 to " + THREADS_MAX + ". Default: one for each available CPU.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--page", paramLabel = "FOLDER", description = "Write balancing.md and balancing.png in this folder. Default without options: docs.")
    private Path page;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help and exit.")
    private boolean help;

    private Main() {}

    /// Runs the command and ends the process with its exit code.
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /// The command, ready to execute.
    static CommandLine commandLine() {
        var commandLine = new CommandLine(new Main());
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setParameterExceptionHandler((e, _) -> complain(e.getCommandLine(), e.getMessage()));
        return commandLine;
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            checkRange("--seeds", seeds, SEEDS_MAX);
            checkRange("--threads", threads, THREADS_MAX);
            boolean noOptions = spec.commandLine().getParseResult().originalArgs().isEmpty();
            // A pool of the JDK: what is here to tell of Skein should not rest on it.
            try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
                if (noOptions || page != null) {
                    writePage(executor, page == null ? Path.of("docs") : page);
                } else {
                    simulate(executor);
                }
            }
            return CommandLine.ExitCode.OK;
        } catch (IllegalArgumentException | IOException e) {
            return complain(spec.commandLine(), e.getMessage());
        }
    }

    private void simulate(ExecutorService executor) throws InterruptedException {
        Runs runs = new Runs(Costs.standard(), options.rules(), PolicyNames.of(policy));
        Result result = runs.all(options.scenario(), List.of(Mode.values()), firstSeed, seeds, executor);
        Report.of(result).forEach(this::say);
    }

    private void writePage(ExecutorService executor, Path folder) throws IOException, InterruptedException {
        Path text = folder.resolve("balancing.md");
        if (!Files.isRegularFile(text)) throw new IOException("there is no " + text + "; start the command in the root of the repository, or name the folder with --page");
        Suite suite = new Suite(policy, seeds, firstSeed, executor, this::say);
        List<String> lines = new ArrayList<>();
        section(lines, "Waits", Page.waits(suite.waits()));
        section(lines, "What workers do by themselves", Page.rules(suite.rules()));
        section(lines, "Endless tasks", Page.endless(suite.endless()));
        Chart.write(suite.curves(), folder.resolve("balancing.png"));
        Page.rewrite(text, lines);
        say("Written: " + text + " and its chart");
    }

    private static void section(List<String> lines, String heading, List<String> table) {
        lines.addAll(List.of("", "### " + heading, ""));
        lines.addAll(table);
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }

    private void checkRange(String option, int value, int most) {
        if (value < 1 || value > most) throw new IllegalArgumentException(option + " must be 1 to " + most + ", got " + value);
    }

    private static int complain(CommandLine commandLine, String message) {
        commandLine.getErr().println("simulate: " + message);
        commandLine.getErr().flush();
        return BAD_INPUT;
    }
}
