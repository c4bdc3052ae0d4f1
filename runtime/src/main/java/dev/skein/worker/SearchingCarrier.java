package dev.skein.worker;

import dev.skein.load.WorkerCounters;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// The part of a [Carrier] that looks for work, and sleeps where there is none.
///
///     busy      -> searching  findElsewhere  its own queues are empty, and few enough search
///     searching -> busy       findElsewhere  with a task
///     searching -> napping    nap            the energy policy says so, and the last naps were not in vain
///     searching -> sleeping   sleep          see [IdleWorkers], W1
///     busy      -> napping, sleeping         the same, where enough others search
///     napping   -> searching  nap            the time is over
///     sleeping  -> searching  sleep          whoever claimed the worker, or the pool has stopped
///
/// hold: see [Hold]. searching: who claimed a worker for this carrier, then the carrier. busySince: the carrier, read for figures. The rest is the
/// carrier's own.
abstract class SearchingCarrier extends ForkCarrier {

    /// Naps in which nothing came, one after the other, before the carrier sleeps until it is woken.
    private static final int EMPTY_NAPS = 2;

    private static final VarHandle BUSY_SINCE;

    static {
        try {
            BUSY_SINCE = MethodHandles.lookup().findVarHandle(SearchingCarrier.class, "busySince", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    final Hold hold = new Hold();
    final BooleanSupplier needsHelp;
    /// Whether it is counted as a searcher.
    boolean searching;
    /// Whether the pool has stopped.
    boolean ends;
    private final BooleanSupplier workToTake;
    private int emptyNaps;
    /// Whether it was woken, and has not found anything since.
    private boolean woken;
    private long busySince;

    SearchingCarrier(WorkerPool pool, String name) {
        super(pool, name);
        this.workToTake = this::hasWorkToTake;
        this.needsHelp = pool.backlog()::needsHelp;
    }

    // What the rest of the carrier gives.

    abstract WorkFinder finder();

    /// Whether there is something to do for a carrier that is awake.
    abstract boolean hasWorkToTake();

    /// Carries out the order of ready tasks that waits for the worker, if there is one.
    abstract void carryOutOrder(Worker mine);

    // Finding work.

    /// Searches, sleeps and searches again until there is a task; null when there is something else to do, or the pool has stopped.
    final @Nullable Runnable findElsewhere(Worker mine) {
        long since = endBusy();
        finder().promptness().revoke();        // before the look at all queues that comes before every sleep (P1)
        if (!searching) searching = idle.beginSearch(mine.index);
        while (true) {
            carryOutOrder(mine);
            if (searching) {
                Runnable task = finder().spinSearch();
                if (task != null) {
                    long now = System.nanoTime();
                    finder().found(now - since);
                    beginBusy(now);            // before the look for helpers: what we vouch for needs none
                    searching = false;
                    emptyNaps = 0;
                    woken = false;
                    try {
                        pool.wake(idle.searchEnds(needsHelp));
                    } catch (OutOfMemoryError noRoom) {
                        pool.leaveToSentry();  // we hold a task, and must not lose it
                    }
                    return task;
                }
            }
            if (mine.isClosed()) {
                beginBusy(System.nanoTime());  // what it still takes on the way to its rest is watched too
                return null;
            }
            if (mine.napNanos > 0 && nap(mine)) continue;
            closeEntryIfEmpty();
            if (!hold.rest()) return null;     // lost to a spare, which searches in our place
            try {
                ends = !sleep(mine);
            } finally {
                hold.riseAgain();              // as in Carrier.rest
            }
            if (ends) return null;
        }
    }

    /// Naps, if the last ones were not in vain: nobody is told, so who enqueues meanwhile wakes nobody, and several tasks wait for one awakening.
    private boolean nap(Worker mine) {
        if (emptyNaps >= EMPTY_NAPS) return false;
        emptyNaps++;
        leaveSearch();
        pool.whenIdle();                       // the task that ended here may have been the last of all, and a nap may be a long one
        LockSupport.parkNanos(this, mine.napNanos);
        Thread.interrupted();
        if (pool.isStopped()) return false;
        searching = idle.beginSearch(mine.index);
        return true;
    }

    /// Announces, looks once more, and parks until claimed; false when the pool has stopped.
    private boolean sleep(Worker mine) {
        boolean searched = searching;
        searching = true;                      // counted by who claims us, or by ourselves
        emptyNaps = 0;
        if (idle.goToSleep(mine.index, searched, workToTake) == IdleWorkers.Sleep.ASLEEP) {
            tellIdle(mine);
            if (woken) runner().counters().bump(WorkerCounters.EMPTY_WAKES);
            runner().counters().bump(WorkerCounters.PARKS);
            while (idle.isParked(mine.index)) {
                if (pool.isStopped() && idle.retractParked(mine.index)) return false;
                LockSupport.park(this);
                Thread.interrupted();          // an interrupt that no task asked for would make every park return at once
            }
            woken = true;
        }
        pool.ensureAwake();
        return true;
    }

    /// Has the end of the runtime looked for. Where that fails the announcement ends, for the carrier goes on.
    private void tellIdle(Worker mine) {
        try {
            pool.whenIdle();
        } catch (Throwable noRoom) {
            if (idle.retractParked(mine.index)) searching = false;     // else who has claimed the worker counts it
            pool.ensureAwake();                // who has seen the announcement may sleep by now (H5)
            throw noRoom;
        }
    }

    /// What it was woken for is there, if only an order.
    final void foundSomething() {
        woken = false;
    }

    final void leaveSearch() {
        if (!searching) return;
        searching = false;
        try {
            pool.wake(idle.searchEnds(needsHelp)); // who relied on this searcher must not have done so in vain (W1)
        } catch (OutOfMemoryError | StackOverflowError noRoom) {
            pool.leaveToSentry();                  // it has left the count, and does not come here again
        }
    }

    // Busy time.

    boolean isBusy() {
        return busySinceOpaque() != 0;
    }

    /// Time since the carrier began to be busy, in nanoseconds; 0 if it is not.
    long busyNanosSoFar() {
        long since = busySinceOpaque();
        return since == 0 ? 0 : Math.max(0, System.nanoTime() - since);
    }

    final void beginBusy(long now) {
        finder().pace().start(now);
        finder().vouchIfQuick();
        setBusySinceOpaque(now);
    }

    final long endBusy() {
        runner().forgetLast();
        long now = System.nanoTime();
        long since = busySinceOpaque();
        if (since != 0) {
            finder().pace().tick(now);
            setBusySinceOpaque(0);
            runner().counters().add(WorkerCounters.BUSY_NANOS, now - since);
        }
        return now;
    }

    private long busySinceOpaque() {
        return (long) BUSY_SINCE.getOpaque(this);
    }

    private void setBusySinceOpaque(long now) {
        BUSY_SINCE.setOpaque(this, now);
    }
}
