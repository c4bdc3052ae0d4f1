package dev.skein.worker;

import dev.skein.events.FlightEvents;
import dev.skein.handoff.Envelope;
import dev.skein.load.WorkerCounters;
import dev.skein.platform.StackRoom;
import dev.skein.platform.ThreadClock;
import dev.skein.queue.WorkStealingDeque;
import dev.skein.task.ContinuationTask;
import dev.skein.task.PlacedTask;
import dev.skein.task.TaskCell;
import dev.skein.task.TaskOwner;
import dev.skein.task.Wrapper;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Runs tasks on one carrier, and counts how they end.
///
/// - C2 no interrupt leaks from one task into another: the flag is cleared when a task leaves, and put aside while
///   another one is run within ([RunningTask]). The context class loader is treated alike: each task finds the runtime's.
///
/// All of it is the carrier's own.
final class TaskRunner extends RunningTask implements WorkStealingDeque.Taker<Runnable> {

    /// Tasks run within each other because each waits for the next, at most: a thread's stack is finite. Beyond, a wait
    /// blocks and a spare serves.
    private static final int MAX_NESTING = 128;

    private final Carrier carrier;
    private final WorkerPool pool;
    private final TaskOwner owner;
    private final @Nullable ClassLoader contextClassLoader;
    private WorkerCounters counters = new WorkerCounters();
    /// The same while they are a worker's: before and after that they are nobody's, or another carrier's.
    private @Nullable WorkerCounters lentCounters;
    private int nesting;
    private int workerIndex;
    /// What gave way last, until the next run.
    private @Nullable TaskCell<?> gaveWay;

    TaskRunner(Carrier carrier, WorkerPool pool) {
        super(carrier, pool.config().sliceNanos());
        this.carrier = carrier;
        this.pool = pool;
        this.owner = pool.owner();
        this.contextClassLoader = pool.config().contextClassLoader();
    }

    /// Runs tasks on behalf of a worker from now on.
    void workFor(Worker worker, WorkerCounters next) {
        workerIndex = worker.index;
        counters = next;
        lentCounters = next;
    }

    /// The carrier gives back what it has of its worker.
    void workForNone() {
        lentCounters = null;
    }

    @Nullable WorkerCounters lentCounters() {
        return lentCounters;
    }

    WorkerCounters counters() {
        return counters;
    }

    /// Names a task that is about to be taken from the own queue, if it is one that may stay RUNNING there: then the CAS that takes it stands between its name and its claim, which needs
    /// none of its own (C1).
    @Override
    public void takes(Runnable task) {
        if (!(task instanceof ContinuationTask<?> continuation) || !continuation.waitsInQueue()) return;
        nextTurn();
        setCurrent(task);
    }

    /// Who cancels it may have found its name.
    @Override
    public void missed(Runnable task) {
        if (currentTask() == task) leaveGate();
    }

    /// Runs a task taken from a queue, or drops it if it was claimed or cancelled meanwhile. Nothing is thrown.
    void run(Runnable task) {
        if (pool.recordsRuns()) {
            runRecorded(task);
        } else {
            runUnrecorded(task);
        }
    }

    private void runRecorded(Runnable task) {
        @Nullable Object begun = null;
        String taskClass = "";
        try {
            taskClass = classOf(task);               // before the run: its body is let go at the end
            begun = FlightEvents.runBegins();
        } catch (Throwable notRecorded) {
            pool.reports().logSafely("a run is not recorded", notRecorded);
        }
        runUnrecorded(task);
        if (begun == null || task instanceof Envelope) return;
        try {
            FlightEvents.ran(begun, pool.config().name(), workerIndex, task instanceof PlacedTask<?> placed ? placed.id() : 0, taskClass);
        } catch (Throwable notRecorded) {
            pool.reports().logSafely("a run is not recorded", notRecorded);
        }
    }

    /// Name of the class of what the user gave.
    static String classOf(Runnable task) {
        return task instanceof TaskCell<?> cell ? cell.bodyClass() : Wrapper.classOf(task);
    }

    private void runUnrecorded(Runnable task) {
        try {
            if (task instanceof Envelope envelope) {
                pool.handoffs().open(envelope, carrier);
                return;
            }
            owner.taskTaken();
            if (task instanceof TaskCell<?> cell) {
                runCell(cell);
            } else if (task instanceof ForkCarrier.ForkInHand) {
                runFork(task);
            } else {
                runPlain(task);
            }
        } catch (Throwable inOurOwnCode) {
            pool.reports().uncaught(inOurOwnCode);
        }
    }

    /// There is no fence between the name and the look at the flag, so that who raises it may miss this run and be missed by it: see S3.
    private void runPlain(Runnable task) {
        nextTurn();
        setCurrent(task);
        if (gaveWay != null) lookBackBehindFence();
        if (pool.interruptsAll()) interruptIfRunning(task);
        try {
            task.run();
            carrier.taskEnds();
            counters.bump(WorkerCounters.COMPLETED);
        } catch (Throwable failure) {
            pool.reports().uncaught(failure);                         // before it is counted: until then the runtime cannot end under the handler
            carrier.taskEnds();
            counters.bump(WorkerCounters.FAILED);
        } finally {
            setCurrent(null);
            clearTraces();
        }
    }

    /// Runs a fork, which is no task in the books and keeps its outcome to itself.
    private void runFork(Runnable fork) {
        nextTurn();
        setCurrent(fork);
        if (gaveWay != null) lookBackBehindFence();
        if (pool.interruptsAll()) interruptIfRunning(fork);
        try {
            fork.run();
        } finally {
            setCurrent(null);
            clearTraces();
        }
    }

    private void runCell(TaskCell<?> cell) {
        if (pool.interruptsAll()) {
            leaveGate();
            gaveWay = null;
            cancelInHand(cell);                          // after shutdownNow() no future's body is entered any more
        }
        boolean named = currentTask() == cell;
        if (!named) {
            if (!cell.waitsInQueue()) {
                drop(cell);
                return;
            }
            nextTurn();
            setCurrent(cell);                      // before the claim (C1)
        }
        if (!cell.tryClaimEntry(named)) {
            leaveGate();
            drop(cell);
            return;
        }
        if (gaveWay != null) lookBack(cell);             // the CAS that took it, or that of the claim, stands between
        TaskCell.Run ended;
        try {
            ended = cell.runClaimed(this);
        } catch (Throwable noRoom) {                     // no stack or heap was left to record the outcome further down
            ended = cell.abort(noRoom);
        }
        count(cell, ended);
        switch (ended) {
            case COMPLETED, FAILED -> setCurrent(null);     // nobody could cancel it, so nobody sends an interrupt
            case CANCELLED -> leaveGate();
            case AGAIN, WOKEN, SUSPENDED -> { }          // the body has left already
        }
        clearTraces();
        afterRun(cell, ended);
    }

    /// Its body is not inside, so there is nobody to tell; what there is no memory for must not cost us its entry.
    private static void cancelInHand(TaskCell<?> cell) {
        try {
            cell.cancel(false);
        } catch (OutOfMemoryError noRoom) {
            return;                                      // whether it was cancelled the claim will tell
        }
    }

    /// What is owed to a task whose body is out.
    private void afterRun(TaskCell<?> cell, TaskCell.Run ended) {
        switch (ended) {
            case COMPLETED, FAILED -> { }
            case CANCELLED -> leave(cell);
            case AGAIN -> {
                gaveWay = cell;
                putBack((ContinuationTask<?>) cell);
            }
            case WOKEN -> pool.intake().place((ContinuationTask<?>) cell);
            case SUSPENDED -> {
                // Who stopped the runtime looked for suspended tasks after it had raised the flag.
                if (pool.interruptsAll()) cell.cancelWithRoom(false);
            }
        }
    }

    private void putBack(ContinuationTask<?> task) {
        Worker mine = carrier.servedWorker();
        boolean ordered = mine != null && pool.handoffs().slots().hasRunning(mine.index);
        if (ordered && pool.handoffs().takeAway(carrier, Objects.requireNonNull(mine), task)) return;
        if (mine != null && wasToYield() && !mine.isClosed() && !carrier.hold().isLost()) carrier.finder().endSlice();
        pool.intake().putBack(carrier, task);
    }

    private void lookBackBehindFence() {
        VarHandle.fullFence();
        lookBack(null);
    }

    /// Between two tasks, where no run may follow for long, or user code runs that is no body.
    void forgetLast() {
        if (gaveWay == null) return;
        leaveGate();
        gaveWay = null;
    }

    /// Before a body is entered, behind a fence: see C1.
    private void lookBack(@Nullable TaskCell<?> next) {
        TaskCell<?> last = gaveWay;
        gaveWay = null;
        if (last != null && last != next && last.isDone()) clearLateInterrupt();
    }

    @Override
    protected int takeOrderedHome(PlacedTask<?> task) {
        Worker mine = carrier.servedWorker();
        boolean ordered = mine != null && pool.handoffs().slots().hasRunning(mine.index);
        return ordered ? pool.handoffs().takeHome(carrier, Objects.requireNonNull(mine), task) : ContinuationTask.NO_HINT;
    }

    @Override
    protected long cpuNanos() {
        return ThreadClock.cpuNanos(carrier.kernelId());
    }

    /// Meets the queue entry of a task that is no longer to be run: drops it, but for a cleanup that is due.
    private void drop(TaskCell<?> cell) {
        boolean mustBeLeft = cell.mustBeLeft();
        if (!mustBeLeft && !cell.tryTakeCleanup()) return;
        // Who stops the runtime may have seen the task before, and interrupt the cleanup (C2); and who cancelled what gave way last may be late (C1).
        if (pool.interruptsAll()) leaveGate();
        forgetLast();
        cleanedUp(mustBeLeft ? cell.leave() : cell.leaveUnrun());
    }

    /// Runs a task that the innermost task waits for. Nothing of the one reaches the other but what the carrier holds: thread locals, and bindings of scoped values,
    /// which nobody can take off a thread.
    ///
    /// @return false if the nesting is too deep, or the task is no longer there to be run
    boolean runWithin(TaskCell<?> cell) {
        if (nesting >= MAX_NESTING) return false;
        StackRoom.require();                         // a task that is claimed and cannot be run would never end
        Waiting waiting = aside();
        ClassLoader loaderOfWaiting = carrier.getContextClassLoader();
        if (!cell.tryClaim()) return false;
        nextRun();                                   // before the name: who finds the one finds the other
        setContextClassLoader(contextClassLoader);
        enter(cell, waiting);
        if (cell.wantsInterrupt()) carrier.interrupt();
        if (cell.isToStopSoon()) yieldSoon();        // who asked for it before we gave the name found nobody
        nesting++;
        TaskCell.Run ended = TaskCell.Run.FAILED;
        try {
            try {
                ended = cell.runClaimed(this);
            } catch (Throwable noRoom) {             // in the method that has claimed: whatever is called first may be what finds no room
                ended = cell.abort(noRoom);
            }
            count(cell, ended);
        } finally {
            nesting--;
            if (ended == TaskCell.Run.CANCELLED) {
                leaveGate();
                leave(cell);                         // before the outer task has its interrupt back: its cleanup must not see that one
            }
            setContextClassLoader(loaderOfWaiting);
            nextRun();
            goBackTo(waiting);
        }
        switch (ended) {
            // Not just with this carrier: it may be about to block, and its worker lost.
            case AGAIN, WOKEN -> pool.intake().place((ContinuationTask<?>) cell);
            case SUSPENDED -> afterRun(cell, ended);
            case COMPLETED, FAILED, CANCELLED -> { }
        }
        carrier.finder().dropSpent();
        if (pool.interruptsAll()) cancelCurrent();   // who stopped the runtime has seen the inner task only
        return true;
    }

    /// Runs a fork of another task while the innermost task waits for one of its own.
    void runForkWithin(Runnable fork) {
        Waiting waiting = aside();
        ClassLoader loaderOfWaiting = carrier.getContextClassLoader();
        setContextClassLoader(contextClassLoader);       // the fork may be one of a task that this carrier runs further out, whose loader was another
        enter(fork, waiting);
        if (pool.interruptsAll()) interruptIfRunning(fork);
        try {
            fork.run();
        } finally {
            setContextClassLoader(loaderOfWaiting);
            goBackTo(waiting);
        }
        if (pool.interruptsAll()) cancelCurrent();   // who stopped the runtime has seen the fork only
    }

    /// The body is out: counts how that ended, but for a task that was cancelled meanwhile. [#leave] is due when no interrupt
    /// can reach it any more.
    private void count(TaskCell<?> cell, TaskCell.Run ended) {
        carrier.taskEnds();
        switch (ended) {
            case COMPLETED -> counters.bump(WorkerCounters.COMPLETED);
            case FAILED -> counters.bump(WorkerCounters.FAILED);
            case SUSPENDED -> {
                // The others that wait stand in the timers, and are counted there.
                if (cell instanceof ContinuationTask<?>) counters.bump(WorkerCounters.SUSPENSIONS);
            }
            case CANCELLED, AGAIN, WOKEN -> { }
        }
    }

    private void leave(TaskCell<?> cell) {
        cleanedUp(cell.leave());
    }

    /// @param thrown by the cleanup
    private void cleanedUp(@Nullable Throwable thrown) {
        clearTraces();
        if (thrown != null) pool.reports().uncaught(thrown);
        carrier.taskEnds();                          // its cleanup may have forked (J6)
        counters.bump(WorkerCounters.CANCELLED);
    }

    @Override
    public int worker() {
        return workerIndex;
    }

    @Override
    public void bodyLeft() {
        setCurrent(null);
    }

    /// An interrupt, or a class loader, that a body has left behind on the thread must not reach the next (C2).
    private void clearTraces() {
        clearInterrupt();
        setContextClassLoader(contextClassLoader);
    }

    /// To look first costs less than to write each time.
    private void setContextClassLoader(@Nullable ClassLoader loader) {
        if (carrier.getContextClassLoader() != loader) carrier.setContextClassLoader(loader);
    }
}
