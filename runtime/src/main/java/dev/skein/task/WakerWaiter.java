package dev.skein.task;

import dev.skein.api.Waker;
import org.jspecify.annotations.Nullable;

/// A waker of somebody else's making among those who wait for a task.
///
/// waker: set to null by who abandons the wait; read by who releases it.
final class WakerWaiter extends Waiter {

    private volatile @Nullable Waker waker;

    WakerWaiter(Waker waker) {
        this.waker = waker;
    }

    @Override
    void release() {
        Waker waiting = waker;
        if (waiting != null) waiting.wake();
    }

    @Override
    boolean isGone() {
        return waker == null;
    }

    /// Lets the waker go if it is this one.
    void forget(Waker abandoned) {
        if (waker == abandoned) waker = null;
    }
}
