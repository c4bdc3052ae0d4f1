package dev.skein.api;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A group of tasks that end before it does: what was spawned in it is waited for together, and what is no longer needed is
/// cancelled ([Joining] says when).
///
///     private TaskScope<Price, Price> offers;                          // a field of a Continuation
///     ...
///     offers = skein.scope(Joining.firstSuccess());
///     for (Shop shop : shops) offers.spawn(new AskFor(item, shop));
///     return Step.await(offers.join());                               // the worker goes on with others
///
/// A task that is not suspendable waits by `scope.join().get()`: on a worker that is a managed wait. [#close] cancels the children that have not
/// ended, also after [#join]: wait for what that returns before you leave a try-with-resources block. A continuation that is cancelled while its scope is open calls [#cancel] in [Continuation#cancelled].
///
/// All methods may be called from any thread.
///
/// @param <T> what the children end with
/// @param <R> what the group ends with
public interface TaskScope<T extends @Nullable Object, R extends @Nullable Object> extends AutoCloseable {

    /// Starts a child that suspends. If the rest is cancelled already, so is this one, at once.
    ///
    /// @throws IllegalStateException after [#join] or [#close]
    /// @throws java.util.concurrent.RejectedExecutionException if the runtime is closed, or at its queue limit
    /// @throws IllegalArgumentException if the [Continuation#footprintBytes] of the child are below 0
    Task<T> spawn(Continuation<T> child);

    /// Starts a child that runs in one go; else as [#spawn].
    Task<T> submit(Callable<T> child);

    /// No more children. The stage completes when all children have ended and, if they were cancelled, are cleaned up after: with what
    /// [Joining#result] gives, or with what it throws. To wait for it on a worker, or for a stage made from it, is a managed
    /// wait. Each call returns the same stage.
    CompletableFuture<R> join();

    /// Cancels the children that have not ended, and those that are yet to come.
    void cancel();

    /// [#cancel], unless all have ended, and waits until they have. On a worker a spare serves meanwhile. An interrupt does
    /// not end the wait; the flag is kept.
    ///
    /// @throws IllegalStateException on one of the children, in its cleanup, or in [Joining#decides], which would wait for themselves. A stage made of a child's
    ///     ([Task#toCompletableFuture]) must not call it either, and is not told
    @Override
    void close();
}
