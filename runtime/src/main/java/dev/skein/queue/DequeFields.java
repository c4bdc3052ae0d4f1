package dev.skein.queue;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/// Fields of [WorkStealingDeque], laid out so that the index that thieves write and the fields that the owner writes
/// never share a cache line (128 bytes: processors fetch lines in pairs). HotSpot lays out a superclass before its
/// subclass, so each group and each gap is a class of its own. But it moves small fields of a subclass into holes of its superclasses, so there must be none:
/// all are of 8 bytes but the one that fills the hole behind the header, and `slots`, behind which none follows that many write.
///
/// | field | written by | read by |
/// |---|---|---|
/// | top, a [TopWord] | whoever takes at the top, or changes who may, by CAS | all |
/// | copying | a thief that takes several, by CAS, and back again | thieves, owner |
/// | copiedFrom | the thief that has set `copying` | owner |
/// | bottom | owner | all |
/// | slots | owner, when the array grows or shrinks | all |
/// | topSeen, clearedTo, calmPops, calmAt, biasedAt, biased | owner | owner |
/// | pops | owner | all |
///
/// `copiedFrom`, `bottom`, `topSeen`, `clearedTo`, `calmAt` and `biasedAt` are positions (see [TopWord]).
abstract class DequeFields extends DequeGapBehindOwner {

    static final long NO = 0;
    static final long YES = 1;

    private static final VarHandle TOP;
    private static final VarHandle COPYING;
    private static final VarHandle COPIED_FROM;
    private static final VarHandle BOTTOM;
    private static final VarHandle SLOTS;
    private static final VarHandle POPS;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            TOP = lookup.findVarHandle(DequeTop.class, "top", long.class);
            COPYING = lookup.findVarHandle(DequeTop.class, "copying", long.class);
            COPIED_FROM = lookup.findVarHandle(DequeTop.class, "copiedFrom", long.class);
            BOTTOM = lookup.findVarHandle(DequeOwner.class, "bottom", long.class);
            SLOTS = lookup.findVarHandle(DequeOwner.class, "slots", Object[].class);
            POPS = lookup.findVarHandle(DequeOwner.class, "pops", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    DequeFields(long firstIndex, @Nullable Object[] slots) {
        super(TopWord.positionOf(firstIndex), slots);
    }

    final long popsOpaque() {
        return (long) POPS.getOpaque(this);
    }

    /// A [TopWord].
    final long topAcquire() {
        return (long) TOP.getAcquire(this);
    }

    /// Position of the oldest element.
    final long oldestAcquire() {
        return TopWord.position(topAcquire());
    }

    final boolean casTop(long expected, long next) {
        return TOP.compareAndSet(this, expected, next);
    }

    /// As [#casTop]. What was there: `expected` if it succeeded.
    final long exchangeTop(long expected, long next) {
        return (long) TOP.compareAndExchange(this, expected, next);
    }

    /// Thief: begins to take several. False: another one is at it.
    final boolean beginCopy() {
        return (long) COPYING.getOpaque(this) == NO && COPYING.compareAndSet(this, NO, YES);
    }

    final void endCopy() {
        COPYING.setRelease(this, NO);
    }

    final boolean isCopyingAcquire() {
        return (long) COPYING.getAcquire(this) != NO;
    }

    final void setCopiedFromRelease(long position) {
        COPIED_FROM.setRelease(this, position);
    }

    final long copiedFromAcquire() {
        return (long) COPIED_FROM.getAcquire(this);
    }

    final long bottomPlain() {
        return bottom;
    }

    final long bottomAcquire() {
        return (long) BOTTOM.getAcquire(this);
    }

    final void setBottomRelease(long position) {
        BOTTOM.setRelease(this, position);
    }

    final @Nullable Object[] slotsPlain() {
        return slots;
    }

    final @Nullable Object[] slotsAcquire() {
        return (@Nullable Object[]) SLOTS.getAcquire(this);
    }

    final void setSlotsRelease(@Nullable Object[] array) {
        SLOTS.setRelease(this, array);
    }
}

@SuppressWarnings("unused")
abstract class DequeGapBefore {
    private int behindTheHeader;
    private long p00, p01, p02, p03, p04, p05, p06, p07, p08, p09, p10, p11, p12, p13, p14;
}

abstract class DequeTop extends DequeGapBefore {
    long top;
    long copying;
    long copiedFrom;

    DequeTop(long first) {
        top = TopWord.shared(first);
        copiedFrom = first;
    }
}

@SuppressWarnings("unused")
abstract class DequeGapBetween extends DequeTop {
    private long p00, p01, p02, p03, p04, p05, p06, p07, p08, p09, p10, p11, p12, p13, p14;

    DequeGapBetween(long first) {
        super(first);
    }
}

/// For the bias the owner notes:
///
/// - `calmPops`: pops since it last looked whether thieves take anything, `calmAt`: where top was then
/// - `biasedAt`: where the deque was biased last, or where a bias was taken to with the last element
/// - `biased`: it has biased the deque, and not seen yet that it is shared; a hint, for the word decides
abstract class DequeOwner extends DequeGapBetween {
    long bottom;
    @Nullable Object[] slots;
    long topSeen;
    long clearedTo;
    long pops;
    long calmPops;
    long calmAt;
    long biasedAt;
    long biased;

    DequeOwner(long first, @Nullable Object[] slots) {
        super(first);
        this.bottom = first;
        this.slots = slots;
        this.topSeen = first;
        this.clearedTo = first;
        this.calmAt = first;
        this.biasedAt = first - TopWord.STEP;
    }
}

@SuppressWarnings("unused")
abstract class DequeGapBehindOwner extends DequeOwner {
    private long p00, p01, p02, p03, p04, p05, p06, p07, p08, p09, p10, p11, p12, p13, p14;

    DequeGapBehindOwner(long first, @Nullable Object[] slots) {
        super(first, slots);
    }
}
