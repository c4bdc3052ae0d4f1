package dev.skein.meta;

import java.util.concurrent.atomic.AtomicInteger;

/// Lets two threads do something at the very same time, round after round, as far as there are two CPUs.
public final class InStep {

    /// The last one comes up to that many spins later; the first needs some to see that it may go on.
    private static final int MOST_DELAY = 16;
    private static final int SPINS_AT_ONCE = 1_000;

    private final AtomicInteger arrivals = new AtomicInteger();

    /// Waits for the other thread.
    ///
    /// @param round from 0, each once by each thread
    public void await(int round) {
        if (arrivals.incrementAndGet() == 2 * (round + 1)) {
            for (int delay = round % MOST_DELAY; delay > 0; delay--) Thread.onSpinWait();
            return;
        }
        for (int spins = 1; arrivals.get() < 2 * (round + 1); spins++) {
            if (spins % SPINS_AT_ONCE == 0) Thread.yield();
        }
    }
}
