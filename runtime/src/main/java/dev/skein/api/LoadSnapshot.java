package dev.skein.api;

import java.util.List;

/// All workers at one tick of the balancer.
///
/// @param tick number of the tick
/// @param nanoTime value of `System.nanoTime()`, or of a simulation's clock, when it was taken
/// @param elapsedNanos time since the snapshot before
/// @param workers one entry for each worker, by index
/// @param overflowTasks tasks that wait with no worker
/// @param tasks those that have declared a footprint; with very many, a part of them
/// @param footprintBudgetBytes budget of each worker for the sum of footprints, or 0: there is none
public record LoadSnapshot(
        long tick, long nanoTime, long elapsedNanos, List<WorkerLoad> workers, long overflowTasks, List<TaskLoad> tasks, long footprintBudgetBytes) {

    public LoadSnapshot {
        workers = List.copyOf(workers);
        tasks = List.copyOf(tasks);
        if (workers.isEmpty()) throw new IllegalArgumentException("a snapshot has at least one worker, got none");
        for (int i = 0; i < workers.size(); i++) {
            if (workers.get(i).worker() != i) throw new IllegalArgumentException("worker at place " + i + " must be " + i + ", got " + workers.get(i).worker());
        }
        if (footprintBudgetBytes < 0) throw new IllegalArgumentException("footprintBudgetBytes must be 0 or more, got " + footprintBudgetBytes);
    }

    /// How uneven the load is: the longest drain time by the mean one, over the workers that are open and whose drain time is known. 1: even, or there is
    /// nothing to do; the number of these workers: one of them has all; NaN: of none is it known.
    public double imbalance() {
        double longest = 0;
        double sum = 0;
        int known = 0;
        for (WorkerLoad load : workers) {
            double drain = load.availability() == Availability.OPEN ? load.drainNanos() : Double.NaN;
            if (!Double.isFinite(drain)) continue;
            longest = Math.max(longest, drain);
            sum += drain;
            known++;
        }
        if (known == 0) return Double.NaN;
        return sum == 0 ? 1 : longest * known / sum;
    }
}
