package dev.skein.task;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// A task with an outcome: the state word, the outcome, and those who wait for it, in one object.
///
/// The body may be entered by one thread at a time ([TaskState], T1). [#runClaimed] is for that thread only.
///
/// outcome: the running carrier, before `finish`; read after the word says DONE and not cancelled.
public abstract class TaskCell<R extends @Nullable Object> extends WaiterStack implements RunnableFuture<R> {

    /// How a run of the body ended.
    public enum Run {
        /// With a value.
        COMPLETED,
        /// With an exception.
        FAILED,
        /// The task was cancelled while its body was inside; the runner owes [TaskCell#leave].
        CANCELLED,
        /// The task waits for its next time.
        SUSPENDED
    }

    private record Failure(Throwable cause) {}

    private final TaskOwner owner;
    private @Nullable Object outcome;

    protected TaskCell(TaskOwner owner, boolean suspended) {
        super(suspended);
        this.owner = owner;
    }

    /// Computes the value. Called at most once at a time, on the thread that claimed the task.
    protected abstract R compute() throws Exception;

    /// Drops what the body refers to; called once, when the task will not be run again.
    protected abstract void release();

    // The life of a task, in the order of the edges.

    /// Takes the task for the calling thread. False: drop it, another runs it or it has ended.
    public final boolean tryClaim() {
        return claim();
    }

    /// Runs the claimed body, and publishes what came of it. Nothing is thrown.
    public Run runClaimed() {
        try {
            return complete(compute());
        } catch (Throwable failure) {
            return fail(failure);
        }
    }

    /// Ends a claimed task whose body could not be run to its end, so that nobody waits for it in vain.
    public final Run abort(Throwable failure) {
        return switch (place()) {
            case RUNNING -> fail(failure);
            case LEAVING -> Run.CANCELLED;
            case READY, SUSPENDED, DONE -> {
                releaseWaiters();
                yield Run.FAILED;
            }
        };
    }

    /// RUNNING -> DONE with a value.
    protected final Run complete(R value) {
        outcome = value;
        return end(Run.COMPLETED);
    }

    /// RUNNING -> DONE with an exception.
    protected final Run fail(Throwable failure) {
        outcome = new Failure(failure);
        return end(Run.FAILED);
    }

    private Run end(Run run) {
        if (!finish()) {
            outcome = null;
            return Run.CANCELLED;
        }
        release();
        releaseWaiters();
        return run;
    }

    /// RUNNING -> SUSPENDED; false if the task was cancelled instead.
    protected final boolean trySuspend() {
        return suspend();
    }

    /// SUSPENDED -> READY; true if the caller must now enqueue the task.
    public final boolean tryWake() {
        return wake();
    }

    /// LEAVING -> DONE: the body of a cancelled task is out, and no interrupt can reach it any more.
    public final void leave() {
        left();
        release();
    }

    /// Whether the body that is inside should find its thread interrupted.
    public final boolean wantsInterrupt() {
        return interruptWanted();
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        switch (tryCancel(mayInterruptIfRunning)) {
            case TOO_LATE -> {
                return false;
            }
            case BEFORE_ITS_BODY -> {
                release();
                releaseWaiters();
                owner.cancelledBeforeItsBody(this);
            }
            case BODY_INSIDE -> {
                releaseWaiters();
                if (mayInterruptIfRunning) owner.interrupt(this);
            }
        }
        return true;
    }

    /// Runs the task on the calling thread if no carrier has begun it; else does nothing.
    @Override
    public final void run() {
        owner.runHere(this);
    }

    // What others may ask.

    @Override
    public final R get() throws InterruptedException, ExecutionException {
        if (!hasOutcome()) await(false, 0);
        return report();
    }

    @Override
    public final R get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        long nanos = unit.toNanos(timeout);
        if (!hasOutcome()) {
            if (nanos > 0) await(true, System.nanoTime() + nanos);
            else if (Thread.interrupted()) throw new InterruptedException();
        }
        if (!hasOutcome()) throw new TimeoutException("no outcome within " + timeout + " " + unit + ": " + this);
        return report();
    }

    private void await(boolean timed, long deadlineNanos) throws InterruptedException {
        if (Thread.interrupted()) throw new InterruptedException();
        HostThread host = HostThread.current();
        if (host != null) {
            host.awaitOutcome(this, timed, deadlineNanos);
        } else {
            spinThenPark(timed, deadlineNanos);
        }
    }

    /// A thread outside spins first, for as long as experience says that outcomes come soon: parking and being woken
    /// costs some 50 us, a short task a few hundred nanoseconds.
    private void spinThenPark(boolean timed, long deadlineNanos) throws InterruptedException {
        long start = System.nanoTime();
        long spin = owner.spinNanos();
        while (System.nanoTime() - start < spin) {
            if (hasOutcome()) break;
            Thread.onSpinWait();
        }
        if (!hasOutcome()) parkForOutcome(timed, deadlineNanos);
        owner.waited(System.nanoTime() - start);
    }

    /// Blocks the calling thread; for a host that has found nothing better to do.
    public final void blockForOutcome(boolean timed, long deadlineNanos) throws InterruptedException {
        parkForOutcome(timed, deadlineNanos);
    }

    @SuppressWarnings({"unchecked", "NullAway"})   // an outcome that is null is a value that R allows
    private R report() throws ExecutionException {
        if (wasCancelled()) throw new CancellationException("cancelled: " + this);
        if (outcome instanceof Failure(Throwable cause)) throw new ExecutionException(cause);
        return (R) outcome;
    }

    @Override
    public final boolean isDone() {
        return hasOutcome();
    }

    @Override
    public final boolean isCancelled() {
        return wasCancelled();
    }

    public final boolean isOwnedBy(TaskOwner runtime) {
        return owner == runtime;
    }

    /// Whether the task waits for a carrier.
    public final boolean isWaitingForCarrier() {
        return isReady();
    }

    /// What the task was made from, for messages.
    protected abstract String describe();

    @Override
    public String toString() {
        String how = wasCancelled() ? "CANCELLED" : outcomeName();
        return describe() + "[" + how + "]";
    }

    private String outcomeName() {
        if (!hasOutcome()) return place().name();
        return outcome instanceof Failure(Throwable cause) ? "FAILED: " + cause.getClass().getName() : "DONE";
    }
}
