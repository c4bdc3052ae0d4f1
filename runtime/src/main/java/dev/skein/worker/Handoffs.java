package dev.skein.worker;

import dev.skein.api.Availability;
import dev.skein.api.HandoffFailure;
import dev.skein.api.MoveReason;
import dev.skein.api.Order;
import dev.skein.handoff.Envelope;
import dev.skein.handoff.Handoff;
import dev.skein.handoff.Ledger;
import dev.skein.handoff.OrderSlots;
import dev.skein.queue.Inbox;
import dev.skein.task.ContinuationTask;
import dev.skein.task.PlacedTask;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Carries out orders: takes tasks from the queues into an envelope, publishes it, and opens those that come. docs/handoff.md has the protocol.
///
/// - H3 a handoff that fails at any step leaves every task runnable: until the envelope is offered its carrier enqueues again what it holds, whatever is
///   thrown; after that it stands in a queue that some carrier looks at.
/// - H4 the source goes on with other tasks: an order is carried out between two tasks, by one pass over what it moves, which has an end however long
///   the queue is.
///
/// All but [#reoffer] and what is for warnings is called by carriers, each for itself.
final class Handoffs {

    /// A worker gives no tasks without memory by LOAD for so long after some have come to it by LOAD, 100 ms: they cannot tell themselves when they
    /// were moved ([ContinuationTask#hasMovedLately]). So LOAD moves a task ten times a second at most.
    private static final long RESIDENCE_NANOS = 100_000_000;
    /// Tasks of one queue that an order looks at, at most, whether they may go or not: some 20 us, however long the queue is (H4).
    private static final int LOOKS_MAX = 1_024;
    /// What fits into the envelope of a worker that is closed.
    private static final int CHUNK = Order.MAX_TASKS;

    /// Time between two attempts to get memory, 1 ms.
    private static final long RETRY_NANOS = 1_000_000;
    /// Of a stack that a warning shows, as of one in a dump.
    private static final int FRAMES_NAMED = 64;

    private final WorkerPool pool;
    private final Ledger ledger;
    private final OrderSlots slots;

    Handoffs(WorkerPool pool, Ledger ledger) {
        this.pool = pool;
        this.ledger = ledger;
        this.slots = new OrderSlots(pool.config().workers());
    }

    OrderSlots slots() {
        return slots;
    }

    Ledger ledger() {
        return ledger;
    }

    // Taking: REQUESTED -> TAKEN -> OFFERED.

    /// Carries out the order of ready tasks that waits for this carrier: as the one that gives, or, of a worker that makes no progress, as the one that takes.
    void carryOut(Carrier carrier, Worker mine) {
        Envelope envelope = slots.takeReady(mine.index);
        if (envelope == null) return;
        Handoff handoff = envelope.handoff();
        if (!handoff.take(System.nanoTime())) return;            // withdrawn meanwhile
        ledger.reached(Handoff.State.TAKEN);
        Order order = handoff.order();
        Worker source = pool.workers()[order.from()];
        Worker target = pool.workers()[order.to()];
        try {
            if (source == mine) {
                fill(envelope, carrier, mine, handoff.reason());
            } else {
                fillFromStuck(envelope, source);
            }
        } catch (Throwable onTheWay) {
            takeBack(envelope, carrier, onTheWay);
            callForHelp(carrier, mine);
            return;
        }
        if (envelope.count() == 0) {
            refuse(handoff, HandoffFailure.NOTHING_TO_MOVE);
        } else {
            send(envelope, target, carrier);
        }
        callForHelp(carrier, mine);                  // who went to sleep meanwhile may have overlooked what was in our hands and stays here
    }

    /// Takes from the own queues, oldest first in each: what an order must leave in peace goes behind the others.
    private void fill(Envelope envelope, Carrier carrier, Worker mine, MoveReason reason) {
        boolean plain = reason != MoveReason.LOAD || System.nanoTime() - mine.loadCameNanos > RESIDENCE_NANOS;
        for (long left = Math.min(carrier.ready().size(), LOOKS_MAX); left > 0 && !envelope.isFull(); left--) {
            Runnable task = carrier.ready().poll(true);
            if (task == null) break;
            if (mayGo(task, reason, plain)) {
                envelope.put(task);
            } else {
                keep(task, carrier);
            }
        }
        fillFromSent(envelope, mine.addressed, carrier, reason, plain);
        fillFromSent(envelope, mine.inbox, carrier, reason, plain);
    }

    private void fillFromSent(Envelope envelope, Inbox<Runnable> sent, Carrier carrier, MoveReason reason, boolean plain) {
        for (int left = Math.min(sent.size(), LOOKS_MAX); left > 0 && !envelope.isFull(); left--) {
            Runnable task = sent.poll();
            if (task == null) return;
            if (mayGo(task, reason, plain)) {
                envelope.put(task);
            } else {
                keep(task, carrier);
            }
        }
    }

    /// Takes from the queues of a worker whose carrier makes no progress, as a thief may.
    private void fillFromStuck(Envelope envelope, Worker source) {
        for (Runnable task; !envelope.isFull() && (task = source.addressed.poll()) != null; ) envelope.put(task);
        for (Runnable task; !envelope.isFull() && (task = source.inbox.poll()) != null; ) envelope.put(task);
        Carrier stuck = source.carrier;
        if (stuck == null) return;
        for (Runnable task; !envelope.isFull() && (task = stuck.ready().poll(false)) != null; ) envelope.put(task);
    }

    /// @param plain whether tasks without memory may go
    private static boolean mayGo(Runnable task, MoveReason reason, boolean plain) {
        if (task instanceof ContinuationTask<?> continuation) {
            return continuation.isMovable() && !(reason == MoveReason.LOAD && continuation.hasMovedLately());
        }
        return plain && !(task instanceof Envelope);
    }

    /// The running task has put itself back: takes it away if an order says so.
    ///
    /// @return whether the task is out of the carrier's hands
    boolean takeAway(Carrier carrier, Worker mine, ContinuationTask<?> task) {
        Envelope envelope = slots.takeRunning(mine.index);
        if (envelope == null) return false;
        Handoff handoff = envelope.handoff();
        if (!takeFor(handoff, carrier, task)) return false;
        envelope.put(task);
        send(envelope, pool.workers()[handoff.order().to()], carrier);
        return true;
    }

    /// The running task suspends and would come back here: an order gives it another home.
    ///
    /// @return that home, or [ContinuationTask#NO_HINT]
    int takeHome(Carrier carrier, Worker mine, PlacedTask<?> task) {
        if (task.home() != mine.index) return ContinuationTask.NO_HINT;
        Envelope envelope = slots.takeRunning(mine.index);
        if (envelope == null) return ContinuationTask.NO_HINT;
        Handoff handoff = envelope.handoff();
        if (!takeFor(handoff, carrier, task)) return ContinuationTask.NO_HINT;
        handoff.offer(1);
        ledger.reached(Handoff.State.OFFERED);
        if (accept(handoff)) settle(handoff);        // else it was offered again meanwhile, empty as it is, and who has opened it settles it
        int to = handoff.order().to();
        record(task, mine.index, to, handoff);
        return to;
    }

    private boolean takeFor(Handoff handoff, Carrier carrier, PlacedTask<?> task) {
        HandoffFailure refusal = null;
        boolean named = handoff.task() != 0 ? handoff.task() == task.id()
                : handoff.order() instanceof Order.Running running && running.run() == carrier.runner().runNumber();
        if (!named) {
            refusal = HandoffFailure.STALE;
        } else if (!task.isMovable()) {
            refusal = HandoffFailure.NOT_MOVABLE;
        } else if (handoff.reason() == MoveReason.LOAD && task.hasMovedLately()) {
            refusal = HandoffFailure.MOVED_LATELY;
        }
        if (!handoff.take(System.nanoTime())) return false;
        ledger.reached(Handoff.State.TAKEN);
        if (refusal != null) refuse(handoff, refusal);
        return refusal == null;
    }

    private void refuse(Handoff handoff, HandoffFailure why) {
        if (handoff.refuse(Handoff.State.TAKEN, why.text())) ledger.refused(why);
    }

    /// TAKEN -> FAILED: what the envelope holds is enqueued again, before anything that needs memory.
    private void takeBack(Envelope envelope, Carrier carrier, Throwable onTheWay) {
        int count = envelope.count();
        for (int place = 0; place < count; place++) {
            Runnable task = envelope.takeAt(place);
            if (task != null) keep(task, carrier);
        }
        envelope.handoff().fail(onTheWay);
        ledger.failed();
    }

    private void send(Envelope envelope, Worker target, Carrier carrier) {
        Handoff handoff = envelope.handoff();
        handoff.offer(envelope.count());
        ledger.reached(Handoff.State.OFFERED);
        Worker served = carrier.servedWorker();
        if (served == target) {
            open(envelope, carrier);                 // who evacuates a worker takes for itself
            return;
        }
        try {
            pool.intake().send(target, envelope);
        } catch (OutOfMemoryError noRoom) {
            open(envelope, carrier);                 // no queue has room: the tasks are ours as good as anybody's
        }
    }

    // Opening: OFFERED -> ACCEPTED -> SETTLED.

    /// Opens an envelope that the carrier has met in a queue; without effect if another has opened it (H1).
    void open(Envelope envelope, Carrier carrier) {
        Handoff handoff = envelope.handoff();
        if (!accept(handoff)) return;
        Worker mine = carrier.servedWorker();
        int from = handoff.order().from();
        int at = mine == null ? handoff.order().to() : mine.index;
        int count = envelope.count();
        int nameless = 0;
        for (int place = 0; place < count; place++) {
            Runnable task = envelope.takeAt(place);
            if (task == null) continue;
            if (task instanceof ContinuationTask<?> continuation) {
                if (at != from) arrived(continuation, from, at, handoff);
            } else if (!(task instanceof Envelope)) {
                nameless++;
            }
            keep(task, carrier);
        }
        settle(handoff);
        if (mine != null) {
            if (handoff.reason() == MoveReason.LOAD) mine.loadCameNanos = System.nanoTime();
            callForHelp(carrier, mine);
        }
        if (nameless > 0 && at != from) ledger.moved(0, nameless, "", from, at, handoff.reason(), orderOf(handoff));
    }

    /// Not if it was cancelled on the way, or claimed by one that waits for it: then this is an entry that it has left behind (T2).
    private void arrived(ContinuationTask<?> task, int from, int at, Handoff handoff) {
        if (!task.waitsInQueue()) return;
        task.broughtTo(at, from);
        record(task, from, at, handoff);
    }

    /// The carrier takes one of them next, or a fork if it has any, and that may be a long one: as for an enqueue, somebody is woken for the others (W1).
    private void callForHelp(Carrier carrier, Worker mine) {
        long tasks = carrier.ready().size();
        if (tasks >= (carrier.hasForks() ? 1 : 2)) pool.intake().callForHelp(mine.index, carrier.promptness(), tasks);
    }

    private void keep(Runnable task, Carrier carrier) {
        try {
            carrier.ready().push(task);
        } catch (OutOfMemoryError noRoom) {
            if (pool.intake().offerToAny(task)) return;
            carrier.runner().run(task);              // between two tasks of the carrier, as if taken from a queue
        }
    }

    private boolean accept(Handoff handoff) {
        if (!handoff.accept()) return false;
        ledger.reached(Handoff.State.ACCEPTED);
        return true;
    }

    private void settle(Handoff handoff) {
        handoff.settle(System.nanoTime());
        ledger.settled(Math.max(0, handoff.latencyNanos()));
    }

    private void record(PlacedTask<?> task, int from, int to, Handoff handoff) {
        ledger.moved(task.id(), 1, task.nameOrClass(), from, to, handoff.reason(), orderOf(handoff));
    }

    /// The handoff as the order of somebody else; null if its carrier has given it to itself.
    private static @Nullable Handoff orderOf(Handoff handoff) {
        return handoff.id() == 0 ? null : handoff;
    }

    /// Publishes an envelope that nobody has opened in the overflow too (H1).
    void reoffer(Envelope envelope) {
        if (envelope.handoff().state() != Handoff.State.OFFERED) return;
        pool.overflow().offer(envelope);
        pool.signalWork();
    }

    // Closed workers.

    /// Moves what is queued with a worker that is closed to others, in turn (R1).
    void emptyQueues(Carrier carrier, Worker mine) {
        MoveReason reason = mine.availability == Availability.PACKED ? MoveReason.ENERGY : MoveReason.RETIRE;
        int next = mine.index;
        while (!carrier.ready().isEmpty() || !mine.inbox.isEmpty() || !mine.addressed.isEmpty()) {
            Worker target = pool.closed().openFrom(next + 1);
            next = target.index;
            if (target == mine || !emptyInto(target, carrier, mine, reason)) break;
        }
        while (!carrier.emptyReady()) LockSupport.parkNanos(this, RETRY_NANOS);      // else it would rest with what nobody else finds
        pool.closed().moveOn(mine);                  // what has come since, and what a producer had not finished
    }

    private boolean emptyInto(Worker target, Carrier carrier, Worker mine, MoveReason reason) {
        long queued = carrier.ready().size() + mine.inbox.size() + mine.addressed.size();
        int room = Math.clamp(queued, 1, CHUNK);
        Handoff handoff = Handoff.taken(new Order.Ready(mine.index, target.index, room, reason, 0), System.nanoTime());
        Envelope envelope = new Envelope(handoff, room);
        ledger.reached(Handoff.State.TAKEN);
        try {
            for (Runnable task; !envelope.isFull() && (task = carrier.ready().poll(true)) != null; ) envelope.put(task);
            for (Runnable task; !envelope.isFull() && (task = mine.addressed.poll()) != null; ) envelope.put(task);
            for (Runnable task; !envelope.isFull() && (task = mine.inbox.poll()) != null; ) envelope.put(task);
        } catch (Throwable onTheWay) {
            takeBack(envelope, carrier, onTheWay);
            return false;
        }
        if (envelope.count() == 0) {
            refuse(handoff, HandoffFailure.NOTHING_TO_MOVE);
            return false;
        }
        send(envelope, target, carrier);
        return true;
    }

    // For warnings.

    /// What a worker runs, since when, and where.
    String describe(int worker) {
        Carrier carrier = pool.workers()[worker].carrier;
        Runnable running = carrier == null ? null : carrier.runner().currentFromOutside();
        if (carrier == null || running == null) return "";
        StringBuilder text = new StringBuilder(nameOf(running)).append(", for ")
                .append(carrier.busyNanosSoFar() / 1_000_000).append(" ms, on ").append(carrier.getName());
        StackTraceElement[] stack = carrier.getStackTrace();
        for (int i = 0; i < Math.min(FRAMES_NAMED, stack.length); i++) text.append(System.lineSeparator()).append("    at ").append(stack[i]);
        if (stack.length > FRAMES_NAMED) text.append(System.lineSeparator()).append("    ... ").append(stack.length - FRAMES_NAMED).append(" more");
        return text.toString();
    }

    /// Not by its name, which is a method of the user's: it may wait for a lock that the body holds, and who asks must help it.
    private static String nameOf(Runnable running) {
        return running instanceof ContinuationTask<?> task ? "task " + task.id() + ' ' + task.bodyClass() : TaskRunner.classOf(running);
    }

    String classOfRunning(int worker) {
        Carrier carrier = pool.workers()[worker].carrier;
        Runnable running = carrier == null ? null : carrier.runner().currentFromOutside();
        return running == null ? "" : TaskRunner.classOf(running);
    }
}
