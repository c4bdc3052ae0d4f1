package dev.skein.api;

/// Whether tasks may be sent to a worker.
public enum Availability {
    OPEN,
    /// It rests, as an [Order.Pack] asked.
    PACKED,
    /// It was retired by its user, or its CPU has gone.
    RETIRED
}
