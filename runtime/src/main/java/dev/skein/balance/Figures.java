package dev.skein.balance;

import dev.skein.api.Availability;
import dev.skein.api.RunningLoad;
import dev.skein.api.WorkerHealth;
import dev.skein.api.WorkerLoad;
import dev.skein.api.WorkerState;

/// What the policies derive from a worker's load. NaN stands for what is not known, and for nonsense such as an infinite service time.
final class Figures {

    private Figures() {}

    /// Whether a figure says anything.
    static boolean isKnown(double figure) {
        return Double.isFinite(figure);
    }

    /// Effective capacity, above 0; or NaN. A worker that the kernel has kept from its CPU for long gets the least share, whatever the smoothed
    /// figure still says.
    static double capacity(WorkerLoad load) {
        double share = load.health() == WorkerHealth.PREEMPTED ? Math.min(load.share(), Thresholds.LEAST_SHARE) : load.share();
        double capacity = load.capability() * Math.max(Thresholds.LEAST_SHARE, share);
        return capacity > 0 ? capacity : Double.NaN;
    }

    /// Work on a worker and under way to it, in nanoseconds on a CPU of capability 1; or NaN. As [WorkerLoad#drainNanos] counts it, but what has just
    /// begun counts as one mean service: else two workers that go round their queues would look uneven by a slice, now this way and now that.
    static double work(WorkerLoad load) {
        RunningLoad running = load.running();
        return running == null ? queuedWork(load) : queuedWork(load) + rest(load, running);
    }

    /// The same without what runs.
    static double queuedWork(WorkerLoad load) {
        long tasks = (long) load.readyTasks() + load.arrivingTasks() - load.leavingTasks();
        return tasks <= 0 ? 0 : tasks * load.meanServiceNanos();
    }

    /// What is left of a run: as much again as it has lasted, and one mean service at least. Not the age of the task: one that puts itself back has been
    /// there for long and holds nobody up.
    static double rest(WorkerLoad load, RunningLoad running) {
        double service = load.meanServiceNanos();
        double age = (double) running.runAgeNanos();
        return isKnown(service) ? Math.max(age, service) : age;
    }

    /// Time until that work is done; 0 without any, whatever the capacity; or NaN.
    static double drain(WorkerLoad load) {
        return time(work(load), capacity(load));
    }

    /// Time that work takes.
    static double time(double work, double capacity) {
        if (work == 0) return 0;
        double time = work / capacity;
        return isKnown(time) ? time : Double.NaN;
    }

    /// Tasks that an order could still take from its queues.
    static int waiting(WorkerLoad load) {
        return Math.max(0, load.readyTasks() - load.leavingTasks());
    }

    /// Whether the longer of two times is longer by more than the band.
    static boolean isLonger(double longer, double shorter) {
        return longer - shorter > Thresholds.BAND * longer;
    }

    /// Whether others use its CPU.
    static boolean isContended(WorkerLoad load) {
        return load.health() == WorkerHealth.PREEMPTED || load.share() < Thresholds.CONTENDED_SHARE;
    }

    /// Whether one task, or its thread, holds up all others.
    static boolean isStuck(WorkerLoad load) {
        return load.health() == WorkerHealth.HOGGED || load.health() == WorkerHealth.BLOCKED;
    }

    /// Whether it could carry out an order that moves what runs: it comes to suspension points, if late.
    static boolean comesToBoundaries(WorkerLoad load) {
        return load.availability() == Availability.OPEN && load.state() != WorkerState.STOPPED && !isStuck(load);
    }

    /// Whether it has nothing to do and looks or waits for work.
    static boolean isAtRest(WorkerLoad load) {
        return load.state() == WorkerState.PARKED || load.state() == WorkerState.SEARCHING;
    }

    /// A predicted gain as an order has it: never negative, and 0 if not known.
    static long gainNanos(double longerBefore, double longerAfter) {
        return (long) Math.max(0, longerBefore - longerAfter);
    }
}
