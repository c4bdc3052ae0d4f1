package dev.skein.task;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/// The outcome of a task as a [CompletableFuture]. To cancel it cancels the task; to complete it by hand changes the view only.
final class OutcomeView<R extends @Nullable Object> extends CompletableFuture<R> {

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
        try {
            complete(task.get());
        } catch (CancellationException cancelled) {
            super.cancel(false);
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause();
            completeExceptionally(cause == null ? failed : cause);
        } catch (InterruptedException impossible) {
            completeExceptionally(impossible);           // a get() that finds an outcome does not wait
        }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        return task.cancel(mayInterruptIfRunning) || super.cancel(mayInterruptIfRunning);
    }

    /// Stages made from this one are plain: to cancel them does not cancel the task.
    @Override
    public <U extends @Nullable Object> CompletableFuture<U> newIncompleteFuture() {
        return new CompletableFuture<>();
    }
}
