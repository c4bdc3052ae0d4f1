package dev.skein.micrometer;

import dev.skein.api.TaskDecorator;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// Times each task: how long it waited until it began, and how long each of its slices ran.
///
/// The timers belong to the registry and are called on workers, so what they throw is kept from the tasks: it is logged, once a minute.
final class TaskTimers implements TaskDecorator {

    private static final String RUN = "executor";
    private static final String IDLE = "executor.idle";

    private static final System.Logger LOG = System.getLogger("dev.skein");
    private static final long LOG_EVERY_NANOS = 60_000_000_000L;

    private final Timer run;
    private final Timer idle;
    private final AtomicLong loggedNanos = new AtomicLong(System.nanoTime() - LOG_EVERY_NANOS);

    TaskTimers(MeterRegistry registry, Tags tags) {
        run = timer(registry, RUN, tags, "Time that slices of tasks ran: a plain task is one, one that suspends has several");
        idle = timer(registry, IDLE, tags, "Time from a task's submission until it began, the delay of a delayed one included");
    }

    private static Timer timer(MeterRegistry registry, String name, Tags tags, String description) {
        return LooseTimers.register(registry, tags, () -> Timer.builder(name).tags(tags).description(description).register(registry));
    }

    @Override
    public Captured capture() {
        return new Task(System.nanoTime());
    }

    private final class Task implements Captured {
        private final long submittedNanos;
        /// Slices come one after the other, and each sees what the last one has written.
        private boolean begun;

        Task(long submittedNanos) {
            this.submittedNanos = submittedNanos;
        }

        @Override
        public void around(Runnable slice) {
            long start = System.nanoTime();
            if (!begun) {
                begun = true;
                record(idle, start - submittedNanos);
            }
            try {
                slice.run();
            } finally {
                record(run, System.nanoTime() - start);
            }
        }
    }

    private void record(Timer timer, long nanos) {
        try {
            timer.record(nanos, TimeUnit.NANOSECONDS);
        } catch (Throwable fromTheRegistry) {
            log(fromTheRegistry);
        }
    }

    private void log(Throwable fromTheRegistry) {
        long now = System.nanoTime();
        long last = loggedNanos.get();
        if (now - last < LOG_EVERY_NANOS || !loggedNanos.compareAndSet(last, now)) return;
        try {
            LOG.log(System.Logger.Level.WARNING, "a timer threw, and tasks are not timed; more of this within a minute is not logged", fromTheRegistry);
        } catch (Throwable fromTheLog) {
            return;                            // a task must not fail for want of a log
        }
    }
}
