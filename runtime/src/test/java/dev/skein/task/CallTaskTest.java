package dev.skein.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.skein.meta.Proves;
import java.lang.ref.WeakReference;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The life of a plain task, on one thread.
class CallTaskTest {

    private final FakeOwner owner = new FakeOwner();
    private final AtomicInteger runs = new AtomicInteger();

    private CallTask<Integer> counting() {
        return new CallTask<>(owner, runs::incrementAndGet);
    }

    @Test
    void run_callable_endsWithItsValue() throws Exception {
        CallTask<Integer> task = counting();
        task.run();
        assertThat(task.get()).isEqualTo(1);
        assertThat(task.state()).isEqualTo(Future.State.SUCCESS);
        assertThat(task.resultNow()).isEqualTo(1);
    }

    @Test
    void run_runnableWithValue_endsWithTheValue() throws Exception {
        CallTask<String> task = new CallTask<>(owner, runs::incrementAndGet, "value");
        task.run();
        assertThat(task.get()).isEqualTo("value");
        assertThat(runs).hasValue(1);
    }

    @Test
    void run_bodyThatReturnsNull_endsWithNull() throws Exception {
        CallTask<Object> task = new CallTask<>(owner, () -> null);
        task.run();
        assertThat(task.get()).isNull();
        assertThat(task.isDone()).isTrue();
    }

    @Test
    void run_bodyThatIsBothRunnableAndCallable_isCalledAsWhatItWasGiven() throws Exception {
        final class Both implements Callable<String>, Runnable {
            @Override
            public String call() {
                return "called";
            }

            @Override
            public void run() {
                runs.incrementAndGet();
            }
        }
        CallTask<String> asRunnable = new CallTask<>(owner, (Runnable) new Both(), "ran");
        CallTask<String> asCallable = new CallTask<>(owner, (Callable<String>) new Both());
        asRunnable.run();
        asCallable.run();
        assertThat(asRunnable.get()).isEqualTo("ran");
        assertThat(asCallable.get()).isEqualTo("called");
        assertThat(runs).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(classes = {Exception.class, RuntimeException.class, AssertionError.class, StackOverflowError.class, OutOfMemoryError.class, Throwable.class})
    void run_bodyThatThrows_failsWithThatVeryThrowable(Class<? extends Throwable> type) throws Exception {
        Throwable thrown = type.getConstructor().newInstance();
        CallTask<Object> task = new CallTask<>(owner, () -> {
            CallTaskTest.<RuntimeException>sneak(thrown);
            return null;
        });
        task.run();
        assertThat(catchThrowable(task::get)).isInstanceOf(ExecutionException.class);
        assertThat(catchThrowable(task::get).getCause()).isSameAs(thrown);
        assertThat(task.state()).isEqualTo(Future.State.FAILED);
        assertThat(task.exceptionNow()).isSameAs(thrown);
        assertThat(task.isCancelled()).isFalse();
    }

    @Test
    void get_valueThatIsAThrowable_isReturned() throws Exception {
        Exception value = new Exception("a value");
        CallTask<Exception> task = new CallTask<>(owner, () -> value);
        task.run();
        assertThat(task.get()).isSameAs(value);
    }

    @Test
    @Proves("T1")
    void tryClaim_claimedTask_isRefused() {
        CallTask<Integer> task = counting();
        assertThat(task.tryClaim()).isTrue();
        assertThat(task.tryClaim()).isFalse();
        assertThat(task.isReady()).isFalse();
    }

    @Test
    @Proves({"T1", "T2"})
    void run_taskThatHasEnded_doesNothing() {
        CallTask<Integer> task = counting();
        task.run();
        task.run();
        assertThat(runs).hasValue(1);
    }

    @Test
    @Proves({"T2", "T5"})
    void run_cancelledTaskMetInItsQueue_isDropped() {
        CallTask<Integer> task = counting();
        assertThat(task.cancel(true)).isTrue();
        task.run();
        assertThat(runs).hasValue(0);
    }

    @Test
    void cancel_readyTask_tellsTheOwnerAndSendsNoInterrupt() {
        CallTask<Integer> task = counting();
        assertThat(task.cancel(true)).isTrue();
        assertThat(task.isDone()).isTrue();
        assertThat(task.isCancelled()).isTrue();
        assertThat(task.state()).isEqualTo(Future.State.CANCELLED);
        assertThat(owner.cancelled).containsExactly(task);
        assertThat(owner.interrupted).isEmpty();
        assertThatThrownBy(task::get).isInstanceOf(CancellationException.class);
    }

    @Test
    void cancel_runningTaskWithInterrupt_hasTheOutcomeAtOnceAndAsksForTheInterrupt() {
        CallTask<Integer> task = counting();
        task.tryClaim();
        assertThat(task.cancel(true)).isTrue();
        assertThat(task.isDone()).isTrue();
        assertThat(task.wantsInterrupt()).isTrue();
        assertThat(owner.interrupted).containsExactly(task);
        assertThat(owner.cancelled).as("the carrier counts it when the body is out").isEmpty();
        assertThatThrownBy(task::get).isInstanceOf(CancellationException.class);
    }

    @Test
    void cancel_runningTaskWithoutInterrupt_sendsNone() {
        CallTask<Integer> task = counting();
        task.tryClaim();
        assertThat(task.cancel(false)).isTrue();
        assertThat(task.wantsInterrupt()).isFalse();
        assertThat(owner.interrupted).isEmpty();
    }

    @Test
    void cancel_taskThatHasEnded_isTooLate() throws Exception {
        CallTask<Integer> task = counting();
        task.run();
        assertThat(task.cancel(true)).isFalse();
        assertThat(task.isCancelled()).isFalse();
        assertThat(task.get()).isEqualTo(1);
        assertThat(owner.cancelled).isEmpty();
    }

    @Test
    void cancel_secondTime_isTooLateAndTellsNobody() {
        CallTask<Integer> ready = counting();
        ready.cancel(false);
        assertThat(ready.cancel(true)).isFalse();
        CallTask<Integer> running = counting();
        running.tryClaim();
        running.cancel(false);
        assertThat(running.cancel(true)).isFalse();
        assertThat(owner.cancelled).containsExactly(ready);
        assertThat(owner.interrupted).isEmpty();
    }

    @Test
    @Proves("T4")
    void runClaimed_cancelledInsideItsBody_owesLeaveAndThenIsDone() {
        CallTask<Integer>[] self = newTasks(1);
        self[0] = new CallTask<>(owner, () -> {
            self[0].cancel(false);
            return runs.incrementAndGet();
        });
        self[0].tryClaim();
        assertThat(self[0].runClaimed(null)).isEqualTo(TaskCell.Run.CANCELLED);
        assertThat(self[0].place()).isEqualTo(TaskState.Place.LEAVING);
        self[0].leave();
        assertThat(self[0].place()).isEqualTo(TaskState.Place.DONE);
        assertThat(self[0].isCancelled()).isTrue();
        assertThatThrownBy(self[0]::get).isInstanceOf(CancellationException.class);
    }

    @Test
    void runClaimed_bodyThatThrowsAfterItsCancel_staysCancelled() {
        CallTask<Integer> task = new CallTask<>(owner, () -> {
            throw new IllegalStateException("after the cancel");
        });
        task.tryClaim();
        task.cancel(false);
        assertThat(task.runClaimed(null)).isEqualTo(TaskCell.Run.CANCELLED);
        task.leave();
        assertThatThrownBy(task::get).isInstanceOf(CancellationException.class);
    }

    @Test
    @Proves("T4")
    void abort_runningTask_failsIt() {
        CallTask<Integer> task = counting();
        task.tryClaim();
        Throwable failure = new StackOverflowError();
        assertThat(task.abort(failure)).isEqualTo(TaskCell.Run.FAILED);
        assertThat(catchThrowable(task::get).getCause()).isSameAs(failure);
    }

    @Test
    void abort_leavingTask_owesLeave() {
        CallTask<Integer> task = counting();
        task.tryClaim();
        task.cancel(true);
        assertThat(task.abort(new Error())).isEqualTo(TaskCell.Run.CANCELLED);
        assertThat(task.place()).isEqualTo(TaskState.Place.LEAVING);
    }

    @Test
    void abort_taskWhoseOutcomeIsOut_keepsTheOutcome() throws Exception {
        CallTask<Integer> task = counting();
        task.run();
        assertThat(task.abort(new Error())).as("what the runner counts").isEqualTo(TaskCell.Run.COMPLETED);
        assertThat(task.get()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"value", "failure", "cancelledReady", "cancelledRunning", "aborted"})
    void body_ofATaskThatHasEnded_isLetGo(String end) {
        Object captured = new Object();
        WeakReference<Object> reference = new WeakReference<>(captured);
        CallTask<Integer> task = capturing(captured, end.equals("failure"));
        captured = null;
        switch (end) {
            case "cancelledReady" -> task.cancel(false);
            case "cancelledRunning" -> {
                task.tryClaim();
                task.cancel(false);
                task.runClaimed(null);
                task.leave();
            }
            case "aborted" -> {
                task.tryClaim();
                task.abort(new StackOverflowError());
            }
            default -> task.run();
        }
        Collected.await(reference);
        assertThat(task.isDone()).isTrue();
    }

    @Test
    void value_ofATaskCancelledInsideItsBody_isLetGo() {
        CallTask<Object>[] self = newTasks(1);
        WeakReference<?>[] value = new WeakReference<?>[1];
        self[0] = new CallTask<>(owner, () -> {
            self[0].cancel(false);
            Object result = new Object();
            value[0] = new WeakReference<>(result);
            return result;
        });
        self[0].run();
        Collected.await(value[0]);
        assertThat(self[0].isCancelled()).isTrue();
    }

    @Test
    void toString_inEachState_namesBodyAndState() {
        CallTask<Integer> task = counting();
        assertThat(task.toString()).contains(getClass().getSimpleName()).endsWith("[READY]");
        task.tryClaim();
        assertThat(task.toString()).endsWith("[RUNNING]");
        task.abort(new IllegalStateException("x"));
        assertThat(task.toString()).endsWith("[FAILED: java.lang.IllegalStateException]");
        CallTask<Integer> cancelled = counting();
        cancelled.cancel(false);
        assertThat(cancelled.toString()).endsWith("[CANCELLED]");
    }

    @Test
    void get_timeIsOver_namesTheTimeAndTheTask() {
        CallTask<Integer> task = counting();
        assertThatThrownBy(() -> task.get(3, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class)
                .hasMessageContaining("3 MILLISECONDS").hasMessageContaining("READY");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void get_noTimeLeft_doesNotWait(long timeout) {
        CallTask<Integer> task = counting();
        assertThatThrownBy(() -> task.get(timeout, TimeUnit.NANOSECONDS)).isInstanceOf(TimeoutException.class);
        assertThat(owner.waits).isZero();
    }

    @Test
    void get_interruptedThreadAndPendingTask_throwsAndClearsTheFlag() {
        CallTask<Integer> task = counting();
        Thread.currentThread().interrupt();
        assertThatThrownBy(task::get).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> task.get(0, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    private CallTask<Integer> capturing(Object captured, boolean fails) {
        return new CallTask<>(owner, () -> {
            if (fails) throw new IllegalStateException("planned");
            return captured.hashCode();
        });
    }

    @SuppressWarnings("unchecked")
    private static <R> CallTask<R>[] newTasks(int count) {
        return (CallTask<R>[]) new CallTask<?>[count];
    }

    @SuppressWarnings("unchecked")
    private static <X extends Throwable> void sneak(Throwable thrown) throws X {
        throw (X) thrown;
    }
}
