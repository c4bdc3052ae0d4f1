package dev.skein.api;

/// What a worker is doing at one instant.
public enum WorkerState {
    /// Runs a task.
    RUNNING,
    /// Looks for work in its own queues and in those of others.
    SEARCHING,
    /// Sleeps until work is announced.
    PARKED,
    /// Its task waits for something, and no work is waiting for the worker; the next work brings in a spare.
    BLOCKED,
    /// Its thread has ended, or has not begun.
    STOPPED
}
