package dev.skein.api;

import java.util.List;
import java.util.Map;

/// The books of a runtime at one instant. While tasks are in flight the figures are not mutually consistent;
/// a runtime is quiet when `submitted = completed + failed + cancelled`, and [#quiet()] never says so too early.
///
/// @param submitted tasks accepted since the start; a periodic task counts once
/// @param completed tasks that ended with a value
/// @param failed tasks that ended with an exception
/// @param cancelled tasks that were cancelled and whose body, if it was running, has left
/// @param rejected submissions refused, since the runtime was closed or its queues were full
/// @param queued tasks and forks that wait for a worker, an estimate while queues change
/// @param running tasks that run now, those that wait inside a managed block included
/// @param suspended tasks that wait for a time or an event without holding a worker
/// @param steals how often a worker took work from another
/// @param moves how many tasks changed workers by an order, a request, or a retirement
/// @param redirected how often a task was meant for a worker that is retired or packed away, and went elsewhere
/// @param workers one entry for each worker, by index
/// @param rejectedFull those of `rejected` that the queue limit refused; the others came after the end
/// @param delayed those of `suspended` that wait in the timers for their time: delayed and periodic ones
/// @param threads that serve workers or could: one for each worker, and the spares there are
/// @param maxThreads the same with all spares that there may be
/// @param queueRemaining how many more tasks the queues take up to their limit; [Integer#MAX_VALUE] without one
/// @param movesByReason tasks that changed workers, by reason; each reason is there. Those of the ordered reasons sum up to `moves`;
///     `STEAL` and `WAKE` are what workers did by themselves
/// @param handoffs what became of handoffs
public record SkeinStats(
        long submitted, long completed, long failed, long cancelled, long rejected,
        long queued, int running, long suspended, long steals, long moves, long redirected, List<WorkerStats> workers,
        long rejectedFull, long delayed, int threads, int maxThreads, long queueRemaining, Map<MoveReason, Long> movesByReason, HandoffStats handoffs) {

    public SkeinStats {
        workers = List.copyOf(workers);
        movesByReason = Map.copyOf(movesByReason);
    }

    /// Whether every accepted task had ended.
    public boolean quiet() {
        return submitted == completed + failed + cancelled;
    }
}
