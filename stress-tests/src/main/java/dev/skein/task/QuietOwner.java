package dev.skein.task;

import dev.skein.api.MoveReason;

/// Owner of tasks in races that are about something else: it does nothing. Tasks that suspend need more of it, and are refused.
public class QuietOwner extends TaskOwner {

    @Override
    protected void cancelledBeforeItsBody(TaskCell<?> task) { }

    @Override
    protected void interrupt(TaskCell<?> task) { }

    @Override
    protected void runHere(TaskCell<?> task) { }

    @Override
    protected long spinNanos() {
        return 0;
    }

    @Override
    protected void waited(long nanos) { }

    @Override
    protected void uncaught(Throwable failure) {
        throw new AssertionError("no class of a user's is expected to throw here", failure);
    }

    @Override
    protected void woken(ContinuationTask<?> task) { }

    @Override
    protected void enqueueForCleanup(ContinuationTask<?> task) { }

    @Override
    protected void yieldSoon(PlacedTask<?> task) { }

    @Override
    protected boolean moved(PlacedTask<?> task, int from, int to, MoveReason reason) {
        throw new UnsupportedOperationException("plain tasks only");
    }

    @Override
    protected void set(Alarm alarm) { }

    @Override
    protected void takeBack(Alarm alarm) { }

    @Override
    protected int workers() {
        return 2;
    }

    @Override
    protected SuspendedTasks suspendedTasks() {
        throw new UnsupportedOperationException("plain tasks only");
    }

    @Override
    protected Footprints footprints() {
        throw new UnsupportedOperationException("plain tasks only");
    }
}
