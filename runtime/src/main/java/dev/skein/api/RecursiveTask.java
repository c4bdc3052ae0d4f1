package dev.skein.api;

import org.jspecify.annotations.Nullable;

/// A task that computes its part of a result and forks others for the rest, as the JDK's class of the same name.
///
/// @param <R> its result
public abstract class RecursiveTask<R extends @Nullable Object> implements Awaitable {

    /// Computes the result; called once.
    protected abstract R compute();

    @Override
    public boolean register(Waker waker) {
        return false;
    }
}
