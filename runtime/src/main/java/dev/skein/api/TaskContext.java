package dev.skein.api;

/// What a [Continuation] may ask while it runs. It belongs to the worker's thread and is only valid during the call of
/// [Continuation#resume] that it was given to, on that thread. Elsewhere and afterwards [#shouldYield] and [#worker] give what may belong to another run,
/// for they do not look; the others throw an [IllegalStateException] after the call.
public interface TaskContext {

    /// Whether the body should return a step soon: its time slice is over, it was cancelled, or it is asked to move. A few reads
    /// of memory, so it may stand in an inner loop; at the first question of a run, and then some ten times in a millisecond, it looks at the clock as well.
    boolean shouldYield();

    /// Index of the worker that runs the task now, 0 to workers - 1.
    int worker();

    /// Whether the task was cancelled: whatever step it returns now, it will not be resumed.
    boolean isCancelled();

    /// Whether the wait that this call ends was an `await` with a limit, and the limit ended it.
    boolean timedOut();

    /// Says whether orders may move the task to another worker from now on; at first they may. Binds the balancer and
    /// [Task#requestMove]; thieves, and who empties a worker that is stuck, retired or packed away, may still move it, so nothing
    /// that must be right may rest on it.
    void movable(boolean movable);
}
