package dev.skein.balance;

import dev.skein.api.Availability;
import dev.skein.api.BalancePolicy;
import dev.skein.api.LoadSnapshot;
import dev.skein.api.Order;
import dev.skein.api.RunningLoad;
import dev.skein.api.TaskLoad;
import dev.skein.api.WorkerHealth;
import dev.skein.api.WorkerLoad;
import dev.skein.api.WorkerState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The load of one worker, to be filled in where a test cares. The rest is a worker of full capacity that is between two tasks of 1 ms each.
final class Load {

    static final long MILLI = 1_000_000;
    static final long TICK_NANOS = 5 * MILLI;

    private WorkerState state = WorkerState.RUNNING;
    private Availability availability = Availability.OPEN;
    private WorkerHealth health = WorkerHealth.GETS_ON;
    private int ready;
    private double standing = -1;
    private int arriving;
    private int leaving;
    private double serviceNanos = MILLI;
    private double busyShare = 0.5;
    private double capability = 1;
    private double share = 1;
    private RunningLoad running;
    private long footprintBytes;

    /// Has so many tasks waiting, and has had them for long.
    static Load queue(int tasks) {
        Load load = new Load();
        load.ready = tasks;
        return load;
    }

    static Load parked() {
        return queue(0).state(WorkerState.PARKED).busyShare(0);
    }

    /// Runs a movable task of that age, and nothing waits.
    static Load running(long ageMillis) {
        return queue(0).runs(new RunningLoad(1, ageMillis * MILLI, true, 1));
    }

    Load state(WorkerState it) {
        state = it;
        return this;
    }

    Load availability(Availability it) {
        availability = it;
        return this;
    }

    Load health(WorkerHealth it) {
        health = it;
        return this;
    }

    Load ready(int it) {
        ready = it;
        return this;
    }

    Load standing(double it) {
        standing = it;
        return this;
    }

    Load arriving(int it) {
        arriving = it;
        return this;
    }

    Load leaving(int it) {
        leaving = it;
        return this;
    }

    Load serviceNanos(double it) {
        serviceNanos = it;
        return this;
    }

    Load busyShare(double it) {
        busyShare = it;
        return this;
    }

    Load capability(double it) {
        capability = it;
        return this;
    }

    Load share(double it) {
        share = it;
        return this;
    }

    Load runs(RunningLoad it) {
        running = it;
        return this;
    }

    Load footprint(long bytes) {
        footprintBytes = bytes;
        return this;
    }

    WorkerLoad at(int worker) {
        return new WorkerLoad(worker, state, availability, health, ready, standing < 0 ? ready : standing, arriving, leaving,
                serviceNanos, busyShare, busyShare * 1e9 / serviceNanos, capability, share, running, footprintBytes);
    }

    static LoadSnapshot snapshot(Load... loads) {
        return snapshot(0, List.of(), loads);
    }

    static LoadSnapshot snapshot(long budgetBytes, List<TaskLoad> tasks, Load... loads) {
        List<WorkerLoad> workers = new ArrayList<>();
        for (Load load : loads) workers.add(load.at(workers.size()));
        return new LoadSnapshot(1, TICK_NANOS, TICK_NANOS, workers, 0, tasks, budgetBytes);
    }

    /// The same figures at another tick, one interval after another.
    static LoadSnapshot atTick(long tick, LoadSnapshot it) {
        return new LoadSnapshot(tick, tick * TICK_NANOS, TICK_NANOS, it.workers(), it.overflowTasks(), it.tasks(), it.footprintBudgetBytes());
    }

    /// What a policy orders if nothing has changed since the tick before.
    static List<Order> decide(BalancePolicy policy, Load... loads) {
        LoadSnapshot now = snapshot(loads);
        return policy.decide(now, now);
    }

    static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }
}
