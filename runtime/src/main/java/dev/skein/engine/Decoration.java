package dev.skein.engine;

import dev.skein.api.Continuation;
import dev.skein.api.Step;
import dev.skein.api.TaskContext;
import dev.skein.api.TaskDecorator;
import dev.skein.api.TaskDecorator.Captured;
import dev.skein.task.Wrapper;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/// Puts what a [TaskDecorator] has captured around the bodies of tasks. Without a decorator, or where it captures nothing, a body stays
/// what it is.
///
/// The outcome of a slice is that of the body. Only where the body has none, or came to its end without a failure, what the decorator
/// throws takes its place; thrown beside a failure of the body, it is suppressed in it.
final class Decoration {

    private Decoration() {}

    static <R extends @Nullable Object> Callable<R> of(@Nullable TaskDecorator decorator, Callable<R> body) {
        Captured captured = decorator == null ? null : decorator.capture();
        return captured == null ? body : new DecoratedCallable<>(captured, body);
    }

    static Runnable of(@Nullable TaskDecorator decorator, Runnable body) {
        Captured captured = decorator == null ? null : decorator.capture();
        return captured == null ? body : new DecoratedRunnable(captured, body);
    }

    static <R extends @Nullable Object> Continuation<R> of(@Nullable TaskDecorator decorator, Continuation<R> body) {
        Captured captured = decorator == null ? null : decorator.capture();
        return captured == null ? body : new DecoratedContinuation<>(captured, body);
    }

    /// The Runnable that the user gave.
    static Runnable given(Runnable task) {
        return task instanceof DecoratedRunnable(Captured _, Runnable body) ? body : task;
    }

    private record DecoratedCallable<R extends @Nullable Object>(Captured captured, Callable<R> body) implements Callable<R>, Wrapper {
        @Override
        public R call() throws Exception {
            return Slice.run(captured, body);
        }

        @Override
        public Object wrapped() {
            return body;
        }
    }

    private record DecoratedRunnable(Captured captured, Runnable body) implements Runnable, Wrapper {
        @Override
        public Object wrapped() {
            return body;
        }

        @Override
        public void run() {
            Slice.<@Nullable Object, RuntimeException>run(captured, () -> {
                body.run();
                return null;
            });
        }
    }

    private record DecoratedContinuation<R extends @Nullable Object>(Captured captured, Continuation<R> body) implements Continuation<R>, Wrapper {
        @Override
        public Object wrapped() {
            return body;
        }

        @Override
        public Step<R> resume(TaskContext context) throws Exception {
            return Slice.run(captured, () -> body.resume(context));
        }

        @Override
        public void cancelled() {
            Slice.<@Nullable Object, RuntimeException>run(captured, () -> {
                body.cancelled();
                return null;
            });
        }

        @Override
        public long footprintBytes() {
            return body.footprintBytes();
        }

        @Override
        public String name() {
            return body.name();
        }
    }

    /// One run of a body, on one thread.
    private static final class Slice<R extends @Nullable Object> implements Runnable {

        private enum Stage { NOT_RUN, RUN, OVER }

        private final Thread thread = Thread.currentThread();
        private final Callable<R> body;
        private Stage stage = Stage.NOT_RUN;
        private @Nullable R value;
        private @Nullable Throwable failure;

        private Slice(Callable<R> body) {
            this.body = body;
        }

        /// @throws E whatever the body or the decorator throws; the compiler is told what the caller may throw
        @SuppressWarnings({"unchecked", "NullAway"})   // a value that is null is one that R allows
        static <R extends @Nullable Object, E extends Throwable> R run(Captured captured, Callable<R> body) throws E {
            Slice<R> slice = new Slice<>(body);
            try {
                captured.around(slice);
                if (slice.stage == Stage.NOT_RUN) {
                    throw new IllegalStateException("the task decorator " + captured.getClass().getName() + " has not run the slice; around() must run it once");
                }
            } catch (Throwable thrown) {
                throw (E) slice.failureBeside(thrown);
            } finally {
                slice.stage = Stage.OVER;
            }
            if (slice.failure != null) throw (E) slice.failure;
            return slice.value;
        }

        private Throwable failureBeside(Throwable thrown) {
            Throwable first = failure;
            if (first == null) return thrown;
            if (thrown != first && thrown.getCause() != first) first.addSuppressed(thrown);
            return first;
        }

        @Override
        public void run() {
            if (Thread.currentThread() != thread) throw new IllegalStateException("a slice must be run on the thread that around() was called on");
            if (stage != Stage.NOT_RUN) {
                throw new IllegalStateException(stage == Stage.RUN ? "a slice must be run once, and it has run" : "a slice cannot be run after around() has returned");
            }
            stage = Stage.RUN;
            try {
                value = body.call();
            } catch (Throwable thrown) {
                failure = thrown;
                Slice.<RuntimeException>throwAs(thrown);
            }
        }

        /// Throws whatever it is given: the decorator is to see what the body has thrown.
        @SuppressWarnings("unchecked")
        private static <E extends Throwable> void throwAs(Throwable thrown) throws E {
            throw (E) thrown;
        }
    }
}
