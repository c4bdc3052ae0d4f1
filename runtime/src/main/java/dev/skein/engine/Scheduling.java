package dev.skein.engine;

import dev.skein.api.TaskDecorator;
import dev.skein.task.Alarm;
import dev.skein.task.Timed;
import dev.skein.worker.WorkerPool;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Delayed and periodic tasks: taken in here, put into the timers, and enqueued when they are due.
public final class Scheduling {

    /// Longest period of a periodic task, 146 years.
    public static final long MAX_PERIOD_NANOS = Timed.MAX_DELAY_NANOS;

    private final Engine engine;
    private final Admission admission;
    private final Timers timers;
    private final Phases phases;
    private final @Nullable TaskDecorator decorator;

    Scheduling(Engine engine, Admission admission, Timers timers, Phases phases, @Nullable TaskDecorator decorator) {
        this.engine = engine;
        this.admission = admission;
        this.timers = timers;
        this.phases = phases;
        this.decorator = decorator;
    }

    /// Runs the body at a time, or again and again.
    ///
    /// @param periodNanos 0: once; above: from start to start; below: its negative, from end to start
    public <R extends @Nullable Object> ScheduledFuture<R> schedule(Callable<R> body, long delayNanos, long periodNanos) {
        ScheduledTask<R> task = new ScheduledTask<>(engine, Decoration.of(decorator, body), delayNanos, periodNanos);
        if (delayNanos > 0) {
            admission.accept();
            armAccepted(task);
        } else {
            admission.acceptIntoQueue();
            admission.enqueue(task);
        }
        return task;
    }

    /// Puts a suspended task into the timers, then looks whether it still belongs there: a cancel or a shutdown that came
    /// in between has not seen it.
    void arm(ScheduledTask<?> task) {
        timers.add(task);
        if (task.isDone()) timers.remove(task);
        if (phases.isStopped() || (task.isPeriodic() && !phases.isOpen())) task.cancelWithRoom(false);
    }

    private void armAccepted(ScheduledTask<?> task) {
        try {
            arm(task);
        } catch (OutOfMemoryError | StackOverflowError noRoom) {
            task.cancelWithRoom(false);
            throw noRoom;
        }
    }

    /// What the timers do with an entry whose time has come.
    static Consumer<Timed> whenDue(WorkerPool pool) {
        return entry -> {
            if (entry instanceof Alarm alarm) alarm.ring();
            if (entry instanceof ScheduledTask<?> task) enqueue(task, pool);
        };
    }

    private static void enqueue(ScheduledTask<?> due, WorkerPool pool) {
        if (!due.tryWake()) return;
        try {
            pool.enqueue(due);
        } catch (OutOfMemoryError noRoom) {      // better ended than waiting for a carrier that does not know of it
            due.cancel(false);
            throw noRoom;
        }
    }
}
