package dev.skein.queue;

import static dev.skein.queue.TopWord.STEP;

import dev.skein.platform.AsymmetricFence;
import java.lang.invoke.VarHandle;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A lock-free double-ended queue with one owner and any number of thieves. The algorithm is the one of D. Chase and
/// Y. Lev, "Dynamic circular work-stealing deque" (SPAA 2005), with the memory orders of N. M. Le, A. Pop, A. Cohen and
/// F. Zappa Nardelli, "Correct and efficient work-stealing for weak memory models" (PPoPP 2013). What differs: indices
/// may wrap and are compared by difference, slots are cleared by the owner only, an array that grew shrinks when
/// the deque is found empty, a deque that nobody pops can be robbed of several elements at once, and one that nobody robs is popped without fences.
///
/// It has two uses, and a deque is kept to one of them for its life:
///
/// | use | owner adds | owner takes | thieves take |
/// |---|---|---|---|
/// | forks: depth first, warm | [#push] | [#pop], [#popIf] at the bottom | [#poll(boolean)] at the top |
/// | ready: first in, first out | [#push] | [#poll(boolean)], [#poll(Taker)], [#pollIf] at the top | [#poll(boolean)], [#stealInto] at the top |
///
/// The elements are those with index in `[top, bottom)`; element `i` stands in slot `i mod length`.
///
/// **Bias.** An owner that has popped for a while and met no thief biases the deque to itself: from then on a pop that leaves an element behind has no fence and no CAS. A
/// thief that wants something revokes the bias, and then the owner's next pop that finds something shares the deque; where that does not come soon, the thief has all threads pass a
/// fence and shares it itself. So what a computing or blocked owner has forked can be taken as ever. [TopWord] has the states. (Biased locks, by K. Kawachiya, A. Koseki and
/// T. Onodera, "Lock reservation: Java locks can mostly do without atomic operations", OOPSLA 2002, do the same for monitors.)
///
/// - D1 an element that a taker gets was published: its slot, and what the owner wrote before, are visible.
/// - D2 no element is taken twice: indices below `top` are never handed out again, and `top` moves by CAS only.
/// - D3 the last element goes to either the owner or one thief, and is not lost.
/// - D4 growing or shrinking neither loses nor doubles an element: the owner never writes an array it has replaced.
/// - D5 a slot is written or cleared by the owner only, and cleared only where it has popped the element itself, or below a `top` that it has read. A thief
///   that nulled a slot late could destroy an element that the owner had put there since.
/// - D6 [#stealInto] is all or nothing: one CAS of `top` over the whole range. It needs a deque that nobody pops, since
///   a pop takes without touching `top` while more than one element is left.
/// - D7 indices are 62 bits wide and may wrap; only differences of them mean anything.
/// - D8 [#forEach] shows elements in their order and none twice, and of a deque that nobody pops only what was published (D1): a slot is written anew only
///   below a `top` that the owner has read (D5), so where `top` has not come by after the slot was read, that was the element of this index.
/// - D9 what [#stealInto] has taken stays in its slots until it is copied: the thief says from where on it will copy, before its CAS, and takes that back
///   when it is done. The owner, who reads this after `top`, clears and writes nothing from there on; where it needs the room it goes on in another
///   array, once or twice for each thief. A thief that stalls there keeps others only from taking several.
/// - D10 an element that is popped without a fence is taken by nobody else. Only of a shared deque does a thief's CAS succeed. The owner shares it within a pop, after the store of bottom
///   and before the look at top that decides. A thief shares it behind a heavy fence that it passes after the word was REVOKING: a pop that has still read BIASED had stored its
///   bottom before, so that store is visible now; any other reads REVOKING, or what came after, and has a full fence. A thief that stalls behind its fence cannot end a later bias, for
///   which no fence has passed: at each index the word becomes BIASED once at most (`biasedAt`), so its CAS fails.
public final class WorkStealingDeque<E> extends DequeSlots {

    /// So many pops, between which no thief has taken anything, bias the deque. Their fences cost some 2 us, about what a revocation costs: so at worst, where each bias is revoked
    /// at once, both cost twice as much as either.
    static final int CALM_POPS = 512;
    /// How long a thief waits for the owner to pop, and so to share the deque. The heavy fence interrupts all CPUs, and an owner that pops has answered as soon as
    /// the line of memory has come to it. (With some 30 ns instead, a tree search took up to twice as long.)
    private static final long ANSWER_NANOS = 2_000;
    /// For a thief that finds that another one has asked: that one has the fence passed.
    private static final long OTHERS_ANSWER_NANOS = 8 * ANSWER_NANOS;

    /// @param initialCapacity slots at the start and after shrinking; a power of two, 2 to 2^30
    public WorkStealingDeque(int initialCapacity) {
        this(initialCapacity, 0, 0);
    }

    /// One whose owner does not slow down the owners of others by what it writes: see [CardMargin].
    ///
    /// @param initialCapacity as above
    public static <E> WorkStealingDeque<E> apart(int initialCapacity) {
        return new WorkStealingDeque<>(initialCapacity, 0, CardMargin.SLOTS);
    }

    /// For tests of the wrap: the first element gets index `firstIndex`.
    WorkStealingDeque(int initialCapacity, long firstIndex) {
        this(initialCapacity, firstIndex, 0);
    }

    /// @param margin slots behind the others that stay empty
    WorkStealingDeque(int initialCapacity, long firstIndex, int margin) {
        super(firstIndex, initialCapacity, margin);
    }

    /// Owner: adds an element at the bottom. On [OutOfMemoryError] the deque is as it was and the element is not in it.
    public void push(E element) {
        long b = bottomPlain();
        @Nullable Object[] array = slotsPlain();
        if (b - topSeen >= room(array)) array = makeRoom(b, 1);
        array[slot(b, array)] = element;
        setBottomRelease(b + STEP);   // pairs with bottomAcquire of poll and stealInto: who sees this bottom sees the slot (D1)
    }

    /// Owner: takes the youngest element, or null if there is none. Only for a deque used as forks.
    @SuppressWarnings("unchecked")
    public @Nullable E pop() {
        long b = bottomPlain() - STEP;
        if (b - topSeen < 0) return null;             // empty by what we know; top can only have grown since
        @Nullable Object[] array = slotsPlain();
        int slot = slot(b, array);
        E element = (E) array[slot];
        return takeYoungest(b, array, slot) ? element : null;
    }

    /// Owner: takes the youngest element if it is this one. Only for a deque used as forks.
    public boolean popIf(E element) {
        long b = bottomPlain() - STEP;
        if (b - topSeen < 0) return false;
        @Nullable Object[] array = slotsPlain();
        int slot = slot(b, array);
        return array[slot] == element && takeYoungest(b, array, slot);
    }

    /// Takes the element at `b`, unless a thief has it. A stack overflow takes nothing: it comes at the entry of a call, so before the
    /// CAS or after all is decided, and the steps that are left then are plain stores.
    private boolean takeYoungest(long b, @Nullable Object[] array, int slot) {
        try {
            setBottomRelease(b);      // release: a thief that reads this bottom still sees the slots below it (D1)
            return (biased == YES && takeBiased(b, array, slot)) || takeShared(b, array, slot);
        } catch (Throwable nothingTaken) {        // an overflow, or an OutOfMemoryError where the JVM links a call for the first time
            bottom = b + STEP;
            throw nothingTaken;
        }
    }

    /// As [#takeYoungest], if the deque is still biased and an element stays behind.
    private boolean takeBiased(long b, @Nullable Object[] array, int slot) {
        AsymmetricFence.light();      // our bottom store before our top load, for a thief that revokes the bias (D10)
        long top = topAcquire();
        if (b - top <= 0 || !TopWord.isBiased(top)) return false;
        array[slot] = null;
        pops++;
        return true;
    }

    /// As [#takeYoungest], where thieves may take too, or the element is the last one.
    private boolean takeShared(long b, @Nullable Object[] array, int slot) {
        VarHandle.fullFence();        // our bottom store before our top load, else owner and thief both take the last (D3)
        long top = topAcquire();
        if (TopWord.isRevoking(top)) {
            var _ = casTop(top, TopWord.shared(top));     // what we have popped is visible to who sees this (D10)
            top = topAcquire();
        }
        if (biased == YES && !TopWord.isBiased(top)) biased = NO;
        if (b - top > 0) {
            long t = TopWord.position(top);
            topSeen = t;
            if (isCalm(t) && t != biasedAt && AsymmetricFence.isReady()) bias(top);
            array[slot] = null;
            pops++;
            return true;
        }
        // At most one element is left: top decides who has it, and bottom goes back to where it was.
        boolean won = false;
        while (!won && TopWord.position(top) == b) {      // a CAS that fails may have met one that changes the mode only
            if (!TopWord.isShared(top)) biasedAt = b + STEP;
            long found = exchangeTop(top, top + STEP);
            won = found == top;
            top = found;
        }
        if (won && calmAt == b) calmAt = b + STEP;        // it was not a thief who moved top
        try {
            setBottomRelease(b + STEP);
            clearTaken(b + STEP, b + STEP);
        } catch (StackOverflowError | OutOfMemoryError clearedLater) {
            bottom = b + STEP;
        }
        return won;
    }

    /// Looks at each [#CALM_POPS]-th pop whether top is where it was. Not at each pop: where thieves are at work they have the line of top, and a branch that depends on what stands
    /// there is guessed wrong, so that what comes after the pop begins anew when the line has come.
    private boolean isCalm(long t) {
        if (++calmPops < CALM_POPS) return false;
        calmPops = 0;
        boolean calm = t == calmAt;
        calmAt = t;
        return calm;
    }

    /// Owner: takes without fences from now on. What a thief has read before of a shared deque is of no use to it, for its CAS expects another word.
    private void bias(long top) {
        biasedAt = TopWord.position(top);
        biased = casTop(top, TopWord.biased(top)) ? YES : NO;
    }

    /// Owner, for tests: as after [#CALM_POPS].
    final void bias() {
        long top = topAcquire();
        if (TopWord.isShared(top) && TopWord.position(top) != biasedAt && AsymmetricFence.isReady()) bias(top);
    }

    /// Thief: ends the bias. The owner does so itself when it pops; one that does not, for it computes or blocks, or is gone, is made to pass a fence.
    ///
    /// @return whether it is worth another look
    private boolean revoke(long seen) {
        long top = seen;
        long patience = OTHERS_ANSWER_NANOS;
        if (TopWord.isBiased(seen)) {
            top = TopWord.revoking(seen);
            patience = ANSWER_NANOS;
            if (!casTop(seen, top)) return true;
        }
        long start = System.nanoTime();
        do {
            Thread.onSpinWait();
            if (topAcquire() != top) return true;
        } while (System.nanoTime() - start < patience);
        // Pairs with light of takeBiased: the bottom that is read behind it is not older than any pop that has read BIASED (D10).
        boolean shared = AsymmetricFence.heavy() && casTop(top, TopWord.shared(top));
        return shared || topAcquire() != top;
    }

    /// An owner that wants to say what it takes before it has it.
    ///
    /// @param <E> what it takes
    public interface Taker<E> {
        /// That element is about to be taken.
        void takes(E element);

        /// A thief was faster.
        void missed(E element);
    }

    /// Takes the oldest element, or null if there is none. A lost race with another taker is tried again, since somebody else made progress. A thief
    /// waits for nobody: only if the deque is biased, the owner does not pop, and the heavy fence, which was there before, is there no more, it goes away with nothing.
    ///
    /// @param byOwner whether the caller is the owner, who then clears what was taken (D5)
    public @Nullable E poll(boolean byOwner) {
        return byOwner ? pollAsOwner(null) : pollAsThief();
    }

    /// Owner: as [#poll(boolean)], and says before what it takes. Between what `taker` writes then and the return stands the CAS by which the element is taken: a fence for what is written
    /// before and read by volatile reads behind it, also where a CAS is no full one. Only for a deque used as ready.
    public @Nullable E poll(Taker<? super E> taker) {
        return pollAsOwner(taker);
    }

    @SuppressWarnings("unchecked")
    private @Nullable E pollAsOwner(@Nullable Taker<? super E> taker) {
        while (true) {
            long t = topAcquire();
            long b = bottomPlain();
            if (b - t <= 0) {
                clearTaken(TopWord.position(t), b);
                return null;
            }
            @Nullable Object[] array = slotsPlain();
            E element = (E) array[slot(t, array)];    // as in oldest
            if (taker != null && element != null) taker.takes(element);
            if (casTop(t, t + STEP)) {
                clearTaken(TopWord.position(t) + STEP, b);
                return element;
            }
            if (taker != null && element != null) taker.missed(element);
        }
    }

    @SuppressWarnings("unchecked")
    private @Nullable E pollAsThief() {
        while (true) {
            long t = topAcquire();
            VarHandle.fullFence();                    // pairs with pop: an old bottom read after a new top doubles an element (D2)
            if (bottomAcquire() - t <= 0) return null;
            if (!TopWord.isShared(t)) {
                if (revoke(t)) continue;
                return null;
            }
            @Nullable Object[] array = slotsAcquire();            // after bottom: this array holds index t (D4)
            E element = (E) array[slot(t, array)];                // may be stale, but then the CAS fails (D2)
            if (casTop(t, t + STEP)) return element;
        }
    }

    /// Owner: lets go of what thieves have taken, which stays reachable until then, or until the owner itself takes or finds nothing.
    public void dropTaken() {
        clearTaken(oldestAcquire(), bottomPlain());
    }

    /// Owner: the oldest element, or null if there is none; it may be taken meanwhile. Only for a deque used as ready.
    @SuppressWarnings("unchecked")
    public @Nullable E oldest() {
        long t = topAcquire();
        if (bottomPlain() - t <= 0) return null;
        @Nullable Object[] array = slotsPlain();
        return (E) array[slot(t, array)];         // nobody but the owner clears it, and only below a top that it has read (D5)
    }

    /// Owner: takes the oldest element if it is this one. Only for a deque used as ready.
    public boolean pollIf(E element) {
        long t = topAcquire();
        long b = bottomPlain();
        @Nullable Object[] array = slotsPlain();
        if (b - t <= 0 || array[slot(t, array)] != element || !casTop(t, t + STEP)) return false;
        clearTaken(TopWord.position(t) + STEP, b);
        return true;
    }

    /// Thief: takes half of the elements, rounded up, but at most `atMost`, and puts them into its own deque in the same
    /// order. It takes them before it copies, so that an owner who takes one after the other does not get in between. To be called where there is stack left: an
    /// overflow after the CAS would lose what was taken.
    ///
    /// @param own the caller's deque, used as ready
    /// @return how many elements were moved; 0 if there is none, or another thief is about to take several
    public int stealInto(WorkStealingDeque<E> own, int atMost) {
        int most = (int) Math.min(atMost, half(size()));
        if (most == 0) return 0;
        long ownBottom = own.bottomPlain();
        @Nullable Object[] to = own.slotsPlain();
        if (ownBottom + most * STEP - own.topSeen > own.room(to)) to = own.makeRoom(ownBottom, most);
        if (!beginCopy()) return 0;
        long t;
        int count;
        @Nullable Object[] from;
        do {
            t = topAcquire();
            count = (int) Math.min(most, half(TopWord.elements(t, bottomAcquire())));     // no fence between: nobody pops here, so bottom only grows (D6)
            if (count <= 0) {
                endCopy();
                return 0;
            }
            from = slotsAcquire();           // after bottom: this array holds them, and stays as it is when it is replaced (D4)
            setCopiedFromRelease(TopWord.position(t));
        } while (!casTop(t, t + count * STEP));
        for (int i = 0; i < count; i++) {    // behind our bottom: nobody else looks there yet
            to[own.slot(ownBottom + i * STEP, to)] = from[slot(t + i * STEP, from)];
        }
        endCopy();                           // release: the slots are read before the owner writes them anew (D9)
        own.setBottomRelease(ownBottom + count * STEP);   // pairs with bottomAcquire, as in push (D1)
        return count;
    }

    private static long half(long size) {
        return size - size / 2;
    }

    /// Shows the elements that are here, oldest first, to somebody who takes none; any thread. One that is taken meanwhile may be missed, and so is what
    /// comes meanwhile.
    ///
    /// Where the owner pops, what is shown may be a younger element that is not published yet: of an element of a deque used as forks nothing may be read
    /// but its class (D8).
    @SuppressWarnings("unchecked")
    public void forEach(Consumer<? super E> action) {
        long i = oldestAcquire();
        long b = bottomAcquire();
        @Nullable Object[] array = slotsAcquire();   // after bottom: this array holds all of them (D4), and when it is replaced it stays as it is
        while (b - i > 0) {
            E element = (E) array[slot(i, array)];
            VarHandle.acquireFence();                // the slot before top (D8)
            long t = oldestAcquire();
            if (t - i > 0) {
                i = t;                               // taken, and perhaps overwritten
            } else {
                if (element != null) action.accept(element);
                i += STEP;
            }
        }
    }

    /// How many elements there are; while others take and add, a value that was near the truth during the call.
    public long size() {
        long t = oldestAcquire();
        return Math.max(0, TopWord.elements(t, bottomAcquire()));
    }

    public boolean isEmpty() {
        return size() == 0;
    }

    /// A value that changes when elements are pushed or taken, also where as many were popped as pushed; for who wants to know whether anything happens here.
    public long progress() {
        return 31 * (31 * oldestAcquire() + bottomAcquire()) + popsOpaque();
    }

    /// Index of the oldest element, for tests: the number of elements taken at the top so far, if counting began at 0.
    public long topIndex() {
        return TopWord.index(topAcquire());
    }

    /// Owner: index that the next [#push] gives.
    public long nextIndex() {
        return TopWord.index(bottomPlain());
    }
}
