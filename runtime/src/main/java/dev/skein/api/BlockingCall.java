package dev.skein.api;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/// Something that may block its thread: a [Callable] that declares what it throws, so that who calls it need not catch more than that.
///
/// @param <T> of its result
/// @param <X> what it throws; where that is several kinds, what they have in common
@FunctionalInterface
public interface BlockingCall<T extends @Nullable Object, X extends Exception> extends Callable<T> {

    @Override
    T call() throws X;
}
