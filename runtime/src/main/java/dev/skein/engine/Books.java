package dev.skein.engine;

import dev.skein.load.WorkerCounters;
import dev.skein.worker.WorkerPool;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/// What was accepted and what has ended, and whether all has.
///
/// Carriers count in counters of their own; everybody else in striped ones.
///
/// - B1 [#balanced] is never true while an accepted task has not ended. All sums only grow, and a task is booked as
///   submitted before it can be booked as ended. So if the ended ones, read first, are as many as the submitted ones,
///   read after them, then they were as many at the time between the two readings.
final class Books {

    private final WorkerPool pool;
    private final LongAdder submittedOutside = new LongAdder();
    private final LongAdder completedOutside = new LongAdder();
    private final LongAdder failedOutside = new LongAdder();
    private final LongAdder cancelledOutside = new LongAdder();
    /// Booked as submitted, and refused at the second look.
    private final LongAdder withdrawn = new LongAdder();
    private final LongAdder rejected = new LongAdder();
    /// Those of them that found the queues full.
    private final LongAdder rejectedFull = new LongAdder();
    /// Continuations that were suspended, and woken or cancelled by a thread that is no carrier.
    /// Not an adder, which may want memory where a task is to be enqueued.
    private final AtomicLong resumedOutside = new AtomicLong();

    Books(WorkerPool pool) {
        this.pool = pool;
    }

    /// Books a task of a thread that is no carrier; the caller then looks at the phase.
    void submittedOutside() {
        submittedOutside.increment();
        VarHandle.fullFence();       // our booking before our look at the phase: pairs with the phase change before balanced()
    }

    /// Takes such a booking back.
    void withdrawn() {
        withdrawn.increment();
    }

    /// A task came after the end.
    void rejected() {
        rejected.increment();
    }

    /// A task found the queues full.
    void rejectedFull() {
        rejected.increment();            // first, for it is read last: those that found the queues full are never more than all
        rejectedFull.increment();
    }

    /// Books a task that was cancelled before its body was entered, by whichever thread.
    void cancelled() {
        WorkerCounters mine = pool.currentCounters();
        if (mine != null) {
            mine.bump(WorkerCounters.CANCELLED);
        } else {
            cancelledOutside.increment();
        }
    }

    /// Books a task that a thread which is no carrier has run.
    void ranOutside(boolean failed) {
        (failed ? failedOutside : completedOutside).increment();
    }

    /// Books that a continuation is no longer suspended.
    void resumed() {
        WorkerCounters mine = pool.currentCounters();
        if (mine != null) {
            mine.bump(WorkerCounters.RESUMPTIONS);
        } else {
            resumedOutside.getAndIncrement();
        }
    }

    /// Books a task that could not be run for want of memory.
    void failedHere() {
        WorkerCounters mine = pool.currentCounters();
        if (mine != null) {
            mine.bump(WorkerCounters.FAILED);
        } else {
            failedOutside.increment();
        }
    }

    boolean balanced() {
        long ended = withdrawn.sum() + completedOutside.sum() + failedOutside.sum() + cancelledOutside.sum() + pool.ended()
                + pool.total(WorkerCounters.FORKING_ENDED);
        VarHandle.fullFence();
        return ended == submittedOutside.sum() + pool.total(WorkerCounters.SUBMITTED) + pool.total(WorkerCounters.FORKING_BEGUN);
    }

    long submitted() {
        return submittedOutside.sum() - withdrawn.sum() + pool.total(WorkerCounters.SUBMITTED);
    }

    long completed() {
        return completedOutside.sum() + pool.total(WorkerCounters.COMPLETED);
    }

    long failed() {
        return failedOutside.sum() + pool.total(WorkerCounters.FAILED);
    }

    long cancelledSum() {
        return cancelledOutside.sum() + pool.total(WorkerCounters.CANCELLED);
    }

    /// Continuations that are suspended now; an estimate while they change.
    long suspended() {
        long resumed = pool.total(WorkerCounters.RESUMPTIONS) + resumedOutside.get();
        return Math.max(0, pool.total(WorkerCounters.SUSPENSIONS) - resumed);
    }

    long rejectedSum() {
        return rejected.sum();
    }

    long rejectedFullSum() {
        return rejectedFull.sum();
    }
}
