package dev.skein.worker;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a [WorkerPool] is built from; checked by the builder.
///
/// @param name of the runtime, for thread names and messages
/// @param cpus the CPU of each worker at the start, or -1 for none; its size is the number of workers
/// @param packages package number of each worker's CPU, by worker: workers with equal numbers are near
/// @param availableCpus CPUs that the process may use: with one, nobody spins
/// @param maxSpares carriers beyond the number of workers, at most
/// @param stackSize of the carriers' threads in bytes, 0 for the JVM's default
/// @param sliceNanos time after which a run sees that it should yield
/// @param handler gets what `execute` tasks throw; null for the threads' default
/// @param threadGroup of the carriers
/// @param contextClassLoader that tasks find
public record PoolConfig(
        String name, List<Integer> cpus, List<Integer> packages, int availableCpus, int maxSpares, long stackSize, long sliceNanos,
        Thread.@Nullable UncaughtExceptionHandler handler, ThreadGroup threadGroup, @Nullable ClassLoader contextClassLoader) {

    public PoolConfig {
        cpus = List.copyOf(cpus);
        packages = List.copyOf(packages);
        if (cpus.size() != packages.size()) {
            throw new IllegalArgumentException("one package for each worker, got " + packages.size() + " for " + cpus.size());
        }
    }

    public int workers() {
        return cpus.size();
    }
}
