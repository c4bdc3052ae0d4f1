package dev.skein.bench.balancing;

import dev.skein.Skein;
import dev.skein.api.BalancePolicy;
import dev.skein.api.WorkerStats;
import dev.skein.balance.Policies;
import dev.skein.bench.compare.Turns;
import dev.skein.bench.figures.Sample;
import dev.skein.bench.figures.Samples;
import dev.skein.bench.load.Arrivals;
import dev.skein.bench.load.Work;
import dev.skein.bench.measuring.Extent;
import dev.skein.bench.measuring.Figure;
import dev.skein.bench.measuring.Measurement;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// A thousand short tasks a second on two workers: how often must workers be woken, and how long do tasks wait, with the energy policy and without?
///
/// The runtime counts how often a worker went to sleep until called (`parks`), but not its naps, which a timer ends. So the kernel is asked too, where it
/// tells: how often a worker's thread gave its CPU away by itself (`voluntary_ctxt_switches`). Each of those sleeps ends by a wake-up of the one or
/// the other kind, and that count is the figure.
final class EnergyWakes implements Measurement {

    private static final int ROUNDS = 4;
    private static final Duration BOUND = Duration.ofMillis(5);
    private static final Duration WARM_UP = Duration.ofSeconds(2);
    private static final Duration MEASURED = Duration.ofSeconds(4);
    private static final Duration SERVICE = Duration.ofNanos(50_000);
    private static final double PER_SECOND = 1_000;
    private static final double P99 = 0.99;
    private static final String WITH = "energy";
    private static final String WITHOUT = "standard";
    private static final Map<String, BalancePolicy> POLICIES = Map.of(
            WITH, Policies.all(Policies.energy(BOUND), Policies.standard()), WITHOUT, Policies.standard());

    /// @param parks of workers, per second
    /// @param switches of the workers' threads, per second; NaN: the system does not tell
    /// @param cpuMillis of the workers' threads, per second
    private record Outcome(double parks, double switches, double cpuMillis, double p99Millis) { }

    @Override
    public List<Figure> measure(Extent extent, PrintWriter out) throws InterruptedException {
        long work = Work.stepsIn(SERVICE);
        Samples parks = new Samples("parks of workers", "per second");
        Samples switches = new Samples("sleeps of workers, naps included", "per second");
        Samples cpu = new Samples("CPU of workers", "ms per second");
        Samples p99 = new Samples("p99 wait", "ms");
        for (int round = 0; round < extent.rounds(ROUNDS); round++) {
            for (Map.Entry<String, BalancePolicy> each : Turns.of(POLICIES, round)) {
                Outcome outcome = round(each.getValue(), extent, work, round);
                parks.add(each.getKey(), outcome.parks);
                switches.add(each.getKey(), outcome.switches);
                cpu.add(each.getKey(), outcome.cpuMillis);
                p99.add(each.getKey(), outcome.p99Millis);
            }
        }
        out.println(parks.table() + '\n' + switches.table() + '\n' + cpu.table() + '\n' + p99.table());
        boolean kernelTells = !Double.isNaN(switches.of(WITH).median());
        Samples wakes = kernelTells ? switches : parks;
        Sample ratio = wakes.of(WITH).dividedBy(wakes.of(WITHOUT));
        Sample wait = p99.of(WITH);
        boolean inBound = wait.median() <= BOUND.toMillis();
        String text = ratio.times() + (kernelTells ? ", naps included; parks alone " + parks.of(WITH).dividedBy(parks.of(WITHOUT)).times() : ", naps not known")
                + "; p99 wait " + wait.text("ms") + (inBound ? ", within" : ", beyond") + " its bound of 5 ms, without " + p99.of(WITHOUT).text("ms");
        return List.of(new Figure("energy policy at 1,000 arrivals/s: wake-ups of workers per second, p99 within its bound", "half", "a quarter", text,
                inBound ? Figure.Verdict.of(ratio.median(), 0.5, 0.25) : Figure.Verdict.MISSED));
    }

    private static Outcome round(BalancePolicy policy, Extent extent, long work, long seed) throws InterruptedException {
        try (Skein skein = Skein.builder().name("bench").workers(2).policy(policy).start()) {
            Arrivals arrivals = new Arrivals(PER_SECOND, work, seed);
            var _ = arrivals.run(extent.time(WARM_UP), skein::execute);
            long start = System.nanoTime();
            List<WorkerStats> before = skein.stats().workers();
            OptionalLong switchesBefore = voluntarySwitches();
            Arrivals.Outcome outcome = arrivals.run(extent.time(MEASURED), skein::execute);
            List<WorkerStats> after = skein.stats().workers();
            OptionalLong switchesAfter = voluntarySwitches();
            double seconds = (System.nanoTime() - start) / 1e9;
            double switches = switchesBefore.isEmpty() || switchesAfter.isEmpty() ? Double.NaN : switchesAfter.getAsLong() - switchesBefore.getAsLong();
            double parks = after.stream().mapToLong(WorkerStats::parks).sum() - before.stream().mapToLong(WorkerStats::parks).sum();
            double cpu = after.stream().mapToLong(WorkerStats::cpuNanos).sum() - before.stream().mapToLong(WorkerStats::cpuNanos).sum();
            return new Outcome(parks / seconds, switches / seconds, cpu / 1e6 / seconds, outcome.waitMillis(P99));
        }
    }

    /// Of all workers' threads, since their start; empty where the system does not tell.
    private static OptionalLong voluntarySwitches() {
        long sum = 0;
        int threads = 0;
        try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
            for (Path task : tasks.toList()) {
                List<String> status = Files.readAllLines(task.resolve("status"));
                if (!status.getFirst().contains("skein-bench-w")) continue;
                threads++;
                sum += status.stream().filter(line -> line.startsWith("voluntary_ctxt_switches:"))
                        .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(':') + 1).strip())).sum();
            }
        } catch (IOException absentOrEnded) {
            return OptionalLong.empty();
        }
        return threads == 0 ? OptionalLong.empty() : OptionalLong.of(sum);
    }
}
