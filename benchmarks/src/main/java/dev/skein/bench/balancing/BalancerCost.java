package dev.skein.bench.balancing;

import dev.skein.Skein;
import dev.skein.api.BalancerStats;
import dev.skein.api.Continuation;
import dev.skein.api.Step;
import dev.skein.api.TaskContext;
import dev.skein.bench.compare.Turns;
import dev.skein.bench.figures.Samples;
import dev.skein.bench.load.Work;
import dev.skein.bench.measuring.Extent;
import dev.skein.bench.measuring.Figure;
import dev.skein.bench.measuring.Measurement;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/// How much CPU does the balancer use while 64 workers have all they can do?
///
/// By the clock of its own thread, over 10 s, after a warm-up. `short`: four tasks for each worker that put themselves back after 50 us of work.
/// `long`: one for each worker that runs until it should yield. On fewer CPUs than workers the balancer's thread gets its turn late, so it looks
/// less often than it wants: ticks per second stand beside.
final class BalancerCost implements Measurement {

    private static final int ROUNDS = 2;
    private static final int WORKERS = 64;
    private static final int SHORT_PER_WORKER = 4;
    private static final Duration CHUNK = Duration.ofNanos(50_000);
    /// With one task, so that the balancer has the CPU as often as it wants, and its code is compiled.
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration SETTLE = Duration.ofSeconds(1);
    private static final Duration MEASURED = Duration.ofSeconds(10);
    private static final double MUST = 0.3;
    private static final String SHORT = "short";
    private static final String LONG = "long";
    private static final Map<String, Integer> TASKS_BY_LOAD = Map.of(SHORT, WORKERS * SHORT_PER_WORKER, LONG, WORKERS);

    private record Endless(AtomicBoolean ended, long work, boolean untilTold) implements Continuation<Long> {
        @Override
        public Step<Long> resume(TaskContext context) {
            long sink = 1;
            do {
                if (ended.get()) return Step.done(sink);
                sink = Work.burn(sink, work);
            } while (untilTold && !context.shouldYield());
            return Step.again();
        }
    }

    private record Outcome(double cpuNanos, double ticks, double nanos) { }

    @Override
    public List<Figure> measure(Extent extent, PrintWriter out) throws InterruptedException {
        long work = Work.stepsIn(CHUNK);
        Samples percent = new Samples("CPU of the balancer", "% of one");
        Samples ticks = new Samples("ticks", "per second");
        Samples micros = new Samples("CPU of a tick", "us");
        for (int round = 0; round < extent.rounds(ROUNDS); round++) {
            for (Map.Entry<String, Integer> load : Turns.of(TASKS_BY_LOAD, round)) {
                AtomicBoolean ended = new AtomicBoolean();
                Outcome outcome = round(new Endless(ended, work, load.getKey().equals(LONG)), load.getValue(), extent);
                percent.add(load.getKey(), 100 * outcome.cpuNanos / outcome.nanos);
                ticks.add(load.getKey(), outcome.ticks * 1e9 / outcome.nanos);
                micros.add(load.getKey(), outcome.cpuNanos / 1e3 / Math.max(1, outcome.ticks));
            }
        }
        out.println(percent.table() + '\n' + ticks.table() + '\n' + micros.table());
        double worse = Math.max(percent.of(SHORT).median(), percent.of(LONG).median());
        String text = String.format(Locale.ROOT, "%s with short tasks, %s with long ones", percent.of(SHORT).text("%"), percent.of(LONG).text("%"));
        return List.of(new Figure("CPU of the balancer at 64 workers of load, of one CPU", MUST + " %", "-", text, Figure.Verdict.atMost(worse, MUST)));
    }

    private static Outcome round(Endless body, int tasks, Extent extent) throws InterruptedException {
        try (Skein skein = Skein.builder().name("bench").workers(WORKERS).start()) {
            try {
                var _ = skein.spawn(body);
                Thread.sleep(extent.time(WARM_UP));
                for (int i = 1; i < tasks; i++) {
                    var _ = skein.spawn(body, i % WORKERS);
                }
                Thread.sleep(extent.time(SETTLE));
                BalancerStats before = skein.balancer();
                long start = System.nanoTime();
                Thread.sleep(extent.time(MEASURED));
                BalancerStats after = skein.balancer();
                double nanos = System.nanoTime() - start;
                if (after.cpuNanos() < 0) throw new IllegalStateException("this system does not tell a thread's CPU time");
                return new Outcome(after.cpuNanos() - before.cpuNanos(), after.ticks() - before.ticks(), nanos);
            } finally {
                body.ended.set(true);
            }
        }
    }
}
