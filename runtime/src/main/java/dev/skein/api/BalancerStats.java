package dev.skein.api;

/// What the balancer has done since the runtime was started.
///
/// @param ticks snapshots taken
/// @param orders orders given
/// @param skippedTicks ticks at which the policy threw or answered nonsense
/// @param refusedOrders orders that could not be given: the worker had one already, the task was gone or not movable
/// @param stuck how often a worker was found that did not get on
/// @param restarts how often the balancer died and was started again
/// @param ageNanos time since its last tick, in nanoseconds; long while all workers sleep
/// @param cpuNanos CPU time of its thread, in nanoseconds, or -1 where the platform does not tell
public record BalancerStats(
        long ticks, long orders, long skippedTicks, long refusedOrders, long stuck, int restarts, long ageNanos, long cpuNanos) {
}
