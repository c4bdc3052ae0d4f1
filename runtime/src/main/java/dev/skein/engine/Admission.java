package dev.skein.engine;

import dev.skein.platform.StackRoom;
import dev.skein.worker.WorkerPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Lets tasks in, or refuses them: those that come after the end, and those that the queues have no room for.
final class Admission {

    private final WorkerPool pool;
    private final Books books;
    private final Phases phases;
    private final @Nullable QueueLimit limit;
    private final Supplier<String> figures;

    /// @param figures state and sizes, for messages
    Admission(WorkerPool pool, Books books, Phases phases, @Nullable QueueLimit limit, Supplier<String> figures) {
        this.pool = pool;
        this.books = books;
        this.phases = phases;
        this.limit = limit;
        this.figures = figures;
    }

    /// Books one more task, or refuses it. There is stack then to enqueue the task and wake somebody, or to take it back.
    void accept() {
        StackRoom.require();
        if (phases.tryBook()) return;
        books.rejected();
        throw new RejectedExecutionException("skein " + pool.config().name() + ": closed to new tasks, " + figures.get()
                + "; submit before shutdown() and close(), or to another runtime");
    }

    /// As [#accept], for a task that goes into a queue now: only such are limited.
    void acceptIntoQueue() {
        if (limit != null) admitInto(limit);
        accept();
    }

    private void admitInto(QueueLimit limit) {
        try {
            limit.admit();
        } catch (RejectedExecutionException full) {
            books.rejectedFull();
            throw full;
        }
    }

    /// Enqueues a booked task, or takes its booking back if there is no room.
    void enqueue(Runnable task) {
        try {
            pool.enqueue(task);
        } catch (OutOfMemoryError | StackOverflowError noRoom) {
            phases.withdraw();
            throw noRoom;
        }
    }

    /// A booked task will not come after all.
    void withdraw() {
        phases.withdraw();
    }

    /// A worker has taken a task from a queue.
    void taken() {
        if (limit != null) limit.taken();
    }
}
