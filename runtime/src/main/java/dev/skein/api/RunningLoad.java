package dev.skein.api;

/// What runs on a worker at one instant.
///
/// @param run number of the run, for [Order.Running]
/// @param ageNanos for how long the same task has run there, slice after slice, as seen by the balancer's ticks; 0 or more
/// @param runAgeNanos for how long the present run of it has lasted, as seen by the ticks: less than `ageNanos` where the task gives way to others; 0 or more
/// @param movable whether an order could move it: a [Continuation] that has not declared otherwise
/// @param task id of the task, or 0 if it is no [Continuation]
/// @param formerWorker worker on which the same task was seen before it came here, or -1 if it is not known to have come from anywhere
/// @param formerAgeNanos for how long it had run there; 0 if it has come from nowhere
/// @param leftNanosAgo how long ago it was last seen there; 0 if it has come from nowhere
public record RunningLoad(
        long run, long ageNanos, long runAgeNanos, boolean movable, long task, int formerWorker, long formerAgeNanos, long leftNanosAgo) {

    public RunningLoad {
        if (run < 0) throw new IllegalArgumentException("run must be 0 or more, got " + run);
        if (ageNanos < 0) throw new IllegalArgumentException("ageNanos must be 0 or more, got " + ageNanos);
        if (runAgeNanos < 0) throw new IllegalArgumentException("runAgeNanos must be 0 or more, got " + runAgeNanos);
        if (formerWorker < -1) throw new IllegalArgumentException("formerWorker must be -1 or more, got " + formerWorker);
    }

    /// A task that has run in one piece.
    public RunningLoad(long run, long ageNanos, boolean movable, long task, int formerWorker, long formerAgeNanos, long leftNanosAgo) {
        this(run, ageNanos, ageNanos, movable, task, formerWorker, formerAgeNanos, leftNanosAgo);
    }

    /// A task that has run in one piece, and was seen nowhere else.
    public RunningLoad(long run, long ageNanos, boolean movable, long task) {
        this(run, ageNanos, movable, task, -1, 0, 0);
    }
}
