package dev.skein.engine;

import dev.skein.platform.Affinity;
import dev.skein.task.QuietOwner;
import dev.skein.worker.PoolConfig;
import dev.skein.worker.WorkerPool;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Books and phases of a runtime whose workers never start, so that all tasks come and end outside.
class StressedRuntime {

    /// One for all samples of a JVM: nothing in it ever changes.
    private static final WorkerPool POOL = new WorkerPool(
            new PoolConfig("stress", List.of(-1), List.of(0), 1, 0, 0, 1_000_000, null, Thread.currentThread().getThreadGroup(), null),
            Affinity.unsupported("no thread is started here"), new QuietOwner(), () -> { }, () -> { }, (task, error) -> {
                throw new AssertionError("nothing is enqueued here", error);
            });

    final Books books = new Books(POOL);
    /// How often the threads were told to end.
    final AtomicInteger ends = new AtomicInteger();
    final Phases phases = new Phases(POOL, books, ends::incrementAndGet);

    /// A task ends, as on a thread that is no carrier.
    final void end() {
        books.ranOutside(false);
        phases.endIfQuiet();
    }
}
