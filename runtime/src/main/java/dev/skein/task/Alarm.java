package dev.skein.task;

/// Ends one wait of a continuation when its time is over.
///
/// heapIndex: the timers, under their lock. The rest does not change.
public final class Alarm implements Timed {

    private final ContinuationTask<?> task;
    private final long waitNumber;
    private final long dueNanos;
    private final long sequence = Timed.nextSequence();
    private final boolean isLimit;
    private int heapIndex = NOWHERE;

    /// @param isLimit whether this is the limit of a wait for something else
    Alarm(ContinuationTask<?> task, long waitNumber, long dueNanos, boolean isLimit) {
        this.task = task;
        this.waitNumber = waitNumber;
        this.dueNanos = dueNanos;
        this.isLimit = isLimit;
    }

    /// The time has come.
    public void ring() {
        task.endWait(waitNumber, isLimit);
    }

    @Override
    public long dueNanos() {
        return dueNanos;
    }

    @Override
    public long sequence() {
        return sequence;
    }

    @Override
    public int heapIndex() {
        return heapIndex;
    }

    @Override
    public void heapIndex(int index) {
        heapIndex = index;
    }
}
