package dev.skein.task;

import org.jspecify.annotations.Nullable;

/// Something that may block its thread, and throws what it declares.
///
/// @param <T> of its result
/// @param <X> what it throws; where that is several kinds, what they have in common
@FunctionalInterface
public interface BlockingCall<T extends @Nullable Object, X extends Exception> {

    T call() throws X;
}
