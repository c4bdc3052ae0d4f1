package dev.skein.simulator;

import dev.skein.api.MoveReason;
import java.util.Map;

/// What one run came to. Waits are from the instant a task is ready until it begins; of an endless task each turn counts.
///
/// @param tasks tasks that ended; of endless ones, that there were
/// @param meanWait in nanoseconds, as the other waits
/// @param p99Time from the arrival of a task to its end; 0 of endless ones
/// @param movesPerSecond tasks that orders moved
/// @param moves the same as numbers, by reason
/// @param refusals orders that found nothing to move
/// @param energy time in which workers ran, searched or were being woken, by the time of running that the work takes at the speed it got
/// @param fairness of endless tasks: work done by the slowest tenth, by the mean; else NaN
/// @param throughput work done by what the CPUs could have done for us in the time
/// @param endNanos when the run was over
record Outcome(
        long tasks, double meanWait, double p50Wait, double p99Wait, double p999Wait, double p99Time,
        double movesPerSecond, Map<MoveReason, Long> moves, long refusals, double stealsPerSecond, double wakesPerSecond, double energy,
        double fairness, double throughput, long endNanos) {

    Outcome {
        moves = Map.copyOf(moves);
    }
}
