package dev.skein.bench.latency;

import dev.skein.bench.balancing.ForeignSpinner;
import dev.skein.bench.figures.Environment;
import dev.skein.bench.figures.Json;
import dev.skein.bench.load.ServiceTime;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine;

/// How long do tasks take from the moment at which they come, under a load that does not wait for anybody?
///
/// Tasks come at random times (Poisson) that are decided beforehand, the same for all contestants, and each counts from the moment at which it was to come
/// ([dev.skein.bench.load.OpenLoop]). Who has which CPU is in [Layout]. The load is of the CPU time that the workers have, by work that is calibrated before each
/// round; the CPU time that was used in fact stands in the table beside. With a hog, half a CPU less counts as theirs. Rows in italics are no
/// contestants, but what the same tasks would come to in queues that cost nothing.
///
/// What slices can bring depends on how long they are beside the tasks: with tasks of 50 us in the mean the longest takes five slices of 10 ms, and hardly any is
/// ever interrupted. `skeinShortSlices` has slices of 1 ms, and `--mean 500` longer tasks.
///
/// A full run has 10^6 tasks in each cell for each contestant. It takes some four hours on two CPUs with the workers apart, two thirds of it
/// with the hog; an hour and a half with all CPUs for the workers. To be run with the heap and the collector of `BenchJvm`, for the reasons that it has.
@Command(name = "Latency", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Measures the latency of tasks under load, the contestants in turns, and writes a Markdown table.")
public final class Latency implements Callable<Integer> {

    private static final int ROUNDS_MAX = 1_000;
    private static final int TASKS_MAX = 10_000_000;
    private static final int QUICK_TASKS = 4_000;
    private static final int MEAN_MICROS_MAX = 100_000;
    private static final Duration WARM_UP = Duration.ofSeconds(1);
    private static final Duration QUICK_WARM_UP = Duration.ofMillis(100);

    private enum Hog { WITHOUT, WITH, BOTH }

    @Spec
    private CommandSpec spec;

    @Option(names = "--layout", defaultValue = "APART", description = "APART: the first CPU for the generator, one worker on each of the others; TOGETHER: a worker on"
            + " each CPU, the generator among them (default: ${DEFAULT-VALUE})")
    private Layout.Kind kind;

    @Option(names = "--services", split = ",", defaultValue = "CONSTANT,EXPONENTIAL,PARETO",
            description = "distributions of the service time (default: ${DEFAULT-VALUE})")
    private List<ServiceTime> services;

    @Option(names = "--loads", split = ",", defaultValue = "30,60,90", description = "percent, 1 to 99 (default: ${DEFAULT-VALUE})")
    private List<Integer> loads;

    @Option(names = "--hog", defaultValue = "BOTH",
            description = "WITHOUT, WITH or BOTH: a foreign process on the CPU of the last worker (default: ${DEFAULT-VALUE})")
    private Hog hog;

    @Option(names = "--schedulers", split = ",", defaultValue = "skein,skeinYielding,skeinShortSlices,forkJoinFifo,threadPool,virtualThreads",
            description = "also skeinUnpinned, skeinUnpinnedYielding (default: ${DEFAULT-VALUE})")
    private List<String> schedulers;

    @Option(names = "--rounds", defaultValue = "5", description = "turns of each contestant in each cell, 1 to " + ROUNDS_MAX + " (default: ${DEFAULT-VALUE})")
    private int rounds;

    @Option(names = "--tasks", defaultValue = "1000000", description = "in each cell for each contestant, over all rounds (default: ${DEFAULT-VALUE})")
    private int tasks;

    @Option(names = "--mean", defaultValue = "50", description = "service time in us, 1 to " + MEAN_MICROS_MAX + " (default: ${DEFAULT-VALUE})")
    private int meanMicros;

    @Option(names = "--slice", defaultValue = "10000", description = "time slice of Skein in us (default: ${DEFAULT-VALUE}, as Skein has it)")
    private long sliceMicros;

    @Option(names = "--quick", description = "one round, and " + QUICK_TASKS + " tasks: to see that it works; the figures mean nothing")
    private boolean quick;

    @Option(names = "--seed", defaultValue = "1", description = "of arrivals, work and the bootstrap (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--out", description = "Markdown file to write the table to")
    private Path out;

    @Option(names = "--json", description = "JSON file to write")
    private Path json;

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /// The command, ready to execute.
    static CommandLine commandLine() {
        return new CommandLine(new Latency()).setCaseInsensitiveEnumValuesAllowed(true).setExecutionExceptionHandler((thrown, command, parsed) -> {
            if (!(thrown instanceof IllegalArgumentException)) throw thrown;
            command.getErr().println(thrown.getMessage());
            return command.getCommandSpec().exitCodeOnInvalidInput();
        });
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        check();
        List<Contestant> contestants = schedulers.stream().map(Contestant::named).distinct().toList();
        List<Boolean> hogs = hog == Hog.BOTH ? List.of(false, true) : List.of(hog == Hog.WITH);
        List<Cell> cells = Rounds.cells(services, loads, hogs);
        Layout layout = Layout.of(kind);
        Contestant.prepare(contestants, layout.workers());
        Map<String, String> environment = Environment.describe();
        int turnTasks = quick ? QUICK_TASKS : (int) Math.ceilDiv((long) tasks, (long) rounds);
        Rounds measured = new Rounds(layout, Duration.ofNanos(meanMicros * 1_000L), Duration.ofNanos(sliceMicros * 1_000), turnTasks,
                quick ? QUICK_WARM_UP : WARM_UP, seed);
        List<Ideal> ideals = new ArrayList<>();
        List<Turn> turns = new ArrayList<>();
        PrintWriter progress = spec.commandLine().getOut();
        measured.warmUp(contestants);
        try (ForeignSpinner spinner = ForeignSpinner.start()) {
            for (int round = 1; round <= (quick ? 1 : rounds); round++) {
                for (Cell cell : cells) {
                    measured.round(cell, contestants, round, spinner, ideals::add, turn -> {
                        turns.add(turn);
                        progress.printf(Locale.ROOT, "round %d  %s  %s  p50 %.0f us, p99.9 %.0f us%n", turn.round(), turn.cell(), turn.contestant(),
                                turn.micros(50), turn.micros(99.9));
                        progress.flush();
                    });
                }
            }
        }
        write(new LatencyTable(turns, ideals, seed), layout, environment, progress);
        return 0;
    }

    private void check() {
        if (rounds < 1 || rounds > ROUNDS_MAX) throw new IllegalArgumentException("rounds must be 1 to " + ROUNDS_MAX + ", got " + rounds);
        if (tasks < 1 || tasks > TASKS_MAX) throw new IllegalArgumentException("tasks must be 1 to " + TASKS_MAX + ", got " + tasks);
        if (meanMicros < 1 || meanMicros > MEAN_MICROS_MAX) {
            throw new IllegalArgumentException("the mean service time must be 1 to " + MEAN_MICROS_MAX + " us, got " + meanMicros);
        }
    }

    private void write(LatencyTable table, Layout layout, Map<String, String> environment, PrintWriter progress) throws IOException {
        StringBuilder page = new StringBuilder(table.markdown()).append('\n').append(table.bars());
        page.append("\nMedian over the rounds, and the least and the greatest of them in brackets. From the moment at which a task was due to its")
                .append(" end. Mean service time ")
                .append(meanMicros).append(" us, slice of Skein ").append(sliceMicros).append(" us; workers on ").append(layout.workerCpus())
                .append(", generator ")
                .append(layout.generatorCpu().isPresent() ? "spinning on CPU " + layout.generatorCpu().getAsInt() : "parking among them")
                .append("; seed ").append(seed).append(". CPU: time of the process without the generator's, of what the workers'"
                        + " CPUs have. No CPU: how long a worker was ready to run and had none, in the worst round; without a hog, some"
                        + " percent mean that the machine was not quiet. Rows in italics: the same tasks in one queue that costs nothing.");
        if (quick) page.append(" **Measured with --quick: these figures mean nothing.**");
        page.append("\n\n");
        environment.forEach((fact, value) -> page.append("- ").append(fact).append(": ").append(value).append('\n'));
        progress.println();
        progress.print(page);
        progress.flush();
        if (out != null) Files.writeString(out, page);
        if (json != null) Files.writeString(json, Json.of(new Json.Forks(environment, table.runs())));
    }
}
