package dev.skein.api;

/// One worker at one instant; figures of different workers are not mutually consistent.
///
/// @param worker index of the worker, 0 to workers - 1
/// @param cpu the CPU the worker is meant for now, or -1 if none; it changes with the CPUs of the process
/// @param pinned whether its thread is bound to that CPU now
/// @param state what it does now
/// @param queued tasks and forks in its own queues, an estimate while they change
/// @param completed tasks it has run to their end, whatever the end, over all threads that served it
/// @param steals how often it took work from another worker
/// @param stolenTasks how many tasks and forks it took from other workers
/// @param parks how often it went to sleep
/// @param busyNanos time since the start in which it ran tasks, in nanoseconds; while a spare stands in for a carrier that
///     blocks, the time of both
/// @param cpuNanos CPU time its threads have used, in nanoseconds, or -1 where the platform does not tell
/// @param availability whether tasks may be sent to it
/// @param emptyWakes how often it was woken, found nothing, and went to sleep again
/// @param runDelayNanos time in which its threads were ready to run and others had the CPU, in nanoseconds, or -1 where the platform
///     does not tell; a wait is charged at its end
public record WorkerStats(
        int worker, int cpu, boolean pinned, WorkerState state, long queued, long completed,
        long steals, long stolenTasks, long parks, long busyNanos, long cpuNanos,
        Availability availability, long emptyWakes, long runDelayNanos) {
}
