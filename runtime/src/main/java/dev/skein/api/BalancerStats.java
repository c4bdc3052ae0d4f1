package dev.skein.api;

import java.util.Map;

/// What the balancer has done since the runtime was started.
///
/// @param ticks snapshots taken
/// @param orders orders given
/// @param skippedTicks ticks at which the policy threw or answered nonsense
/// @param refusedOrders orders that could not be given: the worker had one already, the task was gone or not movable
/// @param stuck how often a worker was found that made no progress
/// @param restarts how often the balancer died and was started again
/// @param ageNanos time since its last tick, in nanoseconds; long while all workers sleep
/// @param cpuNanos CPU time of its thread, in nanoseconds, or -1 where the platform does not tell
/// @param decisions what came of its looks; each action is there
/// @param tickNanos sum of the times that its ticks took, in nanoseconds
/// @param imbalance that of its last tick, as [LoadSnapshot#imbalance] has it; NaN: not known
public record BalancerStats(
        long ticks, long orders, long skippedTicks, long refusedOrders, long stuck, int restarts, long ageNanos, long cpuNanos,
        Map<BalancerAction, Long> decisions, long tickNanos, double imbalance) {

    public BalancerStats {
        decisions = Map.copyOf(decisions);
    }
}
