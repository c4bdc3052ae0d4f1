package dev.skein.bench.load;

import dev.skein.bench.figures.Statistics;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// Tasks that come at random times, whether the ones before are done or not, as users send them.
///
/// The calling thread submits them. Where it comes late itself, since it too needs a CPU, the tasks that were due meanwhile come at once; a wait
/// is counted from the moment at which a task was handed over.
public final class Arrivals {

    private static final Duration END_LIMIT = Duration.ofSeconds(30);

    /// What came of them.
    ///
    /// @param waitNanos from each task's submission to its start, in ascending order
    /// @param perSecond how many came
    public record Outcome(long[] waitNanos, double perSecond) {
        public double waitMillis(double portion) {
            return Statistics.percentile(waitNanos, portion) / 1e6;
        }
    }

    private final double meanGapNanos;
    private final long workPerTask;
    private final SplittableRandom random;

    /// @param perSecond how many come, in the mean
    /// @param workPerTask as [Work#burn] has it
    public Arrivals(double perSecond, long workPerTask, long seed) {
        if (!(perSecond > 0)) throw new IllegalArgumentException("arrivals per second must be above 0, got " + perSecond);
        this.meanGapNanos = 1e9 / perSecond;
        this.workPerTask = workPerTask;
        this.random = new SplittableRandom(seed);
    }

    /// One task, which notes in its own place of the array how long it has waited.
    private final class Arrival implements Runnable {
        private final long[] waitNanos;
        private final int place;
        private final LongAdder done;
        private final long submittedNanos = System.nanoTime();
        private long sink;

        Arrival(long[] waitNanos, int place, LongAdder done) {
            this.waitNanos = waitNanos;
            this.place = place;
            this.done = done;
        }

        @Override
        public void run() {
            waitNanos[place] = System.nanoTime() - submittedNanos;
            sink = Work.burn(place, workPerTask);
            done.increment();
        }
    }

    /// Lets tasks come for a time, and waits until all are done.
    public Outcome run(Duration time, Consumer<Runnable> submit) throws InterruptedException {
        int most = (int) Math.ceil(2 * time.toNanos() / meanGapNanos) + 1_000;
        long[] waitNanos = new long[most];
        LongAdder done = new LongAdder();
        long start = System.nanoTime();
        long due = start;
        int count = 0;
        while (count < most) {
            due += Math.round(-Math.log(1 - random.nextDouble()) * meanGapNanos);
            if (due - start > time.toNanos()) break;
            for (long left; (left = due - System.nanoTime()) > 0; ) LockSupport.parkNanos(left);
            submit.accept(new Arrival(waitNanos, count++, done));
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        int submitted = count;
        Waiting.until("all tasks done", END_LIMIT, () -> done.sum() == submitted);
        long[] waits = Arrays.copyOf(waitNanos, submitted);
        Arrays.sort(waits);
        return new Outcome(waits, submitted / seconds);
    }
}
