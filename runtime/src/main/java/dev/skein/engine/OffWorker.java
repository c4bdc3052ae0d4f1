package dev.skein.engine;

import dev.skein.task.ContinuationTask;
import dev.skein.task.TaskCell;

/// Runs and ends tasks on threads that are no carriers of the runtime, and keeps the books.
final class OffWorker {

    private final Books books;
    private final Phases phases;

    OffWorker(Books books, Phases phases) {
        this.books = books;
        this.phases = phases;
    }

    /// Runs a task on the calling thread if no carrier has begun it. Not a continuation, which runs on carriers only.
    void run(TaskCell<?> task) {
        if (!task.tryClaim()) return;
        TaskCell.Run ended;
        try {
            ended = task.runClaimed(null);
        } catch (Throwable noRoom) {
            ended = task.abort(noRoom);
        }
        switch (ended) {
            case COMPLETED -> books.ranOutside(false);
            case FAILED -> books.ranOutside(true);
            case CANCELLED -> {
                task.leave();
                books.cancelled();
            }
            case SUSPENDED, AGAIN, WOKEN -> { }      // a periodic task
        }
        phases.endIfQuiet();
    }

    /// No queue has room for a continuation: better ended than waiting for a carrier that does not know of it.
    void end(ContinuationTask<?> task, Throwable error) {
        if (task.tryClaim()) {
            if (task.abort(error) == TaskCell.Run.CANCELLED) {
                task.leave();
                books.cancelled();
            } else {
                books.failedHere();
            }
        } else if (task.tryTakeCleanup()) {
            task.leaveUnrun();
            books.cancelled();
        }
        phases.endIfQuiet();
    }
}
