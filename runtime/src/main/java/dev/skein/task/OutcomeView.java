package dev.skein.task;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// The outcome of a task as a [CompletableFuture]. To cancel it cancels the task, to cancel a stage that is made from it does not; to complete it by hand
/// changes the view only.
final class OutcomeView<R extends @Nullable Object> extends ManagedFuture<R> {

    private final TaskCell<R> task;

    OutcomeView(TaskCell<R> task) {
        this.task = task;
    }

    /// What fills the view when the task has its outcome.
    Waiter waiter() {
        return new Waiter() {
            @Override
            void release() {
                fill();
            }

            @Override
            boolean isGone() {
                return isDone();
            }
        };
    }

    /// Takes over the outcome of the task, which has one.
    void fill() {
        switch (task.state()) {
            case SUCCESS -> complete(task.resultNow());
            case FAILED -> completeExceptionally(task.exceptionNow());
            case CANCELLED -> super.cancel(false);
            case RUNNING -> throw new IllegalStateException("no outcome to take over: " + task);
        }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        if (task.cancel(mayInterruptIfRunning)) return true;
        if (task.isDone()) fill();           // ended before the cancel, though this view has not been told yet
        return isCancelled();
    }
}
