package dev.skein.micrometer;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// A sum as a counter must show it. Figures are read from counters of several threads while these count, so a sum may come out a little lower than
/// a moment before, or be unknown; monitoring systems take a counter that steps back for one that has begun anew.
final class Rising {

    private final LongSupplier sum;
    private final AtomicLong most = new AtomicLong();

    /// @param sum 0 or more; negative: not known now
    Rising(LongSupplier sum) {
        this.sum = sum;
    }

    long get() {
        return most.accumulateAndGet(sum.getAsLong(), Math::max);
    }
}
