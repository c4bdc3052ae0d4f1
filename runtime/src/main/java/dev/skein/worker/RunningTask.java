package dev.skein.worker;

import dev.skein.task.TaskCell;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which task a carrier runs, and which wait beneath it while it is run within them; sends interrupts.
///
/// - C1 an interrupt reaches a body only while it is the innermost on its carrier: it is sent under `gate`, and only if `current`
///   is that task. For a body that waits for one run within it the interrupt is noted, and delivered once when the
///   carrier returns to it.
///
/// Why C1 holds. The carrier names the task in `current` before it claims it, and who cancels a running one has seen the claim in
/// the task's word, so it finds `current`. The carrier takes the name away before it gives the task back (`bodyLeft`), so
/// who cancels a later run elsewhere has seen that too, and does not find it here. A run that ends because of
/// a cancel takes the name away under `gate`, so that no interrupt is under way any more when the flag is cleared.
///
/// A task that gives way stays RUNNING, and is claimed without a CAS where the carrier has named it before it took it from its queue: the CAS that takes it stands between the name and the
/// claim, so the claim finds the cancel, or who cancels finds the name. Where a thief was faster, the name is taken away under `gate`. And since it is given back without a CAS, who cancels it
/// then may still find the name, and interrupt the thread late. So before the carrier enters another body, and behind the CAS that took it or its claim, it looks whether the one before was
/// cancelled; if it sees no cancel, who cancels sees that the name is gone, and if it sees one, it passes the gate and clears the flag ([#clearLateInterrupt]).
///
/// current: the carrier; read by who cancels, under `gate`. outer, interruptedRun: under `gate`.
abstract class RunningTask extends TimeSlice {

    private static final VarHandle CURRENT;

    static {
        try {
            CURRENT = MethodHandles.lookup().findVarHandle(RunningTask.class, "current", Runnable.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Thread thread;
    private final Object gate = new Object();
    private @Nullable Runnable current;
    private @Nullable Waiting outer;
    private long interruptedRun = -1;

    /// A task that waits while another one is run within it.
    static final class Waiting {
        private final @Nullable Runnable task;
        private final @Nullable Waiting outer;
        /// Whether it is to find its thread interrupted when it goes on.
        private boolean interrupt;

        private Waiting(@Nullable Runnable task, @Nullable Waiting outer) {
            this.task = task;
            this.outer = outer;
        }
    }

    /// @param thread of the carrier
    RunningTask(Thread thread, long sliceNanos) {
        super(sliceNanos);
        this.thread = thread;
    }

    // For the carrier.

    /// Names what runs from here on, before it is claimed (C1); null: nothing.
    final void setCurrent(@Nullable Runnable task) {
        CURRENT.setOpaque(this, task);
    }

    /// Takes the name of the task away; after this no interrupt for it is under way here (C1).
    final void leaveGate() {
        synchronized (gate) {
            setCurrent(null);
        }
        clearInterrupt();
    }

    /// No interrupt for a task that has given way here is under way after this; one for the run that has begun since stays.
    final void clearLateInterrupt() {
        synchronized (gate) {
            if (interruptedRun != runNumber()) clearInterrupt();
        }
    }

    final void clearInterrupt() {
        if (thread.isInterrupted()) Thread.interrupted();
    }

    /// What runs now, made ready to wait for another that is run within it. All that needs memory is done here.
    final Waiting aside() {
        return new Waiting(current, outer);
    }

    /// What runs now begins to wait, and another runs within it.
    final void enter(Runnable inner, Waiting waiting) {
        synchronized (gate) {
            waiting.interrupt = Thread.interrupted();
            outer = waiting;
            CURRENT.setVolatile(this, inner);
        }
    }

    /// What has waited goes on, with the interrupt that came for it, and sees that it should yield if it was to be stopped or moved meanwhile: who asked for that looked
    /// for its name, and found the other's.
    final void goBackTo(Waiting waiting) {
        synchronized (gate) {
            clearInterrupt();
            outer = waiting.outer;
            CURRENT.setVolatile(this, waiting.task);
            if (waiting.interrupt) thread.interrupt();
        }
        if (waiting.task instanceof TaskCell<?> outerTask && outerTask.isToStopSoon()) yieldSoon();
    }

    /// What runs now, as the carrier itself knows, or null.
    final @Nullable Runnable currentTask() {
        return current;
    }

    // For others.

    /// Lets `task` see that it should yield, if it runs here.
    final void askToYield(Runnable task) {
        // The number after the name: if another task runs by now it yields once for nothing, but this one never misses it.
        if (CURRENT.getVolatile(this) == task) askToYield(runNumber());
    }

    /// Lets what runs now see that it should yield, whatever it is.
    final void askToYieldNow() {
        askToYield(runNumber());
    }

    /// Interrupts the carrier if `task` is the innermost that it runs; if it waits for that one, notes the interrupt.
    final void interruptIfRunning(Runnable task) {
        synchronized (gate) {
            long run = runNumber();              // before the name: the number of a later run must not count as interrupted (S3)
            if (CURRENT.getVolatile(this) == task) {
                interruptedRun = run;
                thread.interrupt();
                return;
            }
            for (Waiting each = outer; each != null; each = each.outer) {
                if (each.task == task) each.interrupt = true;
            }
        }
    }

    /// Cancels what the carrier runs now, or interrupts it if it is a task without an outcome.
    final void cancelCurrent() {
        Runnable running = (Runnable) CURRENT.getVolatile(this);
        if (running != null && !isCancelledWith(running)) interruptIfRunning(running);
    }

    /// Cancels what the carrier runs now, or interrupts it, unless that has been done (S3).
    final void cancelCurrentIfMissed() {
        Runnable running = (Runnable) CURRENT.getVolatile(this);
        if (running == null || isCancelledWith(running)) return;
        synchronized (gate) {
            if (interruptedRun != runNumber()) interruptIfRunning(running);
        }
    }

    /// Cancels a task that has an outcome and sends its interrupt, or finds that it has ended. False: it has none, or was cancelled before, perhaps without an
    /// interrupt, and its body is still inside.
    private static boolean isCancelledWith(Runnable running) {
        return running instanceof TaskCell<?> cell && (cell.cancelWithRoom(true) || !cell.isCancelled());
    }

    /// What runs now, as others see it, or null.
    final @Nullable Runnable currentFromOutside() {
        return (Runnable) CURRENT.getOpaque(this);
    }

    /// What runs now and what waits beneath it, innermost first, as others see it.
    final List<Runnable> inside() {
        List<Runnable> tasks = new ArrayList<>();
        synchronized (gate) {
            Runnable running = currentFromOutside();
            if (running != null) tasks.add(running);
            for (Waiting each = outer; each != null; each = each.outer) {
                if (each.task != null) tasks.add(each.task);
            }
        }
        return tasks;
    }

    /// Whether the thread is inside a task now, or about to be.
    final boolean isRunning() {
        return currentFromOutside() != null;
    }
}
