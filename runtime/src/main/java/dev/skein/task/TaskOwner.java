package dev.skein.task;

import dev.skein.api.MoveReason;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// What a task needs of the runtime that it belongs to.
///
/// wakeMissed: set by who could not wake a task for want of stack; cleared by the sentry.
public abstract class TaskOwner {

    private static final VarHandle WAKE_MISSED;

    static {
        try {
            WAKE_MISSED = MethodHandles.lookup().findVarHandle(TaskOwner.class, "wakeMissed", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    volatile boolean wakeMissed;

    /// A carrier has taken a task from a queue and is about to run it. Must not throw.
    public void taskTaken() {}

    /// A task was cancelled before its body was entered, by the calling thread: count it, and free what stands for it.
    protected abstract void cancelledBeforeItsBody(TaskCell<?> task);

    /// A task whose body is inside was cancelled with an interrupt: send it, if that body is what its carrier runs now.
    protected abstract void interrupt(TaskCell<?> task);

    /// Runs a task on the calling thread, if it still waits for a carrier, and keeps the books.
    protected abstract void runHere(TaskCell<?> task);

    /// How long a thread that is no carrier may spin for an outcome before it blocks, in nanoseconds.
    protected abstract long spinNanos();

    /// A thread that is no carrier waited that long, in nanoseconds, for an outcome.
    protected abstract void waited(long nanos);

    /// A class of the user's threw where no outcome can take it. Must not throw.
    protected abstract void uncaught(Throwable failure);

    // For continuations.

    /// Enqueues a continuation that was woken, or that a carrier is to clean up after. Must not throw.
    protected abstract void woken(ContinuationTask<?> task);

    /// A continuation is about to be woken: whether the time until its run is measured; the caller then owes [#sampledRunBegins] or [#withdrawSample].
    /// Must not throw, nor must these.
    protected boolean samplesWake(ContinuationTask<?> task) {
        return false;
    }

    /// It was not woken after all.
    protected void withdrawSample(ContinuationTask<?> task) {}

    /// It is about to run.
    protected void sampledRunBegins(ContinuationTask<?> task) {}

    /// A task that was suspended has been cancelled: enqueue it for its cleanup. Must not throw.
    protected abstract void enqueueForCleanup(ContinuationTask<?> task);

    /// A running continuation was cancelled or asked to move: let it see that it should yield.
    protected abstract void yieldSoon(PlacedTask<?> task);

    /// A continuation goes to another worker because of a request: write it down. Must not throw.
    ///
    /// @param from worker that ran it last, or -1
    /// @return false if it will not arrive there, since that worker is closed
    protected abstract boolean moved(PlacedTask<?> task, int from, int to, MoveReason reason);

    /// Lets an alarm ring at its time.
    ///
    /// @throws OutOfMemoryError if there is no room for it; it will not ring then
    protected abstract void set(Alarm alarm);

    /// Takes an alarm back; no effect if it has rung.
    protected abstract void takeBack(Alarm alarm);

    /// Number of workers; their indices are 0 to one less.
    protected abstract int workers();

    protected abstract SuspendedTasks suspendedTasks();

    /// The tasks that have declared a footprint.
    protected abstract Footprints footprints();

    /// Whether [#wakeThoseMissed] has something to do.
    public final boolean hasMissedWakes() {
        return wakeMissed;
    }

    /// Wakes the tasks whose events had no room on their stacks to do so. To be called from time to time.
    public final void wakeThoseMissed() {
        if (!wakeMissed || !(boolean) WAKE_MISSED.getAndSet(this, false)) return;      // before the look: who misses one from now on sets it again
        try {
            suspendedTasks().all().forEach(ContinuationTask::wakeIfMissed);
        } catch (Throwable noRoom) {
            wakeMissed = true;
            throw noRoom;
        }
    }
}
