package dev.skein.queue;

/// The word `top` of a [WorkStealingDeque]: which element is the oldest, and who may take elements.
///
///     63                      8 7      2 1  0
///     [ index of the oldest    | epoch  | mode ]
///
///     SHARED   -> BIASED    owner, which has popped for a while and met no thief; a new epoch
///     BIASED   -> REVOKING  a thief
///     REVOKING -> SHARED    the owner at its next pop, or a thief behind [dev.skein.platform.AsymmetricFence#heavy]
///
/// A position is an index in the place where it has it in the word, the rest zero; the indices of the deque's other fields are positions too, so they compare with
/// a word as they are: `position - word > 0` says that the position is younger than the oldest element, whatever mode and epoch. All arithmetic is on 64 bits
/// and may go round.
final class TopWord {

    private static final int SHIFT = 8;

    /// From one position to the next.
    static final long STEP = 1L << SHIFT;
    /// The largest index; the next one is the smallest, -2^55.
    static final long LAST_INDEX = Long.MAX_VALUE >> SHIFT;

    private static final long MODE = 3;
    private static final long BIASED = 0;
    private static final long REVOKING = 1;
    private static final long SHARED = 2;
    private static final long EPOCH = (STEP - 1) & ~MODE;
    private static final long NEXT_EPOCH = MODE + 1;

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
        return position(word) | ((word + NEXT_EPOCH) & EPOCH) | BIASED;
    }

    static long revoking(long word) {
        return (word & ~MODE) | REVOKING;
    }

    static long shared(long word) {
        return (word & ~MODE) | SHARED;
    }
}
