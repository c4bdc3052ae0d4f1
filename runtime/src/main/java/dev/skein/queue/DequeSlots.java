package dev.skein.queue;

import static dev.skein.queue.TopWord.STEP;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The array of a [WorkStealingDeque]: how its owner makes room in it, lets go of what was taken, and exchanges it for a larger or a smaller one. The invariants that it keeps, D4, D5 and
/// D9, stand there.
abstract class DequeSlots extends DequeFields {

    /// Largest array: the largest power of two that an array length can be.
    static final int MAX_CAPACITY = 1 << 30;

    private final int initialCapacity;
    private final int margin;

    /// @param margin slots behind the others that stay empty
    DequeSlots(long firstIndex, int initialCapacity, int margin) {
        super(firstIndex, new Object[checkedCapacity(initialCapacity) + margin]);
        this.initialCapacity = initialCapacity;
        this.margin = margin;
    }

    private static int checkedCapacity(int capacity) {
        if (capacity < 2 || capacity > MAX_CAPACITY || Integer.bitCount(capacity) != 1) {
            throw new IllegalArgumentException("initialCapacity must be a power of two, 2 to 2^30, got " + capacity);
        }
        return capacity;
    }

    /// Slots of the array in use, for tests of growing and shrinking.
    int capacity() {
        return capacity(slotsAcquire());
    }

    /// Elements that the array still holds on to, taken ones that wait to be cleared included; for tests, owner only.
    int occupiedSlots() {
        return (int) Arrays.stream(slotsPlain()).filter(slot -> slot != null).count();
    }

    /// Clears the slots of elements taken so far, but for those that a thief copies. `taken` is a `top` that the owner has read, so nobody else
    /// needs them (D5).
    final void clearTaken(long taken, long b) {
        long free = freeBelow(taken);
        @Nullable Object[] array = slotsPlain();
        long from = clearedTo;
        if (b - from > room(array)) from = b - room(array);   // a slot before that holds a younger element already
        for (; free - from > 0; from += STEP) array[slot(from, array)] = null;
        clearedTo = free;
        topSeen = free;
        if (b == free && capacity(array) > initialCapacity) shrink();
    }

    /// Where the slots end that nobody needs any more (D9). Who copies from before `clearedTo` does so from an array that was replaced, or is about to fail: where
    /// the CAS of a thief is in `taken`, and this array was in use then, nothing from there on has been cleared. The index is acquired too: it may be that
    /// of the next thief, and then the one before must be through.
    private long freeBelow(long taken) {
        if (!isCopyingAcquire()) return taken;
        long copied = copiedFromAcquire();
        return copied - taken >= 0 || copied - clearedTo < 0 ? taken : copied;
    }

    /// Empty: no thief can win an index below bottom any more (D4). Without memory for the small array the large one stays,
    /// since whoever called has taken an element already.
    private void shrink() {
        try {
            setSlotsRelease(new Object[initialCapacity + margin]);
        } catch (OutOfMemoryError keepTheLargeOne) {
            clearedTo = bottomPlain();
        }
    }

    /// Makes sure that `count` more elements fit behind bottom: by what thieves have freed, else by a larger array, or, where a thief still copies from
    /// this one, by another (D9).
    final @Nullable Object[] makeRoom(long b, int count) {
        long t = oldestAcquire();
        clearTaken(t, b);
        @Nullable Object[] old = slotsPlain();
        if (b - topSeen + count * STEP <= room(old)) return old;
        long needed = TopWord.elements(t, b) + count;
        if (needed > MAX_CAPACITY) {
            throw new OutOfMemoryError("a deque holds at most " + MAX_CAPACITY + " elements, it has " + TopWord.elements(t, b));
        }
        int capacity = capacity(old);
        while (capacity < needed) capacity <<= 1;
        @Nullable Object[] next = new Object[capacity + margin];
        for (long i = t; b - i > 0; i += STEP) next[slot(i, next)] = old[slot(i, old)];
        setSlotsRelease(next);               // before the bottom that needs it: pairs with slotsAcquire after bottomAcquire (D4)
        clearedTo = t;
        topSeen = t;
        return next;
    }

    final int slot(long position, @Nullable Object[] array) {
        return TopWord.slot(position, capacity(array));
    }

    /// The length of an array, as a distance of positions.
    final long room(@Nullable Object[] array) {
        return capacity(array) * STEP;
    }

    private int capacity(@Nullable Object[] array) {
        return array.length - margin;
    }
}
