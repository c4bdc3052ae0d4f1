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

    /// How unevenly the work is spread: the longest drain time of the workers that are open by the mean of them. 1: all have as much, or nothing; their
    /// number: one has it all. NaN: that of one is not known, or none is open.
    public double imbalance() {
        double longest = 0;
        double sum = 0;
        int open = 0;
        for (WorkerLoad worker : workers) {
            if (worker.availability() != Availability.OPEN) continue;
            double drain = worker.drainNanos();
            longest = Math.max(longest, drain);          // NaN if either is
            sum += drain;
            open++;
        }
        if (open == 0 || Double.isNaN(longest)) return Double.NaN;
        return sum == 0 ? 1 : longest * open / sum;
    }
}
