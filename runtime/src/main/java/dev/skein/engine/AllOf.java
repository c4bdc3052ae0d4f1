package dev.skein.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// The wait of an `invokeAll`. However it ends before all tasks have, by time, by an interrupt, or by a submission that is refused, it cancels the others.
final class AllOf {

    private AllOf() {}

    static <R extends @Nullable Object> List<Future<R>> get(Engine engine, List<Callable<R>> bodies, boolean timed, long nanos) throws InterruptedException {
        long deadline = System.nanoTime() + Math.max(0, nanos);
        List<Future<R>> futures = new ArrayList<>(bodies.size());
        boolean allDone = false;
        try {
            for (Callable<R> body : bodies) futures.add(engine.submit(body));
            for (Future<R> future : futures) {
                if (!awaitEnd(future, timed, deadline)) return futures;
            }
            allDone = true;
            return futures;
        } finally {
            if (!allDone) futures.forEach(future -> future.cancel(true));
        }
    }

    /// False if the time is over.
    private static boolean awaitEnd(Future<?> future, boolean timed, long deadline) throws InterruptedException {
        try {
            if (timed) {
                future.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            } else {
                future.get();
            }
        } catch (ExecutionException | CancellationException ended) {
            return true;             // how it ended is for the caller to ask
        } catch (TimeoutException late) {
            return false;
        }
        return true;
    }
}
