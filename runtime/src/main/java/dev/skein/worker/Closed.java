package dev.skein.worker;

import dev.skein.api.Availability;
import dev.skein.api.Order;
import dev.skein.task.ManagedFuture;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Which workers are closed: retired by their user, or packed away by an [Order.Pack].
///
///     OPEN    -> PACKED   pack      the balancer
///     PACKED  -> OPEN     unpack    the balancer
///     OPEN    -> RETIRED  retire    any thread
///     PACKED  -> RETIRED  retire    any thread
///     RETIRED -> OPEN     restore   any thread
///     PACKED  -> OPEN     restore   any thread
///     RETIRED -> OPEN     look      the sentry: what runs there has not left in time
///
/// A carrier whose worker is closed moves what is queued with it to others at each task boundary, then sleeps.
///
/// - R1 nothing stays behind with a closed worker. Who enqueues there: offer, fence, read the availability; who closes: write the availability, fence,
///   empty the queues ([Handoffs#emptyQueues], by the carrier). So the one sees the other, and either moves the task ([#moveOn]). A producer that was
///   preempted inside its offer, so that the carrier's poll could not see the task, reads the availability after it.
/// - R2 one worker at least is open, neither retired nor packed: closing is done under one lock.
/// - R3 a retirement completes when the queues were emptied after the close and the carrier has gone to rest, so it runs nothing (what is inside a carrier
///   that has lost the worker to a spare is no longer the worker's); or it fails and says what was there, and the worker is open again. The end of
///   the runtime completes it too.
///
/// availability of each worker, futures, since: under the object's lock, and so is the end of a rest.
final class Closed {

    /// Time in which what runs on a worker must leave when it is retired, 10 s.
    static final long GRACE_NANOS = 10_000_000_000L;

    private final WorkerPool pool;
    private final @Nullable CompletableFuture<Void>[] retiring;
    private final long[] since;
    private volatile boolean anyRetiring;

    @SuppressWarnings("unchecked")             // an array of futures of Void, all of them
    Closed(WorkerPool pool, int workers) {
        this.pool = pool;
        this.retiring = (CompletableFuture<Void>[]) new CompletableFuture<?>[workers];
        this.since = new long[workers];
    }

    /// Retires a worker.
    ///
    /// @return completes when it is empty; fails with an [IllegalStateException] if it is the last that is open, or, caused by a [TimeoutException], if what runs
    ///     there does not leave in time
    CompletableFuture<Void> retire(Worker worker) {
        CompletableFuture<Void> future;
        synchronized (this) {
            CompletableFuture<Void> pending = retiring[worker.index];
            if (worker.availability == Availability.RETIRED && pending != null) return pending.copy();
            future = new ManagedFuture<>();
            if (worker.availability == Availability.RETIRED) {
                future.complete(null);
                return future;
            }
            if (isLastOpen(worker) && !unpackAnother(worker)) {
                future.completeExceptionally(new IllegalStateException(
                        pool.runtimeName() + ": worker " + worker.index + " is the last active one and cannot be retired; restore another first"));
                return future;
            }
            retiring[worker.index] = future;
            since[worker.index] = System.nanoTime();
            anyRetiring = true;
            worker.availability = Availability.RETIRED;
        }
        ask(worker);
        synchronized (this) {
            // Packed before: its carrier sleeps already, and what has come meanwhile we have just moved on. Or there is no carrier any more.
            if (worker.resting || pool.isStopped()) emptied(worker);
        }
        return future.copy();                  // what the user completes is his own
    }

    /// Opens a retired or packed worker; no effect on an open one.
    void restore(Worker worker) {
        var _ = open(worker, Worker::isClosed, "worker " + worker.index + " was restored before it was empty", null);
    }

    boolean pack(Worker worker) {
        synchronized (this) {
            if (worker.availability != Availability.OPEN || isLastOpen(worker)) return false;
            worker.availability = Availability.PACKED;
        }
        ask(worker);
        return true;
    }

    boolean unpack(Worker worker) {
        return open(worker, each -> each.availability == Availability.PACKED, "", null);
    }

    /// @param onlyIf asked under the lock: others may have retired it since the caller looked
    /// @param why for whoever waits until it is empty, and the cause
    private boolean open(Worker worker, Predicate<Worker> onlyIf, String why, @Nullable Throwable cause) {
        CompletableFuture<Void> pending;
        synchronized (this) {
            if (!onlyIf.test(worker)) return false;
            worker.availability = Availability.OPEN;
            pending = retiring[worker.index];
            if (pending != null) fail(pending, new IllegalStateException(pool.runtimeName() + ": " + why, cause));
            retiring[worker.index] = null;     // last: where there is no memory to fail it, it must not be forgotten
        }
        Carrier carrier = worker.carrier;
        if (carrier != null) carrier.wakeUp();
        return true;
    }

    /// Not on this thread, which may be the sentry: what the user does then may take its time.
    private static void fail(CompletableFuture<Void> pending, IllegalStateException failure) {
        var _ = pending.completeAsync(() -> {
            throw failure;
        });
    }

    private boolean isLastOpen(Worker worker) {
        return Arrays.stream(pool.workers()).noneMatch(each -> each != worker && !each.isClosed());
    }

    /// What a policy has packed away is there to serve if the user takes the rest.
    private boolean unpackAnother(Worker worker) {
        return Arrays.stream(pool.workers()).anyMatch(each -> each != worker && unpack(each));
    }

    /// Lets the carrier look at its worker: at the end of its sleep, of its task, or of its slice.
    private void ask(Worker worker) {
        VarHandle.fullFence();                 // the close before our look whether it sleeps: pairs with its announcement (R1)
        Carrier carrier = worker.carrier;
        if (carrier == null) return;
        if (pool.idle().callFor(worker.index)) {
            pool.wake(worker.index);
        } else {
            carrier.nudge();
            carrier.wakeUp();                  // from a nap
            carrier.runner().askToYieldNow();
        }
        moveOn(worker);
    }

    /// The carrier of a closed worker has emptied its queues, runs nothing, and sleeps.
    synchronized void emptied(Worker worker) {
        CompletableFuture<Void> future = retiring[worker.index];
        if (future == null || worker.availability != Availability.RETIRED) return;
        var _ = future.completeAsync(() -> null);      // not here: stages of the user's would run on a carrier on its way to sleep, under our lock
        retiring[worker.index] = null;
    }

    /// The pool has stopped, so all workers are empty and stay so.
    void stopped() {
        for (Worker worker : pool.workers()) emptied(worker);
    }

    /// The carrier that sleeps because its worker is closed: whether that is open again. Then its rest is over, before anybody can retire the
    /// worker anew and take the carrier for one that sleeps (R3).
    synchronized boolean endRest(Worker worker) {
        if (worker.isClosed()) return false;
        worker.resting = false;
        return true;
    }

    /// Moves what was sent to a closed worker on to where everybody finds it (R1).
    void moveOn(Worker worker) {
        if (worker.isClosed()) pool.handoffs().ledger().redirected(pool.intake().giveAllToAll(worker));
    }

    /// The sentry: fails the retirements whose time is over.
    void look(long now) {
        if (!anyRetiring) return;
        for (Worker worker : overdue(now)) {
            var _ = open(worker, each -> isOverdue(each, now),
                    "worker " + worker.index + " could not be retired within 10 s, since this did not leave it: " + pool.handoffs().describe(worker.index), new TimeoutException());
        }
    }

    private synchronized List<Worker> overdue(long now) {
        List<Worker> overdue = new ArrayList<>();
        anyRetiring = false;
        for (Worker worker : pool.workers()) {
            anyRetiring |= retiring[worker.index] != null;
            if (isOverdue(worker, now)) overdue.add(worker);
        }
        return overdue;
    }

    private boolean isOverdue(Worker worker, long now) {
        return retiring[worker.index] != null && now - since[worker.index] > GRACE_NANOS;
    }

    /// Any open worker, from the one at `start` on.
    Worker openFrom(int start) {
        Worker[] workers = pool.workers();
        for (int i = 0; i < workers.length; i++) {
            Worker each = workers[(start + i) % workers.length];
            if (!each.isClosed()) return each;
        }
        return workers[start % workers.length];      // all but one were open a moment ago, and that one is about to be (R2)
    }
}
