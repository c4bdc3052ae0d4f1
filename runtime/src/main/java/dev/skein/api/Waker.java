package dev.skein.api;

/// Wakes one wait of one task.
@FunctionalInterface
public interface Waker {

    /// Ends the wait that this stands for. Never blocks or throws.
    ///
    /// @return whether the task comes because of this call; false if that wait has ended already
    boolean wake();
}
