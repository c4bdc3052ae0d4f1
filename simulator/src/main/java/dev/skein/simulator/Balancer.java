package dev.skein.simulator;

import dev.skein.api.BalancePolicy;
import dev.skein.api.LoadSnapshot;
import dev.skein.api.Order;
import dev.skein.api.WorkerLoad;
import dev.skein.load.DrainBoard;
import org.jspecify.annotations.Nullable;

/// The balancer's tick: takes a snapshot, publishes drain times for the placement, and places the orders of the policy if there is one.
final class Balancer {

    /// A drain time that is worth the shortest ticks, 1 ms, as in `dev.skein.balance.Balancer`.
    private static final double WORTH_HURRY_NANOS = 1e6;
    /// Longest time of one task that is published, as in `dev.skein.load.Sampler`.
    private static final double TASK_NANOS_MAX = 1e12;

    private final WorkStealing run;
    private final @Nullable BalancePolicy policy;
    private final Handoffs handoffs;
    private final Snapshots snapshots;
    private final DrainBoard board;
    private @Nullable LoadSnapshot previous;

    Balancer(WorkStealing run, @Nullable BalancePolicy policy) {
        this.run = run;
        this.policy = policy;
        this.handoffs = new Handoffs(run);
        this.snapshots = new Snapshots(run, handoffs);
        this.board = new DrainBoard(run.workers.length);
    }

    /// @return whether a task waits for long somewhere
    boolean tick() {
        handoffs.withdrawOld();
        LoadSnapshot snapshot = snapshots.take();
        boolean waits = false;
        for (int i = 0; i < run.workers.length; i++) {
            WorkerLoad load = snapshot.workers().get(i);
            publish(load);
            waits |= load.readyTasks() > 0 && load.drainNanos() > WORTH_HURRY_NANOS;
        }
        if (policy != null) {
            for (Order order : policy.decide(previous == null ? snapshot : previous, snapshot)) handoffs.place(order);
        }
        previous = snapshot;
        return waits;
    }

    private void publish(WorkerLoad load) {
        double drain = load.drainNanos();
        double taskNanos = load.meanServiceNanos() / load.effectiveCapacity();
        board.publish(load.worker(), Double.isNaN(drain) ? 0 : (long) drain, (long) Math.min(taskNanos, TASK_NANOS_MAX), load.readyTasks());
    }

    Handoffs handoffs() {
        return handoffs;
    }

    /// Drain time of a worker at the last tick.
    long drainNanosThen(VirtualWorker worker) {
        return board.drainNanos(worker.index);
    }

    /// The same with what has come to it, or gone from it, since.
    long drainNanos(VirtualWorker worker) {
        return board.drainNanos(worker.index, worker.queue.size());
    }
}
