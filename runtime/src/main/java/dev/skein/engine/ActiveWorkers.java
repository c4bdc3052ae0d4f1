package dev.skein.engine;

/// Takes workers out of use and back, for [CpuWatch]. A user may do the same beside it.
interface ActiveWorkers {

    /// Whether the worker is in use; false from the moment it begins to retire.
    boolean isActive(int worker);

    /// Begins to retire a worker, and does not wait until it is drained.
    ///
    /// @return false if it stays in use: it is the last one, say
    boolean retire(int worker);

    /// Takes a worker into use again.
    void restore(int worker);
}
