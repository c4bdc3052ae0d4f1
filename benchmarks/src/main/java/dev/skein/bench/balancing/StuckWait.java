package dev.skein.bench.balancing;

import dev.skein.Skein;
import dev.skein.api.BalancePolicy;
import dev.skein.api.Step;
import dev.skein.balance.Policies;
import dev.skein.bench.compare.Turns;
import dev.skein.bench.figures.Sample;
import dev.skein.bench.figures.Samples;
import dev.skein.bench.load.Arrivals;
import dev.skein.bench.load.Work;
import dev.skein.bench.measuring.Extent;
import dev.skein.bench.measuring.Figure;
import dev.skein.bench.measuring.Measurement;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;

/// One of two workers is stuck, since a task holds it and never gives way, and tasks come that keep the other one busy for 40 % of the time: how long do
/// they wait?
///
/// They come from the moment at which the worker gets stuck, so those count that were sent to it before anybody could know. `executed`: they go where
/// the runtime puts them. `named`: each is spawned for the stuck worker by name, which is the worst that a user can do.
final class StuckWait implements Measurement {

    private static final int ROUNDS = 3;
    private static final Duration MEASURED = Duration.ofSeconds(3);
    private static final Duration SERVICE = Duration.ofNanos(100_000);
    private static final double PER_SECOND = 4_000;
    private static final double P99 = 0.99;
    private static final int STUCK = 0;

    private record Case(BalancePolicy policy, boolean named) { }

    private static final String FIGURE = "executed, balanced";
    private static final String WITHOUT = "executed, not balanced";
    private static final String NAMED = "named, balanced";
    private static final Map<String, Case> CASES = Map.of(
            FIGURE, new Case(Policies.standard(), false),
            WITHOUT, new Case(Policies.none(), false),
            NAMED, new Case(Policies.standard(), true),
            "named, not balanced", new Case(Policies.none(), true));

    @Override
    public List<Figure> measure(Extent extent, PrintWriter out) throws InterruptedException {
        Logger runtimes = Logger.getLogger("dev.skein");
        Level usual = runtimes.getLevel();
        runtimes.setLevel(Level.OFF);                  // each runtime would warn of the stuck worker, as it should
        try {
            return measureQuietly(extent, out);
        } finally {
            runtimes.setLevel(usual);
        }
    }

    private static List<Figure> measureQuietly(Extent extent, PrintWriter out) throws InterruptedException {
        long work = Work.stepsIn(SERVICE);
        Samples p99 = new Samples("p99 wait", "ms");
        Samples longest = new Samples("longest wait", "ms");
        Samples rate = new Samples("arrivals", "per second");
        for (int round = 0; round < extent.rounds(ROUNDS); round++) {
            for (Map.Entry<String, Case> each : Turns.of(CASES, round)) {
                Arrivals.Outcome outcome = round(each.getValue(), extent.time(MEASURED), work, round);
                p99.add(each.getKey(), outcome.waitMillis(P99));
                longest.add(each.getKey(), outcome.waitMillis(1));
                rate.add(each.getKey(), outcome.perSecond());
            }
        }
        out.println(p99.table() + '\n' + longest.table() + '\n' + rate.table());
        Sample sample = p99.of(FIGURE);
        String text = String.format(Locale.ROOT, "%s; without the balancer %s; of tasks that name the stuck worker %s", sample.text("ms"),
                p99.of(WITHOUT).text("ms"), p99.of(NAMED).text("ms"));
        return List.of(new Figure("p99 wait of tasks submitted beside a stuck worker, other worker at 40 %", "5 ms", "1 ms", text,
                Figure.Verdict.of(sample.median(), 5, 1)));
    }

    private static Arrivals.Outcome round(Case each, Duration time, long work, long seed) throws InterruptedException {
        AtomicBoolean released = new AtomicBoolean();
        CountDownLatch begun = new CountDownLatch(1);
        try (Skein skein = Skein.builder().name("bench").workers(2).policy(each.policy).start()) {
            try {
                var _ = skein.spawn(context -> {
                    begun.countDown();
                    for (long sink = 1; !released.get(); ) sink = Work.burn(sink, work);
                    return Step.done(context.worker());
                }, STUCK);
                begun.await();
                return new Arrivals(PER_SECOND, work, seed).run(time, each.named ? task -> spawn(skein, task) : skein::execute);
            } finally {
                released.set(true);
            }
        }
    }

    private static void spawn(Skein skein, Runnable task) {
        var _ = skein.spawn(context -> {
            task.run();
            return Step.done(context.worker());
        }, STUCK);
    }
}
