package dev.skein.api;

import java.util.List;

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
public record SkeinStats(
        long submitted, long completed, long failed, long cancelled, long rejected,
        long queued, int running, long suspended, long steals, long moves, long redirected, List<WorkerStats> workers) {

    public SkeinStats {
        workers = List.copyOf(workers);
    }

    /// Whether every accepted task had ended.
    public boolean quiet() {
        return submitted == completed + failed + cancelled;
    }
}
