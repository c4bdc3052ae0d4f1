package dev.skein.api;

import org.jspecify.annotations.Nullable;

/// The body of a task that can suspend: an object whose fields are the captured state.
///
/// [#resume] runs it up to its next suspension point, which it names by the [Step] it returns; the worker then goes on with
/// other tasks, and whichever worker has it next calls [#resume] again. One worker at a time runs it, and what one
/// call wrote the next one sees, so the fields need neither `volatile` nor locks.
///
/// A lock that belongs to a thread (`synchronized`, `ReentrantLock`) must be released before `resume` returns: the next call may
/// come on another thread. Thread locals stay with the worker's thread, not with the task.
///
/// @param <R> what the task ends with
@FunctionalInterface
public interface Continuation<R extends @Nullable Object> {

    /// Runs the body up to its next suspension point.
    ///
    /// @param context what the runtime tells the task, and what the task may ask; only valid during this call
    /// @return why it stops: [Step#done], [Step#again], [Step#await], [Step#sleep] or [Step#moveTo]; not null
    /// @throws Exception as the task's outcome; it is not resumed again
    Step<R> resume(TaskContext context) throws Exception;

    /// Cleans up after a cancel: called once, on a worker, when the body has been left for good. Not called if the task ended by
    /// itself. What it throws goes to the runtime's uncaught exception handler.
    default void cancelled() {}

    /// Memory that the task keeps alive while it exists, in bytes, as far as it matters where it is placed; 0 or more. Default 0:
    /// it does not matter. Asked once, by the thread that spawns the task; below 0 `spawn` throws an [IllegalArgumentException], and
    /// more than 2^40 (1 TiB) counts as that much.
    default long footprintBytes() {
        return 0;
    }

    /// Name for messages and dumps; need not be unique. Default: the name of the class.
    default String name() {
        return getClass().getName();
    }
}
