package dev.skein.api;

/// A move: one task, or several plain ones together, that changed workers, and why.
///
/// @param task id of the task ([Task#id]), or 0 for tasks that have none: those of `execute` and `submit`
/// @param tasks how many tasks it was: 1, or more if they have no ids
/// @param name of the task, or the empty string
/// @param from worker that it left; -1 if it had not begun and was sent to none in particular
/// @param to worker that it went to
/// @param reason why
/// @param order number of the order that asked for it, or 0 if it was asked for by the task, its user or a retirement, or by an order that gave it another home
/// @param nanoTime value of `System.nanoTime()` when it was moved
/// @param latencyNanos time from the order to the arrival, or -1 if there was no order, or it has not settled yet
/// @param fromDrainNanos drain time of the worker that it left, when the order was given; NaN: not known
/// @param toDrainNanos drain time of the worker that it went to, when the order was given; NaN: not known
/// @param predictedGainNanos by how much the longer of the two was expected to become shorter; NaN: nothing was predicted
/// @param measuredGainNanos by how much it had become shorter one period later; NaN: not measured, or not yet
public record MoveRecord(
        long task, int tasks, String name, int from, int to, MoveReason reason, long order, long nanoTime, long latencyNanos,
        double fromDrainNanos, double toDrainNanos, double predictedGainNanos, double measuredGainNanos) {
}
