package dev.skein.bench.load;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Waiting in the tools' main threads, where 10 ms more or less do not matter.
public final class Waiting {

    private Waiting() { }

    /// @throws IllegalStateException naming `what`, if it has not come about after `limit`
    public static void until(String what, Duration limit, BooleanSupplier condition) throws InterruptedException {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > limit.toNanos()) throw new IllegalStateException("not after " + limit.toSeconds() + " s: " + what);
            Thread.sleep(10);
        }
    }
}
