package dev.skein.api;

/// Whether a worker makes progress with its tasks, as far as the balancer can tell.
public enum WorkerHealth {
    /// It begins tasks, or has nothing to do, or too little time has passed to tell.
    GETS_ON,
    /// One task has held it for longer than `stuckAfter`, and uses its CPU.
    HOGGED,
    /// It has made no progress for that long, and the kernel lets others use its CPU.
    PREEMPTED,
    /// It has made no progress for that long, and its thread sleeps in the kernel, outside a managed block.
    BLOCKED
}
