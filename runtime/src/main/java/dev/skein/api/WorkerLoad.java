package dev.skein.api;

import org.jspecify.annotations.Nullable;

/// One worker at one instant, as a [BalancePolicy] sees it; figures of different workers are not mutually consistent. A figure that is not known
/// is NaN, and a policy moves nothing on account of it.
///
/// @param worker its index
/// @param state what it does
/// @param availability whether tasks may be sent to it
/// @param health whether it makes progress
/// @param readyTasks tasks in its queues that an order could move, without its forks
/// @param standingTasks smoothed `readyTasks`: what waits there on the average of the last 100 ms or so
/// @param arrivingTasks tasks that orders under way will bring
/// @param leavingTasks tasks that orders under way will take
/// @param meanServiceNanos smoothed time of one run of a task here, in nanoseconds on a CPU of capability 1; NaN: not known
/// @param busyShare smoothed share of time in which it runs tasks, 0 to 1; NaN: not known
/// @param runsPerSecond smoothed rate at which it begins runs; NaN: not known
/// @param capability of its CPU, 0 to 1, where 1 is the machine's strongest, and where the system does not tell; NaN: not known
/// @param share smoothed share of its CPU that its thread gets when it wants it, or would get, 0 to 1; NaN: not known
/// @param running what runs, or null
/// @param footprintBytes sum of the footprints that the tasks here have declared
public record WorkerLoad(
        int worker, WorkerState state, Availability availability, WorkerHealth health,
        int readyTasks, double standingTasks, int arrivingTasks, int leavingTasks,
        double meanServiceNanos, double busyShare, double runsPerSecond, double capability, double share,
        @Nullable RunningLoad running, long footprintBytes) {

    public WorkerLoad {
        atLeastZero("worker", worker);
        atLeastZero("readyTasks", readyTasks);
        atLeastZero("standingTasks", standingTasks);
        atLeastZero("arrivingTasks", arrivingTasks);
        atLeastZero("leavingTasks", leavingTasks);
        atLeastZero("meanServiceNanos", meanServiceNanos);
        atLeastZero("runsPerSecond", runsPerSecond);
        if (footprintBytes < 0) throw new IllegalArgumentException("footprintBytes must be 0 or more, got " + footprintBytes);
        share("busyShare", busyShare);
        share("share", share);
        share("capability", capability);
    }

    /// What the worker can do, where 1 is a whole CPU of the strongest kind; NaN: not known.
    public double effectiveCapacity() {
        return capability * share;
    }

    /// How long it takes until what waits and what runs here is done, in nanoseconds: the mean service of what waits, and of what runs as much
    /// again as its run has lasted, by the effective capacity. What is under way to and from here counts. NaN: not known.
    public double drainNanos() {
        double tasks = Math.max(0, readyTasks + arrivingTasks - leavingTasks);
        double work = tasks == 0 ? 0 : tasks * meanServiceNanos;
        if (running != null) work += running.runAgeNanos();
        return work == 0 ? 0 : work / effectiveCapacity();
    }

    /// Whether the worker may be given tasks: it is open and makes progress.
    public boolean mayTake() {
        return availability == Availability.OPEN && health == WorkerHealth.GETS_ON && state != WorkerState.STOPPED;
    }

    private static void atLeastZero(String name, double value) {
        if (value < 0) throw new IllegalArgumentException(name + " must be 0 or more, got " + value);
    }

    private static void share(String name, double value) {
        if (value < 0 || value > 1) throw new IllegalArgumentException(name + " must be 0 to 1, got " + value);
    }
}
