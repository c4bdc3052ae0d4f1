package dev.skein.worker;

import org.jspecify.annotations.Nullable;

/// What waits in all queues of a runtime together.
final class Backlog {

    private final WorkerPool pool;

    Backlog(WorkerPool pool) {
        this.pool = pool;
    }

    /// Whether any queue holds a task that a worker which is awake should take.
    ///
    /// @param mine the worker, or null
    boolean hasWorkToTake(@Nullable Worker mine) {
        for (Worker worker : pool.workers()) {
            if (worker.hasStealable() || worker.hasUnattended()) return true;
        }
        return (mine != null && !mine.addressed.isEmpty()) || hasHomelessWork();
    }

    /// Whether any queue holds so much that a worker should be woken for it.
    boolean needsHelp() {
        for (Worker worker : pool.workers()) {
            if (worker.callsForHelp() || worker.hasUnattended()) return true;
        }
        return hasHomelessWork();
    }

    private boolean hasHomelessWork() {
        for (Carrier carrier : pool.detachedCarriers()) {
            if (carrier.hasForks() || !carrier.ready().isEmpty()) return true;
        }
        return !pool.overflow().isEmpty();
    }

    /// Takes any queued task away from the workers; null if there is none. Forks stay: they are parts of tasks that have begun.
    @Nullable Runnable takeAny() {
        for (Worker worker : pool.workers()) {
            Runnable task = worker.inbox.poll();
            if (task == null) task = pool.intake().takeFrom(worker);
            if (task != null) return task;
            Carrier carrier = worker.carrier;
            task = carrier == null ? null : carrier.ready().poll(false);
            if (task != null) return task;
        }
        for (Carrier carrier : pool.detachedCarriers()) {
            Runnable task = carrier.ready().poll(false);
            if (task != null) return task;
        }
        return pool.overflow().poll();
    }

    /// Tasks in all queues; an estimate while they change.
    long size() {
        long sum = pool.overflow().size();
        for (Worker worker : pool.workers()) sum += worker.queued();
        for (Carrier carrier : pool.detachedCarriers()) sum += carrier.ready().size() + carrier.forkCount();
        return sum;
    }
}
