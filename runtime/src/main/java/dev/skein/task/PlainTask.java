package dev.skein.task;

import org.jspecify.annotations.Nullable;

/// A task whose body runs from its beginning to its end in one go.
public abstract class PlainTask<R extends @Nullable Object> extends TaskCell<R> {

    protected PlainTask(TaskOwner owner, boolean suspended) {
        super(owner, suspended);
    }

    /// Computes the value. Called at most once at a time, on the thread that claimed the task.
    protected abstract R compute() throws Exception;

    @Override
    public Run runClaimed(@Nullable Slice slice) {
        R value;
        try {
            value = compute();
        } catch (Throwable failure) {
            return fail(failure);
        }
        return complete(value);
    }
}
