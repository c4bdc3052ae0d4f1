package dev.skein.worker;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The carrier threads of a pool: started here, counted, and found.
///
/// living: who starts a carrier, and the carrier when it ends.
final class Carriers {

    private static final long START_SECONDS = 60;

    private final WorkerPool pool;
    private final Runnable whenEnded;
    private final AtomicInteger living = new AtomicInteger();
    private final CountDownLatch started;

    /// @param whenEnded called by the last carrier thread when it ends after the pool has stopped
    Carriers(WorkerPool pool, Runnable whenEnded) {
        this.pool = pool;
        this.whenEnded = whenEnded;
        this.started = new CountDownLatch(pool.workers().length);
    }

    /// Starts a carrier.
    ///
    /// @param worker that it is to serve at once, or null for a spare
    /// @throws OutOfMemoryError if the system refuses a thread
    Carrier start(@Nullable Worker worker) {
        Carrier carrier = new Carrier(pool);
        if (worker != null) carrier.assign(worker, false);
        living.incrementAndGet();
        try {
            carrier.start();
        } catch (Throwable refused) {
            if (worker != null) worker.carrier = null;
            countOut();
            throw refused;
        }
        return carrier;
    }

    /// Waits until each worker is served.
    ///
    /// @throws IllegalStateException if that is not so within 60 s
    void awaitAttached() throws InterruptedException {
        if (started.await(START_SECONDS, TimeUnit.SECONDS)) return;
        throw new IllegalStateException(pool.runtimeName() + ": workers did not start within " + START_SECONDS + " s");
    }

    /// A carrier serves a worker.
    void attached() {
        started.countDown();
    }

    /// A carrier thread ends.
    ///
    /// @param asServer whether it served a worker to the end
    void ended(boolean asServer) {
        try {
            if (!asServer) pool.spares().ended();
        } catch (OutOfMemoryError noRoom) {
            pool.leaveToSentry();
        }
        countOut();
    }

    private void countOut() {
        if (living.decrementAndGet() == 0 && pool.isStopped()) whenEnded.run();
    }

    /// Those that serve workers, and those that have lost theirs and still run a task.
    void forEach(Consumer<Carrier> action) {
        for (Worker worker : pool.workers()) {
            Carrier carrier = worker.carrier;
            if (carrier != null) action.accept(carrier);
        }
        pool.spares().detached().forEach(action);
    }

    /// How many are inside a task.
    int running() {
        AtomicInteger count = new AtomicInteger();
        forEach(carrier -> {
            if (carrier.runner().isRunning()) count.incrementAndGet();
        });
        return count.get();
    }

    /// How many threads there are, spares included.
    int living() {
        return living.get();
    }

    /// Name of a thread.
    String nameOf(String role) {
        return "skein-" + pool.config().name() + "-" + role;
    }
}
