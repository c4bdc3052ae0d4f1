package dev.skein.worker;

import static dev.skein.task.ContinuationTask.NO_HINT;

import dev.skein.api.MoveReason;
import dev.skein.handoff.Ledger;
import dev.skein.load.WorkerCounters;
import dev.skein.queue.Inbox;
import dev.skein.task.ContinuationTask;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/// The ways by which tasks come into the queues.
///
/// - P3 a task that is meant for a worker reaches it while it makes progress: others keep off its `addressed` inbox, and who puts
///   something there wakes that worker. A worker goes to sleep as in W1: it announces, fences, and looks there too.
/// - P4 nothing waits behind a worker that makes no progress: while its carrier blocks thieves may take what is meant for it, and what
///   stands there while its carrier has been in one turn for 5 to 25 ms the sentry gives to all.
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
                Worker receiver = unlessAsleep(pool.receivers().choose(receiverIndex));
                boolean fits = receiver.inbox.offer(task);
                if (!fits) pool.overflow().offer(task);
                queued = true;
                VarHandle.fullFence();       // the enqueue before our look at who vouches (P1), and at the availability (R1)
                if (!fits || !receiver.vouches()) pool.wake(pool.idle().call(receiver.index));
                if (receiver.isClosed()) pool.closed().moveOn(receiver);
            } else {
                carrier.ready().push(task);
                queued = true;
                Promptness promptness = carrier.promptness();
                // Without its word no look at the size: that would fetch a line of memory from the thieves for each task.
                if (!promptness.vouches() || promptness.callsForHelp(carrier.ready().size())) pool.wake(pool.idle().call(serves.index));
            }
        } catch (StackOverflowError | OutOfMemoryError noRoom) {     // the former from a log handler, which may take any depth
            if (!queued) throw noRoom;
            pool.leaveToSentry();                 // the task is accepted, so nothing may be thrown any more
        }
    }

    /// A carrier has put tasks from elsewhere into its own queue: who went to sleep meanwhile may have looked here too early and there too late (W1).
    /// Nothing is thrown, for the tasks are queued.
    void callForHelp(int worker, Promptness promptness, long tasks) {
        if (!promptness.callsForHelp(tasks)) return;
        try {
            pool.wake(pool.idle().call(worker));
        } catch (StackOverflowError | OutOfMemoryError noRoom) {
            pool.leaveToSentry();
        }
    }

    /// Where that worker sleeps and another one searches, that one gets the task.
    private Worker unlessAsleep(Worker worker) {
        IdleWorkers idle = pool.idle();
        if (!idle.isParked(worker.index) || idle.searchers() <= 0) return worker;
        Worker searcher = pool.workers()[idle.lastSearcher()];
        return searcher.isClosed() ? worker : searcher;
    }

    // Continuations.

    /// Puts a task behind what waits with the carrier that ran it. Nobody is woken: the carrier itself comes to it, and its ticks call
    /// for help if there is too much.
    void putBack(Carrier carrier, ContinuationTask<?> task) {
        if (carrier.servedWorker() == null) {
            carrier.runner().forgetLast();       // where there is no room it is cleaned up after here, as below
            place(task);
            return;
        }
        try {
            carrier.ready().push(task);
        } catch (OutOfMemoryError noRoom) {
            carrier.runner().forgetLast();
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
            if (destination >= 0 && pool.workers()[destination].isClosed()) {
                pool.handoffs().ledger().redirected(1);
                enqueue(task, NO_HINT);
            } else if (destination >= 0 && (served == null || served.index != destination)) {
                send(pool.workers()[destination], task);
            } else {
                if (served != null && task.lastWorker() != served.index) countWake(task, served.index);
                enqueue(task, task.lastWorker());
            }
        } catch (OutOfMemoryError | StackOverflowError noRoom) {
            pool.endForWantOfRoom(task, noRoom);
        }
    }

    /// Enqueues a task, or an envelope of tasks, for one worker, and wakes it.
    ///
    /// @throws OutOfMemoryError if no queue has room; it is in none then
    void send(Worker receiver, Runnable task) {
        if (!receiver.addressed.offer(task) && !receiver.inbox.offer(task)) pool.overflow().offer(task);
        try {
            VarHandle.fullFence();           // the enqueue before our look whether it sleeps (P3)
            if (pool.idle().callFor(receiver.index)) {
                pool.wake(receiver.index);
            } else if (!receiver.isAttended()) {
                pool.wake(pool.idle().call(receiver.index));
            }
            if (receiver.isClosed()) pool.closed().moveOn(receiver);      // after the offer and the fence (R1)
        } catch (StackOverflowError | OutOfMemoryError noRoom) {
            pool.leaveToSentry();            // the task is enqueued, so nothing may be thrown any more
        }
    }

    /// The sentry, for who could not wake a worker itself: wakes those that sleep beside what is meant for them, and moves on what was sent to one
    /// that is closed (R1).
    void wakeThoseMeant() {
        for (Worker worker : pool.workers()) {
            if (!worker.addressed.isEmpty() && pool.idle().callFor(worker.index)) pool.wake(worker.index);
            pool.closed().moveOn(worker);
        }
    }

    /// The sentry, of a worker whose carrier makes no progress: what is meant for it may be taken by all.
    void giveAddressedToAll(Worker stuck) {
        if (moveToOverflow(stuck.addressed) > 0) pool.signalWork();
    }

    /// As [#giveAddressedToAll], for all that others have sent to a worker.
    ///
    /// @return how many of these, tasks or envelopes of some, were meant for that worker
    int giveAllToAll(Worker worker) {
        int meant = moveToOverflow(worker.addressed);
        if (moveToOverflow(worker.inbox) + meant > 0) pool.signalWork();
        return meant;
    }

    private synchronized int moveToOverflow(Inbox<Runnable> inbox) {
        int moved = 0;
        for (Runnable task; (task = inbox.poll()) != null; ) {
            moved++;
            try {
                pool.overflow().offer(task);
            } catch (OutOfMemoryError noRoom) {
                putSomewhere(task, noRoom);
                return moved;                // wherever it is now, somebody must be woken for it
            }
        }
        return moved;
    }

    /// There is no memory for an entry in the overflow. Inboxes have their room from the start.
    private void putSomewhere(Runnable task, OutOfMemoryError noRoom) {
        if (task instanceof ContinuationTask<?> continuation) {
            if (!offerToAny(task)) pool.endForWantOfRoom(continuation, noRoom);
            return;
        }
        while (!offerToAny(task)) Thread.onSpinWait();       // it has no outcome to which the error could go
    }

    /// Without memory: puts a task where thieves find it. False: all inboxes are full.
    boolean offerToAny(Runnable task) {
        for (Worker worker : pool.workers()) {
            if (worker.inbox.offer(task)) {
                pool.leaveToSentry();        // to wake somebody may need memory
                return true;
            }
        }
        return false;
    }

    private void countWake(ContinuationTask<?> task, int here) {
        int from = task.lastWorker();
        WorkerCounters counters = pool.currentCounters();
        if (from < 0 || counters == null) return;
        counters.bump(WorkerCounters.WAKES_ELSEWHERE);
        if (counters.get(WorkerCounters.WAKES_ELSEWHERE) % Ledger.SAMPLED != 0) return;
        pool.handoffs().ledger().sample(task.id(), task.nameOrClass(), from, here, MoveReason.WAKE);
    }

    /// Takes a task that is meant for a worker away from it; null if there is none. While this looks the sentry has none in its hands, so
    /// that a shutdown finds each here or in the overflow.
    synchronized @Nullable Runnable takeFrom(Worker worker) {
        return worker.addressed.poll();
    }
}
