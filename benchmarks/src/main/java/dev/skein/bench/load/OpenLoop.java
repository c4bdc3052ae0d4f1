package dev.skein.bench.load;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/// Carries out an [ArrivalPlan]: hands each task over when it is due, whether the ones before are done or not.
///
/// The calling thread is the generator. Times count from the moment at which a task was *due*. Where the generator comes late, since it had no CPU or
/// the scheduler held it up, those who were due meanwhile have waited: a user would have, too. How late it was is noted beside.
public final class OpenLoop {

    private static final Duration END_LIMIT = Duration.ofSeconds(60);
    private static final int DIGITS = 3;

    /// How the generator waits until the next task is due.
    public enum Pace {
        /// Burns its CPU: never late while it has one of its own.
        SPINNING,
        /// Sleeps, and wakes some 60 us late, with timers as exact as the kernel's default: leaves the CPU to others.
        PARKING
    }

    /// Takes each task when it comes, and sees to it that it is run.
    public interface Sink {
        void take(Arrival arrival);
    }

    /// What came of it.
    ///
    /// @param sojournNanos from the moment at which a task was due to its end, of all tasks
    /// @param lateNanos from the moment at which a task was due to its handing over
    /// @param generatorCpuNanos of the calling thread, from the first task to the last
    /// @param wallNanos from the start until all had ended
    public record Outcome(Histogram sojournNanos, Histogram lateNanos, long generatorCpuNanos, long wallNanos) { }

    private final ArrivalPlan plan;
    private final long[] sojournNanos;
    private final LongAdder done = new LongAdder();
    private long startNanos;

    private OpenLoop(ArrivalPlan plan) {
        this.plan = plan;
        this.sojournNanos = new long[plan.tasks()];
    }

    /// One task that has come. As a Runnable it does its work without a break.
    public static final class Arrival implements Runnable {
        private final OpenLoop loop;
        private final int place;
        private long sink;

        private Arrival(OpenLoop loop, int place) {
            this.loop = loop;
            this.place = place;
        }

        /// Its work, as [Work#burn] has it.
        public long workSteps() {
            return loop.plan.workSteps(place);
        }

        /// Does a part of its work.
        public void burn(long steps) {
            sink = Work.burn(sink, steps);
        }

        /// All its work is done. Once.
        public void ended() {
            loop.sojournNanos[place] = System.nanoTime() - loop.startNanos - loop.plan.dueNanos(place);
            loop.done.increment();
        }

        @Override
        public void run() {
            burn(workSteps());
            ended();
        }
    }

    /// Returns when all tasks of the plan have ended.
    ///
    /// @throws IllegalStateException if they have not, a minute after they should have
    public static Outcome run(ArrivalPlan plan, Pace pace, Sink sink) throws InterruptedException {
        return new OpenLoop(plan).run(pace, sink);
    }

    private Outcome run(Pace pace, Sink sink) throws InterruptedException {
        Histogram late = new Histogram(DIGITS);
        long cpuBefore = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        startNanos = System.nanoTime();          // before the first task is handed over, and with it published
        for (int i = 0; i < plan.tasks(); i++) {
            long due = startNanos + plan.dueNanos(i);
            late.recordValue(awaitUntil(due, pace) - due);
            sink.take(new Arrival(this, i));
        }
        long generatorCpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpuBefore;
        Waiting.until(plan.tasks() + " tasks done", END_LIMIT.plusNanos(plan.lengthNanos()), () -> done.sum() == plan.tasks());
        long wall = System.nanoTime() - startNanos;
        Histogram sojourn = new Histogram(DIGITS);
        for (long nanos : sojournNanos) sojourn.recordValue(nanos);
        return new Outcome(sojourn, late, generatorCpu, wall);
    }

    /// @return what time it is then: `due` or later
    private static long awaitUntil(long due, Pace pace) {
        while (true) {
            long now = System.nanoTime();
            if (now - due >= 0) return now;
            if (pace == Pace.SPINNING) Thread.onSpinWait();
            else LockSupport.parkNanos(due - now);
        }
    }
}
