package dev.skein.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// `ExecutorService.submit`: the value or the very throwable of the task comes out of its future.
abstract class SubmitContract extends ExecutorContract {

    @Test
    void submit_callable_getReturnsItsValue() throws Exception {
        Object value = new Object();
        assertThat(valueOf(pool.submit(() -> value))).isSameAs(value);
    }

    @Test
    void submit_callableThatReturnsNull_getReturnsNull() throws Exception {
        Future<Object> future = pool.submit((Callable<Object>) () -> null);
        assertThat(valueOf(future)).isNull();
        assertThat(future.isDone()).isTrue();
    }

    @Test
    void submit_runnable_getReturnsNullOnceItRan() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        Future<?> future = pool.submit((Runnable) runs::incrementAndGet);
        assertThat((Object) valueOf(future)).isNull();
        assertThat(runs).hasValue(1);
    }

    @Test
    void submit_runnableWithResult_getReturnsThatResult() throws Exception {
        Object result = new Object();
        AtomicInteger runs = new AtomicInteger();
        assertThat(valueOf(pool.submit(runs::incrementAndGet, result))).isSameAs(result);
        assertThat(runs).hasValue(1);
    }

    @Test
    void submit_runnableWithNullResult_getReturnsNull() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        assertThat(valueOf(pool.submit(runs::incrementAndGet, (Object) null))).isNull();
        assertThat(runs).hasValue(1);
    }

    @Test
    void submit_nullRunnable_throwsNullPointerException() {
        assertThatThrownBy(() -> pool.submit((Runnable) null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void submit_nullRunnableWithResult_throwsNullPointerException() {
        assertThatThrownBy(() -> pool.submit(null, "result")).isInstanceOf(NullPointerException.class);
    }

    @Test
    void submit_nullCallable_throwsNullPointerException() {
        assertThatThrownBy(() -> pool.submit((Callable<?>) null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void submit_callableThatThrowsACheckedException_getCarriesThatException() throws Exception {
        assertCauseComesOut(new IOException("planned"));
    }

    @Test
    void submit_callableThatThrowsAnUncheckedException_getCarriesThatException() throws Exception {
        assertCauseComesOut(new IllegalStateException("planned"));
    }

    @Test
    void submit_callableThatThrowsAnAssertionError_getCarriesThatError() throws Exception {
        assertCauseComesOut(new AssertionError("planned"));
    }

    @Test
    void submit_callableThatThrowsAnOutOfMemoryError_getCarriesThatError() throws Exception {
        assertCauseComesOut(new OutOfMemoryError("planned, nothing was allocated"));
    }

    @Test
    void submit_callableThatThrowsAPlainThrowable_getCarriesThatThrowable() throws Exception {
        assertCauseComesOut(new Throwable("planned"));
    }

    /// What the task throws is its failure even when it has the type that a wait would throw: nothing was cancelled here.
    @Test
    void submit_callableThatThrowsACancellationException_failsAndIsNotCancelled() throws Exception {
        Future<?> future = assertCauseComesOut(new CancellationException("planned"));
        assertThat(future.isCancelled()).isFalse();
        assertThat(future.state()).isEqualTo(Future.State.FAILED);
    }

    @Test
    void submit_callableThatThrowsAnInterruptedException_getCarriesThatException() throws Exception {
        assertCauseComesOut(new InterruptedException("planned"));
    }

    @Test
    void submit_callableThatThrowsATimeoutException_getCarriesThatException() throws Exception {
        assertCauseComesOut(new TimeoutException("planned"));
    }

    @Test
    void submit_callableThatThrowsAnExecutionException_getWrapsIt() throws Exception {
        assertCauseComesOut(new ExecutionException("planned", new IOException("deeper")));
    }

    @Test
    void submit_runnableThatThrows_getCarriesThatException() throws Exception {
        PlannedFailure failure = new PlannedFailure("planned");
        Future<?> future = pool.submit((Runnable) () -> { throw failure; });
        assertThat(catchThrowable(() -> valueOf(future))).isInstanceOf(ExecutionException.class);
        assertThat(future.exceptionNow()).isSameAs(failure);
    }

    @Test
    void submit_runnableWithResultThatThrows_getDoesNotReturnTheResult() throws Exception {
        PlannedFailure failure = new PlannedFailure("planned");
        Future<String> future = pool.submit(() -> { throw failure; }, "result");
        assertThatThrownBy(() -> valueOf(future)).isInstanceOf(ExecutionException.class).hasCause(failure);
    }

    @Test
    void submit_endlessRecursion_getCarriesTheStackOverflow() throws Exception {
        Future<Integer> future = pool.submit(() -> descend(0));
        assertThatThrownBy(() -> valueOf(future)).isInstanceOf(ExecutionException.class).hasCauseInstanceOf(StackOverflowError.class);
        assertThat(valueOf(pool.submit(() -> "alive"))).isEqualTo("alive");
    }

    private static int descend(int depth) {
        return depth < 0 ? depth : descend(depth + 1) + 1;
    }

    @Test
    void submit_failure_isTheSameForEveryGet() throws Exception {
        PlannedFailure failure = new PlannedFailure("planned");
        Future<Object> future = pool.submit(() -> { throw failure; });
        for (int i = 0; i < 3; i++) {
            assertThat(catchThrowable(() -> valueOf(future)).getCause()).isSameAs(failure);
        }
    }

    @Test
    void submit_throughACompletionService_everyResultArrivesOnce() throws Exception {
        int tasks = 200;
        ExecutorCompletionService<Integer> results = new ExecutorCompletionService<>(pool);
        for (int i = 1; i <= tasks; i++) {
            int value = i;
            results.submit(() -> value);
        }
        int sum = 0;
        for (int i = 0; i < tasks; i++) sum += valueOf(results.take());
        assertThat(sum).isEqualTo(tasks * (tasks + 1) / 2);
        assertThat(results.poll()).isNull();
    }

    private Future<?> assertCauseComesOut(Throwable thrown) throws Exception {
        Future<Object> future = pool.submit(() -> {
            SubmitContract.<Error>sneak(thrown);
            return null;
        });
        Throwable fromGet = catchThrowable(future::get);
        assertThat(fromGet).isInstanceOf(ExecutionException.class);
        assertThat(fromGet.getCause()).isSameAs(thrown);
        assertThat(future.isDone()).isTrue();
        assertThat(catchThrowable(() -> valueOf(future)).getCause()).as("from the timed get").isSameAs(thrown);
        return future;
    }

    /// Throws what no `throws` clause admits, as foreign bytecode may.
    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void sneak(Throwable thrown) throws E {
        throw (E) thrown;
    }
}
