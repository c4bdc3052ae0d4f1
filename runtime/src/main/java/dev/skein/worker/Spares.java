package dev.skein.worker;

import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Carriers without a worker: they stand in for one that blocks, and wait here until they are needed, or not needed for
/// long. And the carriers whose workers they have taken, until their tasks have ended.
///
/// waiting, alive, closed, lastWarning: under the object's lock. refusedNanos, then refused: who was refused a thread, and the sentry.
/// detached: read by thieves at any time; a take-over, which adds to it, holds its lock from the claim to the assignment, so that each
/// taker sees whom the last one has put in (C4).
final class Spares {

    /// A spare that was not needed for that long ends: 5 s, long against a burst of blocking calls, short for a user who
    /// looks at his thread list.
    static final long KEEP_ALIVE_NANOS = 5_000_000_000L;

    private static final long WARN_EVERY_NANOS = 60_000_000_000L;
    /// Time until a spare is tried again that the system refused, 100 ms: the JVM writes a line for each attempt.
    private static final long REFUSED_RETRY_NANOS = 100_000_000;
    /// Time between two attempts to get memory, 1 ms.
    private static final long MEMORY_RETRY_NANOS = 1_000_000;

    private final WorkerPool pool;
    private final int max;
    private final ArrayDeque<Carrier> waiting;
    private final List<Carrier> detached = new CopyOnWriteArrayList<>();
    private int alive;
    private boolean closed;
    private long lastWarning = System.nanoTime() - WARN_EVERY_NANOS;
    private volatile boolean refused;
    private volatile long refusedNanos;

    Spares(WorkerPool pool) {
        this.pool = pool;
        this.max = pool.config().maxSpares();
        this.waiting = new ArrayDeque<>(max + 1);        // never grows: one that waits must not be lost for want of memory
    }

    /// Hands a worker whose carrier blocks to a spare, if there are both.
    void standIn() {
        Carrier spare = acquire();                   // before the take-over, which cannot be undone
        if (spare == null) return;
        boolean used = false;
        try {
            used = takeOver(spare);
        } finally {
            if (!used && !release(spare)) spare.wakeUp();
        }
    }

    private boolean takeOver(Carrier spare) {
        synchronized (detached) {
            for (int blocked; (blocked = claimBlocked()) >= 0; ) {
                Worker worker = pool.workers()[blocked];
                Carrier old = worker.carrier;
                if (old == null) continue;
                addDetached(old, blocked);           // before it loses its worker, so that thieves find its queue all the time (C3)
                if (old.hold().tryTakeOver()) {
                    pool.idle().countSearcher();
                    spare.assign(worker, true);
                    return true;
                }
                removeDetached(old);                 // it has come back; the mark was a moment old
            }
            return false;
        }
    }

    /// A closed worker needs a carrier too, since it is to be emptied; but with one spare left an open one has it, as only that runs what waits.
    private int claimBlocked() {
        for (Worker worker : pool.workers()) {
            if (!worker.isClosed() && pool.idle().claimBlocked(worker.index)) return worker.index;
        }
        return pool.idle().claimBlocked();
    }

    private void addDetached(Carrier old, int blocked) {
        try {
            detached.add(old);
        } catch (OutOfMemoryError noRoom) {
            pool.idle().unclaimBlocked(blocked);     // else nobody would look for a spare for it again
            throw noRoom;
        }
    }

    /// Tried until there is memory for it: a carrier that serves its worker and stayed here would be counted twice, and keep the sentry awake.
    private void removeDetached(Carrier old) {
        while (true) {
            try {
                detached.remove(old);
                return;
            } catch (OutOfMemoryError noRoom) {
                LockSupport.parkNanos(this, MEMORY_RETRY_NANOS);
            }
        }
    }

    /// Hands a worker to a spare whose carrier makes no progress, and is in no managed block.
    ///
    /// @param run number of the run in which it was found; if it has begun another since, nothing is done
    /// @return whether the worker has another carrier now
    boolean standInForStuck(Worker worker, long run) {
        Carrier spare = acquire();
        if (spare == null) return false;
        boolean used = false;
        try {
            used = takeOverStuck(worker, run, spare);
        } finally {
            if (!used && !release(spare)) spare.wakeUp();
        }
        return used;
    }

    private boolean takeOverStuck(Worker worker, long run, Carrier spare) {
        synchronized (detached) {
            Carrier old = worker.carrier;
            if (old == null || old.runner().runNumber() != run) return false;
            detached.add(old);                       // before it loses its worker (C3)
            if (!old.hold().tryTakeOverStuck()) {
                removeDetached(old);
                return false;
            }
            pool.idle().countSearcher();
            spare.assign(worker, true);
            old.nudge();                             // so that it looks at its hold when its task ends
        }
        return true;
    }

    /// A carrier to hand a worker to, or null if the bound is reached or the system gives no thread.
    @Nullable Carrier acquire() {
        Carrier spare = null;
        String refusal = null;
        synchronized (this) {
            if (closed) return null;
            if (!waiting.isEmpty()) {
                spare = waiting.pollLast();          // the one that waited least: its stack is warm
            } else if (alive >= max) {
                refusal = "maxSpares " + max + " reached: that many tasks block their carriers and others wait behind them; raise maxSpares or block less";
            } else {
                try {
                    spare = pool.carriers().start(null);
                    alive++;
                } catch (OutOfMemoryError e) {       // the system refuses a thread
                    refusedNanos = System.nanoTime();
                    refused = true;
                    refusal = "no thread for a spare: " + e.getMessage();
                }
            }
            if (refusal != null && !mayWarn()) refusal = null;
        }
        // Not under the lock: a log handler may belong to somebody who waits for it.
        if (refusal != null) pool.reports().warnSafely(refusal);
        return spare;
    }

    /// Takes a carrier that has lost its worker, or that was acquired and not used. Then looks whether work waits for a
    /// spare, since somebody may have been refused one.
    ///
    /// @return false if it should end
    boolean release(Carrier carrier) {
        synchronized (this) {
            if (pool.isStopped()) return false;      // not `closed`: it would look in vain whether the pool has stopped, and sleep
            waiting.addLast(carrier);
        }
        lookWhoWasRefused();
        return true;
    }

    /// The carrier has waited long enough: true if it may end, false if it has been acquired meanwhile.
    synchronized boolean retire(Carrier carrier) {
        return waiting.remove(carrier);
    }

    /// A carrier thread has ended that was not the last to serve a worker. Somebody may have been refused a spare at the
    /// bound.
    void ended() {
        synchronized (this) {
            alive--;
            if (closed) return;
        }
        lookWhoWasRefused();
    }

    /// The sentry: tries again where the system has refused a thread. Nobody else need ever come to do so: what waits may be what would have to enqueue.
    void retryRefused(long now) {
        if (!refused || now - refusedNanos < REFUSED_RETRY_NANOS) return;
        refused = false;                             // before the attempt, which may be refused again
        lookWhoWasRefused();
    }

    /// Must not throw: who calls has given up its worker, or is about to end.
    private void lookWhoWasRefused() {
        try {
            if (pool.backlog().needsHelp()) pool.signalWork();
        } catch (OutOfMemoryError noRoom) {
            pool.leaveToSentry();
        }
    }

    /// From now on none is given, and none started; the pool is about to stop.
    synchronized void close() {
        closed = true;
    }

    /// Lets all that wait see that the pool has stopped; who comes later sees it before it waits.
    synchronized void wakeAll() {
        for (Carrier each; (each = waiting.pollLast()) != null; ) each.wakeUp();     // no memory is wanted here
    }

    /// Carriers that have lost their workers and whose outermost tasks have not ended.
    List<Carrier> detached() {
        return detached;
    }

    void forgetDetached(Carrier carrier) {
        detached.remove(carrier);
    }

    private boolean mayWarn() {
        long now = System.nanoTime();
        if (now - lastWarning < WARN_EVERY_NANOS) return false;
        lastWarning = now;
        return true;
    }
}
