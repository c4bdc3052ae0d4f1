package dev.skein.api;

/// Why a task changed workers, or an order asks that it does.
public enum MoveReason {
    /// The drain times of two workers differ by more than the band.
    LOAD,
    /// A long running task leaves for a worker whose effective capacity is larger by the band.
    CAPABILITY,
    /// The operating system gives the worker's CPU to others.
    CONTENTION,
    /// The worker makes no progress: a task holds it, or its thread is blocked.
    STUCK,
    /// The declared footprints of a worker's tasks exceed its budget.
    MEMORY,
    /// Few workers are busy, and the work is packed onto fewer.
    ENERGY,
    /// The worker is retired.
    RETIRE,
    /// Back to where the task ran for long, and which it left a moment ago.
    LOCALITY,
    /// The task itself or its user asked for it.
    USER,
    /// An idle worker took it. Counted and sampled; no order asks for it.
    STEAL,
    /// It was woken by another worker than the one that ran it last. Counted and sampled; no order asks for it.
    WAKE;

    /// Whether an order may have this reason.
    public boolean isOrdered() {
        return this != STEAL && this != WAKE;
    }
}
