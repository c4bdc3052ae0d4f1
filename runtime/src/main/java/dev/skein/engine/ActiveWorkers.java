package dev.skein.engine;

import java.util.concurrent.CompletableFuture;

/// Takes workers out of use and back, for [CpuWatch]. A user may do the same beside it.
interface ActiveWorkers {

    /// Whether the worker is in use; false from the moment it begins to retire.
    boolean isActive(int worker);

    /// Begins to retire a worker, and does not wait until it is drained.
    ///
    /// @return completes when it is drained. Fails if it stays in use: at once where it is the last one, say; with a [java.util.concurrent.TimeoutException] as
    ///     the cause if what runs there does not leave in time
    CompletableFuture<Void> retire(int worker);

    /// Takes a worker into use again.
    void restore(int worker);
}
