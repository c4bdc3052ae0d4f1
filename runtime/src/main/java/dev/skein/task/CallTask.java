package dev.skein.task;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/// A plain task: a [Callable], or a [Runnable] with the value it is to end with.
public class CallTask<R extends @Nullable Object> extends TaskCell<R> {

    // Both hold one body: the callable, or the runnable with its value. Dropped when the task has ended.
    private @Nullable Object body;
    private final @Nullable R value;
    private final boolean callable;

    public CallTask(TaskOwner owner, Callable<R> body) {
        super(owner, false);
        this.body = body;
        this.value = null;
        this.callable = true;
    }

    public CallTask(TaskOwner owner, Runnable body, R value) {
        super(owner, false);
        this.body = body;
        this.value = value;
        this.callable = false;
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"})   // a value that is null is one that the caller's R allows
    protected R compute() throws Exception {
        Object work = body;
        if (callable) return ((Callable<R>) work).call();
        ((Runnable) work).run();
        return value;
    }

    @Override
    protected void release() {
        body = null;
    }

    @Override
    protected String describe() {
        Object work = body;
        return work == null ? "Task" : work.getClass().getName();
    }
}
