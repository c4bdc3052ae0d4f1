package dev.skein.soak;

import dev.skein.Skein;
import dev.skein.api.SkeinStats;
import dev.skein.api.Task;
import dev.skein.balance.Policies;
import dev.skein.stress.TimeBudget;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Everything at once, for as long as is wanted: tasks of all kinds, a policy that moves whatever it sees, workers that are retired and restored, carriers that
/// block and are taken over, cancels, interrupts, and bodies that throw whatever can be thrown.
///
/// After each second of giving tasks all but some that stay are waited for, and the books of the runtime must be those that were kept here. What a body sees of
/// itself (two threads in it, an entry after its end, a message lost), an error that the runtime logs, and a task that does not end within a minute end the run. Memory, threads and
/// descriptors must not grow without end.
@Command(name = "Soak", mixinStandardHelpOptions = true, sortOptions = false, description = "Runs everything at once, with faults, and compares the books each second.")
public final class Soak implements Callable<Integer> {

    static final Duration STUCK_AFTER = Duration.ofMillis(10);
    private static final Duration WAVE = Duration.ofSeconds(1);
    private static final Duration SLICE = Duration.ofMillis(1);
    private static final long BOOKS_LATE_NANOS = 60_000_000_000L;
    private static final long BOOKS_LOOK_NANOS = 100_000;
    private static final int WAVES_PER_COLLECTION = 5;
    private static final int WAVES_PER_LINE = 10;
    private static final int WORKERS_MAX = 1_024;
    private static final int RESIDENTS_MAX = 1_000_000;
    private static final long FOOTPRINT_BUDGET = 100_000;

    @Spec
    private CommandSpec spec;

    @Option(names = "--duration", defaultValue = "60s", description = "how long, a number and s, m or h (default: ${DEFAULT-VALUE})")
    private String duration;

    @Option(names = "--seed", defaultValue = "1", description = "of all that is decided at random (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--workers", defaultValue = "4", description = "2 to " + WORKERS_MAX + " (default: ${DEFAULT-VALUE})")
    private int workers;

    @Option(names = "--residents", defaultValue = "200", description = "tasks that stay all the time, 0 to 1,000,000 (default: ${DEFAULT-VALUE})")
    private int residents;

    private final Tally tally = new Tally();
    private final Footprint footprint = new Footprint();
    private int waves;

    public static void main(String[] args) {
        System.exit(commandLine(new Soak()).execute(args));
    }

    static CommandLine commandLine(Soak soak) {
        return new CommandLine(soak).setExecutionExceptionHandler((thrown, command, parsed) -> {
            if (!(thrown instanceof IllegalArgumentException)) throw thrown;
            command.getErr().println(thrown.getMessage());
            return command.getCommandSpec().exitCodeOnInvalidInput();
        });
    }

    @Override
    public Integer call() throws InterruptedException {
        long nanos = TimeBudget.parse(duration).total().toNanos();
        if (workers < 2 || workers > WORKERS_MAX) throw new IllegalArgumentException("workers must be 2 to " + WORKERS_MAX + ", got " + workers);
        if (residents < 0 || residents > RESIDENTS_MAX) throw new IllegalArgumentException("residents must be 0 to " + RESIDENTS_MAX + ", got " + residents);
        PrintWriter out = spec.commandLine().getOut();
        long start = System.nanoTime();
        Skein skein = Skein.builder().name("soak").workers(workers).policy(Policies.chaos()).balanceInterval(Duration.ofMillis(1)).timeSlice(SLICE)
                .stuckAfter(STUCK_AFTER).footprintBudget(FOOTPRINT_BUDGET).uncaughtExceptionHandler(Soak::handle).start();
        Prey prey = new Prey();
        Load load = new Load(skein, tally, prey, seed, workers);
        List<Task<Integer>> staying = load.settleIn(residents);
        String totals;
        try (Mishaps _ = new Mishaps(tally); Operator operator = new Operator(skein, prey, seed + 1, workers)) {
            while (System.nanoTime() - start < nanos && tally.firstWrong().isEmpty()) {
                load.give(WAVE);
                load.settle();
                check(skein, load, residents);
                footprint.sampleCounts(workers);
                if (++waves % WAVES_PER_COLLECTION == 0) {
                    prey.forget();
                    footprint.sampleHeap();
                }
                if (waves % WAVES_PER_LINE == 0) line(out, totals(skein, operator, start));
            }
            load.dismissResidents(staying);
            load.settle();
            check(skein, load, 0);
            totals = totals(skein, operator, start);
        }
        end(skein);
        footprint.growing().ifPresent(trend -> tally.wrong("grows without end: " + trend));
        line(out, totals);
        tally.firstWrong().ifPresentOrElse(wrong -> line(out, "soak failed, seed " + seed + ": " + wrong), () -> line(out, "soak passed, seed " + seed + ": 0 lost, 0 doubled"));
        return tally.firstWrong().isEmpty() ? 0 : 1;
    }

    /// A task that was lost would keep a close waiting for ever.
    private void end(Skein skein) {
        if (tally.firstWrong().isPresent()) skein.shutdownNow();
        else skein.close();
    }

    private static void handle(Thread thread, Throwable thrown) {
        // What plain tasks throw is planned. A handler may throw as well.
        if (thrown instanceof AssertionError) throw new IllegalStateException(Mishaps.PLANNED);
    }

    /// The runtime's books are the last thing that a task writes, so they may lag behind what its future tells.
    private void check(Skein skein, Load load, int staying) {
        long start = System.nanoTime();
        Optional<String> faults;
        while ((faults = Books.of(skein.stats()).faults(load.expected(), load.plainMissing(), staying)).isPresent()
                && tally.firstWrong().isEmpty() && System.nanoTime() - start < BOOKS_LATE_NANOS) {
            LockSupport.parkNanos(BOOKS_LOOK_NANOS);
        }
        faults.ifPresent(tally::wrong);
    }

    private String totals(Skein skein, Operator operator, long start) {
        SkeinStats stats = skein.stats();
        return String.format(Locale.ROOT, "%,d s: %,d tasks (%,d completed, %,d failed, %,d cancelled), %,d steps, %,d moves, %,d steals, %,d forks, %,d messages, %,d periodic runs, "
                        + "%,d cleanups, %,d retirements, %,d blocked carriers, %,d stuck, %,d handoffs, %d threads; %s",
                (System.nanoTime() - start) / 1_000_000_000, stats.submitted(), stats.completed(), stats.failed(), stats.cancelled(), tally.steps.sum(), stats.moves(),
                stats.steals(), tally.forks.sum(), tally.messages.sum(), tally.periodicRuns.sum(), tally.cleanups.sum(), operator.retirements(), tally.blocked.sum(), skein.balancer().stuck(),
                stats.handoffs().settled(), stats.threads(), footprint);
    }

    private static void line(PrintWriter out, String text) {
        out.println(text);
        out.flush();
    }
}
