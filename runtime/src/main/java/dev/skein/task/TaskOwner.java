package dev.skein.task;

/// What a task needs of the runtime that it belongs to.
public abstract class TaskOwner {

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
}
