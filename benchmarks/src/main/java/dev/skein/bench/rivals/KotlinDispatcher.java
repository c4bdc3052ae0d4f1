package dev.skein.bench.rivals;

import kotlinx.coroutines.CoroutineDispatcher;
import kotlinx.coroutines.Dispatchers;
import kotlinx.coroutines.scheduling.TasksKt;

/// Where the coroutines of Kotlin run: `Dispatchers.Default`, with as many threads as the others have workers.
///
/// The JVM has one such dispatcher and reads its size once, when its class loads; it is set here, so that it follows `workers`, and read back. Its threads
/// are daemons, and nothing ends them before the JVM does.
public final class KotlinDispatcher {

    private KotlinDispatcher() { }

    /// @param workers threads that run coroutines, >= 1
    /// @throws IllegalStateException if something has started the dispatcher with another number before
    public static CoroutineDispatcher start(int workers) {
        if (workers < 1) throw new IllegalArgumentException("workers must be >= 1, got " + workers);
        System.setProperty("kotlinx.coroutines.scheduler.core.pool.size", Integer.toString(workers));
        System.setProperty("kotlinx.coroutines.scheduler.max.pool.size", Integer.toString(workers));
        CoroutineDispatcher dispatcher = Dispatchers.getDefault();
        if (TasksKt.CORE_POOL_SIZE != workers) {
            throw new IllegalStateException("Dispatchers.Default needs " + workers + " threads, the JVM has " + TasksKt.CORE_POOL_SIZE
                    + ": a coroutine was started before; use a fresh JVM");
        }
        return dispatcher;
    }
}
