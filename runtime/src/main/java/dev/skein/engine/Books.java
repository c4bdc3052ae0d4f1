package dev.skein.engine;

import dev.skein.load.WorkerCounters;
import dev.skein.worker.WorkerPool;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/// What was accepted and what has ended, and whether all has.
///
/// Carriers count in counters of their own; everybody else in shared ones.
///
/// - B1 [#balanced] is never true while an accepted task has not ended. All sums only grow, but that a booking
///   which is refused on a carrier is taken off those submitted at once, and a task is booked as
///   submitted before it can be booked as ended. So if the ended ones, read first, are as many as the submitted ones,
///   read after them, then they were as many at the time between the two readings.
final class Books {

    private final WorkerPool pool;
    private final LongAdder submittedOutside = new LongAdder();
    /// What has ended is no adder, which may want memory: an end that is not counted keeps the runtime open for ever.
    private final AtomicLong completedOutside = new AtomicLong();
    private final AtomicLong failedOutside = new AtomicLong();
    private final AtomicLong cancelledOutside = new AtomicLong();
    /// Booked as submitted, and refused at the second look.
    private final AtomicLong withdrawn = new AtomicLong();
    private final LongAdder rejected = new LongAdder();
    /// Those of them that found the queues full.
    private final LongAdder rejectedFull = new LongAdder();
    /// Continuations that were suspended, and woken or cancelled by a thread that is no carrier.
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
        withdrawn.incrementAndGet();
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
            cancelledOutside.incrementAndGet();
        }
    }

    /// Books a task that a thread which is no carrier has run.
    void ranOutside(boolean failed) {
        (failed ? failedOutside : completedOutside).incrementAndGet();
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
            failedOutside.incrementAndGet();
        }
    }

    boolean balanced() {
        long ended = withdrawn.get() + completedOutside.get() + failedOutside.get() + cancelledOutside.get() + pool.ended()
                + pool.total(WorkerCounters.FORKING_ENDED);
        VarHandle.fullFence();
        return ended == submittedOutside.sum() + pool.total(WorkerCounters.SUBMITTED) + pool.total(WorkerCounters.FORKING_BEGUN);
    }

    /// The books without forks.
    Sums sums() {
        long back = withdrawn.get();
        long completed = completedOutside.get() + pool.total(WorkerCounters.COMPLETED);
        long failed = failedOutside.get() + pool.total(WorkerCounters.FAILED);
        long cancelled = cancelledOutside.get() + pool.total(WorkerCounters.CANCELLED);
        VarHandle.fullFence();       // what has ended is read first, as in balanced (B1)
        return new Sums(submittedOutside.sum() - back + pool.total(WorkerCounters.SUBMITTED), completed, failed, cancelled);
    }

    /// What was accepted and what has ended, and how. As many of the one as of the other: all had ended at some time while they were read.
    record Sums(long submitted, long completed, long failed, long cancelled) {}

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
