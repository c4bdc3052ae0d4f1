package dev.skein.examples.census;

import dev.skein.Skein;
import dev.skein.SkeinBuilder;
import dev.skein.examples.census.Comparison.ResultsDifferException;
import dev.skein.examples.census.Comparison.Times;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// The command: counts on Skein and shows it, then compares with other runners.
@Command(name = "census", sortOptions = false,
        description = "Counts a tree of source files on Skein: files, bytes, lines, identifiers, duplicates. "
                + "Then runs the same job on ForkJoinPool and on one thread, and compares results and times.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:counted, and all results are equal",
            "1:a defect of this program, or out of memory",
            "2:the input or an option cannot be used",
            "3:two runs gave different results"})
public final class Census implements Callable<Integer> {

    static final int FAILED = 1;
    static final int BAD_INPUT = 2;
    static final int RESULTS_DIFFER = 3;

    private static final int WORKERS_MAX = SkeinBuilder.MAX_WORKERS;
    private static final int ROUNDS_MAX = 100;

    private final Path javaHome;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "PATH",
            description = "A folder, or a zip or jar archive. Default: the sources of the running Java.")
    private String path;

    @Option(names = "--workers", paramLabel = "N",
            description = "Workers, 1 to " + WORKERS_MAX + ". Default: one for each available CPU.")
    private int workers = Runtime.getRuntime().availableProcessors();

    @Option(names = "--rounds", paramLabel = "N",
            description = "How often each runner is measured, 1 to " + ROUNDS_MAX + ". Default: ${DEFAULT-VALUE}.")
    private int rounds = 5;

    @Option(names = "--no-compare", description = "Count on Skein only.")
    private boolean noCompare;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help and exit.")
    private boolean help;

    private Census(Path javaHome) {
        this.javaHome = javaHome;
    }

    /// Runs the command and ends the process with its exit code.
    public static void main(String[] args) {
        System.exit(commandLine(Path.of(System.getProperty("java.home"))).execute(args));
    }

    /// The command, ready to execute.
    ///
    /// @param javaHome whose sources are counted by default
    static CommandLine commandLine(Path javaHome) {
        var commandLine = new CommandLine(new Census(javaHome));
        commandLine.setExpandAtFiles(false);   // a path may begin with @
        commandLine.setParameterExceptionHandler((e, _) -> complain(e.getCommandLine(), e.getMessage(), BAD_INPUT));
        return commandLine;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        try {
            checkRange("--workers", workers, WORKERS_MAX);
            checkRange("--rounds", rounds, ROUNDS_MAX);
            Path input = path == null ? SourceTree.sourcesOf(javaHome) : SourceTree.pathOf(path);
            try (SourceTree tree = SourceTree.open(input)) {
                count(tree);
            }
            return CommandLine.ExitCode.OK;
        } catch (InputException e) {
            return complain(spec.commandLine(), e.getMessage(), BAD_INPUT);
        } catch (ResultsDifferException e) {
            return complain(spec.commandLine(), "results differ: " + e.getMessage()
                    + "; did the input change meanwhile? If not, this is a defect", RESULTS_DIFFER);
        } catch (OutOfMemoryError e) {
            String heap = Text.mebibytes(Runtime.getRuntime().maxMemory());
            return complain(spec.commandLine(), "out of memory with a heap of " + heap
                    + "; take fewer --workers, or give Java more with -Xmx", FAILED);
        }
    }

    private void count(SourceTree tree) throws InputException, InterruptedException, ResultsDifferException {
        long listedBytes = tree.files().stream().mapToLong(SourceFile::bytes).sum();
        say("Census of " + Text.printable(tree.describe()) + ": "
                + Text.count(tree.files().size(), "file") + ", " + Text.mebibytes(listedBytes));
        say("");
        say("Counting on Skein, " + Text.count(workers, "worker") + ":");
        CensusResult result = countOnSkein(tree.files());
        if (result.files() == 0) {
            throw new InputException("nothing to count: " + Report.summary(result.unreadable()));
        }
        say("");
        Report.of(result).forEach(this::say);
        if (!noCompare) {
            compare(tree.files(), result);
        }
        List<Unreadable> unreadable = Stream.concat(tree.unlisted().stream(), result.unreadable().stream()).toList();
        for (String warning : Report.warnings(unreadable, tree.linksSkipped())) {
            say("");
            say("Warning: " + warning);
        }
    }

    private CensusResult countOnSkein(List<SourceFile> files) throws InterruptedException {
        var job = new CensusJob(files);
        PrintWriter out = spec.commandLine().getOut();
        try (Skein skein = startSkein();
                var _ = ProgressView.start(out, isTerminal(), files.size(), job::filesDone, skein::stats)) {
            return job.run(skein);
        }
    }

    private void compare(List<SourceFile> files, CensusResult result) throws InterruptedException, ResultsDifferException {
        Runner skein = Runner.on("Skein", this::startSkein);
        Runner forkJoin = Runner.on("ForkJoinPool", () -> new ForkJoinPool(workers));
        Runner alone = Runner.alone("one thread");
        var comparison = new Comparison(List.of(skein, forkJoin, alone), files, result, this::say);

        say("");
        say("Comparing: every run reads and counts all files anew, " + Text.count(workers, "thread") + " in each pool. "
                + "The run above was Skein's warm-up.");
        comparison.warmUp(List.of(forkJoin, alone));
        List<Times> times = comparison.measure(rounds);

        say("");
        say("All results are equal. Median of " + Text.count(rounds, "round") + ":");
        Comparison.table(times, result.files()).forEach(this::say);
    }

    private Skein startSkein() {
        return Skein.builder().name("census").workers(workers).start();
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }

    /// One line to the error stream; returns the exit code.
    private static int complain(CommandLine commandLine, String message, int exitCode) {
        String line = message.lines().findFirst().orElse("");
        String hint = exitCode == BAD_INPUT ? " (--help tells more)" : "";
        commandLine.getErr().println("census: " + Text.printable(line) + hint);
        commandLine.getErr().flush();
        return exitCode;
    }

    private static void checkRange(String option, int value, int max) throws InputException {
        if (value < 1 || value > max) {
            throw new InputException(option + " must be 1 to " + max + ", got " + value);
        }
    }

    /// Since JDK 22 a console exists without a terminal too, so the terminal must be asked for.
    private static boolean isTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }
}
