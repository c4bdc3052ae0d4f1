package dev.skein.api;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Future.State;
import org.jspecify.annotations.Nullable;

/// How a [TaskScope] ends: when the rest of its children is no longer needed, and what comes of all.
///
/// @param <T> what the children end with
/// @param <R> what the group ends with
public interface Joining<T extends @Nullable Object, R extends @Nullable Object> {

    /// Whether the rest is to be cancelled, now that this child has ended. Asked on the thread that ended it, for several
    /// children at once; the first for which the answer is true is the decider. Must not throw or block.
    boolean decides(Task<T> ended);

    /// What the group ends with; called once, when all have ended.
    ///
    /// @param children in the order in which they were spawned
    /// @param decider the child for which [#decides] was true, or null
    /// @throws Exception as the failure of the group
    R result(List<Task<T>> children, @Nullable Task<T> decider) throws Exception;

    /// Waits for all, however they end, and gives the children.
    static <T extends @Nullable Object> Joining<T, List<Task<T>>> all() {
        return new Joining<>() {
            @Override
            public boolean decides(Task<T> ended) {
                return false;
            }

            @Override
            public List<Task<T>> result(List<Task<T>> children, @Nullable Task<T> decider) {
                return children;
            }
        };
    }

    /// Gives the first value, and cancels the rest. If all fail, the group fails as the first of them in the order of
    /// spawning, with the others suppressed; without children it fails with an [IllegalStateException].
    static <T extends @Nullable Object> Joining<T, T> firstSuccess() {
        return new Joining<>() {
            @Override
            public boolean decides(Task<T> ended) {
                return ended.state() == State.SUCCESS;
            }

            @Override
            public T result(List<Task<T>> children, @Nullable Task<T> decider) throws Exception {
                if (decider != null) return decider.resultNow();
                Exception all = null;
                for (Task<T> child : children) {
                    Exception failure = failureOf(child);
                    if (all == null) all = failure;
                    else if (all != failure) all.addSuppressed(failure);
                }
                throw all != null ? all : new IllegalStateException("no child was spawned, so none can succeed");
            }
        };
    }

    /// Gives all values in the order of spawning. The first failure, or cancelled child, cancels the rest, and the group fails with it.
    static <T extends @Nullable Object> Joining<T, List<T>> failFast() {
        return new Joining<>() {
            @Override
            public boolean decides(Task<T> ended) {
                return ended.state() != State.SUCCESS;
            }

            @Override
            public List<T> result(List<Task<T>> children, @Nullable Task<T> decider) throws Exception {
                if (decider != null) throw failureOf(decider);
                List<T> values = new ArrayList<>(children.size());
                for (Task<T> child : children) values.add(child.resultNow());
                return values;
            }
        };
    }

    /// What a child that gave no value ended with, as an exception.
    private static Exception failureOf(Task<?> child) {
        if (child.state() != State.FAILED) return new CancellationException("cancelled: " + child);
        Throwable failure = child.exceptionNow();
        if (failure instanceof Error error) throw error;
        return failure instanceof Exception exception ? exception : new IllegalStateException(failure);
    }
}
