package dev.skein.task;

import dev.skein.api.MoveReason;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// An owner without a runtime: writes down what tasks ask of it, and runs them on the calling thread.
class FakeOwner extends TaskOwner {

    final List<TaskCell<?>> cancelled = Collections.synchronizedList(new ArrayList<>());
    final List<TaskCell<?>> interrupted = Collections.synchronizedList(new ArrayList<>());
    /// Continuations that were given to be enqueued, in that order.
    final List<ContinuationTask<?>> enqueued = Collections.synchronizedList(new ArrayList<>());
    final List<ContinuationTask<?>> toldToYield = Collections.synchronizedList(new ArrayList<>());
    /// Alarms that are set and not taken back.
    final List<Alarm> alarms = Collections.synchronizedList(new ArrayList<>());
    final SuspendedTasks suspended = new SuspendedTasks();
    final List<Throwable> uncaught = Collections.synchronizedList(new ArrayList<>());
    /// As `from->to REASON`.
    final List<String> moves = Collections.synchronizedList(new ArrayList<>());
    final Footprints footprints = new Footprints(4);
    volatile int waits;

    @Override
    protected void cancelledBeforeItsBody(TaskCell<?> task) {
        cancelled.add(task);
    }

    @Override
    protected void interrupt(TaskCell<?> task) {
        interrupted.add(task);
    }

    @Override
    protected void runHere(TaskCell<?> task) {
        if (task.tryClaim() && task.runClaimed(null) == TaskCell.Run.CANCELLED) task.leave();
    }

    @Override
    protected long spinNanos() {
        return 0;
    }

    @Override
    protected synchronized void waited(long nanos) {
        waits++;
    }

    @Override
    protected void woken(ContinuationTask<?> task) {
        enqueued.add(task);
    }

    @Override
    protected void enqueueForCleanup(ContinuationTask<?> task) {
        enqueued.add(task);
    }

    @Override
    protected void yieldSoon(PlacedTask<?> task) {
        toldToYield.add((ContinuationTask<?>) task);
    }

    @Override
    protected void set(Alarm alarm) {
        alarms.add(alarm);
    }

    @Override
    protected void takeBack(Alarm alarm) {
        alarms.remove(alarm);
    }

    @Override
    protected void uncaught(Throwable failure) {
        uncaught.add(failure);
    }

    @Override
    protected int workers() {
        return 4;
    }

    @Override
    protected SuspendedTasks suspendedTasks() {
        return suspended;
    }

    @Override
    protected boolean moved(PlacedTask<?> task, int from, int to, MoveReason reason) {
        moves.add(from + "->" + to + " " + reason);
        return true;
    }

    @Override
    protected Footprints footprints() {
        return footprints;
    }
}
