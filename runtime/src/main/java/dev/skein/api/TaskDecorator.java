package dev.skein.api;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Lets a context follow a task: a trace, a logging context, a security identity.
///
/// [#capture] is called for each task on the thread that submits it; what it returns is put around every slice of that task on the
/// workers: around the run of a plain task, around each run of a periodic one, around each [Continuation#resume] and around
/// [Continuation#cancelled].
///
///     builder.decorator(() -> {
///         Context captured = Context.current();
///         return slice -> {
///             Context found = captured.attach();
///             try {
///                 slice.run();
///             } finally {
///                 captured.detach(found);       // what was there before, not nothing
///             }
///         };
///     });
///
/// A task that waits on a worker may run another task within itself, on the same thread. So what is put around a slice must put back what it
/// found, or the outer task goes on without its context.
///
/// A runtime has one decorator; [#andThen] makes one of two.
@FunctionalInterface
public interface TaskDecorator {

    /// Takes what is to follow the task from the calling thread, before the task is accepted; it may still be refused. What this throws, the
    /// submission throws, and the task is not accepted.
    ///
    /// @return what is put around the task's slices; null: nothing
    @Nullable Captured capture();

    /// This decorator with another one inside it: what `inner` has captured is put around a slice, and what this has captured around both. Where one of them captures
    /// nothing the other stands alone. This one captures first; what either throws, the submission throws.
    default TaskDecorator andThen(TaskDecorator inner) {
        Objects.requireNonNull(inner, "inner");
        return () -> {
            Captured outside = capture();
            Captured inside = inner.capture();
            if (outside == null || inside == null) return outside == null ? inside : outside;
            return slice -> outside.around(() -> inside.around(slice));
        };
    }

    /// What was captured for one task.
    @FunctionalInterface
    interface Captured {

        /// Runs the slice exactly once, on the calling thread, with the context around it. It may be called on several threads, one after the
        /// other. What the slice throws is what the body has thrown, also a checked exception, and the outcome of the task
        /// whatever becomes of it here; it should be passed on. What else this throws fails the task, and so does not running the slice.
        ///
        /// @param slice part of a task; running it a second time, later, or elsewhere throws an [IllegalStateException]
        void around(Runnable slice);
    }
}
