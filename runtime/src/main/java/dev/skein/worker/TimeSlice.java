package dev.skein.worker;

import dev.skein.task.Slice;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// Numbers the runs of a carrier, and the turns of its loop, each of which is one run and those within it; and tells a run that has lasted long enough, or that
/// somebody wants to stop or move, that it should yield.
///
/// Every claim gives the carrier a new run number, before the task is claimed, or is taken from a queue. Who wants a run to yield writes that run's number into `yieldRun`, so a
/// request that comes too late meets nobody, and a run begins without one.
///
/// A slice is of a turn: what a body runs within itself while it waits takes of its slice. A body that asks is told its end by the clock, which is read at the first
/// question of a run, the first of which begins the slice, and then some ten times in a
/// millisecond if it asks so often. The sentry alone would be late where all CPUs are busy: its ticks then come when the kernel lets it run, and slices last twice as
/// long. It sees to those that ask seldom, or often and then seldom.
///
/// run, turn, yields: the carrier; opaque, and the run number released. yieldRun: any thread, by CAS, upwards only. seenTurn, seenSince: the sentry. The rest: the carrier.
abstract class TimeSlice extends Slice {

    private static final VarHandle RUN;
    private static final VarHandle TURN;
    private static final VarHandle YIELD_RUN;
    private static final VarHandle YIELDS;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            RUN = lookup.findVarHandle(TimeSlice.class, "run", long.class);
            TURN = lookup.findVarHandle(TimeSlice.class, "turn", long.class);
            YIELDS = lookup.findVarHandle(TimeSlice.class, "yields", long.class);
            YIELD_RUN = lookup.findVarHandle(TimeSlice.class, "yieldRun", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /// Time between two looks at the clock by a body that asks often.
    private static final long LOOK_NANOS = 100_000;
    private static final int QUESTIONS_MAX = 1 << 12;

    private final long sliceNanos;
    private long run;
    private long turn;
    private long yieldRun = -1;
    private long yields;
    private long seenTurn = -1;
    private long seenSince;
    /// The run of which the clock was read, when first and when last, and how many questions are let pass before it is read again.
    private long timedRun = -1;
    private long timedTurn = -1;
    private long timedSince;
    private long timedLast;
    private int questionsPerLook = 1;
    private int questionsLeft;

    /// @param sliceNanos time after which a run sees that it should yield
    TimeSlice(long sliceNanos) {
        this.sliceNanos = sliceNanos;
    }

    /// The carrier begins a run, or goes back to one that had been interrupted by another.
    final void nextRun() {
        RUN.setRelease(this, run + 1);           // after the name of what ran before was taken away: pairs with runNumber (C1)
    }

    /// The carrier's loop begins a run: it has been at its queues.
    final void nextTurn() {
        TURN.setOpaque(this, turn + 1);
        nextRun();
    }

    /// A value that changes when the carrier's loop begins a run, and not when a task that waits runs another within itself; for any thread.
    final long turnNumber() {
        return (long) TURN.getOpaque(this);
    }

    /// Number of the run that goes on now, or went on last; for any thread.
    final long runNumber() {
        return (long) RUN.getAcquire(this);      // pairs with nextRun: who reads a run's number does not find the name of the run before (C1)
    }

    /// How many runs have begun so far; for any thread. A turn counts one, and a run within another two: it, and the one that goes on.
    final long runsBegun() {
        long runs = (long) RUN.getOpaque(this);  // before the turn, which is counted first
        long turns = turnNumber();
        return turns + Math.max(0, runs - turns + 1) / 2;
    }

    /// The sentry: lets what runs in a turn that lasts for a time slice see that it should yield.
    ///
    /// @param now value of `System.nanoTime()`
    /// @return how long the sentry has seen this turn, in nanoseconds
    final long lookAtRun(long now) {
        long number = runNumber();               // before the turn: of a later one it must not be asked
        long seen = turnNumber();
        if (seen != seenTurn) {
            seenTurn = seen;
            seenSince = now;
        }
        if (now - seenSince >= sliceNanos) askToYield(number);
        return now - seenSince;
    }

    /// The sentry: nothing runs, and what runs next is new even before it has its number.
    final void forgetRun() {
        seenTurn = -1;
    }

    /// Lets the run with this number see that it should yield; no effect if it is over.
    final void askToYield(long number) {
        long seen;
        do {
            seen = (long) YIELD_RUN.getVolatile(this);
        } while (seen < number && !YIELD_RUN.compareAndSet(this, seen, number));
    }

    /// Whether this run, or the one that has just ended, was wanted to yield.
    final boolean wasToYield() {
        return (long) YIELD_RUN.getOpaque(this) == run;
    }

    @Override
    protected final void yieldSoon() {
        askToYield(run);
    }

    @Override
    public final boolean shouldYield() {
        if (!wasToYield() && !(isLookDue() && isSliceOver(System.nanoTime()))) return false;
        YIELDS.setOpaque(this, yields + 1);       // a body that has learnt it is about to return
        return true;
    }

    private boolean isLookDue() {
        return timedRun != run || --questionsLeft < 0;
    }

    private boolean isSliceOver(long now) {
        if (timedRun != run) {
            timedRun = run;
            questionsPerLook = 1;
            if (timedTurn != turn) {
                timedTurn = turn;
                timedSince = now;
            }
        } else if (now - timedLast < LOOK_NANOS / 2) {
            questionsPerLook = Math.min(QUESTIONS_MAX, questionsPerLook * 2);
        } else if (now - timedLast > LOOK_NANOS * 2) {
            questionsPerLook = Math.max(1, questionsPerLook / 2);
        }
        timedLast = now;
        questionsLeft = questionsPerLook - 1;
        if (now - timedSince < sliceNanos) return false;
        askToYield(run);
        return true;
    }

    /// A value that changes when a turn begins, or a body learns that it should yield; for any thread.
    final long runProgress() {
        return 31 * turnNumber() + (long) YIELDS.getOpaque(this);
    }
}
