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
}
