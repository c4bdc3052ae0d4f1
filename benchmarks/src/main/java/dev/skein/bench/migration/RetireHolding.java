package dev.skein.bench.migration;

import dev.skein.Skein;
import dev.skein.api.BalancePolicy;
import dev.skein.api.Continuation;
import dev.skein.api.Step;
import dev.skein.api.TaskContext;
import dev.skein.balance.Policies;
import dev.skein.bench.compare.Turns;
import dev.skein.bench.figures.Samples;
import dev.skein.bench.load.Waiting;
import dev.skein.bench.load.Work;
import dev.skein.bench.measuring.Extent;
import dev.skein.bench.measuring.Figure;
import dev.skein.bench.measuring.Measurement;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/// A worker retires that holds 100,000 suspended tasks, and shares 64 with the other that work in slices of 50 us: how soon is it empty, and how long do
/// the suspended ones then take to wake and end?
///
/// Empty: from the call to the completion of its future, which says that the worker is empty and sleeps. Woken: a thread outside completes the one event
/// for which all of them wait, and so has to wake each; from there to the end of the last, on the worker that is left, while the 64 work there. Each round
/// counts: all tasks must end, and none that was woken may run on the retired worker. Beside it, a worker that holds no suspended tasks. None of
/// the rivals can retire a thread and say when it is done.
public final class RetireHolding implements Measurement {

    private static final int ROUNDS = 7;
    private static final int HELD = 100_000;
    private static final int READY = 64;
    private static final int RETIRED = 0;
    private static final Duration SLICE = Duration.ofNanos(50_000);
    private static final Duration SETTLE = Duration.ofMillis(50);
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String FULL = "100,000 held";
    private static final String UNBALANCED = "100,000 held, not balanced";
    private static final String NONE_HELD = "none held";
    private static final Map<String, Case> CASES = Map.of(FULL, new Case(Policies.standard(), HELD), UNBALANCED, new Case(Policies.none(), HELD),
            NONE_HELD, new Case(Policies.standard(), 0));

    private record Case(BalancePolicy policy, int held) { }

    /// @param wakeNanos of all held tasks; 0 if there were none
    /// @param ended held tasks that ended
    record Outcome(long retireNanos, long wakeNanos, int ended) { }

    /// What the suspended tasks wait for, and how many have ended. lastNanos: each that ends; read when all have.
    private static final class Held implements Continuation<Integer> {
        private final CompletableFuture<Boolean> gate = new CompletableFuture<>();
        private final AtomicInteger ended = new AtomicInteger();
        private final AtomicInteger onRetired = new AtomicInteger();
        private volatile long lastNanos;

        @Override
        public Step<Integer> resume(TaskContext context) {
            if (!gate.isDone()) return Step.await(gate);
            if (context.worker() == RETIRED) onRetired.incrementAndGet();
            lastNanos = System.nanoTime();
            ended.incrementAndGet();
            return Step.done(1);
        }
    }

    @Override
    public List<Figure> measure(Extent extent, PrintWriter out) throws InterruptedException {
        long work = Work.stepsIn(SLICE);
        Samples retire = new Samples("until the worker is empty", "ms");
        Samples wake = new Samples("until all held tasks have ended, from their event", "ms");
        for (int round = 0; round < extent.rounds(ROUNDS); round++) {
            for (Map.Entry<String, Case> each : Turns.of(CASES, round)) {
                int held = each.getValue().held == 0 ? 0 : extent.count(each.getValue().held);
                Outcome outcome = round(each.getValue().policy, held, work);
                retire.add(each.getKey(), outcome.retireNanos / 1e6);
                if (held > 0) wake.add(each.getKey(), outcome.wakeNanos / 1e6);
            }
        }
        out.println(retire.table() + '\n' + wake.table());
        return List.of(Figure.withoutBar("a worker retires that holds suspended tasks: until it is empty", retire.text()),
                Figure.withoutBar("the same: until all suspended tasks have woken and ended elsewhere", wake.text()));
    }

    /// @throws IllegalStateException if a task was lost, or one ran on the retired worker
    static Outcome round(BalancePolicy policy, int tasks, long work) throws InterruptedException {
        Held held = new Held();
        Slices ready = new Slices(work);
        try (Skein skein = Skein.builder().name("bench").workers(WORKERS).policy(policy).start()) {
            try {
                for (int i = 0; i < tasks; i++) {
                    var _ = skein.spawn(held, RETIRED);
                }
                Waiting.until("all tasks suspended", LIMIT, () -> skein.stats().suspended() == tasks);
                ready.startOnOne("skein", skein, READY, RETIRED);
                Thread.sleep(SETTLE);
                long start = System.nanoTime();
                CompletableFuture<Long> empty = skein.retire(RETIRED).thenApply(nothing -> System.nanoTime());
                long retireNanos = empty.join() - start;
                long event = System.nanoTime();
                held.gate.complete(true);
                Waiting.until("all held tasks ended", LIMIT, () -> held.ended.get() == tasks);
                ready.end();
                Waiting.until("all tasks that worked ended", LIMIT, () -> ready.tasksEnded() == READY);
                if (held.onRetired.get() > 0) throw new IllegalStateException(held.onRetired.get() + " tasks ran on the retired worker");
                return new Outcome(retireNanos, tasks == 0 ? 0 : held.lastNanos - event, held.ended.get());
            } finally {
                held.gate.complete(true);
                ready.end();
            }
        }
    }
}
