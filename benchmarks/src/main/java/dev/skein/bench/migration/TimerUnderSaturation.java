package dev.skein.bench.migration;

import dev.skein.Skein;
import dev.skein.api.Continuation;
import dev.skein.api.Step;
import dev.skein.bench.compare.Turns;
import dev.skein.bench.figures.ComparisonTable;
import dev.skein.bench.figures.Sample;
import dev.skein.bench.figures.Samples;
import dev.skein.bench.figures.Statistics;
import dev.skein.bench.load.Waiting;
import dev.skein.bench.load.Work;
import dev.skein.bench.measuring.Extent;
import dev.skein.bench.measuring.Figure;
import dev.skein.bench.measuring.Measurement;
import dev.skein.bench.rivals.Schedulers;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/// All workers have more to do than they can, in tasks of 100 us, and a thread outside schedules a timer of 300 ms every 10 ms: how late are 30 of them?
///
/// There are eight tasks for each worker, which executes the next as its last act (`plain`); on Skein also as continuations that ask `shouldYield` after every
/// 10 us and give way after 100 us or when told (`asking`), or only when told (`until told`: a whole time slice). Late is the time from the due moment to the
/// start of the timer's task. It has to wait for its turn behind the tasks of a queue: eight of them are 0.8 ms.
///
/// The rivals: ForkJoinPool with timers of its own (JDK 25), whose tasks go where those of others do; and a ScheduledThreadPoolExecutor with one thread beside
/// a saturated ForkJoinPool of the same size, whose thread waits for nobody but the kernel. Where timers have not fired 3 s after the last was due,
/// the other tasks end, so that they can: a lateness of 3 s or more means that they would have waited for longer.
public final class TimerUnderSaturation implements Measurement {

    private static final int ROUNDS = 5;
    private static final int TIMERS = 30;
    private static final Duration DELAY = Duration.ofMillis(300);
    private static final Duration GAP = Duration.ofMillis(10);
    private static final Duration SETTLE = Duration.ofMillis(200);
    private static final Duration TASK = Duration.ofNanos(100_000);
    private static final int CHUNKS = 10;
    private static final int TASKS_PER_WORKER = 8;
    private static final Duration LATE_MAX = Duration.ofSeconds(3);
    private static final Duration LIMIT = Duration.ofSeconds(60);

    enum Way { PLAIN, ASKING, UNTIL_TOLD }

    /// @param scheduler which is saturated
    /// @param timers which fires, or the same
    record Contestant(String name, String scheduler, String timers, Way way) { }

    static final List<Contestant> CONTESTANTS = List.of(
            new Contestant("skein plain", "skein", "skein", Way.PLAIN),
            new Contestant("skein asking", "skein", "skein", Way.ASKING),
            new Contestant("skein until told", "skein", "skein", Way.UNTIL_TOLD),
            new Contestant("skeinUnbalanced plain", "skeinUnbalanced", "skeinUnbalanced", Way.PLAIN),
            new Contestant("forkJoinFifo plain", "forkJoinFifo", "forkJoinFifo", Way.PLAIN),
            new Contestant("scheduledThreadPool beside forkJoinFifo", "forkJoinFifo", "scheduledThreadPool", Way.PLAIN));

    /// What keeps all workers busy.
    private static final class Load {
        private final ScheduledExecutorService executor;
        private final long chunk;
        private final AtomicBoolean ended = new AtomicBoolean();
        private final AtomicInteger tasksEnded = new AtomicInteger();
        private volatile long sink;

        Load(ScheduledExecutorService executor, long workPerTask) {
            this.executor = executor;
            this.chunk = Math.max(1, workPerTask / CHUNKS);
        }

        void start(Way way) {
            for (int i = 0; i < WORKERS * TASKS_PER_WORKER; i++) {
                if (way != Way.PLAIN && executor instanceof Skein skein) {
                    var _ = skein.spawn(asking(way == Way.ASKING ? CHUNKS : Integer.MAX_VALUE));
                } else {
                    executor.execute(this::plain);
                }
            }
        }

        private void plain() {
            sink = Work.burn(sink, CHUNKS * chunk);
            if (ended.get()) {
                tasksEnded.incrementAndGet();
            } else {
                executor.execute(this::plain);
            }
        }

        private Continuation<Integer> asking(int chunksMax) {
            return context -> {
                for (int chunks = 0; chunks < chunksMax && !ended.get() && !context.shouldYield(); chunks++) sink = Work.burn(sink, chunk);
                return ended.get() ? Step.done(tasksEnded.incrementAndGet()) : Step.again();
            };
        }

        void end() {
            ended.set(true);
        }
    }

    @Override
    public List<Figure> measure(Extent extent, PrintWriter out) throws InterruptedException {
        long work = Work.stepsIn(TASK);
        Samples p50 = new Samples("p50 lateness of a round's timers", "ms");
        Samples latest = new Samples("lateness of a round's latest timer", "ms");
        Samples all = new Samples("lateness of a timer", "ms");
        for (int round = 0; round < extent.rounds(ROUNDS); round++) {
            for (Contestant each : Turns.of(CONTESTANTS, round)) {
                long[] lateNanos = round(each, extent.time(DELAY), extent.time(LATE_MAX), work);
                p50.add(each.name, Statistics.percentile(lateNanos, 0.5) / 1e6);
                latest.add(each.name, Statistics.percentile(lateNanos, 1) / 1e6);
                for (long nanos : lateNanos) all.add(each.name, nanos / 1e6);
            }
        }
        out.println(p50.table() + '\n' + latest.table());
        String text = CONTESTANTS.stream().map(each -> text(each.name, all.of(each.name))).collect(Collectors.joining("; "));
        return List.of(Figure.withoutBar("lateness of a timer of 300 ms while all workers are saturated with tasks of 100 us", text));
    }

    private static String text(String contestant, Sample lateMillis) {
        return String.format(Locale.ROOT, "%s p50 %s, p99 %s, max %s ms", contestant, ComparisonTable.number(lateMillis.median()),
                ComparisonTable.number(lateMillis.quantile(0.99)), ComparisonTable.number(lateMillis.quantile(1)));
    }

    /// @param lateMax after the last was due, until the load ends
    /// @return how late each timer was, in ascending order
    /// @throws IllegalStateException if one was early, or never fired, or a task of the load was lost
    static long[] round(Contestant each, Duration delay, Duration lateMax, long work) throws InterruptedException {
        long[] lateNanos = new long[TIMERS];
        CountDownLatch fired = new CountDownLatch(TIMERS);
        boolean own = each.timers.equals(each.scheduler);
        try (ScheduledExecutorService executor = Schedulers.startScheduled(each.scheduler, WORKERS);
                ScheduledExecutorService timers = own ? executor : Schedulers.startScheduled(each.timers, 1)) {
            Load load = new Load(executor, work);
            try {
                load.start(each.way);
                Thread.sleep(SETTLE);
                for (int i = 0; i < TIMERS; i++) {
                    int timer = i;
                    long due = System.nanoTime() + delay.toNanos();
                    timers.schedule(() -> {
                        lateNanos[timer] = System.nanoTime() - due;
                        fired.countDown();
                    }, delay.toNanos(), TimeUnit.NANOSECONDS);
                    Thread.sleep(GAP);
                }
                var _ = fired.await(delay.plus(lateMax).toNanos(), TimeUnit.NANOSECONDS);      // and if not, then without the load
            } finally {
                load.end();
            }
            if (!fired.await(LIMIT.toNanos(), TimeUnit.NANOSECONDS)) throw new IllegalStateException(fired.getCount() + " timers never fired");
            Waiting.until("all tasks of the load ended", LIMIT, () -> load.tasksEnded.get() == WORKERS * TASKS_PER_WORKER);
        }
        Arrays.sort(lateNanos);
        if (lateNanos[0] < 0) throw new IllegalStateException("a timer fired " + -lateNanos[0] + " ns early");
        return lateNanos;
    }
}
