package dev.skein.api;

/// One task that has declared a footprint ([Continuation#footprintBytes]), at one instant.
///
/// @param task its id
/// @param worker its home, else the worker that ran it last
/// @param footprintBytes what it has declared, above 0
/// @param movable whether an order could move it
public record TaskLoad(long task, int worker, long footprintBytes, boolean movable) {

    public TaskLoad {
        if (task < 1) throw new IllegalArgumentException("task must be an id above 0, got " + task);
        if (worker < 0) throw new IllegalArgumentException("worker must be 0 or more, got " + worker);
        if (footprintBytes < 1) throw new IllegalArgumentException("footprintBytes must be 1 or more, got " + footprintBytes);
    }
}
