package dev.skein.worker;

import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.BooleanSupplier;

/// Which workers sleep, which wait inside a managed block, and how many search. The handshake between those who enqueue
/// and those who go to sleep.
///
///     running   -> searching  beginSearch     the worker: its own queues are empty, and few enough search
///     searching -> running    searchEnds      the worker, with a task
///     searching -> parked     goToSleep       the worker, without one
///     running   -> parked     goToSleep       the worker, when enough others search
///     parked    -> searching  call, callFor   whoever enqueued, in the latter case for this worker; it must then unpark it
///     parked    -> running    retractParked   the worker itself, since its pool has stopped
///     parked    -> searching  goToSleep       the worker itself, which saw work at the last look
///     running   -> blocked    goBlocked       the worker's carrier enters a managed block
///     blocked   -> running    endBlocked      the carrier comes back and still serves its worker
///     blocked   -> searching  claimBlocked    whoever enqueued; it must then hand the worker to a spare, or [#unclaimBlocked]
///     blocked   -> running    claimBlocked    the same, where the carrier has come back in between
///
/// Who clears the bit of a parked worker decides its fate, and that is one thread. The bit of a blocked one is a hint
/// where to look; whose the worker is, its carrier's word decides ([Hold], C4).
///
/// - W1 no wake-up is lost: a task that was enqueued is taken by a carrier that was awake, or some worker is woken for it.
/// - W2 a parked worker is woken by the one thread that cleared its bit.
/// - W3 the searcher count is the number of workers that search, less those that were claimed and not counted yet. So it
///   may be below 0 for a moment, and a count above 0 means that somebody searches. Enough is one searcher for every 16 workers, and one at least.
///
/// **Proof of W1.** Let E be an enqueuer and S a worker that goes to sleep.
///
///     E: enqueue; FENCE; if any sleeps: read searchers; if too few: read bits, claim one
///     S: count as one that sleeps; set own bit; leave the searcher count; FENCE; read all queues; if any has work: clear own bit and search, else park
///
/// The two fences are totally ordered. If E's comes first, S reads the queues after the enqueue and sees the task (or
/// that somebody has taken it). If S's comes first, E sees S's bit, and that some worker sleeps, unless somebody has cleared the bit since. So with S
/// asleep for good, E must have met one of two things, and each hands the duty on:
///
/// 1. *As many as are wanted searched, one at least.* Some searcher T had not yet left the count. T will either find a task, and unless
///    enough others search it looks for more work and wakes the next worker before it runs its own ([#searchEnds]),
///    or go to sleep as S does, with its fence after E's: it sees the task. Two searchers that leave the
///    count at the same time with a task each: one of them is the last, and its look comes after its decrement.
/// 2. *A bit was clear that S had set.* Its claimer wakes S, and S searches all queues again. S's next sleep sets the
///    bit anew, later in that bit's order than the clear that E read, so S's next fence comes after E's.
///
/// All looks leave out what a carrier vouches for; it is awake, and takes it ([Promptness], P1). And W1 is not claimed for forks:
/// who forks does not fence, and comes to the fork itself ([ForkCarrier], J5); the sentry wakes help for what is overlooked.
///
/// The claimer adds to the searcher count only after it has cleared the bit. In between another enqueuer may see
/// no searcher and wake one worker more than needed: a cost, not a loss. The other order would lose: a count raised for a
/// worker that then cannot be had makes enqueuers hold back for a searcher who does not exist. The claimed worker may
/// even search and leave before it is counted; the count is then -1, which like 0 says that nobody searches (W3).
///
/// A worker in a managed block is asleep in the sense of the proof: its carrier announces, fences and reads the queues
/// just so, and who claims it hands the worker to a spare, which searches.
///
/// parked, blocked: any thread, by CAS. searchers, sleeping: any thread, by add. lastSearcher: a hint, any searcher.
final class IdleWorkers {

    /// No worker is to be woken.
    static final int NOBODY = -1;
    /// No worker is parked, but a carrier blocks whose worker a spare could serve.
    static final int ONE_THAT_BLOCKS = -2;

    /// What came of going to sleep.
    enum Sleep {
        /// No work: sleep until claimed.
        ASLEEP,
        /// There is work: the worker is a searcher again.
        SEARCHES_AGAIN,
        /// There is work, and somebody has claimed the worker for it and counted it as a searcher.
        CLAIMED
    }

    private static final int SLEEPING_GAP = 32;
    /// Of so many workers one more searches before an enqueuer wakes nobody. One searcher alone takes some 30 us to wake the next, and of 256 workers at
    /// 80 % load the 99th percentile of waits is then twice as long (docs/balancing.md).
    private static final int WORKERS_PER_SEARCHER = 16;

    private final int maxSearchers;
    private final int searchersWanted;
    private final AtomicInteger searchers = new AtomicInteger();
    private volatile int lastSearcher;
    private final AtomicLongArray parked;
    private final AtomicLongArray blocked;
    /// Workers in either set, or more: each is counted before its bit is set, and until it is cleared, so 0 says that no bit is set. For who does not fence it
    /// is a hint. Alone on its lines, for every enqueue and every fork reads it.
    private final AtomicIntegerArray sleeping = new AtomicIntegerArray(SLEEPING_GAP + 1 + SLEEPING_GAP);

    IdleWorkers(int workers) {
        this.maxSearchers = Math.max(1, workers / 2);
        this.searchersWanted = Math.max(1, workers / WORKERS_PER_SEARCHER);
        this.parked = new AtomicLongArray((workers + 63) >>> 6);
        this.blocked = new AtomicLongArray((workers + 63) >>> 6);
    }

    /// Makes the caller a searcher unless half of the workers search already: more would only get into each other's way.
    boolean beginSearch(int worker) {
        while (true) {
            int seen = searchers.get();
            if (seen >= maxSearchers) return false;
            if (searchers.compareAndSet(seen, seen + 1)) {
                lastSearcher = worker;
                return true;
            }
        }
    }

    /// A searcher leaves with a task. Unless enough others search it looks for more, since enqueuers relied on it (W1, case 1).
    ///
    /// @param needsHelp whether there is work that somebody should be woken for
    /// @return who is to be woken, as [#call] has it
    int searchEnds(BooleanSupplier needsHelp) {
        if (searchers.decrementAndGet() >= searchersWanted) return NOBODY;
        VarHandle.fullFence();
        return sleeping.get(SLEEPING_GAP) > 0 && needsHelp.getAsBoolean() ? claim(0) : NOBODY;
    }

    /// The second half of an enqueue: claims a worker for it unless enough search.
    ///
    /// @param preferred the worker to claim if it is parked
    /// @return the worker that the caller must unpark; [#ONE_THAT_BLOCKS] if the caller must find a spare and then
    ///     [#claimBlocked]; else [#NOBODY]
    int call(int preferred) {
        VarHandle.fullFence();                     // the enqueue before our look at who sleeps, searchers and bits (W1)
        return sleeping.get(SLEEPING_GAP) > 0 && wantsSearcher() ? claim(preferred) : NOBODY;
    }

    /// Claims this worker if it is parked, whether others search or not; the caller has enqueued something that is meant for
    /// it, stands behind a fence, and has made sure of the stack. True: the caller must unpark it.
    boolean callFor(int worker) {
        if (!isParked(worker) || !clear(parked, worker)) return false;
        searchers.incrementAndGet();
        return true;
    }

    /// Announces that a worker goes to sleep, and looks for work once more.
    ///
    /// @param searching whether the worker is counted as a searcher
    /// @param workToTake whether there is work for a worker that is awake
    Sleep goToSleep(int worker, boolean searching, BooleanSupplier workToTake) {
        set(parked, worker);
        if (searching) searchers.decrementAndGet();
        VarHandle.fullFence();                     // our announcement before our look: pairs with call (W1)
        if (!mayHaveWork(workToTake)) return Sleep.ASLEEP;
        if (!clear(parked, worker)) return Sleep.CLAIMED;
        searchers.incrementAndGet();
        return Sleep.SEARCHES_AGAIN;
    }

    /// A look that fails for want of memory has perhaps missed something, and the announcement must not stand unattended.
    private static boolean mayHaveWork(BooleanSupplier look) {
        try {
            return look.getAsBoolean();
        } catch (OutOfMemoryError noRoom) {
            return true;
        }
    }

    /// The worker wakes by itself, since its pool has stopped. False: it has been claimed meanwhile.
    boolean retractParked(int worker) {
        return clear(parked, worker);
    }

    /// Announces that a worker's carrier is about to block, and looks for work once more.
    ///
    /// @param needsHelp whether there is work that somebody should be woken for
    /// @return who is to be woken, as [#call] has it
    int goBlocked(int worker, BooleanSupplier needsHelp) {
        set(blocked, worker);
        VarHandle.fullFence();                     // as in goToSleep (W1)
        return needsHelp.getAsBoolean() && wantsSearcher() ? claim(0) : NOBODY;
    }

    /// The carrier of a blocked worker has come back.
    void endBlocked(int worker) {
        clear(blocked, worker);
    }

    /// A worker whose carrier blocks, or did a moment ago: the bit is a hint, and the carrier's own word decides. The caller
    /// owes [#countSearcher] if it hands that worker to a spare. [#NOBODY] if there is none.
    int claimBlocked() {
        return claimFirst(blocked);
    }

    /// As [#claimBlocked()], for this worker.
    boolean claimBlocked(int worker) {
        return isBlocked(worker) && clear(blocked, worker);
    }

    /// Takes a [#claimBlocked] back: nothing came of it.
    void unclaimBlocked(int worker) {
        set(blocked, worker);
    }

    /// Counts the spare that was handed a worker as a searcher.
    void countSearcher() {
        searchers.incrementAndGet();
    }

    /// A claim that is not followed by the count and the wake-up would lose the worker: the caller has made sure of the stack.
    private int claim(int preferred) {
        // A low index where there is a choice, so that few workers stay warm.
        // A spare is one thread more for the CPUs: only where nobody searches at all, and then W1 is as with one searcher that is wanted.
        if (first(parked) < 0) return searchers.get() <= 0 && first(blocked) >= 0 ? ONE_THAT_BLOCKS : NOBODY;
        int worker = clear(parked, preferred) ? preferred : claimFirst(parked);
        if (worker >= 0) searchers.incrementAndGet();
        return worker;
    }

    // Queries.

    int searchers() {
        return searchers.get();
    }

    /// Whether fewer search than should while there is work.
    boolean wantsSearcher() {
        return searchers.get() < searchersWanted;
    }

    /// Who began to search last: a hint where a task is found soonest while [#searchers] is not 0.
    int lastSearcher() {
        return lastSearcher;
    }

    boolean isParked(int worker) {
        return isSet(parked, worker);
    }

    boolean anyParked() {
        return first(parked) >= 0;
    }

    boolean isBlocked(int worker) {
        return isSet(blocked, worker);
    }

    /// Whether a worker is parked or blocked, as one read without an order tells: it may overlook one that has just gone to
    /// sleep, and then that one may have overlooked what the caller has enqueued.
    boolean anySleeps() {
        return sleeping.getOpaque(SLEEPING_GAP) > 0;
    }

    private void set(AtomicLongArray bits, int worker) {
        int word = worker >>> 6;
        long bit = 1L << worker;
        sleeping.incrementAndGet(SLEEPING_GAP);
        if ((bits.getAndAccumulate(word, bit, (seen, added) -> seen | added) & bit) != 0) sleeping.decrementAndGet(SLEEPING_GAP);
    }

    private boolean clear(AtomicLongArray bits, int worker) {
        int word = worker >>> 6;
        long bit = 1L << worker;
        while (true) {
            long seen = bits.get(word);
            if ((seen & bit) == 0) return false;
            if (bits.compareAndSet(word, seen, seen & ~bit)) {
                sleeping.decrementAndGet(SLEEPING_GAP);
                return true;
            }
        }
    }

    private static boolean isSet(AtomicLongArray bits, int worker) {
        return (bits.get(worker >>> 6) & 1L << worker) != 0;
    }

    private static int first(AtomicLongArray bits) {
        for (int word = 0; word < bits.length(); word++) {
            long seen = bits.get(word);
            if (seen != 0) return (word << 6) + Long.numberOfTrailingZeros(seen);
        }
        return -1;
    }

    private int claimFirst(AtomicLongArray bits) {
        while (true) {
            int worker = first(bits);
            if (worker < 0 || clear(bits, worker)) return worker;
        }
    }
}
