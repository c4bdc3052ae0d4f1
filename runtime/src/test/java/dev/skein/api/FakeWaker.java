package dev.skein.api;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/// One wait of a task that a test plays. It may be ended from outside, as a cancel or a limit does.
final class FakeWaker implements Waker {

    private enum Wait { WAITS, WOKEN, ENDED }

    private final AtomicReference<Wait> wait = new AtomicReference<>(Wait.WAITS);
    private final AtomicInteger wakes = new AtomicInteger();

    static FakeWaker ended() {
        FakeWaker waker = new FakeWaker();
        waker.end();
        return waker;
    }

    @Override
    public boolean wake() {
        wakes.incrementAndGet();
        return wait.compareAndSet(Wait.WAITS, Wait.WOKEN);
    }

    /// Ends the wait; false if it was woken.
    boolean end() {
        return wait.compareAndSet(Wait.WAITS, Wait.ENDED);
    }

    boolean isWoken() {
        return wait.get() == Wait.WOKEN;
    }

    /// How often somebody tried.
    int wakes() {
        return wakes.get();
    }
}
