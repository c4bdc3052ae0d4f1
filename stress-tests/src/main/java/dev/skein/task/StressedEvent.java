package dev.skein.task;

import dev.skein.api.Awaitable;
import dev.skein.api.Waker;
import java.util.concurrent.atomic.AtomicInteger;

/// An awaitable that counts who asks and who gives up.
final class StressedEvent implements Awaitable {

    final AtomicInteger registered = new AtomicInteger();
    final AtomicInteger abandoned = new AtomicInteger();
    volatile Waker waker;

    @Override
    public boolean register(Waker asking) {
        waker = asking;
        registered.incrementAndGet();
        return true;
    }

    @Override
    public void abandon(Waker asking) {
        abandoned.incrementAndGet();
    }
}
