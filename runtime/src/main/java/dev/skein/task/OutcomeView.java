package dev.skein.task;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
        switch (task.state()) {
            case SUCCESS -> complete(task.resultNow());
            case FAILED -> completeExceptionally(task.exceptionNow());
            case CANCELLED -> super.cancel(false);
            case RUNNING -> throw new IllegalStateException("no outcome to take over: " + task);
        }
    }

    // Waiting on a worker is a managed block; stages made from this one wait as those of any other future.

    @Override
    public R get() throws InterruptedException, ExecutionException {
        HostThread host = isDone() ? null : HostThread.current();
        if (host == null) return super.get();
        try {
            return host.block(() -> super.get());
        } catch (InterruptedException | ExecutionException | RuntimeException declared) {
            throw declared;
        } catch (Exception undeclared) {
            throw new AssertionError("a get() threw what it does not declare", undeclared);
        }
    }

    @Override
    public R get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        HostThread host = isDone() ? null : HostThread.current();
        if (host == null) return super.get(timeout, unit);
        try {
            return host.block(() -> super.get(timeout, unit));
        } catch (InterruptedException | ExecutionException | TimeoutException | RuntimeException declared) {
            throw declared;
        } catch (Exception undeclared) {
            throw new AssertionError("a get() threw what it does not declare", undeclared);
        }
    }

    @Override
    public R join() {
        HostThread host = isDone() ? null : HostThread.current();
        return host == null ? super.join() : host.block(() -> super.join());
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        if (task.cancel(mayInterruptIfRunning)) return true;
        if (task.isDone()) fill();           // ended before the cancel, though this view has not been told yet
        return isCancelled();
    }

    /// Stages made from this one are plain: to cancel them does not cancel the task.
    @Override
    public <U extends @Nullable Object> CompletableFuture<U> newIncompleteFuture() {
        return new CompletableFuture<>();
    }
}
