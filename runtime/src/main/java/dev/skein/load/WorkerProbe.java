package dev.skein.load;

import dev.skein.api.Availability;
import dev.skein.api.WorkerState;

/// What the balancer reads of a worker at each tick: memory only, without a lock, each figure for itself. The worker implements it.
public interface WorkerProbe {

    /// The CPU it is meant for, or -1.
    int cpu();

    WorkerState state();

    Availability availability();

    /// Tasks in its queues that an order could move.
    int readyTasks();

    /// Number of the run that goes on or went on last, by the count of the carrier that serves it now. What a task runs within itself while it waits
    /// has a number of its own, and so has that task when it goes on.
    long run();

    /// A value that is another in each turn of the carrier's loop: one run, and those within it.
    long turn();

    /// How many runs have begun, those within others too, by the count of the carrier that serves it now.
    long runsBegun();

    /// Whether its carrier is busy with tasks.
    boolean isBusy();

    /// Whether it is inside a task, and not between two.
    boolean isInsideTask();

    /// A value that changes whenever the carrier begins a run, pushes or takes a fork, or lets a body see that it should yield; and when another
    /// carrier serves the worker.
    long progress();

    /// Time it was busy since its start, in nanoseconds.
    long busyNanos();

    /// Kernel id of the thread that serves it now, or -1.
    int kernelId();

    /// Id of the continuation that runs now, or 0.
    long runningTask();

    /// Whether an order could move what runs now.
    boolean isRunningMovable();
}
