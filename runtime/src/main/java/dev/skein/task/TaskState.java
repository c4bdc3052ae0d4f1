package dev.skein.task;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// The word that says who may touch a task. One method for each edge; each tells what the caller now owes.
///
///     READY     -> RUNNING    claim    the carrier that took it from a queue, or one that waits for it
///     RUNNING   -> SUSPENDED  suspend  the running carrier: the task waits for a time or an event
///     SUSPENDED -> READY      wake     whoever saw the event; it must then enqueue the task
///     RUNNING   -> DONE       finish   the running carrier, with the outcome written before
///     RUNNING   -> LEAVING    cancel   any thread: isDone() is true from now on, the body is still inside
///     LEAVING   -> DONE       left     the running carrier, when the body is out
///     READY     -> DONE       cancel   any thread
///     SUSPENDED -> DONE       cancel   any thread
///
/// - T1 at most one carrier runs a task: RUNNING is entered by one CAS, and left by the carrier that won it.
/// - T2 a READY task is in exactly one place: a queue, or a hand that owes an enqueue. A task that was claimed by a
///   waiting carrier or cancelled leaves its queue entry behind; whoever meets it there fails to claim it and drops it.
/// - T3 what a body wrote before it suspended is visible to whoever runs it next: every edge is a CAS on one word.
/// - T4 every accepted task reaches DONE.
/// - T5 after [#tryCancel] has won, the body is not entered again.
///
/// How it ended stays in the word for good: a cancelled task needs no outcome field, so only the running carrier ever
/// writes one, and a failed task needs no object around its exception, so a failure can be recorded without memory.
///
/// word: any thread, by CAS.
abstract class TaskState {

    /// Where a task is in its life.
    enum Place { READY, RUNNING, SUSPENDED, LEAVING, DONE }

    /// What a cancelling thread owes.
    enum Cancelled {
        /// The task had ended, or was cancelled by another.
        TOO_LATE,
        /// It will not be run: release the waiters, count it, clean up.
        BEFORE_ITS_BODY,
        /// Its body is inside: release the waiters and send the interrupt, if one is wanted; the carrier does the rest.
        BODY_INSIDE
    }

    private static final int READY = 0;
    private static final int RUNNING = 1;
    private static final int SUSPENDED = 2;
    private static final int LEAVING = 3;
    private static final int DONE = 4;
    private static final int PLACE_BITS = 7;
    private static final int CANCELLED = 8;
    private static final int INTERRUPT = 16;
    private static final int FAILED = 32;
    /// By the numbers above.
    private static final Place[] PLACES = {Place.READY, Place.RUNNING, Place.SUSPENDED, Place.LEAVING, Place.DONE};

    private static final VarHandle WORD;

    static {
        try {
            WORD = MethodHandles.lookup().findVarHandle(TaskState.class, "word", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile int word;

    /// @param suspended whether the task begins its life waiting for an event instead of for a carrier
    TaskState(boolean suspended) {
        if (suspended) WORD.set(this, SUSPENDED);      // plain: the object is not published yet
    }

    /// READY -> RUNNING. True: the caller runs the body (T1). False: another does, or the task has ended; drop it.
    final boolean claim() {
        return word == READY && WORD.compareAndSet(this, READY, RUNNING);
    }

    /// RUNNING -> DONE. False: cancelled meanwhile; the caller owes [#left].
    ///
    /// @param failed whether the outcome, written before, is an exception
    final boolean finish(boolean failed) {
        return WORD.compareAndSet(this, RUNNING, failed ? DONE | FAILED : DONE);
    }

    /// RUNNING -> SUSPENDED. False: cancelled meanwhile; the caller owes [#left].
    final boolean suspend() {
        return WORD.compareAndSet(this, RUNNING, SUSPENDED);
    }

    /// SUSPENDED -> READY. True: the caller owes an enqueue (T2).
    final boolean wake() {
        return WORD.compareAndSet(this, SUSPENDED, READY);
    }

    /// READY, SUSPENDED -> DONE, RUNNING -> LEAVING.
    final Cancelled tryCancel(boolean interrupt) {
        while (true) {
            int seen = word;
            if (seen == READY || seen == SUSPENDED) {
                if (WORD.compareAndSet(this, seen, DONE | CANCELLED)) return Cancelled.BEFORE_ITS_BODY;
            } else if (seen == RUNNING) {
                int next = LEAVING | CANCELLED | (interrupt ? INTERRUPT : 0);
                if (WORD.compareAndSet(this, seen, next)) return Cancelled.BODY_INSIDE;
            } else {
                return Cancelled.TOO_LATE;
            }
        }
    }

    /// LEAVING -> DONE. Only the running carrier, after its body has returned and no interrupt can reach it any more.
    final void left() {
        if (place() != Place.LEAVING) throw new IllegalStateException("left() belongs to LEAVING, the task is " + place());
        word = DONE | CANCELLED;
    }

    /// Whether an interrupt was asked for while the body was inside; final once the task is LEAVING.
    final boolean interruptWanted() {
        return (word & INTERRUPT) != 0;
    }

    final boolean hasOutcome() {
        return (word & PLACE_BITS) >= LEAVING;
    }

    final boolean wasCancelled() {
        return (word & CANCELLED) != 0;
    }

    final boolean hasFailed() {
        return (word & FAILED) != 0;
    }

    final boolean isReady() {
        return word == READY;
    }

    final Place place() {
        return PLACES[word & PLACE_BITS];
    }
}
