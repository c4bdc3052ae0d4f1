package dev.skein.examples.interference;

import dev.skein.Skein;
import dev.skein.SkeinBuilder;
import dev.skein.balance.Policies;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinPool;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The command: long unequal tasks beside a foreign process, on Skein with the balancer and without, and on ForkJoinPool.
@Command(name = "interference", sortOptions = false,
        description = "Runs long tasks of unequal lengths while another process burns one CPU: on Skein with its balancer, on Skein without, and on ForkJoinPool."
                + " Shows each move as it happens, and compares.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all was run", "1:the other process could not be started", "2:an option cannot be used"})
public final class Interference implements Callable<Integer> {

    private static final int TASKS_MAX = 10_000;
    private static final int WORK_MS_MAX = 600_000;
    private static final int ROUNDS_MAX = 100;
    private static final int LINES_MAX = 10_000;
    private static final long STEP_NANOS = 100_000;
    private static final long LOOK_MILLIS = 20;
    private static final int WARM_UP_PART = 10;

    @Spec
    private CommandSpec spec;

    @Option(names = "--tasks", paramLabel = "N", defaultValue = "16", description = "Tasks, 2 to " + TASKS_MAX + ". Default: ${DEFAULT-VALUE}.")
    private int tasks;

    @Option(names = "--work", paramLabel = "MS", defaultValue = "3000",
            description = "CPU time of all tasks together in milliseconds, 10 to " + WORK_MS_MAX + ". Default: ${DEFAULT-VALUE}.")
    private int workMs;

    @Option(names = "--workers", paramLabel = "N",
            description = "Workers, 1 to " + SkeinBuilder.MAX_WORKERS + ". Default: one for each available CPU.")
    private int workers = Runtime.getRuntime().availableProcessors();

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "3",
            description = "How often each is run, 1 to " + ROUNDS_MAX + "; moves are shown of the first. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(names = "--lines", paramLabel = "N", defaultValue = "40", description = "Most lines about moves, 0 to " + LINES_MAX + ". Default: ${DEFAULT-VALUE}.")
    private int linesMax;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Of the order of the tasks. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help and exit.")
    private boolean help;

    /// One run of all jobs.
    ///
    /// @param makespanNanos from the first start to the last end
    /// @param fairness as [Batch#fairness]
    private record Run(long makespanNanos, double fairness, long moves, long steals) {}

    private interface Rival {
        Run run(Batch batch, boolean shows) throws InterruptedException;
    }

    private Interference() {}

    /// Runs the command and ends the process with its exit code.
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /// The command, ready to execute.
    static CommandLine commandLine() {
        return new CommandLine(new Interference());
    }

    @Override
    public Integer call() throws InterruptedException {
        checkRange("--tasks", tasks, 2, TASKS_MAX);
        checkRange("--work", workMs, 10, WORK_MS_MAX);
        checkRange("--workers", workers, 1, SkeinBuilder.MAX_WORKERS);
        checkRange("--rounds", rounds, 1, ROUNDS_MAX);
        checkRange("--lines", linesMax, 0, LINES_MAX);
        long workPerStep = Job.roundsIn(STEP_NANOS);          // before there is a foreign process
        int cpu = cpuOfFirstWorker();
        try (ForeignProcess foreign = ForeignProcess.start(cpu)) {
            introduce(foreign, cpu);
            race(workPerStep);
        } catch (IOException notStarted) {
            complain(notStarted.getMessage());
            return 1;
        }
        return 0;
    }

    /// Or [ForeignProcess#UNBOUND] if it is bound to none.
    private int cpuOfFirstWorker() {
        try (Skein skein = Skein.builder().workers(workers).start()) {
            var first = skein.stats().workers().getFirst();
            return first.pinned() ? first.cpu() : ForeignProcess.UNBOUND;
        }
    }

    private void introduce(ForeignProcess foreign, int cpu) {
        String where = foreign.isBound() ? "CPU " + cpu + ", which is that of worker 0" : "one CPU or another: it could not be bound to that of worker 0";
        say(String.format(Locale.ROOT, "%d tasks, the longest %.0f times as long as the shortest, %,d ms of work in all, placed on worker 0 of %d.",
                tasks, Batch.LONGEST_BY_SHORTEST, workMs, workers));
        say("Process " + foreign.handle().pid() + " burns " + where + ".");
    }

    private void race(long workPerStep) throws InterruptedException {
        Map<String, Rival> rivals = new LinkedHashMap<>();
        rivals.put("Skein", (batch, shows) -> onSkein(Skein.builder(), batch, shows));
        rivals.put("Skein, Policies.none()", (batch, shows) -> onSkein(Skein.builder().policy(Policies.none()), batch, false));
        rivals.put("ForkJoinPool", (batch, shows) -> onForkJoinPool(batch));
        int steps = (int) (workMs * 1_000_000L / STEP_NANOS);
        for (Rival rival : rivals.values()) rival.run(new Batch(tasks, Math.max(tasks, steps / WARM_UP_PART), workPerStep, seed), false);
        Map<String, List<Run>> runs = new LinkedHashMap<>();
        rivals.keySet().forEach(name -> runs.put(name, new ArrayList<>()));
        for (int round = 0; round < rounds; round++) {
            List<String> turns = new ArrayList<>(rivals.keySet());
            Collections.rotate(turns, -round);
            for (String name : turns) runs.get(name).add(rivals.get(name).run(new Batch(tasks, steps, workPerStep, seed + round), round == 0));
        }
        say("");
        say(rounds == 1 ? "One run of each:" : "Median of " + rounds + " runs of each:");
        say(String.format(Locale.ROOT, "%-24s %12s %10s %8s %8s", "", "makespan", "fairness", "moves", "steals"));
        runs.forEach((name, its) -> say(String.format(Locale.ROOT, "%-24s %9.0f ms %10.2f %8.0f %8.0f", name, median(its, run -> run.makespanNanos / 1e6),
                median(its, Run::fairness), median(its, Run::moves), median(its, Run::steals))));
        say("Fairness: when the first task ended, how far the slowest tenth was, by the mean of all.");
    }

    private Run onSkein(SkeinBuilder builder, Batch batch, boolean shows) throws InterruptedException {
        try (Skein skein = builder.name("interference").workers(workers).start()) {
            long start = System.nanoTime();
            var log = new MoveLog(start, linesMax);
            for (Job job : batch.jobs()) {
                var _ = skein.spawn(job, 0);
            }
            while (!batch.awaitAll(LOOK_MILLIS)) {
                if (shows) log.update(skein.moves()).forEach(this::say);
            }
            long nanos = System.nanoTime() - start;
            if (shows) {
                log.update(skein.moves()).forEach(this::say);
                say(log.moves() + " moves; orders: " + MoveLog.summary(skein.orders()) + ".");
            }
            return new Run(nanos, batch.fairness(), skein.stats().moves(), skein.stats().steals());
        }
    }

    /// In the mode in which a thread takes its oldest task first: in the other one it would run each task to its end.
    private Run onForkJoinPool(Batch batch) throws InterruptedException {
        try (var pool = new ForkJoinPool(workers, ForkJoinPool.defaultForkJoinWorkerThreadFactory, null, true)) {
            long start = System.nanoTime();
            pool.execute(() -> batch.jobs().forEach(job -> job.runOn(pool)));      // from inside, so that all begin with one thread
            while (!batch.awaitAll(LOOK_MILLIS)) { }
            return new Run(System.nanoTime() - start, batch.fairness(), 0, pool.getStealCount());
        }
    }

    private static double median(List<Run> runs, ToDoubleFunction<Run> figure) {
        double[] sorted = runs.stream().mapToDouble(figure).sorted().toArray();
        return Arrays.stream(sorted, (sorted.length - 1) / 2, sorted.length / 2 + 1).average().orElseThrow();
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
