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
        switch (runClaimed(task)) {
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

    private static TaskCell.Run runClaimed(TaskCell<?> task) {
        try {
            return task.runClaimed(null);
        } catch (Throwable noRoom) {
            return task.abort(noRoom);
        }
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
