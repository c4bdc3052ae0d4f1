package dev.skein.task;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// The word that says who may touch a task. One method for each edge; each tells what the caller now owes.
///
///     READY     -> RUNNING    claimEntry  the carrier that took it from a queue
///     READY     -> RUNNING    claim    who found it by its future, and leaves its entry where it stands
///     RUNNING   -> READY      again    the running carrier; it must then enqueue the task
///     RUNNING   -> SUSPENDED  suspend  the running carrier: the task waits for a time or an event, registered before
///     RUNNING   -> WOKEN      wake     any thread with this wait's number, before the suspend, which then fails
///     WOKEN     -> READY      again    the running carrier; it must then enqueue the task
///     SUSPENDED -> READY      wake     any thread with this wait's number; it must then enqueue the task
///     RUNNING   -> DONE       finish   the running carrier, with the outcome written before
///     WOKEN     -> DONE       finish   the running carrier: what it waits for threw after it had called back
///     RUNNING   -> LEAVING    cancel   any thread: isDone() is true from now on, the body is still inside
///     WOKEN     -> LEAVING    cancel   any thread
///     LEAVING   -> DONE       left     the running carrier, when the body is out and cleaned up after
///     READY     -> DONE       cancel   any thread; a cleanup, if one is due, belongs to whoever meets the queue entry
///     SUSPENDED -> DONE       cancel   any thread; if a cleanup is due, it must then enqueue the task for it
///
/// A task that gives way stays RUNNING while it stands in its queue ([#mayStay]), and a carrier that takes its entry from its own queue only looks at the word ([#claimEntry]): to say READY for as long would
/// cost two CAS more in each turn, more than a quarter of its time (docs/decisions/0011). So the word alone does not tell whether the body is inside; who has the entry in hand knows that it is not,
/// for there is no other: of a task that was once claimed by its future an entry may lie about, the word remembers that, and such a task does not stay.
///
/// - T1 at most one carrier runs a task: RUNNING is entered by one CAS, and left by the carrier that won it. While it stays, who has its only entry may go on, if it finds it
///   RUNNING still.
/// - T2 a READY task, and one that stays, is in a queue, or in a hand that owes an enqueue. A task that was claimed by a waiting carrier or cancelled leaves its
///   queue entry behind; whoever meets it there claims the task if it is READY again, and else drops the entry. So a READY task may stand in several
///   places, and one of them claims it (T1). One that stays stands in one.
/// - T3 what a body wrote before it suspended is visible to whoever runs it next: every edge is a CAS on one word, and what stays goes through a queue.
/// - T4 every accepted task reaches DONE.
/// - T5 after [#tryCancel] has won, the body is not entered again, and it is cleaned up after once. Of one that stays the body counts as inside: who takes its entry owes
///   [#left].
/// - T6 a wake that carries another wait's number changes nothing and owes nothing. The number of a wait is that of the run
///   before it: each claim by CAS counts it on, so all that was registered earlier is stale from then on. A run that has registered a wait does not stay, so those that have
///   the same number have registered none but with the last of them.
///
/// How it ended stays in the word for good: a cancelled task needs no outcome field, so only the running carrier ever
/// writes one, and a failed task needs no object around its exception, so a failure can be recorded without memory.
///
/// word: any thread, by CAS; in LEAVING only the running carrier. Place and flags stand in its low 16 bits, the number of the run
/// in the 48 above: a wake would have to be 2^48 runs old to be taken for a new one.
abstract class TaskState {

    /// Where a task is in its life.
    enum Place { READY, RUNNING, SUSPENDED, WOKEN, LEAVING, DONE }

    /// What came of the attempt to suspend.
    enum Suspended {
        /// The task is out of the carrier's hands: whoever wakes it enqueues it.
        ASLEEP,
        /// What it waits for has happened already; the caller owes [TaskState#again].
        WOKEN_BEFORE,
        /// Cancelled meanwhile; the caller owes [TaskState#left].
        CANCELLED
    }

    /// What a waking thread owes.
    enum Woken {
        /// The task is the caller's to enqueue (T2).
        MUST_ENQUEUE,
        /// The carrier that still runs it enqueues it.
        NOTHING_OWED,
        /// That wait was over: the task was woken by another, or has ended (T6).
        STALE
    }

    /// What a cancelling thread owes.
    enum Cancelled {
        /// The task had ended, or was cancelled by another.
        TOO_LATE,
        /// It stands in a queue and will not be run: release the waiters, count it or leave the cleanup to who meets it there.
        WHILE_READY,
        /// It stands in no queue and will not be run: release the waiters, count it or enqueue it for its cleanup.
        WHILE_SUSPENDED,
        /// Its body is inside, or gives way: release the waiters and send the interrupt, if one is wanted; the carrier does the rest.
        BODY_INSIDE
    }

    private static final long READY = 0;
    private static final long RUNNING = 1;
    private static final long SUSPENDED = 2;
    private static final long WOKEN = 3;
    private static final long LEAVING = 4;
    private static final long DONE = 5;
    private static final long PLACE_BITS = 7;
    private static final long CANCELLED = 8;
    private static final long INTERRUPT = 16;
    private static final long FAILED = 32;
    private static final long TIMED_OUT = 64;
    private static final long CLEANUP_DUE = 128;
    private static final long SAMPLED = 256;
    /// It was claimed by its future once: an entry of it may lie in some queue.
    private static final long ASTRAY = 512;
    static final int RUN_SHIFT = 16;
    private static final long ONE_RUN = 1L << RUN_SHIFT;
    private static final long NUMBER_BITS = -ONE_RUN;
    /// What lasts until the end.
    private static final long KEPT_BITS = NUMBER_BITS | ASTRAY;
    /// By the numbers above.
    private static final Place[] PLACES = {Place.READY, Place.RUNNING, Place.SUSPENDED, Place.WOKEN, Place.LEAVING, Place.DONE};

    private static final VarHandle WORD;

    static {
        try {
            WORD = MethodHandles.lookup().findVarHandle(TaskState.class, "word", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile long word;

    /// @param suspended whether the task begins its life waiting for an event instead of for a carrier
    TaskState(boolean suspended) {
        if (suspended) WORD.set(this, SUSPENDED);      // plain: the object is not published yet
    }

    /// READY -> RUNNING, for who has not taken the task from a queue. True: the caller runs the body (T1), and a new wait number counts (T6). False: another does, or
    /// has it in its queue, or the task has ended.
    final boolean claim() {
        long seen = word;
        return place(seen) == READY && WORD.compareAndSet(this, seen, (seen | ASTRAY) + ONE_RUN + RUNNING);
    }

    /// READY -> RUNNING, for who has taken an entry of the task from a queue; or the next run of one that has stayed RUNNING, under the same number. True: the caller runs
    /// the body, as after [#claim]. False: it owes [#left] if [#mustBeLeft], and else drops the entry, but for a cleanup that is due.
    ///
    /// Who changes the word, or asks something of the task, is seen here or behind this, or sees what the caller has written before.
    ///
    /// @param fenced whether a CAS or a full fence stands between what the caller has written and this; else it does so here, by a CAS
    final boolean claimEntry(boolean fenced) {
        long seen = word;
        if (place(seen) == READY) return WORD.compareAndSet(this, seen, seen + ONE_RUN + RUNNING);
        if (fenced && (seen & ~NUMBER_BITS) == RUNNING) return true;
        return stays(seen) && WORD.compareAndSet(this, seen, (seen & NUMBER_BITS) | RUNNING);
    }

    /// For the running carrier, whose body gives way and has registered no wait in this run: whether the task may stay RUNNING, and the caller owes an enqueue (T2).
    /// Else it owes [#again]. A cancel may come at any time; who takes the entry learns of it.
    final boolean mayStay() {
        return stays(word);
    }

    /// For who has the entry of a task in hand, or knows that no carrier is inside: whether [#claimEntry] would have it.
    public final boolean waitsInQueue() {
        long seen = word;
        return place(seen) == READY || stays(seen);
    }

    /// For who has the entry of a task in hand: whether it was cancelled while it stayed, so that the caller owes [#left].
    public final boolean mustBeLeft() {
        return (word & (PLACE_BITS | ASTRAY)) == LEAVING;
    }

    private static boolean stays(long word) {
        return (word & (PLACE_BITS | ASTRAY)) == RUNNING;
    }

    /// RUNNING, WOKEN -> DONE. False: cancelled meanwhile; the caller owes [#left].
    ///
    /// @param failed whether the outcome, written before, is an exception
    final boolean finish(boolean failed) {
        while (true) {
            long seen = word;
            if (place(seen) != RUNNING && place(seen) != WOKEN) return false;
            if (WORD.compareAndSet(this, seen, (seen & KEPT_BITS) | DONE | (failed ? FAILED : 0))) return true;
        }
    }

    /// RUNNING, WOKEN -> READY. True: the caller owes an enqueue (T2). False: cancelled meanwhile; it owes [#left].
    ///
    /// @param timedOut whether the next run is to learn that the limit of its wait is over
    final boolean again(boolean timedOut) {
        while (true) {
            long seen = word;
            if (place(seen) != RUNNING && place(seen) != WOKEN) return false;
            long kept = seen & (place(seen) == WOKEN ? KEPT_BITS | TIMED_OUT : KEPT_BITS);
            if (WORD.compareAndSet(this, seen, kept | READY | (timedOut ? TIMED_OUT : 0))) return true;
        }
    }

    /// RUNNING -> SUSPENDED.
    final Suspended suspend() {
        while (true) {
            long seen = word;
            if (place(seen) == WOKEN) return Suspended.WOKEN_BEFORE;
            if (place(seen) != RUNNING) return Suspended.CANCELLED;
            if (WORD.compareAndSet(this, seen, (seen & KEPT_BITS) | SUSPENDED)) return Suspended.ASLEEP;
        }
    }

    /// SUSPENDED -> READY, RUNNING -> WOKEN, if the task is still in the run, or in the wait after it, that has this number.
    ///
    /// @param timedOut whether the next run is to learn that the limit of its wait is over
    final Woken wake(long number, boolean timedOut) {
        return wakeSampled(number, timedOut, false);
    }

    /// As [#wake(long, boolean)].
    ///
    /// @param sampled whether the next run is to say when it begins
    final Woken wakeSampled(long number, boolean timedOut, boolean sampled) {
        while (true) {
            long seen = word;
            if ((seen & NUMBER_BITS) != number) return Woken.STALE;
            boolean asleep = place(seen) == SUSPENDED;
            if (!asleep && place(seen) != RUNNING) return Woken.STALE;
            long next = (seen & KEPT_BITS) | (asleep ? READY | (sampled ? SAMPLED : 0) : WOKEN) | (timedOut ? TIMED_OUT : 0);
            if (WORD.compareAndSet(this, seen, next)) return asleep ? Woken.MUST_ENQUEUE : Woken.NOTHING_OWED;
        }
    }

    /// READY, SUSPENDED -> DONE; RUNNING, WOKEN -> LEAVING.
    ///
    /// @param cleansUp whether a task that is cancelled while it is READY is to be cleaned up after by a carrier; one that is SUSPENDED is when the caller
    ///     says so ([#cleanUpLater])
    final Cancelled tryCancel(boolean interrupt, boolean cleansUp) {
        while (true) {
            long seen = word;
            long place = place(seen);
            if (place == READY || place == SUSPENDED) {
                long next = (seen & KEPT_BITS) | DONE | CANCELLED | (cleansUp && place == READY ? CLEANUP_DUE : 0);
                if (WORD.compareAndSet(this, seen, next)) return place == READY ? Cancelled.WHILE_READY : Cancelled.WHILE_SUSPENDED;
            } else if (place == RUNNING || place == WOKEN) {
                long next = (seen & KEPT_BITS) | LEAVING | CANCELLED | (interrupt ? INTERRUPT : 0);
                if (WORD.compareAndSet(this, seen, next)) return Cancelled.BODY_INSIDE;
            } else {
                return Cancelled.TOO_LATE;
            }
        }
    }

    /// LEAVING -> DONE. Only the running carrier, after its body has returned and no interrupt can reach it any more; or who has taken the entry of one that stayed.
    final void left() {
        if (place() != Place.LEAVING) throw new IllegalStateException("left() belongs to LEAVING, the task is " + place());
        word = (word & KEPT_BITS) | DONE | CANCELLED;
    }

    /// A task that was cancelled while it was SUSPENDED is to be cleaned up after by a carrier; the caller then owes an enqueue.
    final void cleanUpLater() {
        WORD.getAndBitwiseOr(this, CLEANUP_DUE);
    }

    /// Takes the cleanup of a task that was cancelled while it did not run. True: the caller owes it (T5).
    public final boolean tryTakeCleanup() {
        long seen = word;
        return (seen & CLEANUP_DUE) != 0 && WORD.compareAndSet(this, seen, seen & ~CLEANUP_DUE);
    }

    /// Number of the wait that the run which goes on now may end with; for the running carrier. Runs that are not the last before a wait may have the same.
    final long waitNumber() {
        return word & NUMBER_BITS;
    }

    /// Whether the body was ever entered.
    public final boolean hasBegun() {
        return waitNumber() != 0;
    }

    /// How often the body was entered; of those that stay subclasses count it.
    public long runs() {
        return word >>> RUN_SHIFT;
    }

    /// Whether it was cancelled and its cleanup waits for a carrier.
    final boolean isCleanupDue() {
        return (word & CLEANUP_DUE) != 0;
    }

    /// Whether the wait before this run was ended by its limit; for the running carrier.
    final boolean waitTimedOut() {
        return (word & TIMED_OUT) != 0;
    }

    /// Whether the wake before this run was sampled; for the running carrier.
    final boolean wakeWasSampled() {
        return (word & SAMPLED) != 0;
    }

    /// Whether an interrupt was asked for while the body was inside; final once the task is LEAVING.
    public final boolean wantsInterrupt() {
        return (word & INTERRUPT) != 0;
    }

    final boolean hasOutcome() {
        return place(word) >= LEAVING;
    }

    final boolean wasCancelled() {
        return (word & CANCELLED) != 0;
    }

    final boolean hasFailed() {
        return (word & FAILED) != 0;
    }

    /// Whether any thread may take it by [#claim].
    public final boolean isReady() {
        return place(word) == READY;
    }

    final Place place() {
        return PLACES[(int) place(word)];
    }

    private static long place(long word) {
        return word & PLACE_BITS;
    }
}
