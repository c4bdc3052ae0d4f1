package dev.skein.load;

import dev.skein.api.Availability;
import dev.skein.api.WorkerState;

/// A worker of which a test says what it shows: at first asleep, with all counts 0 and no thread.
public final class FakeProbe implements WorkerProbe {

    public volatile int cpu = -1;
    public volatile WorkerState state = WorkerState.PARKED;
    public volatile Availability availability = Availability.OPEN;
    public volatile int readyTasks;
    public volatile long run;
    public volatile boolean busy;
    public volatile long progress;
    public volatile long busyNanos;
    public volatile int kernelId = -1;
    public volatile long runningTask;
    public volatile boolean movable;

    /// It runs something from now on.
    public void begins(long task) {
        busy = true;
        state = WorkerState.RUNNING;
        runningTask = task;
        run++;
        progress++;
    }

    /// It runs nothing any more.
    public void ends() {
        busy = false;
        state = WorkerState.PARKED;
        runningTask = 0;
    }

    @Override
    public int cpu() {
        return cpu;
    }

    @Override
    public WorkerState state() {
        return state;
    }

    @Override
    public Availability availability() {
        return availability;
    }

    @Override
    public int readyTasks() {
        return readyTasks;
    }

    @Override
    public long run() {
        return run;
    }

    /// A fake runs nothing within another.
    @Override
    public long turn() {
        return run;
    }

    @Override
    public long runsBegun() {
        return run;
    }

    @Override
    public boolean isBusy() {
        return busy;
    }

    @Override
    public boolean isInsideTask() {
        return isBusy();
    }

    @Override
    public long progress() {
        return progress;
    }

    @Override
    public long busyNanos() {
        return busyNanos;
    }

    @Override
    public int kernelId() {
        return kernelId;
    }

    @Override
    public long runningTask() {
        return runningTask;
    }

    @Override
    public boolean isRunningMovable() {
        return movable;
    }
}
