package dev.skein.contract;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.concurrent.CountDownLatch;

/// Closed until somebody opens it, then open for good. Nobody waits for ever, so that a wrong executor fails a test and does not hang it.
final class Gate {

    /// Longest wait for what must happen, 20 s; more where `skein.repeat` multiplies the work waited for.
    static final long PATIENCE_SECONDS = 20L * ExecutorContract.REPEAT;

    private final CountDownLatch latch = new CountDownLatch(1);

    void open() {
        latch.countDown();
    }

    boolean isOpen() {
        return latch.getCount() == 0;
    }

    /// Waits until the gate is open.
    void pass() throws InterruptedException {
        await(latch);
    }

    /// Waits until the gate is open, whatever interrupts come; the flag is as it was set when this returns.
    void passIgnoringInterrupts() {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    pass();
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    static void await(CountDownLatch latch) throws InterruptedException {
        if (!latch.await(PATIENCE_SECONDS, SECONDS)) {
            throw new AssertionError("waited " + PATIENCE_SECONDS + " s in vain, count still " + latch.getCount());
        }
    }
}
