package dev.skein.worker;

import dev.skein.task.ContinuationTask;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/// The ways by which tasks come into the queues.
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

    /// Enqueues a task: on the calling carrier if it is one of ours, else in an inbox. The caller has made sure of the stack.
    ///
    /// @param receiverIndex the worker whose inbox gets it if the caller is no carrier, or [ContinuationTask#NO_HINT]
    /// @throws OutOfMemoryError if no queue has room; the task is in none then
    void enqueue(Runnable task, int receiverIndex) {
        Carrier carrier = pool.currentCarrier();
        Worker serves = carrier == null ? null : carrier.servedWorker();
        boolean queued = false;
        try {
            if (carrier == null || serves == null) {
                Worker receiver = unlessAsleep(receiverIndex < 0 ? workerOfCaller() : pool.workers()[receiverIndex]);
                boolean fits = receiver.inbox.offer(task);
                if (!fits) pool.overflow().offer(task);
                queued = true;
                VarHandle.fullFence();       // the enqueue before our look at who vouches (P1)
                if (!fits || !receiver.vouches()) pool.wake(pool.idle().call(receiver.index));
            } else {
                carrier.ready().push(task);
                queued = true;
                if (carrier.promptness().callsForHelp(carrier.ready().size())) pool.wake(pool.idle().call(serves.index));
            }
        } catch (StackOverflowError | OutOfMemoryError noRoom) {     // the former from a log handler, which may take any depth
            if (!queued) throw noRoom;
            pool.leaveToSentry();                 // the task is accepted, so nothing may be thrown any more
        }
    }

    /// A thread outside keeps to one worker's inbox, so its tasks begin in the order in which it sent them unless an inbox
    /// is full or they are stolen.
    private Worker workerOfCaller() {
        int hash = (int) Thread.currentThread().threadId() * 0x9E3779B9;
        Worker[] workers = pool.workers();
        return workers[(int) (((hash & 0xFFFF_FFFFL) * workers.length) >>> 32)];
    }

    /// Where that worker sleeps and another one searches, that one gets the task.
    private Worker unlessAsleep(Worker worker) {
        IdleWorkers idle = pool.idle();
        return idle.isParked(worker.index) && idle.searchers() > 0 ? pool.workers()[idle.lastSearcher()] : worker;
    }

    // Continuations.

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
            Carrier carrier = pool.currentCarrier();
            Worker served = carrier == null ? null : carrier.servedWorker();
            if (destination >= 0 && (served == null || served.index != destination)) {
                send(pool.workers()[destination], task);
            } else {
                enqueue(task, task.lastWorker());
            }
        } catch (OutOfMemoryError | StackOverflowError noRoom) {
            pool.endForWantOfRoom(task, noRoom);
        }
    }

    private void send(Worker receiver, ContinuationTask<?> task) {
        if (!receiver.addressed.offer(task) && !receiver.inbox.offer(task)) pool.overflow().offer(task);
        try {
            VarHandle.fullFence();           // the enqueue before our look whether it sleeps (P3)
            if (pool.idle().callFor(receiver.index)) {
                pool.wake(receiver.index);
            } else if (!receiver.isAttended(pool.idle())) {
                pool.wake(pool.idle().call(receiver.index));
            }
        } catch (StackOverflowError | OutOfMemoryError noRoom) {
            pool.leaveToSentry();            // the task is enqueued, so nothing may be thrown any more
        }
    }

    /// The sentry, for who could not wake a worker itself: wakes those that sleep beside what is meant for them.
    void wakeThoseMeant() {
        for (Worker worker : pool.workers()) {
            if (!worker.addressed.isEmpty() && pool.idle().callFor(worker.index)) pool.wake(worker.index);
        }
    }

    /// The sentry, of a worker whose carrier does not get on: what is meant for it may be taken by all.
    synchronized void giveToAll(Worker stuck) {
        boolean any = false;
        for (Runnable task; (task = stuck.addressed.poll()) != null; any = true) {
            try {
                pool.overflow().offer(task);
            } catch (OutOfMemoryError noRoom) {
                boolean back = stuck.addressed.offer(task) || stuck.inbox.offer(task);
                if (!back && task instanceof ContinuationTask<?> continuation) pool.endForWantOfRoom(continuation, noRoom);
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
