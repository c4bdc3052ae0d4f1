package dev.skein.bench.footprint;

import dev.skein.bench.compare.Turns;
import dev.skein.bench.figures.ComparisonTable;
import dev.skein.bench.figures.Environment;
import dev.skein.bench.figures.ForkRun;
import dev.skein.bench.figures.Json;
import dev.skein.bench.figures.RivalRatio;
import dev.skein.bench.figures.Sample;
import dev.skein.bench.latency.Contestant;
import dev.skein.bench.latency.Layout;
import dev.skein.bench.load.ArrivalPlan;
import dev.skein.bench.load.OpenLoop;
import dev.skein.bench.load.ProcessCpu;
import dev.skein.bench.load.ServiceTime;
import dev.skein.bench.load.WorkSpeed;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine;

/// What does a task cost, all in all, in a runtime that has little to do? Spinning for work that does not come,
/// waking workers for it and putting them to sleep again show neither in a benchmark that keeps all busy, nor in an idle runtime.
///
/// Tasks of some 50 us (exponential) come at random times, the same for all contestants; a worker for each CPU. The figure is the CPU time of the process by the
/// number of tasks: the tasks' own work, the workers' search, the balancer, the collector, but not the compilers'. It lacks the time of the
/// generator, which sleeps between two tasks; what handing over costs *it*, a wake-up in the dearest case, stands in a column of its own, since it is paid, too. The tasks' own work is the
/// same for all and brings ratios nearer to 1: what was used beside it, as far as calibration can tell, has a column as well.
///
/// A wake-up is a sleep of a worker's thread that ended, naps included: the kernel counts them (`voluntary_ctxt_switches`).
@Command(name = "RunningCost", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Measures CPU time per task and wake-ups per second under little load, the contestants in turns, and writes a Markdown table.")
public final class RunningCost implements Callable<Integer> {

    private static final int ROUNDS_MAX = 1_000;
    private static final Duration MEAN = Duration.ofNanos(50_000);
    /// In each turn, at its load: a runtime of ours may use 100 ms of CPU more in its first seconds, for code that is not compiled yet, which is not what it
    /// costs to be there.
    private static final Duration SETTLING = Duration.ofSeconds(8);
    /// Once for each contestant, so that what a later turn needs is compiled.
    private static final int WARM_UP_LOAD = 50;
    private static final Duration WARM_UP_TIME = Duration.ofMillis(1_500);
    private static final int MILLIS_QUICK = 200;
    private static final Duration QUICK_TIME = Duration.ofMillis(MILLIS_QUICK);
    private static final int BAR_LOAD = 10;

    /// What must be reached and is aimed at, in CPU time by the best rival's.
    private enum Bar {
        UNPINNED(Contestant.SKEIN_UNPINNED, 1.1, 1),
        PINNED(Contestant.SKEIN, 2, 1.2);

        private final Contestant contestant;
        private final double must;
        private final double aim;

        Bar(Contestant contestant, double must, double aim) {
            this.contestant = contestant;
            this.must = must;
            this.aim = aim;
        }
    }

    @Spec
    private CommandSpec spec;

    @Option(names = "--loads", split = ",", defaultValue = "1,10,50", description = "percent of what the workers can do, 1 to 99 (default: ${DEFAULT-VALUE})")
    private List<Integer> loads;

    @Option(names = "--schedulers", split = ",", defaultValue = "skein,skeinUnpinned,forkJoinFifo,threadPool,virtualThreads",
            description = "default: ${DEFAULT-VALUE}")
    private List<String> schedulers;

    @Option(names = "--rounds", defaultValue = "5", description = "turns of each contestant at each load, 1 to " + ROUNDS_MAX + " (default: ${DEFAULT-VALUE})")
    private int rounds;

    @Option(names = "--seconds", defaultValue = "10", description = "length of a turn, 1 to 600 (default: ${DEFAULT-VALUE})")
    private int seconds;

    @Option(names = "--quick", description = "one round of " + MILLIS_QUICK + " ms: to see that it works; the figures mean nothing")
    private boolean quick;

    @Option(names = "--seed", defaultValue = "1", description = "of arrivals, work and the bootstrap (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--out", description = "Markdown file to write the table to")
    private Path out;

    @Option(names = "--json", description = "JSON file to write")
    private Path json;

    /// What one contestant came to in one round.
    ///
    /// @param cpuSeconds of the process without the generator, for 10^6 tasks
    /// @param workerSeconds of the workers' threads, for 10^6 tasks
    /// @param workSeconds that the tasks' own work should take, for 10^6 tasks
    /// @param generatorSeconds of the generator, for 10^6 tasks
    /// @param wakesPerSecond of the workers' threads
    /// @param wakesPerTask of the workers' threads
    private record Turn(int load, Contestant contestant, int round, double cpuSeconds, double workerSeconds, double workSeconds, double generatorSeconds,
                        double wakesPerSecond, double wakesPerTask) {
        double otherSeconds() {
            return cpuSeconds - workerSeconds;
        }

        double overheadSeconds() {
            return cpuSeconds - workSeconds;
        }
    }

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /// The command, ready to execute.
    static CommandLine commandLine() {
        return new CommandLine(new RunningCost()).setExecutionExceptionHandler((thrown, command, parsed) -> {
            if (!(thrown instanceof IllegalArgumentException)) throw thrown;
            command.getErr().println(thrown.getMessage());
            return command.getCommandSpec().exitCodeOnInvalidInput();
        });
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        check();
        Map<String, Contestant> contestants = new TreeMap<>();
        for (String name : schedulers) contestants.put(name, Contestant.named(name));
        Layout layout = Layout.together();
        Contestant.prepare(List.copyOf(contestants.values()), layout.workers());
        Map<String, String> environment = Environment.describe();
        PrintWriter progress = spec.commandLine().getOut();
        List<Turn> turns = new ArrayList<>();
        long warmUpSteps = WorkSpeed.stepsIn(MEAN, layout.workers());
        for (Contestant each : contestants.values()) {
            var _ = turn(each, layout, WARM_UP_LOAD, 0, warmUpSteps, WARM_UP_TIME);
        }
        for (int round = 1; round <= (quick ? 1 : rounds); round++) {
            for (int load : loads) {
                long steps = WorkSpeed.stepsIn(MEAN, layout.workers());
                for (Map.Entry<String, Contestant> each : Turns.of(contestants, round)) {
                    Turn turn = turn(each.getValue(), layout, load, round, steps, quick ? QUICK_TIME : Duration.ofSeconds(seconds));
                    turns.add(turn);
                    progress.printf(Locale.ROOT, "round %d  %d %%  %s  %.1f CPU s per 10^6 tasks, %.0f wake-ups per second%n", round, load, each.getKey(),
                            turn.cpuSeconds, turn.wakesPerSecond);
                    progress.flush();
                }
            }
        }
        write(turns, environment, progress);
        return 0;
    }

    private void check() {
        if (rounds < 1 || rounds > ROUNDS_MAX) throw new IllegalArgumentException("rounds must be 1 to " + ROUNDS_MAX + ", got " + rounds);
        if (seconds < 1 || seconds > 600) throw new IllegalArgumentException("seconds must be 1 to 600, got " + seconds);
        for (int load : loads) {
            if (load < 1 || load > 99) throw new IllegalArgumentException("loads must be 1 to 99 percent, got " + load);
        }
    }

    private Turn turn(Contestant contestant, Layout layout, int load, int round, long steps, Duration time) throws InterruptedException {
        double perSecond = load / 100.0 * layout.workers() / (MEAN.toNanos() / 1e9);
        int tasks = (int) Math.max(1, Math.round(perSecond * time.toNanos() / 1e9));
        Duration settling = quick ? QUICK_TIME : SETTLING;
        int tasksBefore = (int) Math.max(1, Math.round(perSecond * settling.toNanos() / 1e9));
        ArrivalPlan before = ArrivalPlan.of(ServiceTime.EXPONENTIAL, perSecond, tasksBefore, steps, seed + 1_000L * round + 1);
        ArrivalPlan plan = ArrivalPlan.of(ServiceTime.EXPONENTIAL, perSecond, tasks, steps, seed + 1_000L * round);
        System.gc();
        try (Contestant.Running running = contestant.start(layout, Contestant.SLICE)) {
            return layout.asGenerator(() -> {
                var _ = OpenLoop.run(before, OpenLoop.Pace.PARKING, running.sink());
                long wakesBefore = running.threads().voluntarySwitches();
                ProcessCpu cpuBefore = ProcessCpu.now();
                OpenLoop.Outcome outcome = OpenLoop.run(plan, OpenLoop.Pace.PARKING, running.sink());
                ProcessCpu cpuAfter = ProcessCpu.now();
                double cpu = cpuAfter.nanosSince(cpuBefore) - outcome.generatorCpuNanos();
                double workers = cpuAfter.nanosSince(cpuBefore, running.threads().ids());
                double wakes = running.threads().voluntarySwitches() - wakesBefore;
                double work = (double) plan.totalSteps() / steps * MEAN.toNanos();
                return new Turn(load, contestant, round, cpu / 1e3 / tasks, workers / 1e3 / tasks, work / 1e3 / tasks,
                        outcome.generatorCpuNanos() / 1e3 / tasks, wakes / (outcome.wallNanos() / 1e9), wakes / tasks);
            });
        }
    }

    private String table(List<Turn> turns) {
        StringBuilder out = new StringBuilder("""
                | load | scheduler | CPU s per 10^6 tasks | of it other threads than workers | of it not the tasks' work | generator, CPU s per 10^6 | wake-ups per second | per task | CPU by the best rival's (95 %) |
                |---|---|---:|---:|---:|---:|---:|---:|---|
                """);
        byLoad(turns).forEach((load, its) -> its.forEach((contestant, rounds) -> {
            Sample cpu = sample(rounds, Turn::cpuSeconds);
            out.append("| ").append(load).append(" % | ").append(contestant).append(" | ").append(cpu.text("s"))
                    .append(" | ").append(ComparisonTable.number(sample(rounds, Turn::otherSeconds).median()))
                    .append(" s | ").append(ComparisonTable.number(sample(rounds, Turn::overheadSeconds).median()))
                    .append(" s | ").append(sample(rounds, Turn::generatorSeconds).text("s")).append(" | ").append(sample(rounds, Turn::wakesPerSecond).text())
                    .append(" | ").append(ComparisonTable.number(sample(rounds, Turn::wakesPerTask).median()))
                    .append(" | ").append(contestant.isOurs() && hasRivals(its) ? ratio(its, contestant).text() : "–").append(" |\n");
        }));
        return out.toString();
    }

    private String bars(List<Turn> turns) {
        StringBuilder out = new StringBuilder("| figure | must | aim | reached |\n|---|---:|---:|---|\n");
        Map<Contestant, List<Turn>> its = byLoad(turns).getOrDefault(BAR_LOAD, Map.of());
        for (Bar bar : Bar.values()) {
            if (!its.containsKey(bar.contestant) || !hasRivals(its)) continue;
            RivalRatio ratio = ratio(its, bar.contestant);
            out.append("| CPU seconds per 10^6 tasks at ").append(BAR_LOAD).append(" % load, ").append(bar.name().toLowerCase(Locale.ROOT)).append(" | ")
                    .append(bar.must).append("x | ").append(bar.aim).append("x | ").append(ratio.text()).append(": ")
                    .append(ratio.verdict(bar.must, bar.aim)).append(" |\n");
        }
        return out.toString();
    }

    private static Map<Integer, Map<Contestant, List<Turn>>> byLoad(List<Turn> turns) {
        Map<Integer, Map<Contestant, List<Turn>>> groups = new LinkedHashMap<>();
        for (Turn turn : turns) {
            groups.computeIfAbsent(turn.load, _ -> new TreeMap<>()).computeIfAbsent(turn.contestant, _ -> new ArrayList<>()).add(turn);
        }
        return groups;
    }

    private static boolean hasRivals(Map<Contestant, List<Turn>> turns) {
        return turns.keySet().stream().anyMatch(each -> !each.isOurs());
    }

    private RivalRatio ratio(Map<Contestant, List<Turn>> turns, Contestant ours) {
        Map<String, Sample> rivals = new LinkedHashMap<>();
        Sample our = null;
        for (Map.Entry<Contestant, List<Turn>> each : turns.entrySet()) {
            Sample cpu = sample(each.getValue(), Turn::cpuSeconds);
            if (each.getKey() == ours) our = cpu;
            else if (!each.getKey().isOurs()) rivals.put(each.getKey().toString(), cpu);
        }
        if (our == null) throw new IllegalArgumentException("no turn of " + ours);
        return RivalRatio.of(our, rivals, seed);
    }

    private static Sample sample(List<Turn> turns, ToDoubleFunction<Turn> figure) {
        return Sample.of(turns.stream().mapToDouble(figure).toArray());
    }

    private void write(List<Turn> turns, Map<String, String> environment, PrintWriter progress) throws IOException {
        StringBuilder page = new StringBuilder(table(turns)).append('\n').append(bars(turns));
        page.append("\nMedian over the rounds, and the least and the greatest of them in brackets; tasks of ").append(MEAN.toNanos() / 1_000)
                .append(" us, exponential; seed ").append(seed).append('.');
        if (quick) page.append(" **Measured with --quick: these figures mean nothing.**");
        page.append("\n\n");
        environment.forEach((fact, value) -> page.append("- ").append(fact).append(": ").append(value).append('\n'));
        progress.println();
        progress.print(page);
        progress.flush();
        if (out != null) Files.writeString(out, page);
        if (json != null) Files.writeString(json, Json.of(new Json.Forks(environment, turns.stream().flatMap(turn -> runs(turn).stream()).toList())));
    }

    /// Without the generator's, which stands in the table only: a report compares each of its rows.
    private static List<ForkRun> runs(Turn turn) {
        return List.of(run(turn, "CPU per 10^6 tasks", "s", turn.cpuSeconds), run(turn, "CPU of other threads per 10^6 tasks", "s", turn.otherSeconds()),
                run(turn, "CPU per 10^6 tasks, beside the tasks' work", "s", turn.overheadSeconds()),
                run(turn, "wake-ups", "1/s", turn.wakesPerSecond), run(turn, "wake-ups per task", "", turn.wakesPerTask));
    }

    private static ForkRun run(Turn turn, String what, String unit, double value) {
        return new ForkRun("cost " + turn.load + " %, " + what, turn.contestant.toString(), turn.round, unit, false, List.of(value));
    }
}
