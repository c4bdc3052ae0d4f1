package dev.skein.worker;

import java.time.Duration;

/// Makes a carrier quick: it learns that tasks are short, and vouches for what is queued with it.
final class Quick {

    private Quick() {}

    /// Runs tiny tasks one after the other on one carrier for that long, each enqueued by the one before; then `last`, as
    /// the next of them.
    static void chain(PoolUnderTest test, Duration time, Runnable last) {
        long end = System.nanoTime() + time.toNanos();
        test.pool.enqueue(new Runnable() {
            @Override
            public void run() {
                if (System.nanoTime() - end < 0) test.pool.enqueue(this);
                else last.run();
            }
        });
    }
}
