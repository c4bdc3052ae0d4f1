package dev.skein.examples.sort;

import dev.skein.Skein;
import dev.skein.SkeinBuilder;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The command: sorts the same strings on Skein, with `Arrays.parallelSort` and with `Arrays.sort`, and compares.
@Command(name = "sort", sortOptions = false,
        description = "Sorts random strings by fork/join on Skein, with Arrays.parallelSort and with Arrays.sort, and compares results and times.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:sorted, and all results are equal", "1:two results differ: a defect of this program", "2:an option cannot be used"})
public final class Sort implements Callable<Integer> {

    private static final int STRINGS_MAX = 100_000_000;
    private static final int ROUNDS_MAX = 100;

    @Spec
    private CommandSpec spec;

    @Option(names = "--strings", paramLabel = "N", defaultValue = "2000000",
            description = "Strings to sort, 0 to " + STRINGS_MAX + ". Default: ${DEFAULT-VALUE}.")
    private int strings;

    @Option(names = "--workers", paramLabel = "N",
            description = "Workers, 1 to " + SkeinBuilder.MAX_WORKERS + ". Default: one for each available CPU.")
    private int workers = Runtime.getRuntime().availableProcessors();

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "5",
            description = "How often each sort is measured, 1 to " + ROUNDS_MAX + ". Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Of the random strings. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help and exit.")
    private boolean help;

    private Sort() {}

    /// Runs the command and ends the process with its exit code.
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /// The command, ready to execute.
    static CommandLine commandLine() {
        return new CommandLine(new Sort());
    }

    @Override
    public Integer call() {
        checkRange("--strings", strings, 0, STRINGS_MAX);
        checkRange("--workers", workers, 1, SkeinBuilder.MAX_WORKERS);
        checkRange("--rounds", rounds, 1, ROUNDS_MAX);
        String[] unsorted = new SplittableRandom(seed).longs(strings).mapToObj(number -> Long.toString(number, Character.MAX_RADIX)).toArray(String[]::new);
        String[] expected = unsorted.clone();
        Arrays.sort(expected);
        try (Skein skein = Skein.builder().name("sort").workers(workers).start()) {
            Map<String, Consumer<String[]>> sorts = new LinkedHashMap<>();
            sorts.put("Skein, " + workers + (workers == 1 ? " worker" : " workers"), data -> skein.invoke(MergeSort.of(data)));
            sorts.put("Arrays.parallelSort", Arrays::parallelSort);
            sorts.put("Arrays.sort, one thread", Arrays::sort);
            say(String.format(Locale.ROOT, "%,d strings, median of %d:", strings, rounds));
            for (Map.Entry<String, Consumer<String[]>> each : sorts.entrySet()) {
                if (!measure(each.getKey(), each.getValue(), unsorted, expected)) return 1;
            }
        }
        return 0;
    }

    /// One round more than is measured goes first, so that the code is compiled.
    private boolean measure(String name, Consumer<String[]> sort, String[] unsorted, String[] expected) {
        long[] nanos = new long[rounds];
        for (int round = -1; round < rounds; round++) {
            String[] data = unsorted.clone();
            long start = System.nanoTime();
            sort.accept(data);
            if (round >= 0) nanos[round] = System.nanoTime() - start;
            if (!Arrays.equals(data, expected)) {
                complain(name + " has not sorted the strings of seed " + seed);
                return false;
            }
        }
        Arrays.sort(nanos);
        say(String.format(Locale.ROOT, "%-26s %,10.1f ms", name, nanos[rounds / 2] / 1e6));
        return true;
    }

    private void checkRange(String option, int value, int min, int max) {
        if (value < min || value > max) {
            throw new CommandLine.ParameterException(spec.commandLine(), option + " must be " + min + " to " + max + ", got " + value);
        }
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }

    private void complain(String line) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(line);
        err.flush();
    }
}
