package dev.skein.worker;

import dev.skein.load.WorkerCounters;
import dev.skein.platform.StackRoom;
import dev.skein.platform.ThreadClock;
import dev.skein.queue.WorkStealingDeque;
import dev.skein.task.TaskCell;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
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
///
/// A worker whose carrier blocks stays with it until somebody enqueues work that no other worker is free to take.
///
/// - C3 a carrier that has lost its worker leaves no task behind: thieves may take from its queue until its outermost
///   task has ended, and what is left then goes to the overflow. For forks see [ForkCarrier], J5.
///
/// hold: see [Hold]. assigned, searching: who claimed a worker for this carrier, then the carrier. busySince: the carrier,
/// read for figures. The rest is the carrier's own.
final class Carrier extends ForkCarrier {

    /// Time between two attempts to get memory, 1 ms.
    private static final long RETRY_NANOS = 1_000_000;
    /// Naps in which nothing came, one after the other, before the carrier sleeps until it is woken.
    private static final int EMPTY_NAPS = 2;
    /// Role in the name of a carrier that has no worker.
    private static final String SPARE = "spare";

    private static final VarHandle BUSY_SINCE;

    static {
        try {
            BUSY_SINCE = MethodHandles.lookup().findVarHandle(Carrier.class, "busySince", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final BooleanSupplier workToTake;
    private final BooleanSupplier needsHelp;
    private final TaskRunner runner;
    private final WorkFinder finder;

    private final Hold hold = new Hold();
    private volatile @Nullable Worker assigned;
    private boolean searching;
    private boolean ends;
    private int emptyNaps;
    private @Nullable Worker worker;

    private long busySince;
    private volatile int kernelId = -1;
    private volatile long cpuNanosAtAttach;
    private final Pin pin = new Pin(this);

    Carrier(WorkerPool pool) {
        super(pool, pool.carrierName(SPARE));
        this.workToTake = () -> pool.backlog().hasWorkToTake(worker) || hasToAttend();
        this.needsHelp = pool.backlog()::needsHelp;
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
        kernelId = pool.affinity().currentThreadId();
        pool.affinity().unpin();               // who started this thread may be pinned
        boolean toTheEnd = false;
        try {
            Worker next = awaitAssignment();
            while (next != null) {
                toTheEnd = serve(next);
                setName(pool.carrierName(SPARE));
                next = toTheEnd || !pool.spares().release(this) ? null : awaitAssignment();
            }
        } finally {
            try {
                pool.pins().leaves(pin);
            } finally {
                pool.carrierEnded(toTheEnd);
            }
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
                pool.reports().logSafely(getName() + " failed between two tasks and goes on", inOurOwnCode);
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
            task = findElsewhere(mine);
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
        if (pool.handoffs().slots().hasReady(mine.index)) pool.handoffs().carryOut(this, mine);
        return hold.isLost() || mine.isClosed();
    }

    private boolean hasToAttend() {
        Worker mine = worker;
        return mine != null && (mine.isClosed() || pool.handoffs().slots().hasReady(mine.index));
    }

    private void leaveSearch() {
        if (!searching) return;
        searching = false;
        pool.wake(idle.searchEnds(needsHelp));     // who relied on this searcher must not have done so in vain (W1)
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
        }
        pool.ensureAwake();
        ends = !open;
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
                pool.reports().logSafely("no memory to serve worker " + next.index + "; tries again", noRoom);
                LockSupport.parkNanos(this, RETRY_NANOS);
            }
        }
    }

    private void attach(Worker next) {
        worker = next;
        hold.newWorker();
        idle.endBlocked(next.index);           // a mark of a later block of the carrier before would keep our mail open to thieves
        setName(pool.carrierName("w" + next.index));
        runner.workFor(next, next.lendCounters());
        finder.workFor(next, runner.counters());
        cpuNanosAtAttach = Math.max(0, ThreadClock.cpuNanos(kernelId));
        pool.pins().serves(pin, kernelId, next);
        beginBusy(System.nanoTime());
        pool.attached();
    }

    private void detach(Worker served, boolean toTheEnd) {
        endBusy();
        finder.promptness().revoke();
        if (toTheEnd) served.carrier = null;
        if (emptyReady()) pool.spares().forgetDetached(this);
        long used = ThreadClock.cpuNanos(kernelId) - cpuNanosAtAttach;
        served.takeBack(runner.counters(), Math.max(0, used));
        worker = null;
        pool.whenIdle();                       // the task that ended here may have been the last of all
    }

    /// Moves what is left in the own queue to the overflow (C3). False: there was no memory for it; it stays where it is, and
    /// where thieves find it.
    boolean emptyReady() {
        boolean any = false;
        for (Runnable left; (left = finder.takeLeft()) != null; any = true) {
            try {
                pool.overflow().offer(left);
            } catch (OutOfMemoryError noRoom) {
                finder.keep(left);
                pool.signalWork();
                return false;
            }
        }
        if (any) pool.signalWork();
        return true;
    }

    // Finding work.

    /// Searches, sleeps and searches again until there is a task; null when there is something else to do, or the pool has stopped.
    private @Nullable Runnable findElsewhere(Worker mine) {
        long since = endBusy();
        finder.promptness().revoke();          // before the look at all queues that comes before every sleep (P1)
        if (!searching) searching = idle.beginSearch(mine.index);
        while (true) {
            if (pool.handoffs().slots().hasReady(mine.index)) pool.handoffs().carryOut(this, mine);
            if (searching) {
                Runnable task = finder.spinSearch();
                if (task != null) {
                    long now = System.nanoTime();
                    finder.found(now - since);
                    beginBusy(now);            // before the look for helpers: what we vouch for needs none
                    searching = false;
                    emptyNaps = 0;
                    try {
                        pool.wake(idle.searchEnds(needsHelp));
                    } catch (OutOfMemoryError noRoom) {
                        pool.leaveToSentry();  // we hold a task, and must not lose it
                    }
                    return task;
                }
            }
            if (mine.isClosed()) return null;
            if (mine.napNanos > 0 && nap(mine)) continue;
            if (!hold.rest()) return null;     // lost to a spare, which searches in our place
            try {
                ends = !sleep(mine);
            } finally {
                hold.riseAgain();              // as in rest
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
            runner.counters().bump(WorkerCounters.PARKS);
            while (idle.isParked(mine.index)) {
                if (pool.isStopped() && idle.retractParked(mine.index)) return false;
                LockSupport.park(this);
                Thread.interrupted();          // an interrupt that no task asked for would make every park return at once
            }
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
            throw noRoom;
        }
    }

    // Waiting.

    @Override
    protected void awaitOutcome(TaskCell<?> task, boolean timed, long deadlineNanos) throws InterruptedException {
        // Not with a time limit: once begun, the task could not be left when the time is over.
        if (!timed && task.isWaitingForCarrier() && task.isOwnedBy(pool.owner())) runner.runWithin(task);
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
    protected <T extends @Nullable Object> T block(Callable<T> body) throws Exception {
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
        try {
            finder.promptness().revoke();
            pool.wake(idle.goBlocked(mine.index, needsHelp));
        } catch (StackOverflowError | OutOfMemoryError noRoom) {
            pool.leaveToSentry();              // the block is entered, and exitBlock is owed
        }
        return true;
    }

    @Override
    void exitBlock() {
        Worker mine = worker;
        if (mine == null) return;
        if (hold.exitBlock()) {
            idle.endBlocked(mine.index);
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

    boolean isPinned() {
        return pin.isBound();
    }

    int kernelId() {
        return kernelId;
    }

    long cpuNanosAtAttach() {
        return cpuNanosAtAttach;
    }

    boolean isBusy() {
        return busySinceOpaque() != 0;
    }

    /// Time since the carrier began to be busy, in nanoseconds; 0 if it is not.
    long busyNanosSoFar() {
        long since = busySinceOpaque();
        return since == 0 ? 0 : Math.max(0, System.nanoTime() - since);
    }

    private void beginBusy(long now) {
        finder.pace().start(now);
        finder.vouchIfQuick();
        setBusySinceOpaque(now);
    }

    private long endBusy() {
        long now = System.nanoTime();
        long since = busySinceOpaque();
        if (since != 0) {
            finder.pace().tick(now);
            setBusySinceOpaque(0);
            runner.counters().add(WorkerCounters.BUSY_NANOS, now - since);
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
