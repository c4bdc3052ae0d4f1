package dev.skein.worker;

import dev.skein.load.WorkerCounters;
import dev.skein.platform.StackRoom;
import dev.skein.task.TaskCell;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/// Runs tasks on one carrier, counts how they end, and sees that an interrupt reaches only the body it is meant for.
///
/// - C1 an interrupt reaches a body only while it is the innermost on its carrier: it is sent under `gate`, and `current`
///   changes under `gate` wherever a cancel may be under way. For a body that waits for one run within it the
///   interrupt is noted, and delivered once when the carrier returns to it.
/// - C2 no interrupt leaks from one task into another: the flag is cleared when a task leaves, and put aside while
///   another one is run within.
///
/// Who cancels writes the task's word, then looks at `current`; the carrier writes `current`, then looks at the word. All
/// four are volatile, so one of the two sees the other and the interrupt is not lost.
///
/// current: the carrier; read by who cancels, under `gate`. outer: under `gate`. counters, nesting: the carrier.
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
    private @Nullable Waiting outer;
    private int nesting;

    /// A task that waits while another one is run within it.
    private static final class Waiting {
        final @Nullable Runnable task;
        final @Nullable Waiting outer;
        /// Whether it is to find its thread interrupted when it goes on.
        boolean interrupt;

        Waiting(@Nullable Runnable task, @Nullable Waiting outer) {
            this.task = task;
            this.outer = outer;
        }
    }

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

    private void runCell(TaskCell<?> cell) {
        if (pool.interruptsAll() && cell.cancel(false)) return;   // after shutdownNow() no future's body is entered any more
        if (!cell.tryClaim()) return;
        setCurrentVolatile(cell);                    // then look at the word: pairs with interruptIfRunning (C1)
        if (cell.wantsInterrupt()) carrier.interrupt();
        TaskCell.Run ended = runClaimed(cell);
        if (ended == TaskCell.Run.COMPLETED || ended == TaskCell.Run.FAILED) {
            setCurrentOpaque(null);                  // nobody could cancel it, so nobody sends an interrupt
        } else {
            synchronized (gate) {                    // after this no interrupt for the task is under way here (C1)
                setCurrentOpaque(null);
            }
        }
        clearInterrupt();
        if (ended == TaskCell.Run.CANCELLED) leave(cell);
    }

    /// Runs a task that the innermost task waits for. Nothing of the one reaches the other but what the carrier holds.
    ///
    /// @return false if the nesting is too deep, or the task is no longer there to be run
    boolean runWithin(TaskCell<?> cell) {
        if (nesting >= MAX_NESTING) return false;
        StackRoom.require();                         // a task that is claimed and cannot be run would never end
        Waiting waiting = new Waiting(current, outer);
        if (!cell.tryClaim()) return false;
        synchronized (gate) {
            waiting.interrupt = Thread.interrupted();
            outer = waiting;
            setCurrentVolatile(cell);
        }
        if (cell.wantsInterrupt()) carrier.interrupt();
        nesting++;
        boolean cancelled = false;
        try {
            cancelled = runClaimed(cell) == TaskCell.Run.CANCELLED;
        } finally {
            nesting--;
            synchronized (gate) {
                clearInterrupt();
                outer = waiting.outer;
                setCurrentVolatile(waiting.task);
                if (waiting.interrupt) carrier.interrupt();
            }
        }
        if (cancelled) leave(cell);
        if (pool.interruptsAll()) cancelCurrent();   // who stopped the runtime has seen the inner task only
        return true;
    }

    /// Runs the body and counts how it ended, but for a task that was cancelled meanwhile: [#leave] is due when no interrupt
    /// can reach it any more.
    private TaskCell.Run runClaimed(TaskCell<?> cell) {
        TaskCell.Run ended;
        try {
            ended = cell.runClaimed();
        } catch (Throwable noRoom) {                 // no stack or heap was left to record the outcome further down
            ended = cell.abort(noRoom);
        }
        switch (ended) {
            case COMPLETED -> counters.bump(WorkerCounters.COMPLETED);
            case FAILED -> counters.bump(WorkerCounters.FAILED);
            case CANCELLED, SUSPENDED -> { }         // the next wake of a suspended task is somebody else's
        }
        return ended;
    }

    private void leave(TaskCell<?> cell) {
        cell.leave();
        counters.bump(WorkerCounters.CANCELLED);
    }

    /// Interrupts the carrier if `task` is the innermost that it runs; if it waits for that one, notes the interrupt.
    void interruptIfRunning(Runnable task) {
        synchronized (gate) {
            if (CURRENT.getVolatile(this) == task) {
                carrier.interrupt();
                return;
            }
            for (Waiting each = outer; each != null; each = each.outer) {
                if (each.task == task) each.interrupt = true;
            }
        }
    }

    /// Cancels what the carrier runs now, or interrupts it if it is a task without an outcome.
    void cancelCurrent() {
        Runnable running = (Runnable) CURRENT.getVolatile(this);
        if (running instanceof TaskCell<?> cell) {
            cell.cancelWithRoom(true);
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
            pool.logSafely("the uncaught exception handler threw, given " + failure.getClass().getName(), fromHandler);
        }
    }

    private void clearInterrupt() {
        if (carrier.isInterrupted()) Thread.interrupted();
    }

    private void setCurrentOpaque(@Nullable Runnable task) {
        CURRENT.setOpaque(this, task);
    }

    private void setCurrentVolatile(@Nullable Runnable task) {
        CURRENT.setVolatile(this, task);
    }
}
