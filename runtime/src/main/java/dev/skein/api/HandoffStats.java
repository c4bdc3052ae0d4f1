package dev.skein.api;

import java.util.Map;

/// What became of handoffs since the start: orders of the balancer that move ready or running tasks, and the emptying of workers that are closed.
///
/// @param settled how many have brought their tasks to the other worker
/// @param settledNanos sum of the times these took, from the order until the tasks were queued there, in nanoseconds
/// @param failed how many moved nothing, by cause; each cause is there
public record HandoffStats(long settled, long settledNanos, Map<HandoffFailure, Long> failed) {

    public HandoffStats {
        failed = Map.copyOf(failed);
    }
}
