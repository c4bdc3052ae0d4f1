package dev.skein.engine;

import dev.skein.task.CallTask;
import dev.skein.task.TaskOwner;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// `invokeAny`: submits all, gives the first value, and cancels the rest.
///
/// The tasks report in the order in which their outcomes are known, a cancel included, so a caller who waits here is
/// released by `shutdownNow` too.
final class AnyOf<T extends @Nullable Object> {

    private final BlockingQueue<Reporting> ended = new LinkedBlockingQueue<>();
    private final List<Reporting> all = new ArrayList<>();

    private final class Reporting extends CallTask<T> {
        Reporting(TaskOwner owner, Callable<T> body) {
            super(owner, body);
        }

        @Override
        protected void whenDone() {
            ended.add(this);
        }
    }

    /// @param submit accepts and enqueues a task, or throws
    /// @param nanos to wait at most, if timed
    T get(List<Callable<T>> bodies, TaskOwner owner, Consumer<CallTask<T>> submit, boolean timed, long nanos)
            throws InterruptedException, ExecutionException, TimeoutException {
        long deadline = System.nanoTime() + nanos;
        try {
            for (Callable<T> body : bodies) {
                Reporting task = new Reporting(owner, body);
                submit.accept(task);
                all.add(task);
            }
            return firstValue(timed, deadline);
        } finally {
            all.forEach(task -> task.cancel(true));
        }
    }

    private T firstValue(boolean timed, long deadline) throws InterruptedException, ExecutionException, TimeoutException {
        ExecutionException last = null;
        for (int i = 0; i < all.size(); i++) {
            Reporting task = timed ? ended.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS) : ended.take();
            if (task == null) throw new TimeoutException("none of " + all.size() + " tasks succeeded in time");
            try {
                return task.get();
            } catch (ExecutionException failed) {
                last = failed;
            } catch (CancellationException cancelled) {
                last = new ExecutionException(cancelled);
            }
        }
        throw last != null ? last : new ExecutionException(new IllegalStateException("no task was given"));
    }
}
