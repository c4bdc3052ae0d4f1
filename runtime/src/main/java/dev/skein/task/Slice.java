package dev.skein.task;

import dev.skein.api.TaskContext;
import org.jspecify.annotations.Nullable;

/// What a carrier's thread has to offer to the bodies it runs: one for each carrier, used again for each run.
public abstract class Slice implements TaskContext {

    /// The innermost continuation that runs on this thread.
    private @Nullable ContinuationTask<?> running;
    /// CPU time that the runs which have ended on this thread have accounted for.
    long accountedNanos;

    /// The body is out: from now on no interrupt that is meant for it reaches the thread. To be called before the task is put
    /// back or suspended, since another carrier may run it from that moment on.
    public abstract void bodyLeft();

    /// What runs now is to see [#shouldYield] true.
    protected abstract void yieldSoon();

    /// The body of a task with a home is out, and suspends: takes up an order that wants this task elsewhere.
    ///
    /// @return its new home, or [ContinuationTask#NO_HINT]: as it was
    protected abstract int takeOrderedHome(PlacedTask<?> task);

    /// CPU time of this thread so far, in nanoseconds; -1 where the platform does not tell.
    protected abstract long cpuNanos();

    /// Enters a continuation.
    ///
    /// @return what ran here before, and will again when this one is out
    final @Nullable ContinuationTask<?> enter(ContinuationTask<?> task) {
        ContinuationTask<?> outer = running;
        running = task;
        return outer;
    }

    /// Leaves it.
    final void backTo(@Nullable ContinuationTask<?> outer) {
        running = outer;
    }

    @Override
    public final boolean isCancelled() {
        return current().isDone();
    }

    @Override
    public final boolean timedOut() {
        return current().waitTimedOut();
    }

    @Override
    public final void movable(boolean movable) {
        current().setMovable(movable);
    }

    private ContinuationTask<?> current() {
        ContinuationTask<?> task = running;
        if (task == null) throw new IllegalStateException("a TaskContext is valid only during the call of resume() that it was given to");
        return task;
    }
}
