package dev.skein.task;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// An owner without a runtime: writes down what tasks ask of it, and runs them on the calling thread.
final class FakeOwner extends TaskOwner {

    final List<TaskCell<?>> cancelled = Collections.synchronizedList(new ArrayList<>());
    final List<TaskCell<?>> interrupted = Collections.synchronizedList(new ArrayList<>());
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
        if (task.tryClaim() && task.runClaimed() == TaskCell.Run.CANCELLED) task.leave();
    }

    @Override
    protected long spinNanos() {
        return 0;
    }

    @Override
    protected synchronized void waited(long nanos) {
        waits++;
    }
}
