package dev.skein.api;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// A task that was spawned: its outcome as a [Future], and where it is.
///
/// A thread that waits in [#get] is no problem on a worker: another serves meanwhile. A [Continuation] waits by
/// [Step#await(Task)] instead and holds nothing.
///
/// @param <R> what the task ends with
public interface Task<R extends @Nullable Object> extends Future<R>, Awaitable {

    /// A number above 0 that no other task of this JVM has.
    long id();

    /// The name of its [Continuation]; after the end, when that one has been let go, the name of its class. What
    /// [Continuation#name] throws comes out of here.
    String name();

    /// Index of the worker that runs it or ran it last; before its first run the one it was meant for, or -1.
    int worker();

    /// How often it changed workers because it, its user or the runtime asked for it. Steals are not counted.
    int moveCount();

    /// Asks that the task go on at another worker from its next suspension point; while it runs [TaskContext#shouldYield] turns
    /// true. Of several requests the last counts. No effect on a task that has ended or declares that it is not movable.
    ///
    /// @param worker 0 to workers - 1
    /// @throws IllegalArgumentException if the worker is out of range
    void requestMove(int worker);

    /// What it has used and waited for so far; empty unless the runtime keeps accounts ([dev.skein.SkeinBuilder#account]), and for children of scopes.
    default Optional<TaskAccount> account() {
        return Optional.empty();
    }

    /// A view of the outcome as a [CompletableFuture]: it completes when the task ends, and cancelling it cancels the task.
    /// Completing it by hand changes the view only. To wait for it on a worker, or for a stage made from it, is a managed wait.
    CompletableFuture<R> toCompletableFuture();
}
