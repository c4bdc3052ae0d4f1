package dev.skein.task;

/// What a carrier offers to bodies, without a carrier.
final class FakeSlice extends Slice {

    private final int worker;
    int bodiesLeft;
    long cpuNanos;
    boolean yields;
    /// What an order wants, or -1.
    int orderedHome = ContinuationTask.NO_HINT;

    FakeSlice(int worker) {
        this.worker = worker;
    }

    /// Runs the task once, as a carrier that has taken it from a queue.
    TaskCell.Run run(ContinuationTask<?> task) {
        yields = false;
        if (!task.tryClaimEntry(true)) {
            if (task.mustBeLeft()) task.leave();
            else if (task.tryTakeCleanup()) task.leaveUnrun();
            return TaskCell.Run.CANCELLED;
        }
        TaskCell.Run ended = task.runClaimed(this);
        if (ended == TaskCell.Run.CANCELLED) task.leave();
        return ended;
    }

    @Override
    public void bodyLeft() {
        bodiesLeft++;
    }

    @Override
    protected void yieldSoon() {
        yields = true;
    }

    @Override
    public boolean shouldYield() {
        return yields;
    }

    @Override
    protected int takeOrderedHome(PlacedTask<?> task) {
        return orderedHome;
    }

    @Override
    protected long cpuNanos() {
        return cpuNanos;
    }

    @Override
    public int worker() {
        return worker;
    }
}
