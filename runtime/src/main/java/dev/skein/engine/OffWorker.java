package dev.skein.engine;

import dev.skein.task.ContinuationTask;
import dev.skein.task.TaskCell;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Runs and ends tasks on threads that are no carriers of the runtime, and keeps the books.
final class OffWorker {

    private final Books books;
    private final Phases phases;
    private final Consumer<Throwable> uncaught;

    /// @param uncaught is told what a cleanup has thrown
    OffWorker(Books books, Phases phases, Consumer<Throwable> uncaught) {
        this.books = books;
        this.phases = phases;
        this.uncaught = uncaught;
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
                cleanedUp(task.leave());
            }
            case SUSPENDED, AGAIN, WOKEN -> { }      // a periodic task
        }
        phases.endIfQuiet();
    }

    /// No queue has room for a continuation: better ended than waiting for a carrier that does not know of it.
    void end(ContinuationTask<?> task, Throwable error) {
        if (task.tryClaim() || task.tryClaimEntry(false)) {      // the latter: it has given way
            if (task.abort(error) == TaskCell.Run.CANCELLED) {
                cleanedUp(task.leave());
            } else {
                books.failedHere();
            }
        } else if (task.mustBeLeft()) {
            cleanedUp(task.leave());
        } else if (task.tryTakeCleanup()) {
            cleanedUp(task.leaveUnrun());
        }
        phases.endIfQuiet();
    }

    private void cleanedUp(@Nullable Throwable thrown) {
        books.cancelled();
        if (thrown != null) uncaught.accept(thrown);
    }
}
