package dev.skein.bench.migration;

import dev.skein.bench.compare.Turns;
import dev.skein.bench.figures.Samples;
import dev.skein.bench.load.Work;
import dev.skein.bench.measuring.Extent;
import dev.skein.bench.measuring.Figure;
import dev.skein.bench.measuring.Measurement;
import dev.skein.bench.rivals.Schedulers;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;

/// Two tasks that need a CPU each are placed on one worker, and the other sleeps: how soon does each worker run one?
///
/// Each works in slices of 100 us, and gives way between them. The time is from the submission, by a thread outside, to the first moment at which one of
/// them begins a slice while the other is within one, whoever moved it, a thief or the balancer. Where that has not come about when the round is
/// over, after 300 ms, these count. Beside it stands the work done in the round by what two CPUs can do: a pair that is balanced once and not for
/// long would show there. All threads have worked before, and have slept for 50 ms.
public final class TwoOnOne implements Measurement {

    static final List<String> SCHEDULERS = List.of("skein", "skeinUnbalanced", "forkJoinFifo", "forkJoinLifo", "virtualThreads");

    private static final int ROUNDS = 20;
    private static final int TASKS = 2;
    private static final Duration SLICE = Duration.ofNanos(100_000);
    private static final Duration WARM_UP = Duration.ofMillis(30);
    private static final Duration SETTLE = Duration.ofMillis(50);
    private static final Duration WATCHED = Duration.ofMillis(300);

    /// @param nanos until both ran at once, or all of the round
    /// @param portion of the work that two CPUs can do in the round
    record Outcome(double nanos, double portion) { }

    @Override
    public List<Figure> measure(Extent extent, PrintWriter out) throws InterruptedException {
        long work = Work.stepsIn(SLICE);
        Samples time = new Samples("until each worker runs one", "ms");
        Samples portion = new Samples("work done / what two CPUs can do", "");
        for (int round = 0; round < extent.rounds(ROUNDS); round++) {
            for (String scheduler : Turns.of(SCHEDULERS, round)) {
                Outcome outcome = round(scheduler, work, extent.time(WATCHED));
                time.add(scheduler, outcome.nanos / 1e6);
                portion.add(scheduler, outcome.portion);
            }
        }
        out.println(time.table() + '\n' + portion.table());
        return List.of(Figure.withoutBar("two endless tasks placed on one worker, the other one sleeps: until each runs one", time.text()));
    }

    static Outcome round(String scheduler, long work, Duration watched) throws InterruptedException {
        Slices before = new Slices(work);
        Slices pair = new Slices(work);
        try (ExecutorService executor = Schedulers.start(scheduler, WORKERS)) {
            try {
                before.startOnOne(scheduler, executor, TASKS, 0);
                Thread.sleep(WARM_UP);
                before.end();
                Thread.sleep(SETTLE);
                long start = System.nanoTime();
                pair.startOnOne(scheduler, executor, TASKS, 0);
                Thread.sleep(watched);
                double slices = pair.slices();
                double nanos = System.nanoTime() - start;
                return new Outcome(pair.togetherAfter(start, watched.toNanos()), slices * SLICE.toNanos() / (WORKERS * nanos));
            } finally {
                before.end();
                pair.end();
            }
        }
    }
}
