package dev.skein.task;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/// A plain task: a [Callable], or a [Runnable] with the value it is to end with.
public class CallTask<R extends @Nullable Object> extends PlainTask<R> {

    /// Stands for the value where the body is a callable: the object has no room for a flag without growing by 8 bytes.
    private static final Object CALLABLE = new Object();

    // Both hold one body: the callable, or the runnable with its value. Dropped when the task has ended.
    private @Nullable Object body;
    private final @Nullable Object value;

    public CallTask(TaskOwner owner, Callable<R> body) {
        super(owner, false);
        this.body = body;
        this.value = CALLABLE;
    }

    public CallTask(TaskOwner owner, Runnable body, R value) {
        super(owner, false);
        this.body = body;
        this.value = value;
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"})   // a value that is null is one that the caller's R allows
    protected R compute() throws Exception {
        Object work = body;
        if (value == CALLABLE) return ((Callable<R>) work).call();
        ((Runnable) work).run();
        return (R) value;
    }

    @Override
    protected void release() {
        body = null;
    }

    @Override
    public String bodyClass() {
        Object work = body;
        return work == null ? "-" : Wrapper.classOf(work);
    }

    @Override
    protected String describe() {
        Object work = body;
        return work == null ? "Task" : work.getClass().getName();
    }
}
