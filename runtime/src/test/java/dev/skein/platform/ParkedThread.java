package dev.skein.platform;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// A platform thread that runs `first`, tells its kernel id, and waits until it is closed.
final class ParkedThread implements AutoCloseable {

    private final AtomicInteger tid = new AtomicInteger();
    private final CountDownLatch ready = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);
    private final Thread thread;

    private ParkedThread(Runnable first, Runnable last) {
        thread = Thread.ofPlatform().daemon().unstarted(() -> {
            tid.set(Affinity.system().currentThreadId());
            first.run();
            ready.countDown();
            awaitUninterrupted(end);
            last.run();
        });
    }

    /// A thread that has run `first`.
    static ParkedThread after(Runnable first) {
        return between(first, () -> {});
    }

    /// A thread that has run `first` and runs `last` when it is closed.
    static ParkedThread between(Runnable first, Runnable last) {
        ParkedThread parked = new ParkedThread(first, last);
        parked.thread.start();
        awaitUninterrupted(parked.ready);
        return parked;
    }

    int tid() {
        return tid.get();
    }

    /// Ends the thread and waits until it has ended.
    @Override
    public void close() {
        end.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
