package dev.skein.engine;

import dev.skein.task.CallTask;
import dev.skein.worker.WorkerPool;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// `invokeAny`: submits all, gives the first value, and cancels the rest.
///
/// The tasks report when their outcomes are known, a cancel included, so a caller who waits here is released by
/// `shutdownNow` too. They report by linking themselves, so that a report needs no memory.
final class AnyOf<T extends @Nullable Object> {

    private final Engine engine;
    private final ArrayList<Reporting> all = new ArrayList<>();
    private final AtomicReference<@Nullable Reporting> ended = new AtomicReference<>();
    private final Semaphore reports = new Semaphore(0);

    private final class Reporting extends CallTask<T> {

        @Nullable Reporting next;

        Reporting(Callable<T> body) {
            super(engine, body);
        }

        @Override
        protected void whenDone() {
            Reporting seen;
            do {
                seen = ended.get();
                next = seen;
            } while (!ended.compareAndSet(seen, this));
            reports.release();
        }
    }

    AnyOf(Engine engine) {
        this.engine = engine;
    }

    /// @param nanos to wait at most, if timed
    T get(List<Callable<T>> bodies, boolean timed, long nanos) throws InterruptedException, ExecutionException, TimeoutException {
        long deadline = System.nanoTime() + Math.max(0, nanos);
        all.ensureCapacity(bodies.size());   // before any is accepted, so that each accepted one is known here
        try {
            for (Callable<T> body : bodies) {
                Reporting task = new Reporting(body);
                var _ = engine.accepted(task);
                all.add(task);               // not before: to cancel what was refused would book an end without a beginning
            }
            return firstValue(timed, deadline);
        } finally {
            for (Reporting task : all) task.cancel(true);
        }
    }

    private T firstValue(boolean timed, long deadline) throws InterruptedException, ExecutionException, TimeoutException {
        ExecutionException last = null;
        for (int i = 0; i < all.size(); i++) {
            Reporting task = nextEnded(timed, deadline);
            if (task == null) throw new TimeoutException("none of " + all.size() + " tasks succeeded in time");
            try {
                return task.get();
            } catch (ExecutionException failed) {
                last = failed;
            } catch (CancellationException cancelled) {
                last = new ExecutionException(cancelled);
            }
        }
        throw last != null ? last : new ExecutionException(new IllegalStateException("no task was given"));
    }

    /// Waits for a task that has ended and was not given yet; null if the time is over.
    private @Nullable Reporting nextEnded(boolean timed, long deadline) throws InterruptedException {
        if (Thread.interrupted()) throw new InterruptedException();
        boolean reported = reports.tryAcquire();
        if (!reported && !timed) {
            runOneHere();
            reported = reports.tryAcquire();
        }
        if (!reported) reported = await(timed, deadline);
        if (!reported) return null;
        Reporting task = ended.get();
        while (task != null && !ended.compareAndSet(task, task.next)) task = ended.get();
        return task;
    }

    /// A worker that waits here runs what no other has begun, as for `get`.
    private void runOneHere() {
        for (Reporting task : all) {
            if (task.isWaitingForCarrier() && engine.runOnThisCarrier(task)) return;
        }
    }

    private boolean await(boolean timed, long deadline) throws InterruptedException {
        try {
            return WorkerPool.block(() -> {
                if (timed) return reports.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                reports.acquire();
                return true;
            });
        } catch (InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError("a semaphore threw what it does not declare", e);
        }
    }
}
