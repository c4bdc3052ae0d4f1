package dev.skein.engine;

import dev.skein.api.SkeinStats;
import dev.skein.load.WorkerCounters;
import dev.skein.worker.WorkerPool;

/// The books, queues and workers of a runtime at one instant.
final class Figures {

    private final WorkerPool pool;
    private final Books books;
    private final Phases phases;
    private final Timers timers;

    Figures(WorkerPool pool, Books books, Phases phases, Timers timers) {
        this.pool = pool;
        this.books = books;
        this.phases = phases;
        this.timers = timers;
    }

    SkeinStats stats() {
        return new SkeinStats(books.submitted(), books.completed(), books.failed(), books.cancelledSum(), books.rejectedSum(),
                pool.queued(), pool.running(), suspended(), pool.total(WorkerCounters.STEALS),
                pool.steering().ledger().movedCount(), pool.steering().ledger().redirectedCount(), pool.workerStats());
    }

    /// Tasks that wait for a time or an event.
    private long suspended() {
        return timers.scheduled() + books.suspended();
    }

    /// State and sizes, as `key=value` with `, ` between.
    String line() {
        return "state=" + phases.name() + ", workers=" + pool.config().workers() + ", queued=" + pool.queued()
                + ", running=" + pool.running() + ", suspended=" + suspended() + ", submitted=" + books.submitted()
                + ", completed=" + books.completed() + ", failed=" + books.failed() + ", cancelled=" + books.cancelledSum()
                + ", rejected=" + books.rejectedSum();
    }
}
