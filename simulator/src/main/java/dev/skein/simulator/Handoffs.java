package dev.skein.simulator;

import dev.skein.api.MoveReason;
import dev.skein.api.Order;
import dev.skein.simulator.VirtualWorker.State;
import org.jspecify.annotations.Nullable;

/// Orders on their way. The giver carries one out at its next task boundary; where it runs nothing, or makes no progress, it is carried out at once.
///
/// As in the runtime a worker has one order of ready tasks and one for its running task at most, and who carries out an order of LOAD leaves tasks in
/// peace that LOAD has moved of late, so the policy needs no memory.
final class Handoffs {

    private final WorkStealing run;
    private final Order.@Nullable Ready[] ready;
    private final Order.@Nullable Running[] running;
    private final long[] placedNanos;
    private final int[] arriving;
    private final int[] leaving;

    Handoffs(WorkStealing run) {
        int workers = run.workers.length;
        this.run = run;
        ready = new Order.Ready[workers];
        running = new Order.Running[workers];
        placedNanos = new long[workers];
        arriving = new int[workers];
        leaving = new int[workers];
    }

    /// Tasks that orders will bring to a worker.
    int arriving(VirtualWorker worker) {
        return arriving[worker.index];
    }

    /// Ready tasks that orders will take from a worker.
    int leaving(VirtualWorker worker) {
        return leaving[worker.index];
    }

    // Placing.

    /// @throws IllegalArgumentException if the order names a worker that is not there
    void place(Order order) {
        VirtualWorker from = worker(order.from());
        worker(order.to());
        boolean placed = switch (order) {
            case Order.Ready tasks -> placeReady(from, tasks);
            case Order.Running task -> placeRunning(from, task);
            case Order.Home _ -> false;                      // no task here suspends
            case Order.Pack _ -> pack(from);
            case Order.Unpack _ -> {
                run.pack(from, false);
                yield true;
            }
            case Order.Nap nap -> {
                from.napNanos = nap.napNanos();
                yield true;
            }
        };
        if (!placed) run.measures.refused();
    }

    private VirtualWorker worker(int index) {
        if (index < run.workers.length) return run.workers[index];
        throw new IllegalArgumentException("worker must be 0 to " + (run.workers.length - 1) + ", got " + index);
    }

    private boolean placeReady(VirtualWorker from, Order.Ready order) {
        if (ready[from.index] != null) return false;
        ready[from.index] = order;
        placedNanos[from.index] = run.now;
        arriving[order.to()] += order.tasks();
        leaving[from.index] += order.tasks();
        if (from.state != State.RUNNING || order.reason() == MoveReason.STUCK) carryOut(from);
        return true;
    }

    private boolean placeRunning(VirtualWorker from, Order.Running order) {
        if (running[from.index] != null || from.state != State.RUNNING || from.run != order.run()) return false;
        running[from.index] = order;
        arriving[order.to()]++;
        return true;
    }

    private boolean pack(VirtualWorker worker) {
        for (VirtualWorker other : run.workers) {
            if (other != worker && !other.packed) {
                run.pack(worker, true);
                return true;
            }
        }
        return false;
    }

    /// Withdraws orders that nobody has come to.
    void withdrawOld() {
        for (int i = 0; i < ready.length; i++) {
            Order.Ready order = ready[i];
            if (order == null || run.now - placedNanos[i] < Costs.TAKE_NANOS) continue;
            takeOut(order);
            run.measures.refused();
        }
    }

    private void takeOut(Order.Ready order) {
        ready[order.from()] = null;
        arriving[order.to()] -= order.tasks();
        leaving[order.from()] -= order.tasks();
    }

    // Carrying out.

    /// At a task boundary: moves the ready tasks that were asked for, those first that have waited longest.
    void carryOut(VirtualWorker from) {
        Order.Ready order = ready[from.index];
        if (order == null) return;
        takeOut(order);
        VirtualWorker to = run.workers[order.to()];
        int moved = 0;
        for (int looks = from.queue.size(); looks > 0 && moved < order.tasks(); looks--) {
            int task = run.takeOwn(from);
            if (mayMove(task, order.reason())) {
                move(task, to, order.reason());
                moved++;
            } else {
                run.putBack(from, task);
            }
        }
        count(from, order.reason(), moved);
    }

    /// At the end of a slice: moves the running task if that was asked for. True: it has left.
    boolean movesRunning(VirtualWorker from) {
        Order.Running order = running[from.index];
        if (order == null) return false;
        takeOutRunning(from, order);
        boolean moves = order.run() == from.run && mayMove(from.task, order.reason());
        if (moves) move(from.task, run.workers[order.to()], order.reason());
        count(from, order.reason(), moves ? 1 : 0);
        return moves;
    }

    /// The running task has ended, so an order for it is stale.
    void ranToItsEnd(VirtualWorker from) {
        Order.Running order = running[from.index];
        if (order == null) return;
        takeOutRunning(from, order);
        run.measures.refused();
    }

    private void takeOutRunning(VirtualWorker from, Order.Running order) {
        running[from.index] = null;
        arriving[order.to()]--;
    }

    private boolean mayMove(int task, MoveReason reason) {
        return reason != MoveReason.LOAD || run.now - run.tasks.loadMovedNanos[task] >= run.costs.residence();
    }

    private void move(int task, VirtualWorker to, MoveReason reason) {
        if (reason == MoveReason.LOAD) run.tasks.movedByLoad(task, run.now);
        run.deliver(to, task);
    }

    private void count(VirtualWorker from, MoveReason reason, int moved) {
        if (moved == 0) {
            run.measures.refused();
        } else {
            run.measures.moved(reason, moved);
            from.lateNanos += run.costs.handoff();
        }
    }
}
