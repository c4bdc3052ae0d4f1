package dev.skein.bench.timers;

import dev.skein.bench.figures.Statistics;
import dev.skein.bench.footprint.Heap;
import dev.skein.bench.load.Waiting;
import dev.skein.bench.rivals.Schedulers;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine;

/// How late do timers fire with a million of them pending, and is the memory of cancelled ones given back?
///
/// Each timer notes its lateness in its own place of an array, so measuring disturbs nothing and the percentiles are exact.
@Command(name = "TimerLateness", mixinStandardHelpOptions = true, description = "Prints how late timers fire, and what cancelled ones still hold. Run with -Xmx2g.")
public final class TimerLateness implements Callable<Integer> {

    private static final Duration FAR_FUTURE = Duration.ofHours(10);

    @Option(names = "--schedulers", split = ",", defaultValue = "skein,forkJoinFifo,scheduledThreadPool,scheduledThreadPoolRemoving",
            description = "default: ${DEFAULT-VALUE}")
    private List<String> schedulers;

    @Option(names = "--timers", defaultValue = "1000000", description = "pending at once (default: ${DEFAULT-VALUE})")
    private int timers;

    @Option(names = "--lead", defaultValue = "5", description = "seconds before the first is due; all must be scheduled by then (default: ${DEFAULT-VALUE})")
    private int leadSeconds;

    @Option(names = "--spread", defaultValue = "10", description = "seconds over which they are due, at random (default: ${DEFAULT-VALUE})")
    private int spreadSeconds;

    @Option(names = "--workers", defaultValue = "2", description = "threads that run tasks (default: ${DEFAULT-VALUE})")
    private int workers;

    @Option(names = "--seed", defaultValue = "1", description = "of the due times (default: ${DEFAULT-VALUE})")
    private long seed;

    public static void main(String[] args) {
        System.exit(new CommandLine(new TimerLateness()).execute(args));
    }

    @Override
    public Integer call() throws InterruptedException {
        System.out.printf("%,d timers due over %d s, seed %d%n%n", timers, spreadSeconds, seed);
        System.out.println("| scheduler | p50 us | p99 us | p99.9 us | max us | early | ns to schedule |");
        System.out.println("|---|---:|---:|---:|---:|---:|---:|");
        for (String scheduler : schedulers) {
            try (ScheduledExecutorService executor = Schedulers.startScheduled(scheduler, workers)) {
                warmUp(executor);
                System.out.println(lateness(scheduler, executor));
            }
        }
        System.out.printf("%n%,d timers due in %d h, all cancelled%n%n", timers, FAR_FUTURE.toHours());
        System.out.println("| scheduler | bytes per pending timer | bytes per cancelled timer | and 5 s later | ns to cancel |");
        System.out.println("|---|---:|---:|---:|---:|");
        for (String scheduler : schedulers) {
            ScheduledExecutorService executor = Schedulers.startScheduled(scheduler, workers);
            try {
                System.out.println(cancelled(scheduler, executor));
            } finally {
                executor.shutdownNow();
                executor.close();
            }
        }
        return 0;
    }

    /// One timer, which notes how late it fired.
    private static final class Timer implements Runnable {

        private final int index;
        private final long dueNanos;
        private final long[] latenessNanos;
        private final LongAdder fired;

        Timer(int index, long dueNanos, long[] latenessNanos, LongAdder fired) {
            this.index = index;
            this.dueNanos = dueNanos;
            this.latenessNanos = latenessNanos;
            this.fired = fired;
        }

        @Override
        public void run() {
            latenessNanos[index] = System.nanoTime() - dueNanos;
            fired.increment();
        }
    }

    private String lateness(String scheduler, ScheduledExecutorService executor) throws InterruptedException {
        SplittableRandom random = new SplittableRandom(seed);
        long[] latenessNanos = new long[timers];
        LongAdder fired = new LongAdder();
        long start = System.nanoTime();
        long firstDue = start + TimeUnit.SECONDS.toNanos(leadSeconds);
        for (int i = 0; i < timers; i++) {
            long due = firstDue + random.nextLong(TimeUnit.SECONDS.toNanos(spreadSeconds));
            executor.schedule(new Timer(i, due, latenessNanos, fired), due - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
        long scheduled = System.nanoTime();
        if (scheduled > firstDue) {
            throw new IllegalStateException(scheduler + " took " + (scheduled - start) / 1_000_000 + " ms to schedule " + timers + " timers; raise --lead");
        }
        Waiting.until("all timers fired on " + scheduler, Duration.ofSeconds(leadSeconds + spreadSeconds + 60L), () -> fired.sum() == timers);
        Arrays.sort(latenessNanos);
        int early = 0;
        while (early < timers && latenessNanos[early] < 0) early++;
        return String.format(Locale.ROOT, "| %s | %s | %s | %s | %s | %d | %d |", scheduler, micros(latenessNanos, 0.5), micros(latenessNanos, 0.99),
                micros(latenessNanos, 0.999), micros(latenessNanos, 1), early, (scheduled - start) / timers);
    }

    private String cancelled(String scheduler, ScheduledExecutorService executor) throws InterruptedException {
        SplittableRandom random = new SplittableRandom(seed);
        Future<?>[] pending = new Future<?>[timers];
        Runnable nothing = () -> { };
        long before = Heap.usedBytesAfterGc();
        for (int i = 0; i < timers; i++) {
            pending[i] = executor.schedule(nothing, FAR_FUTURE.toNanos() + random.nextLong(FAR_FUTURE.toNanos()), TimeUnit.NANOSECONDS);
        }
        long held = Heap.usedBytesAfterGc();
        long start = System.nanoTime();
        for (Future<?> timer : pending) timer.cancel(false);
        long cancelNanos = System.nanoTime() - start;
        Arrays.fill(pending, null);
        long after = Heap.usedBytesAfterGc();
        Thread.sleep(Duration.ofSeconds(5));
        long later = Heap.usedBytesAfterGc();
        return String.format(Locale.ROOT, "| %s | %.1f | %.1f | %.1f | %d |", scheduler, perTimer(held - before), perTimer(after - before),
                perTimer(later - before), cancelNanos / timers);
    }

    /// A tenth of the timers, due at once: code that the compiler has not seen yet would show as lateness.
    private void warmUp(ScheduledExecutorService executor) throws InterruptedException {
        LongAdder fired = new LongAdder();
        int count = Math.max(1, timers / 10);
        long[] ignored = new long[count];
        for (int i = 0; i < count; i++) executor.schedule(new Timer(i, System.nanoTime(), ignored, fired), i % 1000, TimeUnit.MICROSECONDS);
        Waiting.until("warmup timers fired", Duration.ofSeconds(60), () -> fired.sum() == count);
    }

    private double perTimer(long bytes) {
        return (double) bytes / timers;
    }

    private static String micros(long[] sortedNanos, double portion) {
        return String.format(Locale.ROOT, "%.1f", Statistics.percentile(sortedNanos, portion) / 1e3);
    }
}
