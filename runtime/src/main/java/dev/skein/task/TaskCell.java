package dev.skein.task;

import dev.skein.platform.StackRoom;
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
/// - T7 who waits for the outcome has it at once, also of a task that is cancelled. The end of the runtime waits for more: until
///   the body is out and cleaned up after ([#whenLeft]). So a cancelled task is counted only then.
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
        /// The task waits for a time or an event, and is no longer the runner's.
        SUSPENDED,
        /// The task wants to go on; the runner owes an enqueue behind what waits with it.
        AGAIN,
        /// The task waited for what has happened meanwhile, or goes elsewhere; the runner owes an enqueue where it belongs.
        WOKEN
    }

    final TaskOwner owner;
    private @Nullable Object outcome;

    protected TaskCell(TaskOwner owner, boolean suspended) {
        super(suspended);
        this.owner = owner;
    }

    /// Drops what the body refers to; called once, when the task will not be run again.
    protected abstract void release();

    // The life of a task, in the order of the edges.

    /// Takes the task for the calling thread, which has not taken it from a queue. False: another runs it or has it in its queue, or it has ended.
    public final boolean tryClaim() {
        return claim();
    }

    /// Takes the task for the calling thread, which has taken it from a queue. False: [#leave] if [#mustBeLeft], and else drop it, but for a cleanup that is due.
    ///
    /// @param fenced as of [TaskState#claimEntry]
    public final boolean tryClaimEntry(boolean fenced) {
        return claimEntry(fenced);
    }

    /// Runs the claimed body, and publishes what came of it. What the body throws is its outcome; what is thrown from here
    /// is an error of the machine (no stack, no memory), and the caller owes [#abort].
    ///
    /// @param slice of the running carrier; a thread that is no carrier has none, and runs no continuation
    public abstract Run runClaimed(@Nullable Slice slice);

    /// Ends a claimed task when [#runClaimed] could not, so that nobody waits for it in vain.
    public final Run abort(Throwable failure) {
        return switch (place()) {
            case RUNNING, WOKEN -> fail(failure);
            case LEAVING -> Run.CANCELLED;
            case READY, SUSPENDED -> Run.SUSPENDED;      // it had been put back already, and is no longer ours
            case DONE -> ended();
        };
    }

    /// RUNNING -> DONE with a value.
    protected final Run complete(R value) {
        outcome = value;
        return finish(false) ? ended() : cancelledMeanwhile();
    }

    /// RUNNING -> DONE with an exception.
    protected final Run fail(Throwable failure) {
        outcome = failure;
        return finish(true) ? ended() : cancelledMeanwhile();
    }

    private Run ended() {
        release();
        outcomeIsKnown();
        whenLeft();
        return wasCancelled() ? Run.CANCELLED : hasFailed() ? Run.FAILED : Run.COMPLETED;
    }

    private Run cancelledMeanwhile() {
        outcome = null;
        return Run.CANCELLED;
    }

    final void outcomeIsKnown() {
        releaseWaiters();
        whenDone();
    }

    /// Called once the outcome is published, by the thread that did it. Must not throw.
    protected void whenDone() {}

    /// Called once when the task has an outcome and its body is out and cleaned up after (T7). Must not throw.
    protected void whenLeft() {}

    /// Whether a task that is cancelled while it does not run is to be cleaned up after, on a carrier.
    boolean cleansUp() {
        return false;
    }

    /// Cleans up after a task that was cancelled, when its body is out. What it throws is the caller's to report.
    void cleanUp() {}

    /// RUNNING -> SUSPENDED; false if the task was cancelled instead.
    protected final boolean trySuspend() {
        return suspend() == Suspended.ASLEEP;
    }

    /// SUSPENDED -> READY, whatever it waits for; true if the caller must now enqueue the task.
    public final boolean tryWake() {
        return wake(waitNumber(), false) == Woken.MUST_ENQUEUE;
    }

    /// LEAVING -> DONE: the body of a cancelled task is out, and no interrupt can reach it any more.
    ///
    /// @return what its cleanup threw, or null
    public final @Nullable Throwable leave() {
        Throwable thrown = cleanUpSafely();
        left();
        release();
        whenLeft();
        return thrown;
    }

    /// Cleans up after a task that was cancelled while it did not run.
    ///
    /// @return what its cleanup threw, or null
    public final @Nullable Throwable leaveUnrun() {
        Throwable thrown = cleanUpSafely();
        release();
        whenLeft();
        return thrown;
    }

    private @Nullable Throwable cleanUpSafely() {
        try {
            cleanUp();
            return null;
        } catch (Throwable thrown) {
            return thrown;
        }
    }

    /// Whether the body that is inside is asked to stop soon.
    public boolean isToStopSoon() {
        return hasOutcome();
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        if (hasOutcome()) return false;
        StackRoom.require();                 // a cancel that is left half done would leave waiters behind
        return cancelWithRoom(mayInterruptIfRunning);
    }

    /// As [#cancel], as part of another step of ours that has made sure of the stack.
    public final boolean cancelWithRoom(boolean mayInterruptIfRunning) {
        switch (tryCancel(mayInterruptIfRunning, cleansUp())) {
            case TOO_LATE -> {
                return false;
            }
            case WHILE_READY -> cancelledUnrun(false);
            case WHILE_SUSPENDED -> cancelledUnrun(true);
            case BODY_INSIDE -> {
                outcomeIsKnown();
                cancelledInside(mayInterruptIfRunning);
            }
        }
        return true;
    }

    /// The task was cancelled while it did not run.
    ///
    /// @param wasSuspended whether it stands in no queue
    void cancelledUnrun(boolean wasSuspended) {
        release();
        outcomeIsKnown();
        owner.cancelledBeforeItsBody(this);
        whenLeft();
    }

    /// The task was cancelled while its body was inside.
    void cancelledInside(boolean interrupt) {
        if (interrupt) owner.interrupt(this);
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
        if (!hasOutcome()) blockForOutcome(timed, deadlineNanos);
        owner.waited(System.nanoTime() - start);
    }

    @SuppressWarnings({"unchecked", "NullAway"})   // an outcome that is null is a value that R allows
    private R report() throws ExecutionException {
        if (wasCancelled()) throw new CancellationException("cancelled: " + this);
        if (hasFailed()) throw new ExecutionException((Throwable) outcome);
        return (R) outcome;
    }

    // Not by way of get(), as the defaults have it: that makes an exception with a cause, which asks the cause for its message, and that may throw.

    @Override
    public final State state() {
        if (!hasOutcome()) return State.RUNNING;
        if (wasCancelled()) return State.CANCELLED;
        return hasFailed() ? State.FAILED : State.SUCCESS;
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"})   // as in report
    public final R resultNow() {
        if (state() != State.SUCCESS) throw new IllegalStateException("no result of a task that is " + state() + ": " + this);
        return (R) outcome;
    }

    @Override
    @SuppressWarnings("NullAway")                  // who has failed has an exception
    public final Throwable exceptionNow() {
        if (state() != State.FAILED) throw new IllegalStateException("no exception of a task that is " + state() + ": " + this);
        return (Throwable) outcome;
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

    /// Whether nothing is owed to an entry of it in a queue any more: it has ended, and no cleanup is due.
    public final boolean isSpent() {
        return place() == Place.DONE && !isCleanupDue();
    }

    /// Name of the place where it is in its life; of a task that was cancelled and waits for a carrier to clean up after it, `CLEANUP`.
    public final String stateName() {
        return isCleanupDue() ? "CLEANUP" : place().name();
    }

    /// As [#stateName], of a task that was found inside no carrier: one that gives way stays RUNNING in its queue.
    public final String stateNameOutside() {
        return waitsInQueue() ? Place.READY.name() : mustBeLeft() ? "CLEANUP" : stateName();
    }

    /// Name of the class of the body that the user gave, where that is known and was not let go; any thread may ask.
    public String bodyClass() {
        return getClass().getName();
    }

    final TaskOwner owner() {
        return owner;
    }

    @Override
    final void uncaught(Throwable failure) {
        owner.uncaught(failure);
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
        Object cause = outcome;
        return hasFailed() && cause != null ? "FAILED: " + cause.getClass().getName() : "DONE";
    }
}
