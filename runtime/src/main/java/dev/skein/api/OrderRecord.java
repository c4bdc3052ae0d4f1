package dev.skein.api;

/// An order and what came of it.
///
/// @param order its number, from 1
/// @param asked what was asked for
/// @param outcome what came of it, so far
/// @param detail why it was refused or failed; else the empty string
/// @param moved tasks that it has taken along; where their own worker opened the envelope again they are back there, and [dev.skein.Skein#moves] has none
/// @param nanoTime value of `System.nanoTime()` when it was given
/// @param takenNanos time from there until a worker took it; -1: not taken
/// @param settledNanos time from there until its tasks were queued with the other worker; -1: not settled
/// @param fromDrainNanos drain time of the worker that gives, when the order was given; NaN: not known
/// @param toDrainNanos drain time of the worker that takes, when the order was given; NaN: not known
/// @param measuredGainNanos by how much the longer of the two had become shorter one period later; NaN: not measured, or not yet
public record OrderRecord(
        long order, Order asked, Outcome outcome, String detail, int moved, long nanoTime, long takenNanos, long settledNanos,
        double fromDrainNanos, double toDrainNanos, double measuredGainNanos) {

    /// What came of an order.
    public enum Outcome {
        /// Given, and not settled yet.
        UNDER_WAY,
        /// Its tasks are queued with the other worker.
        SETTLED,
        /// A worker has moved nothing; the detail says why. Orders that could not even be given are not recorded ([BalancerStats#refusedOrders] counts them).
        REFUSED,
        /// Something was thrown on the way; the tasks stay where they were.
        FAILED
    }
}
