package dev.skein.task;

import dev.skein.api.Waker;

/// A waker of somebody else's making among those who wait for a task.
final class WakerWaiter extends Waiter {

    private final Waker waker;

    WakerWaiter(Waker waker) {
        this.waker = waker;
    }

    @Override
    void release() {
        waker.wake();
    }

    @Override
    boolean isGone() {
        return false;
    }
}
