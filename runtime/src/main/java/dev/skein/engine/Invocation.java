package dev.skein.engine;

import dev.skein.api.RecursiveTask;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// A fork/join computation that a thread outside has handed in and waits for.
///
/// @param root the outermost fork
/// @param task invokes it on a carrier
record Invocation<R extends @Nullable Object>(RecursiveTask<R> root, Future<R> task) {

    /// Waits without heed of interrupts, which are kept for later; returns the result or throws what `compute` threw.
    ///
    /// @throws CancellationException if the runtime was stopped before the computation ended
    R await() {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException failed) {
                    throw Invocation.<RuntimeException>rethrow(root, task.exceptionNow());
                }
            }
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    /// Throws what the root threw by joining it, which shows the caller's stack too; or what kept the root from being invoked.
    @SuppressWarnings("unchecked")         // what compute throws goes on as it came
    private static <E extends Throwable> RuntimeException rethrow(RecursiveTask<?> root, Throwable failure) throws E {
        if (root.isDone()) {
            try {
                var _ = root.join();
            } catch (Throwable ofRoot) {
                if (ofRoot == failure) throw ofRoot;
            }
        }
        throw (E) failure;
    }
}
