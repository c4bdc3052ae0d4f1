package dev.skein.api;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/// One registration with a fork: a node of its stack of waiters.
///
/// waker: whoever takes it, by exchange; null from then on. next: the waiter before it is published; then who sweeps.
/// nextLate: the waiter before it is published there; then who wakes the late ones.
final class Waiter {

    private static final VarHandle WAKER;

    static {
        try {
            WAKER = MethodHandles.lookup().findVarHandle(Waiter.class, "waker", Waker.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    final RecursiveTask<?> fork;
    volatile @Nullable Waiter next;
    /// See [LateWaiters].
    @Nullable Waiter nextLate;
    private volatile @Nullable Waker waker;

    Waiter(RecursiveTask<?> fork, Waker waker) {
        this.fork = fork;
        this.waker = waker;
    }

    /// Takes the waker out; null if another was first. Who gets it may wake it, or forget it.
    @Nullable Waker take() {
        return waker == null ? null : (Waker) WAKER.getAndSet(this, null);
    }

    /// Wakes it unless another has taken it (J3).
    void wake() {
        Waker taken = take();
        if (taken == null) return;
        try {
            boolean _ = taken.wake();
        } catch (StackOverflowError noRoom) {
            waker = taken;                   // the sentry, or who looks again, has more room
            throw noRoom;
        }
    }

    boolean isTaken() {
        return waker == null;
    }

    boolean isFor(Waker other) {
        return waker == other;
    }
}
