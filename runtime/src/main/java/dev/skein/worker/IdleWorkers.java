package dev.skein.worker;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/// Which workers sleep, which wait inside a managed block, and how many search. The handshake between those who enqueue
/// and those who go to sleep.
///
///     running   -> searching  beginSearch        the worker: its own queues are empty, and few enough search
///     searching -> running    endSearch          the worker, with a task
///     searching -> parked     announceParked, then endSearch   the worker, without one
///     running   -> parked     announceParked     the worker, when enough others search
///     parked    -> searching  claimParked, then countSearcher  whoever enqueued; it must then unpark the worker
///     parked    -> searching  retractParked, then countSearcher  the worker itself, which saw work at the last look
///     running   -> blocked    announceBlocked    the worker's carrier enters a managed block
///     blocked   -> running    retractBlocked     the carrier comes back and still serves its worker
///     blocked   -> searching  claimBlocked, then countSearcher  whoever enqueued; it must then hand the worker to a spare
///
/// A bit says that a worker is parked or blocked; who clears it decides the fate of the worker, and that is one thread.
///
/// - W1 no wake-up is lost: a task that was enqueued is taken by a carrier that was awake, or some worker is woken for it.
/// - W2 a worker is woken by the one thread that cleared its bit.
/// - W3 the searcher count equals the number of workers that search or were claimed to do so; it never falls below 0.
///
/// **Proof of W1.** Let E be an enqueuer and S a worker that goes to sleep.
///
///     E: enqueue; FENCE; read searchers; if 0: read bits, claim one
///     S: set own bit; leave the searcher count; FENCE; read all queues; if any has work: clear own bit and search, else park
///
/// The two fences are totally ordered. If E's comes first, S reads the queues after the enqueue and sees the task (or
/// that somebody has taken it). If S's comes first, E sees S's bit, unless somebody has cleared it since. So with S
/// asleep for good, E must have met one of two things, and each hands the duty on:
///
/// 1. *searchers was not 0.* Some searcher T had not yet left the count. T will either find a task, and as the last
///    searcher to find one it looks for more work and wakes the next worker before it runs its own ([WorkerPool]'s
///    `searchEnds`), or go to sleep as S does, with its fence after E's: it sees the task. Two searchers that leave the
///    count at the same time with a task each: one of them is the last, and its look comes after its decrement.
/// 2. *A bit was clear that S had set.* Its claimer wakes S, and S searches all queues again. S's next sleep sets the
///    bit anew, later in that bit's order than the clear that E read, so S's next fence comes after E's.
///
/// All looks leave out what a carrier vouches for; it is awake, and takes it ([Promptness], P1).
///
/// The claimer adds to the searcher count only after it has cleared the bit. In between another enqueuer may see
/// searchers = 0 and wake one worker more than needed: a cost, not a loss. The other order would lose: a count raised
/// for a worker that then cannot be had makes enqueuers hold back for a searcher who does not exist.
///
/// A worker in a managed block is asleep in the sense of the proof: its carrier announces, fences and reads the queues
/// just so, and who claims it hands the worker to a spare, which searches.
///
/// parked, blocked: any thread, by CAS. searchers: any thread, by add. lastSearcher: a hint, any searcher.
final class IdleWorkers {

    private final int workers;
    private final int maxSearchers;
    private final AtomicInteger searchers = new AtomicInteger();
    private volatile int lastSearcher;
    private final AtomicLongArray parked;
    private final AtomicLongArray blocked;

    IdleWorkers(int workers) {
        this.workers = workers;
        this.maxSearchers = Math.max(1, workers / 2);
        this.parked = new AtomicLongArray((workers + 63) >>> 6);
        this.blocked = new AtomicLongArray((workers + 63) >>> 6);
    }

    int searchers() {
        return searchers.get();
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

    /// Who began to search last: a hint where a task is found soonest while [#searchers] is not 0.
    int lastSearcher() {
        return lastSearcher;
    }

    /// Counts one more searcher, whatever the limit: for a worker that was claimed, or that saw work at its last look.
    void countSearcher() {
        searchers.incrementAndGet();
    }

    /// True if the caller was the last searcher. If it leaves with a task it then owes a look for more work (W1, case 1).
    boolean endSearch() {
        return searchers.decrementAndGet() == 0;
    }

    void announceParked(int worker) {
        set(parked, worker);
    }

    /// False: somebody has claimed the worker, and counted it as a searcher.
    boolean retractParked(int worker) {
        return clear(parked, worker);
    }

    boolean isParked(int worker) {
        return isSet(parked, worker);
    }

    boolean anyParked() {
        return first(parked) >= 0;
    }

    /// Claims a parked worker: the preferred one, else the one with the lowest index so that few workers stay warm; -1 if
    /// none is parked.
    int claimParked(int preferred) {
        return clear(parked, preferred) ? preferred : claim(parked);
    }

    void announceBlocked(int worker) {
        set(blocked, worker);
    }

    /// False: the worker has been handed to a spare.
    boolean retractBlocked(int worker) {
        return clear(blocked, worker);
    }

    boolean isBlocked(int worker) {
        return isSet(blocked, worker);
    }

    boolean anyBlocked() {
        return first(blocked) >= 0;
    }

    /// Claims a worker whose carrier is blocked; -1 if there is none.
    int claimBlocked() {
        return claim(blocked);
    }

    int workers() {
        return workers;
    }

    private static void set(AtomicLongArray bits, int worker) {
        int word = worker >>> 6;
        long bit = 1L << worker;
        bits.getAndUpdate(word, seen -> seen | bit);
    }

    private static boolean clear(AtomicLongArray bits, int worker) {
        int word = worker >>> 6;
        long bit = 1L << worker;
        while (true) {
            long seen = bits.get(word);
            if ((seen & bit) == 0) return false;
            if (bits.compareAndSet(word, seen, seen & ~bit)) return true;
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

    private static int claim(AtomicLongArray bits) {
        while (true) {
            int worker = first(bits);
            if (worker < 0 || clear(bits, worker)) return worker;
        }
    }
}
