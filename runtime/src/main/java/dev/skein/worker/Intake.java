package dev.skein.worker;

import dev.skein.task.ContinuationTask;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/// Where a continuation goes when it is to run next.
///
/// - P3 a task that is meant for a worker reaches it while it gets on: others keep off its `addressed` inbox, and who puts
///   something there wakes that worker. A worker goes to sleep as in W1: it announces, fences, and looks there too.
/// - P4 nothing waits behind a worker that does not get on: while its carrier blocks thieves may take what is meant for it, and what
///   stands there while its carrier has begun no run between two ticks the sentry gives to all.
final class Intake {

    private final WorkerPool pool;

    Intake(WorkerPool pool) {
        this.pool = pool;
    }

    /// Puts a task behind what waits with the carrier that ran it. Nobody is woken: the carrier itself comes to it, and its ticks call
    /// for help if there is too much.
    void putBack(Carrier carrier, ContinuationTask<?> task) {
        if (carrier.servedWorker() == null) {
            place(task);
            return;
        }
        try {
            carrier.ready().push(task);
        } catch (OutOfMemoryError noRoom) {
            pool.endForWantOfRoom(task, noRoom);
        }
    }

    /// Enqueues a task where it wants to go; if that is anywhere: with the calling carrier, else with the worker that ran it last.
    /// Nothing is thrown.
    void place(ContinuationTask<?> task) {
        try {
            int destination = task.takeDestination();
            Worker served = pool.servedByCaller();
            if (destination >= 0 && (served == null || served.index != destination)) {
                send(pool.workers()[destination], task);
            } else {
                pool.enqueue(task, task.lastWorker());
            }
        } catch (OutOfMemoryError | StackOverflowError noRoom) {
            pool.endForWantOfRoom(task, noRoom);
        }
    }

    private void send(Worker receiver, ContinuationTask<?> task) {
        if (!receiver.addressed.offer(task) && !receiver.inbox.offer(task)) pool.overflow().offer(task);
        VarHandle.fullFence();               // the enqueue before our look whether it sleeps (P3)
        if (pool.idle().callFor(receiver.index)) {
            pool.wake(receiver.index);
        } else if (!receiver.isAttended(pool.idle())) {
            pool.wake(pool.idle().call(receiver.index));
        }
    }

    /// The sentry, of a worker whose carrier does not get on: what is meant for it may be taken by all.
    synchronized void giveToAll(Worker stuck) {
        boolean any = false;
        for (Runnable task; (task = stuck.addressed.poll()) != null; any = true) {
            try {
                pool.overflow().offer(task);
            } catch (OutOfMemoryError noRoom) {
                stuck.addressed.offer(task);     // into the place that it came from
                break;
            }
        }
        if (any) pool.signalWork();
    }

    /// Takes a task that is meant for a worker away from it; null if there is none. While this looks the sentry has none in its hands, so
    /// that a shutdown finds each here or in the overflow.
    synchronized @Nullable Runnable takeFrom(Worker worker) {
        return worker.addressed.poll();
    }
}
