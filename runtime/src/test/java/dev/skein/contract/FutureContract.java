package dev.skein.contract;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// `Future`: what each query answers in each state, and who waits how long.
abstract class FutureContract extends ExecutorContract {

    private final Gate gate = new Gate();

    /// A task that runs, and has got so far, until the gate opens.
    private <T> Future<T> running(Callable<T> then) throws Exception {
        Gate started = new Gate();
        Future<T> future = pool.submit(() -> {
            started.open();
            gate.pass();
            return then.call();
        });
        started.pass();
        return future;
    }

    private <T> Future<T> succeeded(T value) throws Exception {
        Future<T> future = pool.submit(() -> value);
        valueOf(future);
        return future;
    }

    private Future<Object> failed(Throwable failure) throws Exception {
        Future<Object> future = pool.submit(() -> {
            if (failure instanceof Error error) throw error;
            throw (Exception) failure;
        });
        assertThatThrownBy(() -> valueOf(future)).isInstanceOf(ExecutionException.class);
        return future;
    }

    private Future<Object> cancelledBeforeStart() throws Exception {
        try (Occupation busy = occupyAllWorkers()) {
            Future<Object> future = pool.submit(() -> null);
            assertThat(future.cancel(false)).isTrue();
            return future;
        }
    }

    @Test
    void queries_whileQueued_sayNotDone() throws Exception {
        try (Occupation busy = occupyAllWorkers()) {
            Future<String> future = pool.submit(() -> "value");
            assertThat(future.isDone()).isFalse();
            assertThat(future.isCancelled()).isFalse();
            assertThat(future.state()).isEqualTo(Future.State.RUNNING);
            assertThatThrownBy(future::resultNow).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(future::exceptionNow).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void queries_whileRunning_sayNotDone() throws Exception {
        Future<String> future = running(() -> "value");
        assertThat(future.isDone()).isFalse();
        assertThat(future.isCancelled()).isFalse();
        assertThat(future.state()).isEqualTo(Future.State.RUNNING);
        assertThatThrownBy(future::resultNow).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(future::exceptionNow).isInstanceOf(IllegalStateException.class);
        gate.open();
        assertThat(valueOf(future)).isEqualTo("value");
    }

    @Test
    void queries_afterSuccess_giveTheValue() throws Exception {
        Future<String> future = succeeded("value");
        assertThat(future.isDone()).isTrue();
        assertThat(future.isCancelled()).isFalse();
        assertThat(future.state()).isEqualTo(Future.State.SUCCESS);
        assertThat(future.resultNow()).isEqualTo("value");
        assertThatThrownBy(future::exceptionNow).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void resultNow_afterSuccessWithNull_isNull() throws Exception {
        Future<Object> future = succeeded(null);
        assertThat(future.state()).isEqualTo(Future.State.SUCCESS);
        assertThat(future.resultNow()).isNull();
        assertThatThrownBy(future::exceptionNow).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void queries_afterAnException_giveTheException() throws Exception {
        Exception failure = new PlannedFailure("planned");
        Future<Object> future = failed(failure);
        assertThat(future.isDone()).isTrue();
        assertThat(future.isCancelled()).isFalse();
        assertThat(future.state()).isEqualTo(Future.State.FAILED);
        assertThat(future.exceptionNow()).isSameAs(failure);
        assertThatThrownBy(future::resultNow).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void queries_afterAnError_giveTheError() throws Exception {
        Error failure = new AssertionError("planned");
        Future<Object> future = failed(failure);
        assertThat(future.state()).isEqualTo(Future.State.FAILED);
        assertThat(future.exceptionNow()).isSameAs(failure);
        assertThatThrownBy(future::resultNow).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void queries_afterCancelBeforeStart_sayCancelled() throws Exception {
        assertSaysCancelled(cancelledBeforeStart());
    }

    @Test
    void queries_afterCancelWhileRunning_sayCancelledAtOnce() throws Exception {
        Future<Object> future = running(() -> null);
        future.cancel(false);
        assertSaysCancelled(future);
        gate.open();
        turnAllWorkers();
        assertSaysCancelled(future);
    }

    private static void assertSaysCancelled(Future<?> future) {
        assertThat(future.isDone()).isTrue();
        assertThat(future.isCancelled()).isTrue();
        assertThat(future.state()).isEqualTo(Future.State.CANCELLED);
        assertThatThrownBy(future::resultNow).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(future::exceptionNow).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(future::get).isInstanceOf(CancellationException.class);
        assertThatThrownBy(() -> future.get(1, SECONDS)).isInstanceOf(CancellationException.class);
    }

    @Test
    void resultNow_whenTheCallerIsInterrupted_givesTheValueAndKeepsTheFlag() throws Exception {
        Future<String> future = succeeded("value");
        Thread.currentThread().interrupt();
        assertThat(future.resultNow()).isEqualTo("value");
        assertThat(Thread.interrupted()).as("flag").isTrue();
    }

    @Test
    void exceptionNow_whenTheCallerIsInterrupted_givesTheExceptionAndKeepsTheFlag() throws Exception {
        Exception failure = new PlannedFailure("planned");
        Future<Object> future = failed(failure);
        Thread.currentThread().interrupt();
        assertThat(future.exceptionNow()).isSameAs(failure);
        assertThat(Thread.interrupted()).as("flag").isTrue();
    }

    @Test
    void state_whenTheCallerIsInterrupted_answersAndKeepsTheFlag() throws Exception {
        Future<String> future = succeeded("value");
        Thread.currentThread().interrupt();
        assertThat(future.state()).isEqualTo(Future.State.SUCCESS);
        assertThat(Thread.interrupted()).as("flag").isTrue();
    }

    @Test
    void timedGet_whileRunning_throwsTimeoutExceptionNotBeforeItsTime() throws Exception {
        Future<String> future = running(() -> "value");
        long startNanos = System.nanoTime();
        assertThatThrownBy(() -> future.get(20, MILLISECONDS)).isInstanceOf(TimeoutException.class);
        assertThat(System.nanoTime() - startNanos).isGreaterThanOrEqualTo(MILLISECONDS.toNanos(20));
        gate.open();
        assertThat(valueOf(future)).as("the timeout had no effect on the task").isEqualTo("value");
    }

    @Test
    void timedGet_withZeroOrNegativeTimeWhileRunning_throwsTimeoutException() throws Exception {
        Future<String> future = running(() -> "value");
        assertThatThrownBy(() -> future.get(0, SECONDS)).isInstanceOf(TimeoutException.class);
        assertThatThrownBy(() -> future.get(-1, SECONDS)).isInstanceOf(TimeoutException.class);
        assertThatThrownBy(() -> future.get(Long.MIN_VALUE, NANOSECONDS)).isInstanceOf(TimeoutException.class);
        gate.open();
    }

    @Test
    void timedGet_withZeroTimeOnceDone_returnsTheValue() throws Exception {
        assertThat(succeeded("value").get(0, SECONDS)).isEqualTo("value");
    }

    @Test
    void timedGet_withTheLongestTime_waitsForTheValue() throws Exception {
        Future<String> future = running(() -> "value");
        Background<String> waiter = Background.start(() -> future.get(Long.MAX_VALUE, TimeUnit.DAYS));
        eventually(waiter::isWaiting);
        gate.open();
        assertThat(waiter.join()).isEqualTo("value");
    }

    @Test
    void get_whenInterruptedWhileWaiting_throwsInterruptedExceptionAndClearsTheFlag() throws Exception {
        Future<String> future = running(() -> "value");
        Background<Boolean> waiter = Background.start(() -> {
            assertThatThrownBy(future::get).isInstanceOf(InterruptedException.class);
            return Thread.currentThread().isInterrupted();
        });
        eventually(waiter::isWaiting);
        waiter.thread().interrupt();
        assertThat(waiter.join()).as("flag after the exception").isFalse();
        assertThat(future.isDone()).as("the task goes on").isFalse();
        gate.open();
        assertThat(valueOf(future)).isEqualTo("value");
    }

    @Test
    void timedGet_whenInterruptedWhileWaiting_throwsInterruptedException() throws Exception {
        Future<String> future = running(() -> "value");
        Background<Void> waiter = Background.start(() -> {
            assertThatThrownBy(() -> future.get(1, TimeUnit.DAYS)).isInstanceOf(InterruptedException.class);
            return null;
        });
        eventually(waiter::isWaiting);
        waiter.thread().interrupt();
        waiter.join();
        gate.open();
    }

    @Test
    void get_whenTheFlagWasSetBefore_throwsInterruptedException() throws Exception {
        Future<String> future = running(() -> "value");
        Thread.currentThread().interrupt();
        assertThatThrownBy(future::get).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).as("flag after the exception").isFalse();
        gate.open();
    }

    @Test
    void timedGet_withoutUnit_throwsNullPointerException() throws Exception {
        Future<String> future = running(() -> "value");
        assertThatThrownBy(() -> future.get(1, null)).isInstanceOf(NullPointerException.class);
        gate.open();
    }

    @Test
    @Tag("concurrency")
    void get_manyWaiters_areAllReleasedBySuccess() throws Exception {
        Future<String> future = running(() -> "value");
        List<Background<String>> waiters = waiters(40, future);
        gate.open();
        for (Background<String> waiter : waiters) assertThat(waiter.join()).isEqualTo("value");
    }

    @Test
    @Tag("concurrency")
    void get_manyWaiters_areAllReleasedByCancel() throws Exception {
        Future<String> future = running(() -> "value");
        List<Background<String>> waiters = waiters(40, future);
        future.cancel(true);
        for (Background<String> waiter : waiters) assertThatThrownBy(waiter::join).isInstanceOf(CancellationException.class);
        gate.open();
    }

    /// Waiters that leave early must not take a wake-up with them that belongs to those who stay.
    @Test
    @Tag("concurrency")
    void get_whenSomeWaitersAreInterrupted_theOthersAreStillReleased() throws Exception {
        Future<String> future = running(() -> "value");
        List<Background<String>> waiters = waiters(40, future);
        for (int i = 0; i < waiters.size(); i += 2) waiters.get(i).thread().interrupt();
        for (int i = 0; i < waiters.size(); i += 2) {
            assertThatThrownBy(waiters.get(i)::join).isInstanceOf(InterruptedException.class);
        }
        gate.open();
        for (int i = 1; i < waiters.size(); i += 2) assertThat(waiters.get(i).join()).isEqualTo("value");
    }

    /// Every other waiter has a time limit: both ways of waiting share the queue.
    private static List<Background<String>> waiters(int count, Future<String> future) {
        List<Background<String>> waiters = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean timed = i / 2 % 2 == 0;
            waiters.add(Background.start(() -> timed ? future.get(1, TimeUnit.HOURS) : future.get()));
        }
        for (Background<String> waiter : waiters) eventually(waiter::isWaiting);
        return waiters;
    }

    @Test
    @Tag("concurrency")
    void get_racingWithTheEndOfTheTask_neverMissesIt() throws Exception {
        int rounds = repeated(300);
        for (int i = 0; i < rounds; i++) {
            int value = i;
            Future<Integer> future = pool.submit(() -> value);
            Background.race(3, thread -> assertThat(valueOf(future)).isEqualTo(value));
        }
    }
}
