package dev.skein.engine;

import dev.skein.task.CallTask;
import dev.skein.worker.WorkerPool;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
///
/// A task that calls this waits as for a block, so that a spare serves its worker: to run one of the bodies itself, as `get` does, might take for ever while
/// another succeeds. It does so only where nobody else has come to any for a while.
///
/// - E1 what the caller runs itself is cancelled when another succeeds: the caller names it, then looks for reports; who reports a success does so, then looks for
///   that name. Both are volatile, so one sees the other.
///
/// ended: any thread, by CAS. runHere: the caller. inOrder: the caller's own.
final class AnyOf<T extends @Nullable Object> {

    /// Time in which another worker, or a spare, takes one of the tasks, 10 ms; else all of them block, or are busy with what lasts.
    private static final long OTHERS_NANOS = 10_000_000;

    private final Engine engine;
    private final ArrayList<Reporting> all = new ArrayList<>();
    private final AtomicReference<@Nullable Reporting> ended = new AtomicReference<>();
    private final Semaphore reports = new Semaphore(0);
    /// What the caller runs itself, or is about to.
    private volatile @Nullable Reporting runHere;
    /// Reports that were taken over, the first one first.
    private @Nullable Reporting inOrder;

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
            Reporting overtaken = runHere;       // after the report: pairs with runOneHere (E1)
            try {
                if (overtaken != null && overtaken != this && state() == State.SUCCESS) overtaken.cancel(true);
            } catch (StackOverflowError | OutOfMemoryError noRoom) {
                return;                          // nothing has happened, and the caller comes to the report when it has run that one
            }
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
            reported = await(true, System.nanoTime() + OTHERS_NANOS);
            if (!reported && runOneHere()) reported = reports.tryAcquire();
        }
        return reported || await(timed, deadline) ? takeFirst() : null;
    }

    private Reporting takeFirst() {
        if (inOrder == null) {
            for (Reporting last = ended.getAndSet(null); last != null; ) {
                Reporting before = last.next;
                last.next = inOrder;
                inOrder = last;
                last = before;
            }
        }
        Reporting first = Objects.requireNonNull(inOrder, "a report without its task");
        inOrder = first.next;
        return first;
    }

    /// A worker that waits here runs what no other has begun. False: there is none, or this is no worker.
    private boolean runOneHere() {
        for (Reporting task : all) {
            if (!task.isReady()) continue;
            runHere = task;                  // before our look for reports: pairs with whenDone (E1)
            try {
                if (reports.availablePermits() > 0) return true;
                if (engine.runOnThisCarrier(task)) return true;
            } finally {
                runHere = null;
            }
        }
        return false;
    }

    private boolean await(boolean timed, long deadline) throws InterruptedException {
        return WorkerPool.block(() -> {
            if (timed) return reports.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            reports.acquire();
            return true;
        });
    }
}
