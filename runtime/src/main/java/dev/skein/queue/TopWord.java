package dev.skein.queue;

/// The word `top` of a [WorkStealingDeque]: which element is the oldest, and who may take elements.
///
///     63                               2 1  0
///     [ index of the oldest             | mode ]
///
///     SHARED   -> BIASED    owner, after many pops in which it met no thief, and once at most for each index
///     BIASED   -> REVOKING  a thief
///     REVOKING -> SHARED    the owner within its next pop, or a thief behind [dev.skein.platform.AsymmetricFence#heavy]
///
/// Who takes an element raises the index and leaves the mode.
///
/// A position is an index in the place where it has it in the word, the rest zero; the indices of the deque's other fields are positions too, so they compare with
/// a word as they are: `position - word > 0` says that the position is younger than the oldest element, whatever the mode. All arithmetic is on 64 bits
/// and may go round.
final class TopWord {

    private static final int SHIFT = 2;

    /// From one position to the next.
    static final long STEP = 1L << SHIFT;
    /// The largest index; the next one is the smallest, -2^61.
    static final long LAST_INDEX = Long.MAX_VALUE >> SHIFT;

    private static final long MODE = STEP - 1;
    private static final long BIASED = 0;
    private static final long REVOKING = 1;
    private static final long SHARED = 2;

    private TopWord() { }

    /// Index `index`, shared.
    static long of(long index) {
        return positionOf(index) | SHARED;
    }

    static long positionOf(long index) {
        return index << SHIFT;
    }

    /// Of a word or a position.
    static long index(long word) {
        return word >> SHIFT;
    }

    static long position(long word) {
        return word & -STEP;
    }

    /// How many elements stand from the oldest up to a younger position.
    static long elements(long oldest, long younger) {
        return (younger - position(oldest)) >> SHIFT;
    }

    /// Where an element stands in an array of a power of two of slots.
    static int slot(long position, int capacity) {
        return (int) (position >>> SHIFT) & (capacity - 1);
    }

    static boolean isBiased(long word) {
        return (word & MODE) == BIASED;
    }

    static boolean isRevoking(long word) {
        return (word & MODE) == REVOKING;
    }

    static boolean isShared(long word) {
        return (word & MODE) == SHARED;
    }

    static long biased(long word) {
        return position(word);          // BIASED is 0
    }

    static long revoking(long word) {
        return position(word) | REVOKING;
    }

    static long shared(long word) {
        return position(word) | SHARED;
    }
}
