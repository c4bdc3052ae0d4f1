package dev.skein.worker;

import dev.skein.load.DrainBoard;

/// Chooses the worker that gets a task from outside: always the same for the same thread, so that its tasks begin in the order in which it sent them,
/// unless that worker has work for a while. Then the one of two gets it whose drain time is shorter (M. Mitzenmacher, "The power of two
/// choices in randomized load balancing", IEEE TPDS 2001), as the balancer saw it last, and with what has come since.
final class Receivers {

    /// Up to this drain time nobody looks for another, 1 ms: for less the balancer moves nothing either.
    private static final long WORTH_A_LOOK_NANOS = 1_000_000;
    private static final int HASH = 0x9E3779B9;

    private final WorkerPool pool;
    private final DrainBoard board;

    Receivers(WorkerPool pool, DrainBoard board) {
        this.pool = pool;
        this.board = board;
    }

    /// @param preferred index of a worker, or below 0: that of the calling thread
    Worker choose(int preferred) {
        Worker[] workers = pool.workers();
        int hash = (int) Thread.currentThread().threadId() * HASH;
        Worker first = workers[preferred >= 0 ? preferred : scale(hash, workers.length)];
        if (!first.isClosed() && board.drainNanos(first.index) <= WORTH_A_LOOK_NANOS) return first;
        return shorterOf(first, workers[scale(hash * HASH + (int) System.nanoTime() * HASH, workers.length)]);
    }

    private Worker shorterOf(Worker first, Worker second) {
        Worker other = second == first ? pool.closed().openFrom((first.index + 1) % pool.workers().length) : second;
        Worker open = first.isClosed() ? pool.closed().openFrom(first.index) : first;
        if (other.isClosed()) return open;
        return board.drainNanos(other.index, other.queued()) < board.drainNanos(open.index, open.queued()) ? other : open;
    }

    private static int scale(int hash, int workers) {
        return (int) (((hash & 0xFFFF_FFFFL) * workers) >>> 32);
    }
}
