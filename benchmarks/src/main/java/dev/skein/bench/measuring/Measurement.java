package dev.skein.bench.measuring;

import dev.skein.Skein;
import dev.skein.api.WorkerStats;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;

/// One question about the balancer, or about tasks that change workers. It is asked in rounds, and in each of them the contestants take turns, so that
/// what the machine does meanwhile meets all of them.
public interface Measurement {

    /// Of the runtimes and of their rivals, where a measurement does not say otherwise.
    int WORKERS = 2;

    /// As `--only` names it.
    default String name() {
        return getClass().getSimpleName();
    }

    /// Measures, and prints a table of all contestants.
    ///
    /// @return the rows of the summary
    /// @throws IllegalStateException if it cannot be measured on this machine, and why
    List<Figure> measure(Extent extent, PrintWriter out) throws IOException, InterruptedException;

    /// The CPU to which a worker is bound.
    ///
    /// @throws IllegalStateException if it is bound to none, or shares it with another worker: nothing would be contended, or both
    static int cpuOf(Skein skein, int worker) {
        List<WorkerStats> workers = skein.stats().workers();
        WorkerStats its = workers.get(worker);
        boolean shared = workers.stream().anyMatch(other -> other.worker() != worker && other.cpu() == its.cpu());
        if (!its.pinned() || shared) throw new IllegalStateException("this needs " + workers.size() + " CPUs to which threads can be bound, one for each worker");
        return its.cpu();
    }
}
