package dev.skein.engine;

import dev.skein.api.MoveReason;
import dev.skein.api.SkeinStats;
import dev.skein.handoff.Ledger;
import dev.skein.load.WorkerCounters;
import dev.skein.worker.WorkerPool;
import java.util.EnumMap;
import java.util.Map;

/// The books, queues and workers of a runtime at one instant.
final class StatsReader {

    private final WorkerPool pool;
    private final Books books;
    private final Phases phases;
    private final Timers timers;
    private final int queueLimit;

    /// @param queueLimit as [EngineConfig] has it
    StatsReader(WorkerPool pool, Books books, Phases phases, Timers timers, int queueLimit) {
        this.pool = pool;
        this.books = books;
        this.phases = phases;
        this.timers = timers;
        this.queueLimit = queueLimit;
    }

    SkeinStats stats() {
        Ledger ledger = pool.steering().ledger();
        long full = books.rejectedFullSum();
        long queued = pool.queued();
        int delayed = timers.scheduled();
        Books.Sums sums = books.sums();
        Map<MoveReason, Long> moves = ordered(ledger);
        long moved = moves.values().stream().mapToLong(Long::longValue).sum();
        moves.put(MoveReason.STEAL, pool.total(WorkerCounters.STOLEN_TASKS));
        moves.put(MoveReason.WAKE, pool.total(WorkerCounters.WAKES_ELSEWHERE));
        return new SkeinStats(sums.submitted(), sums.completed(), sums.failed(), sums.cancelled(), books.rejectedSum(),
                queued, pool.running(), delayed + books.suspended(), pool.total(WorkerCounters.STEALS),
                moved, ledger.redirectedCount(), pool.workerStats(),
                full, delayed, pool.threads(), pool.config().workers() + pool.config().maxSpares(), queueRemaining(queued), moves, ledger.handoffs());
    }

    private long queueRemaining(long queued) {
        return queueLimit == EngineConfig.NO_LIMIT ? Integer.MAX_VALUE : Math.max(0, queueLimit - queued);
    }

    private static Map<MoveReason, Long> ordered(Ledger ledger) {
        Map<MoveReason, Long> moves = new EnumMap<>(MoveReason.class);
        for (MoveReason reason : MoveReason.values()) moves.put(reason, ledger.movedCount(reason));
        return moves;
    }

    /// Tasks that wait for a time or an event.
    private long suspended() {
        return timers.scheduled() + books.suspended();
    }

    /// State and sizes, as `key=value` with `, ` between.
    String line() {
        Books.Sums sums = books.sums();
        return "state=" + phases.name() + ", workers=" + pool.config().workers() + ", queued=" + pool.queued()
                + ", running=" + pool.running() + ", suspended=" + suspended() + ", submitted=" + sums.submitted()
                + ", completed=" + sums.completed() + ", failed=" + sums.failed() + ", cancelled=" + sums.cancelled()
                + ", rejected=" + books.rejectedSum();
    }
}
