package dev.skein.contract;

import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// `ExecutorService.invokeAny`, with and without a time limit, from outside and from within a task.
abstract class InvokeAnyContract extends ExecutorContract {

    private static Callable<String> failing(Exception failure) {
        return () -> { throw failure; };
    }

    private static Callable<String> endless(CountDownLatch started, CountDownLatch interrupted) {
        return () -> {
            started.countDown();
            try {
                new Gate().pass();
                return "unwanted";
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
        };
    }

    @Test
    void invokeAny_oneTask_returnsItsValue() throws Exception {
        List<Callable<String>> tasks = List.of(() -> "value");
        assertThat(pool.invokeAny(tasks)).isEqualTo("value");
        assertThat(pool.invokeAny(tasks, Gate.PATIENCE_SECONDS, SECONDS)).isEqualTo("value");
    }

    @Test
    void invokeAny_taskThatReturnsNull_returnsNull() throws Exception {
        Callable<String> nothing = () -> null;
        assertThat(pool.invokeAny(List.of(nothing))).isNull();
    }

    @Test
    void invokeAny_severalSucceed_returnsTheValueOfOneOfThem() throws Exception {
        List<Callable<Integer>> tasks = List.of(() -> 1, () -> 2, () -> 3);
        assertThat(pool.invokeAny(tasks)).isBetween(1, 3);
    }

    @Test
    void invokeAny_onlyTheLastSucceeds_returnsItsValue() throws Exception {
        List<Callable<String>> tasks = new ArrayList<>(Collections.nCopies(20, failing(new PlannedFailure("planned"))));
        tasks.add(() -> "value");
        assertThat(pool.invokeAny(tasks)).isEqualTo("value");
        assertThat(pool.invokeAny(tasks, Gate.PATIENCE_SECONDS, SECONDS)).isEqualTo("value");
    }

    @Test
    void invokeAny_allFail_throwsExecutionExceptionWithOneOfTheCauses() {
        PlannedFailure first = new PlannedFailure("first");
        PlannedFailure second = new PlannedFailure("second");
        List<Callable<String>> tasks = List.of(failing(first), failing(second));
        Throwable thrown = catchThrowable(() -> pool.invokeAny(tasks));
        assertThat(thrown).isInstanceOf(ExecutionException.class);
        assertThat(thrown.getCause()).isIn(first, second);
    }

    @Test
    void timedInvokeAny_allFail_throwsExecutionExceptionBeforeTheLimit() {
        PlannedFailure failure = new PlannedFailure("planned");
        List<Callable<String>> tasks = List.of(failing(failure), failing(failure));
        assertThatThrownBy(() -> pool.invokeAny(tasks, 1, HOURS)).isInstanceOf(ExecutionException.class).hasCause(failure);
    }

    @Test
    void invokeAny_taskThatThrowsAnError_throwsExecutionExceptionWithIt() {
        Error failure = new AssertionError("planned");
        Callable<String> task = () -> { throw failure; };
        Throwable thrown = catchThrowable(() -> pool.invokeAny(List.of(task)));
        assertThat(thrown).isInstanceOf(ExecutionException.class);
        assertThat(thrown.getCause()).isSameAs(failure);
    }

    @Test
    void invokeAny_noTasks_throwsIllegalArgumentException() {
        List<Callable<String>> none = List.of();
        assertThatThrownBy(() -> pool.invokeAny(none)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void invokeAny_null_throwsNullPointerException() {
        assertThatThrownBy(() -> pool.invokeAny(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> pool.invokeAny(null, 1, SECONDS)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void invokeAny_withoutUnit_throwsNullPointerException() {
        List<Callable<String>> tasks = List.of(() -> "value");
        assertThatThrownBy(() -> pool.invokeAny(tasks, 1, null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void invokeAny_onlyANullTask_throwsNullPointerException() {
        List<Callable<String>> tasks = Arrays.asList((Callable<String>) null);
        assertThatThrownBy(() -> pool.invokeAny(tasks)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> pool.invokeAny(tasks, 1, SECONDS)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void invokeAny_afterOneSucceeded_interruptsTheRunningOnes() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Callable<String> winner = () -> {
            if (workers > 1) Gate.await(started); // with one worker the loser never starts, or has not been overtaken
            return "winner";
        };
        List<Callable<String>> tasks = workers > 1 ? List.of(winner, endless(started, interrupted)) : List.of(winner);
        assertThat(pool.invokeAny(tasks)).isEqualTo("winner");
        if (workers > 1) Gate.await(interrupted);
    }

    /// Whatever a loser was doing, the workers are free again afterwards.
    @Test
    void invokeAny_afterOneSucceeded_leavesNoWorkerBusy() throws Exception {
        CountDownLatch ignored = new CountDownLatch(1);
        List<Callable<String>> tasks = new ArrayList<>();
        tasks.add(() -> "winner");
        for (int i = 0; i < 3 * workers; i++) tasks.add(endless(ignored, ignored));
        assertThat(pool.invokeAny(tasks)).isEqualTo("winner");
        turnAllWorkers();
    }

    /// Which of them the caller could run itself is not known before.
    @Test
    void invokeAny_withinATaskWhileOneOfThemNeverEnds_returnsTheOthersValueAndInterruptsIt() throws Exception {
        for (int endlessOne = 0; endlessOne < 2; endlessOne++) {
            CountDownLatch started = new CountDownLatch(1);
            CountDownLatch interrupted = new CountDownLatch(1);
            List<Callable<String>> tasks = new ArrayList<>(List.of(() -> "winner"));
            tasks.add(endlessOne, endless(started, interrupted));
            assertThat(pool.submit(() -> pool.invokeAny(tasks)).get(Gate.PATIENCE_SECONDS, SECONDS)).isEqualTo("winner");
            eventually(() -> started.getCount() > 0 || interrupted.getCount() == 0);
        }
    }

    /// No spare can be had on a pool without any, and with one worker there is no other.
    @Test
    void invokeAny_withinATaskWhileOneOfThemSpins_returnsTheOthersValue() throws Exception {
        AtomicBoolean end = new AtomicBoolean();
        List<Callable<String>> tasks = List.of(() -> {
            while (!end.get()) Thread.onSpinWait();
            return "late";
        }, () -> "winner");
        try {
            assertThat(pool.submit(() -> pool.invokeAny(tasks)).get(Gate.PATIENCE_SECONDS, SECONDS)).isEqualTo("winner");
        } finally {
            end.set(true);
        }
    }

    @Test
    void invokeAny_pastTheLimit_throwsTimeoutExceptionAndInterruptsTheRunning() {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        List<Callable<String>> tasks = List.of(endless(started, interrupted));
        long startNanos = System.nanoTime();
        assertThatThrownBy(() -> pool.invokeAny(tasks, 150, MILLISECONDS)).isInstanceOf(TimeoutException.class);
        assertThat(System.nanoTime() - startNanos).isGreaterThanOrEqualTo(MILLISECONDS.toNanos(150));
        eventually(() -> started.getCount() > 0 || interrupted.getCount() == 0);
    }

    @Test
    void invokeAny_pastTheLimit_neverRunsWhatHadNotStarted() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        List<Callable<Integer>> tasks = List.of(runs::incrementAndGet, runs::incrementAndGet);
        try (Occupation busy = occupyAllWorkers()) {
            assertThatThrownBy(() -> pool.invokeAny(tasks, 20, MILLISECONDS)).isInstanceOf(TimeoutException.class);
        }
        turnAllWorkers();
        assertThat(runs).hasValue(0);
    }

    @Test
    @Tag("concurrency")
    void invokeAny_whenTheCallerIsInterrupted_throwsAndInterruptsTheRunning() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        List<Callable<String>> tasks = List.of(endless(started, interrupted));
        Background<Void> caller = Background.start(() -> {
            assertThatThrownBy(() -> pool.invokeAny(tasks)).isInstanceOf(InterruptedException.class);
            return null;
        });
        Gate.await(started);
        eventually(caller::isWaiting);
        caller.thread().interrupt();
        caller.join();
        Gate.await(interrupted);
    }

    @Test
    @Tag("concurrency")
    void invokeAny_manyRacingWinners_returnsOneOfTheirValues() throws Exception {
        int rounds = repeated(200);
        for (int round = 0; round < rounds; round++) {
            int base = round * 10;
            List<Callable<Integer>> tasks = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                int value = base + i;
                tasks.add(() -> {
                    if (value % 2 == 1) throw new PlannedFailure("odd ones fail");
                    return value;
                });
            }
            assertThat(pool.invokeAny(tasks)).isIn(base, base + 2, base + 4);
        }
    }

    @Test
    @Tag("concurrency")
    void invokeAny_fromManyThreads_eachGetsItsOwnAnswer() throws Exception {
        int rounds = repeated(100);
        Background.race(4, thread -> {
            for (int i = 0; i < rounds; i++) {
                int value = thread * 1_000_000 + i;
                List<Callable<Integer>> tasks = List.of(() -> { throw new PlannedFailure("planned"); }, () -> value);
                assertThat(pool.invokeAny(tasks)).isEqualTo(value);
            }
        });
    }

    /// The time limit binds on a worker too: what it waits for may not be run in its place without end.
    @Test
    void timedInvokeAny_fromWithinATask_throwsTimeoutExceptionAfterItsLimit() throws Exception {
        CountDownLatch ignored = new CountDownLatch(1);
        Future<Throwable> outer = pool.submit(() ->
                catchThrowable(() -> pool.invokeAny(List.of(endless(ignored, ignored)), 50, MILLISECONDS)));
        assertThat(valueOf(outer)).isInstanceOf(TimeoutException.class);
    }

    @Test
    @SkeinOnly
    void invokeAny_fromWithinATask_returnsTheSuccessfulOne() throws Exception {
        List<Callable<String>> tasks = List.of(failing(new PlannedFailure("planned")), () -> "value");
        assertThat(valueOf(pool.submit(() -> pool.invokeAny(tasks)))).isEqualTo("value");
    }

    @Test
    @SkeinOnly
    void timedInvokeAny_fromWithinATask_returnsTheSuccessfulOne() throws Exception {
        List<Callable<String>> tasks = List.of(failing(new PlannedFailure("planned")), () -> "value");
        Future<String> outer = pool.submit(() -> pool.invokeAny(tasks, Gate.PATIENCE_SECONDS, SECONDS));
        assertThat(valueOf(outer)).isEqualTo("value");
    }

    @Test
    @SkeinOnly
    void invokeAny_fromWithinATaskWhenAllFail_throwsExecutionException() throws Exception {
        PlannedFailure failure = new PlannedFailure("planned");
        Future<Throwable> outer = pool.submit(() ->
                catchThrowable(() -> pool.invokeAny(List.of(failing(failure), failing(failure)))));
        assertThat(valueOf(outer)).isInstanceOf(ExecutionException.class).hasCause(failure);
    }

    @Test
    @SkeinOnly
    void invokeAny_nestedInATaskOfInvokeAny_returns() throws Exception {
        List<Callable<String>> innermost = List.of(() -> "innermost");
        Callable<String> inner = () -> pool.invokeAny(innermost);
        assertThat(pool.invokeAny(List.of(inner, inner))).isEqualTo("innermost");
    }

    @Test
    void invokeAny_withTheShortestTimeThereIs_doesNotWait() {
        Gate gate = new Gate();
        Callable<Integer> waits = () -> {
            gate.pass();
            return 1;
        };
        assertThatThrownBy(() -> pool.invokeAny(List.of(waits, waits), Long.MIN_VALUE, SECONDS)).isInstanceOf(TimeoutException.class);
    }
}
