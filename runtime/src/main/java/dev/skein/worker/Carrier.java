package dev.skein.worker;

import dev.skein.api.BlockingCall;
import dev.skein.load.WorkerCounters;
import dev.skein.platform.StackRoom;
import dev.skein.queue.WorkStealingDeque;
import dev.skein.task.TaskCell;
import dev.skein.worker.Reports.Mishap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A platform thread that serves a worker: takes tasks, runs them, and sleeps when there are none.
///
///     waiting  -> serving   assign     who claimed a worker for it (or the pool, at the start)
///     serving  -> detached  exitBlock  the carrier, which learns that its worker was handed to a spare while it blocked
///     serving  -> detached  serveOnce  the carrier, which learns the same after a task, or before it would sleep
///     serving  -> resting   rest       the carrier, whose worker is closed: its queues go to others, and nobody wakes it for work ([Closed])
///     resting  -> serving   rest       the carrier, which was woken since the worker is open again
///     detached -> waiting   serve      the carrier, when its outermost task has ended and its queue is emptied
///     waiting  -> ended     run        the carrier: not needed for [Spares#KEEP_ALIVE_NANOS], or the pool has stopped
///     serving  -> ended     run        the carrier, when the pool has stopped
///
/// A worker whose carrier blocks stays with it until somebody enqueues work that no other worker is free to take.
///
/// - C3 a carrier that has lost its worker leaves no task behind: thieves may take from its queue until its outermost
///   task has ended, and what is left then goes to the overflow. For forks see [ForkCarrier], J5.
///
/// assigned: who claimed a worker for this carrier, then the carrier. The rest is the carrier's own. What it shares with others while it looks for work:
/// [SearchingCarrier].
final class Carrier extends SearchingCarrier {

    /// Time between two attempts to get memory, 1 ms.
    private static final long RETRY_NANOS = 1_000_000;
    /// Role in the name of a carrier that has no worker.
    private static final String SPARE = "spare";

    private final TaskRunner runner;
    private final WorkFinder finder;

    private volatile @Nullable Worker assigned;
    private @Nullable Worker worker;

    private final CarrierClocks clocks = new CarrierClocks();
    private final Pin pin = new Pin(this);

    Carrier(WorkerPool pool) {
        super(pool, pool.carriers().nameOf(SPARE));
        this.runner = new TaskRunner(this, pool);
        this.finder = new WorkFinder(this, pool);
        setContextClassLoader(pool.config().contextClassLoader());
        setDaemon(false);
    }

    // Life.

    /// Gives the carrier a worker to serve; the caller has claimed that worker for it.
    ///
    /// @param asSearcher whether the caller has counted the carrier as a searcher
    void assign(Worker next, boolean asSearcher) {
        searching = asSearcher;      // published by the volatile write below
        next.carrier = this;
        assigned = next;
        LockSupport.unpark(this);
    }

    @Override
    public void run() {
        boolean toTheEnd = false;
        try {
            begin();
            Worker next = awaitAssignment();
            while (next != null) {
                toTheEnd = serve(next);
                setName(pool.carriers().nameOf(SPARE));
                next = toTheEnd || !pool.spares().release(this) ? null : awaitAssignment();
            }
        } finally {
            try {
                pool.pins().leaves(pin);
                clocks.close();
            } finally {
                pool.carriers().ended(toTheEnd);
            }
        }
    }

    /// Figures, and a wish: whatever is thrown here, a worker may wait for this carrier, which serves it without them.
    private void begin() {
        try {
            clocks.setKernelId(pool.affinity().currentThreadId());
            pool.affinity().unpin();           // who started this thread may be pinned
            clocks.openRunDelay();
        } catch (Throwable notKnown) {
            pool.reports().logSafely("a worker's thread does not know its id, or runs where it was started", notKnown);
        }
    }

    private @Nullable Worker awaitAssignment() {
        long since = System.nanoTime();
        while (true) {
            Worker next = assigned;
            if (next != null) {
                assigned = null;
                return next;
            }
            if (pool.isStopped()) return null;
            long left = Spares.KEEP_ALIVE_NANOS - (System.nanoTime() - since);
            if (left > 0) {
                LockSupport.parkNanos(this, left);
            } else if (pool.spares().retire(this)) {
                return null;
            } else {
                since = System.nanoTime();     // acquired just now: the assignment is on its way
            }
            Thread.interrupted();
        }
    }

    /// Serves a worker until the pool stops or the worker has gone to another carrier.
    ///
    /// @return whether the worker was served to the end
    private boolean serve(Worker next) {
        attachForSure(next);
        boolean more = true;
        while (worker != null && more) {
            try {
                more = serveOnce(next);
            } catch (Throwable inOurOwnCode) {       // no memory for a log line, say: a carrier outlives it
                pool.reports().logSafely(Mishap.BETWEEN_TASKS, inOurOwnCode);
            }
        }
        boolean toTheEnd = worker != null;
        runLeftForks();
        detach(next, toTheEnd);
        return toTheEnd;
    }

    /// What the tasks of a carrier that has lost its worker have forked and not joined (J5).
    private void runLeftForks() {
        for (Runnable fork; (fork = takeFork()) != null; ) runner.run(fork);
    }

    /// Finds a task and runs it, or learns that there is something else to do; false when the pool has stopped.
    private boolean serveOnce(Worker mine) {
        Runnable task = searching ? null : finder.takeOwn();
        if (task == null) {
            if (hold.isLost()) {
                worker = null;
                leaveSearch();
                return true;
            }
            if (mine.isClosed()) return rest(mine);
            task = searching ? null : finder.takeSoon();
            if (task == null) task = findElsewhere(mine);
        }
        if (task != null) runner.run(task);
        return !ends;
    }

    /// At a tick of the carrier's own clock: carries out what the balancer has ordered.
    ///
    /// @return whether the carrier must take no more tasks, since its worker is closed or another's
    @Override
    boolean attend() {
        Worker mine = worker;
        if (mine == null) return true;
        carryOutOrder(mine);
        return hold.isLost() || mine.isClosed();
    }

    @Override
    void carryOutOrder(Worker mine) {
        if (!pool.handoffs().slots().hasReady(mine.index)) return;
        foundSomething();
        pool.handoffs().carryOut(this, mine);
    }

    @Override
    boolean hasWorkToTake() {
        Worker mine = worker;
        return pool.backlog().hasWorkToTake(mine) || (mine != null && (mine.isClosed() || pool.handoffs().slots().hasReady(mine.index)));
    }

    /// Empties the queues of a worker that is closed, and sleeps until it is open again; false when the pool has stopped.
    private boolean rest(Worker mine) {
        runLeftForks();
        endBusy();
        finder.promptness().revoke();
        leaveSearch();
        pool.handoffs().emptyQueues(this, mine);
        if (!hold.rest()) return true;             // lost: serveOnce sees it
        boolean open = false;
        try {
            open = sleepWhileClosed(mine);
        } finally {
            mine.resting = false;
            hold.riseAgain();                  // whatever was thrown: a carrier that works must not be taken for one that sleeps
            pool.ensureAwake();                // nor may those sleep who watch it (H5)
        }
        ends = !open;
        if (open) beginBusy(System.nanoTime());    // as at attach: who takes tasks is watched, and so is the first that it finds
        return open;
    }

    /// Sleeps until the worker is open again; false when the pool has stopped.
    private boolean sleepWhileClosed(Worker mine) {
        mine.resting = true;
        pool.closed().emptied(mine);
        pool.whenIdle();
        runner.counters().bump(WorkerCounters.PARKS);
        while (!pool.closed().endRest(mine)) {
            if (pool.isStopped()) return false;
            LockSupport.park(this);
            Thread.interrupted();
        }
        return true;
    }

    /// A worker that was handed over cannot be left alone, so attaching is tried until there is memory for it.
    private void attachForSure(Worker next) {
        while (true) {
            try {
                attach(next);
                return;
            } catch (OutOfMemoryError noRoom) {
                pool.reports().logSafely(Mishap.NO_MEMORY_TO_SERVE, noRoom);
                LockSupport.parkNanos(this, RETRY_NANOS);
            }
        }
    }

    private void attach(Worker next) {
        worker = next;
        idle.endBlocked(next.index);           // a mark of a later block of the carrier before would keep our mail open to thieves
        hold.newWorker();                      // after that: from now on the worker may be lost again, and then the mark is another's
        setName(pool.carriers().nameOf("w" + next.index));
        runner.workFor(next, next.lendCounters());
        finder.workFor(next, runner.counters());
        bind(next);
        clocks.attach();
        beginBusy(System.nanoTime());
        pool.carriers().attached();
    }

    /// Want of memory is tried again, and any other failure leaves the carrier unbound: its worker has no other.
    private void bind(Worker next) {
        try {
            if (clocks.kernelId() < 0) clocks.setKernelId(pool.affinity().currentThreadId());      // not known at the beginning
            pool.pins().serves(pin, clocks.kernelId(), next);
        } catch (OutOfMemoryError noRoom) {
            throw noRoom;
        } catch (Throwable notBound) {
            pool.reports().logSafely("worker " + next.index + " runs unpinned", notBound);
        }
    }

    private void detach(Worker served, boolean toTheEnd) {
        endBusy();
        finder.promptness().revoke();
        if (toTheEnd) served.carrier = null;
        leaveNothing();
        try {
            runner.workForNone();
            served.takeBack(runner.counters(), Math.max(0, clocks.cpuNanosSinceAttach()), Math.max(0, clocks.runDelayNanosSinceAttach()));
        } finally {
            worker = null;
            lookForTheEnd();
        }
    }

    /// Tried until there is memory for it: a carrier that stayed among the detached ones would be counted and robbed as one for good.
    private void leaveNothing() {
        while (true) {
            try {
                if (emptyReady()) {
                    pool.spares().forgetDetached(this);
                    return;
                }
            } catch (OutOfMemoryError noRoom) {
                pool.reports().logSafely(Mishap.NO_MEMORY_TO_LEAVE, noRoom);
            }
            LockSupport.parkNanos(this, RETRY_NANOS);
        }
    }

    /// The task that ended here may have been the last of all, and all others may sleep: tried until there is memory for it.
    private void lookForTheEnd() {
        while (true) {
            try {
                pool.whenIdle();
                return;
            } catch (OutOfMemoryError noRoom) {
                pool.reports().logSafely(Mishap.NO_MEMORY_TO_END, noRoom);
                LockSupport.parkNanos(this, RETRY_NANOS);
            }
        }
    }

    /// Moves what is left in the own queue to the overflow (C3). False: there was no memory for it; it stays where
    /// thieves find it. Where its own queue has no room for it again, which is so while a thief copies from a full one, it goes into an inbox.
    boolean emptyReady() {
        boolean any = false;
        for (Runnable left; (left = finder.takeLeft()) != null; any = true) {
            try {
                pool.overflow().offer(left);
            } catch (OutOfMemoryError noRoom) {
                if (finder.keep(left)) {
                    pool.signalWork();
                    return false;
                }
                LockSupport.parkNanos(this, RETRY_NANOS);
            }
        }
        if (any) pool.signalWork();
        return true;
    }

    // Waiting.

    @Override
    protected void awaitOutcome(TaskCell<?> task, boolean timed, long deadlineNanos) throws InterruptedException {
        // Not with a time limit: once begun, the task could not be left when the time is over.
        if (!timed && task.isReady() && task.isOwnedBy(pool.owner())) runner.runWithin(task);
        if (task.isDone()) return;
        boolean entered = enterBlock();
        try {
            task.blockForOutcome(timed, deadlineNanos);
        } finally {
            if (entered) exitBlock();
        }
    }

    /// Runs something that may block; a spare serves the worker meanwhile, if there is work for it.
    @Override
    protected <T extends @Nullable Object, X extends Exception> T block(BlockingCall<T, X> body) throws X {
        boolean entered = enterBlock();
        try {
            return body.call();
        } finally {
            if (entered) exitBlock();
        }
    }

    @Override
    boolean enterBlock() {
        Worker mine = worker;
        if (mine == null) return false;
        StackRoom.require();                   // a block that is half entered could not be left
        if (!hold.enterBlock()) return false;
        markAsBlocked(mine);
        return true;
    }

    /// Nothing is thrown: the block is entered and exitBlock is owed, or it is left and has its result.
    private void markAsBlocked(Worker mine) {
        try {
            finder.promptness().revoke();
            pool.wake(idle.goBlocked(mine.index, needsHelp));
            finder.ready().dropTaken();        // what thieves have taken so far: they clear nothing, and this may block for long
        } catch (StackOverflowError | OutOfMemoryError noRoom) {
            pool.leaveToSentry();
        }
    }

    @Override
    void exitBlock() {
        Worker mine = worker;
        if (mine == null) return;
        if (hold.exitBlock()) {
            idle.endBlocked(mine.index);
            if (hold.isLost()) markAsBlocked(mine);      // lost since, so that may have been the mark of who has it now
        } else {
            worker = null;                     // a spare has it
        }
    }

    // For others.

    /// The sentry: look at the clock, and at what others have sent, after the task that runs now.
    void nudge() {
        finder.pace().nudge();
    }

    Hold hold() {
        return hold;
    }

    /// Wakes the carrier wherever it sleeps in its loop.
    void wakeUp() {
        LockSupport.unpark(this);
    }

    WorkerPool pool() {
        return pool;
    }

    /// The worker that it serves, as the carrier itself knows; null if it has lost it.
    @Nullable Worker servedWorker() {
        return worker;
    }

    /// What this carrier has enqueued itself, first in, first out. All but the carrier are thieves.
    WorkStealingDeque<Runnable> ready() {
        return finder.ready();
    }

    @Override
    Promptness promptness() {
        return finder.promptness();
    }

    /// Tasks that wait for this carrier while it serves `served`; an estimate.
    long backlog(Worker served) {
        return ready().size() + served.inbox.size();
    }

    @Override
    TaskRunner runner() {
        return runner;
    }

    @Override
    WorkFinder finder() {
        return finder;
    }

    boolean isPinned() {
        return pin.isBound();
    }

    int kernelId() {
        return clocks.kernelId();
    }

    CarrierClocks clocks() {
        return clocks;
    }
}
