package dev.skein.api;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Why a [Continuation] stops: what is to happen before it is resumed, or what it ends with.
///
/// @param <R> what the task ends with
public sealed interface Step<R extends @Nullable Object> {

    /// The task has ended.
    ///
    /// @param value its outcome
    record Done<R extends @Nullable Object>(R value) implements Step<R> {}

    /// The task wants to go on when those that wait with its worker have had their turn.
    record Again<R extends @Nullable Object>() implements Step<R> {
        private static final Again<?> INSTANCE = new Again<>();
    }

    /// The task waits for an event.
    ///
    /// @param event a [CompletionStage] or an [Awaitable]
    /// @param limitNanos how long at most; [#NO_LIMIT]: as long as it takes
    record Await<R extends @Nullable Object>(Object event, long limitNanos) implements Step<R> {
        /// Waits as long as it takes.
        public static final long NO_LIMIT = Long.MAX_VALUE;

        public Await {
            Objects.requireNonNull(event, "event");
            if (!(event instanceof CompletionStage<?>) && !(event instanceof Awaitable)) {
                throw new IllegalArgumentException("event must be a CompletionStage or an Awaitable, got " + event.getClass().getName());
            }
        }
    }

    /// The task waits for a time.
    ///
    /// @param nanos how long
    record Sleep<R extends @Nullable Object>(long nanos) implements Step<R> {}

    /// The task wants to go on elsewhere.
    ///
    /// @param worker index of the worker
    record Move<R extends @Nullable Object>(int worker) implements Step<R> {
        public Move {
            if (worker < 0) throw new IllegalArgumentException("worker must be 0 or more, got " + worker);
        }
    }

    /// The task ends with this value.
    static <R extends @Nullable Object> Step<R> done(R value) {
        return new Done<>(value);
    }

    /// Goes on as soon as the tasks that wait with this worker now have had their turn. Allocates nothing.
    @SuppressWarnings("unchecked")   // it holds no R
    static <R extends @Nullable Object> Step<R> again() {
        return (Step<R>) Again.INSTANCE;
    }

    /// Goes on when the stage is complete, whether with a value or an exception, or was cancelled; the body looks itself. A stage
    /// that refuses to be waited for, by throwing, fails the task with what it threw.
    static <R extends @Nullable Object> Step<R> await(CompletionStage<?> stage) {
        return new Await<>(Objects.requireNonNull(stage, "stage"), Await.NO_LIMIT);
    }

    /// As [#await(CompletionStage)], but goes on at the latest when the time is over; then [TaskContext#timedOut] is true.
    ///
    /// @param limit 0 or less: goes on at once
    static <R extends @Nullable Object> Step<R> await(CompletionStage<?> stage, Duration limit) {
        return new Await<>(Objects.requireNonNull(stage, "stage"), nanos(limit));
    }

    /// Goes on when the task has an outcome.
    static <R extends @Nullable Object> Step<R> await(Task<?> task) {
        return await((Awaitable) task);
    }

    /// Goes on when the fork has an outcome. The worker is not held meanwhile, and runs the fork if no other does.
    static <R extends @Nullable Object> Step<R> await(RecursiveTask<?> fork) {
        return await((Awaitable) fork);
    }

    /// Goes on when there is something to be had, such as a message in a [Mailbox].
    static <R extends @Nullable Object> Step<R> await(Awaitable event) {
        return new Await<>(Objects.requireNonNull(event, "event"), Await.NO_LIMIT);
    }

    /// As [#await(Awaitable)], but goes on at the latest when the time is over; then [TaskContext#timedOut] is true.
    ///
    /// @param limit 0 or less: goes on at once
    static <R extends @Nullable Object> Step<R> await(Awaitable event, Duration limit) {
        return new Await<>(Objects.requireNonNull(event, "event"), nanos(limit));
    }

    /// Goes on when the time is over; holds no thread meanwhile.
    ///
    /// @param time 0 or less: as [#again]
    static <R extends @Nullable Object> Step<R> sleep(Duration time) {
        return new Sleep<>(nanos(time));
    }

    /// Goes on at another worker, and comes back there from later suspensions. Thieves may still take it from there.
    ///
    /// @param worker 0 to workers - 1; beyond that the task fails with an [IllegalArgumentException]
    static <R extends @Nullable Object> Step<R> moveTo(int worker) {
        return new Move<>(worker);
    }

    /// In nanoseconds, cut to what a long holds, some 292 years.
    private static long nanos(Duration time) {
        try {
            return time.toNanos();
        } catch (ArithmeticException tooLong) {
            return time.isNegative() ? 0 : Long.MAX_VALUE - 1;
        }
    }
}
