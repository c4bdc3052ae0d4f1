package dev.skein.soak;

import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// The futures that were made last, for who cancels and moves some of them. One thread offers, one looks.
final class Prey {

    private static final int SIZE = 4_096;

    private final AtomicReferenceArray<Future<?>> last = new AtomicReferenceArray<>(SIZE);
    private int next;

    void offer(Future<?> future) {
        last.set(next++ % SIZE, future);
    }

    Optional<Future<?>> any(Dice dice) {
        return Optional.ofNullable(last.get(dice.below(SIZE)));
    }

    /// Holds on to nothing.
    void forget() {
        for (int i = 0; i < SIZE; i++) last.set(i, null);
    }
}
