package dev.skein.contract;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;

/// All workers busy until [#close()], so that whatever is submitted meanwhile stays queued.
///
/// The occupants compute and do not block: a runtime may replace a blocked worker by a spare thread, and the queue would move after all.
/// An interrupt ends them.
final class Occupation implements AutoCloseable {

    private final Gate end = new Gate();

    private Occupation() {
    }

    static Occupation ofAll(Executor pool, int workers) throws InterruptedException {
        Occupation occupation = new Occupation();
        CountDownLatch started = new CountDownLatch(workers);
        for (int i = 0; i < workers; i++) {
            pool.execute(() -> {
                started.countDown();
                occupation.compute();
            });
        }
        Gate.await(started);
        return occupation;
    }

    private void compute() {
        long deadlineNanos = System.nanoTime() + SECONDS.toNanos(Gate.PATIENCE_SECONDS);
        while (!end.isOpen() && !Thread.currentThread().isInterrupted() && System.nanoTime() < deadlineNanos) {
            Thread.yield();
        }
    }

    @Override
    public void close() {
        end.open();
    }
}
