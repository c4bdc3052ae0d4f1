package dev.skein.worker;

import dev.skein.load.WorkerCounters;
import dev.skein.task.TaskCell;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/// Runs tasks on one carrier, counts how they end, and sees that an interrupt reaches only the body it is meant for.
///
/// - C1 an interrupt reaches a body only while it is the innermost on its carrier: it is sent under `gate`, and a
///   cancelled body leaves `current` under `gate`. If the body is not innermost, the carrier delivers it on its return.
/// - C2 no interrupt leaks from one task into the next: the flag is cleared when a task leaves.
///
/// Who cancels writes the task's word, then looks at `current`; the carrier writes `current`, then looks at the word. All
/// four are volatile, so one of the two sees the other and the interrupt is not lost.
///
/// current: the carrier; read by who cancels, under `gate`. counters, nesting: the carrier.
final class TaskRunner {

    /// Tasks run within each other because each waits for the next, at most: a thread's stack is finite. Beyond, a wait
    /// blocks and a spare serves.
    private static final int MAX_NESTING = 128;

    private static final VarHandle CURRENT;

    static {
        try {
            CURRENT = MethodHandles.lookup().findVarHandle(TaskRunner.class, "current", Runnable.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Thread carrier;
    private final WorkerPool pool;
    private final Object gate = new Object();
    private WorkerCounters counters = new WorkerCounters();
    private @Nullable Runnable current;
    private int nesting;

    TaskRunner(Thread carrier, WorkerPool pool) {
        this.carrier = carrier;
        this.pool = pool;
    }

    void countIn(WorkerCounters next) {
        counters = next;
    }

    WorkerCounters counters() {
        return counters;
    }

    /// Runs a task taken from a queue, or drops it if it was claimed or cancelled meanwhile. Nothing is thrown.
    void run(Runnable task) {
        try {
            if (task instanceof TaskCell<?> cell) {
                runCell(cell);
            } else {
                runPlain(task);
            }
        } catch (Throwable inOurOwnCode) {
            report(inOurOwnCode);
        }
    }

    /// Runs a task that the innermost task waits for. False: too deep, or it is no longer there to be run.
    boolean runWithin(TaskCell<?> cell) {
        if (nesting >= MAX_NESTING) return false;
        nesting++;
        try {
            return runCell(cell);
        } finally {
            nesting--;
        }
    }

    private void runPlain(Runnable task) {
        setCurrentVolatile(task);
        if (pool.interruptsAll()) carrier.interrupt();
        try {
            task.run();
            counters.bump(WorkerCounters.COMPLETED);
        } catch (Throwable failure) {
            report(failure);                         // before it is counted: until then the runtime cannot end under the handler
            counters.bump(WorkerCounters.FAILED);
        } finally {
            setCurrentOpaque(null);
            clearInterrupt();
        }
    }

    private boolean runCell(TaskCell<?> cell) {
        if (!cell.tryClaim()) return false;
        Runnable outer = current;
        setCurrentVolatile(cell);                    // then look at the word: pairs with interruptIfRunning (C1)
        if (cell.wantsInterrupt() || pool.interruptsAll()) carrier.interrupt();
        TaskCell.Run ended;
        try {
            ended = cell.runClaimed();
        } catch (Throwable tooDeep) {                // no stack or heap was left to record the failure further down
            ended = cell.abort(tooDeep);
        }
        switch (ended) {
            case COMPLETED -> counters.bump(WorkerCounters.COMPLETED);
            case FAILED -> counters.bump(WorkerCounters.FAILED);
            case CANCELLED -> leave(cell, outer);
            case SUSPENDED -> { }                    // its next wake, or a cancel, is somebody else's
        }
        setCurrentVolatile(outer);
        clearInterrupt();
        if (outer instanceof TaskCell<?> back && back.wantsInterrupt()) carrier.interrupt();
        return true;
    }

    private void leave(TaskCell<?> cell, @Nullable Runnable outer) {
        synchronized (gate) {                        // after this no interrupt for the cell is under way (C1)
            setCurrentOpaque(outer);
        }
        cell.leave();
        counters.bump(WorkerCounters.CANCELLED);
    }

    /// Interrupts the carrier if `task` is the innermost that it runs.
    void interruptIfRunning(Runnable task) {
        synchronized (gate) {
            if (CURRENT.getVolatile(this) == task) carrier.interrupt();
        }
    }

    /// Cancels what the carrier runs now, or interrupts it if it is a task without an outcome.
    void cancelCurrent() {
        Runnable running = (Runnable) CURRENT.getVolatile(this);
        if (running instanceof TaskCell<?> cell) {
            cell.cancel(true);
        } else if (running != null) {
            interruptIfRunning(running);
        }
    }

    /// Whether the thread is inside a task now.
    boolean isRunning() {
        return CURRENT.getOpaque(this) != null;
    }

    /// Hands a failure that no outcome can take to the handler; what the handler throws is logged.
    private void report(Throwable failure) {
        try {
            Thread.UncaughtExceptionHandler handler = pool.config().handler();
            (handler == null ? carrier.getUncaughtExceptionHandler() : handler).uncaughtException(carrier, failure);
        } catch (Throwable fromHandler) {
            try {
                WorkerPool.LOG.log(System.Logger.Level.ERROR, "the uncaught exception handler threw, given " + failure, fromHandler);
            } catch (Throwable noRoomToLog) {
                counters.bump(WorkerCounters.LOST_REPORTS);
            }
        }
    }

    private void clearInterrupt() {
        if (carrier.isInterrupted()) Thread.interrupted();
    }

    private void setCurrentVolatile(@Nullable Runnable task) {
        CURRENT.setVolatile(this, task);
    }

    private void setCurrentOpaque(@Nullable Runnable task) {
        CURRENT.setOpaque(this, task);
    }
}
