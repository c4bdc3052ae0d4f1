package dev.skein.platform;

import java.util.concurrent.CountDownLatch;

/// A platform thread that runs `first`, tells its kernel id, and uses all the CPU time it can get until it is closed.
public final class SpinningThread implements AutoCloseable {

    private final CountDownLatch ready = new CountDownLatch(1);
    private final Thread thread;
    private volatile boolean end;
    private volatile int tid;

    private SpinningThread(Runnable first) {
        thread = Thread.ofPlatform().daemon().unstarted(() -> {
            tid = Affinity.system().currentThreadId();
            first.run();
            ready.countDown();
            while (!end) Thread.onSpinWait();
        });
    }

    public static SpinningThread after(Runnable first) {
        SpinningThread spinning = new SpinningThread(first);
        spinning.thread.start();
        try {
            spinning.ready.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return spinning;
    }

    public int tid() {
        return tid;
    }

    /// Ends the thread and waits until it has ended.
    @Override
    public void close() {
        end = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
