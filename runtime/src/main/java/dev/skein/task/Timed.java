package dev.skein.task;

import java.util.concurrent.atomic.AtomicLong;

/// Something that happens at a time: what the timers hold. It knows its place among them, so that it can be taken out early.
public interface Timed {

    /// Place of what is not in the timers.
    int NOWHERE = -1;

    /// Longest delay, 146 years: half the range, so that any two due times can be compared by their difference.
    long MAX_DELAY_NANOS = Long.MAX_VALUE >> 1;

    /// Value of `System.nanoTime()` at which it is due; does not change while it is in the timers.
    long dueNanos();

    /// Made later, higher: of two that are due at the same time the one made first comes first.
    long sequence();

    /// Its place among the timers, or [#NOWHERE].
    int heapIndex();

    void heapIndex(int index);

    default boolean isBefore(Timed other) {
        long difference = dueNanos() - other.dueNanos();
        return difference != 0 ? difference < 0 : sequence() < other.sequence();
    }

    /// A number for [#sequence].
    static long nextSequence() {
        return Sequence.NEXT.getAndIncrement();
    }

    /// Holder of the count.
    final class Sequence {
        private static final AtomicLong NEXT = new AtomicLong();

        private Sequence() {}
    }
}
