package dev.skein.contract;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// `ExecutorService.invokeAll`, with and without a time limit, from outside and from within a task.
abstract class InvokeAllContract extends ExecutorContract {

    private static List<Callable<Integer>> squares(int count) {
        List<Callable<Integer>> tasks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int value = i;
            tasks.add(() -> value * value);
        }
        return tasks;
    }

    /// Never ends by itself; an interrupt ends it.
    private static Callable<Integer> endless(CountDownLatch started, CountDownLatch interrupted) {
        return () -> {
            started.countDown();
            try {
                new Gate().pass();
                return 0;
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
        };
    }

    private static void assertSquares(List<Future<Integer>> futures, int count) {
        assertThat(futures).hasSize(count).allMatch(Future::isDone);
        for (int i = 0; i < count; i++) assertThat(futures.get(i).resultNow()).isEqualTo(i * i);
    }

    @Test
    void invokeAll_manyTasks_returnsAllDoneInTheirOrder() throws Exception {
        assertSquares(pool.invokeAll(squares(500)), 500);
    }

    @Test
    void invokeAll_withinTheLimit_returnsAllDoneInTheirOrder() throws Exception {
        assertSquares(pool.invokeAll(squares(500), Gate.PATIENCE_SECONDS, SECONDS), 500);
    }

    @Test
    void invokeAll_withTheLongestLimit_waitsForAll() throws Exception {
        assertSquares(pool.invokeAll(squares(20), Long.MAX_VALUE, SECONDS), 20);
    }

    @Test
    void invokeAll_aSet_followsItsIterationOrder() throws Exception {
        Collection<Callable<Integer>> tasks = new LinkedHashSet<>(squares(50));
        assertSquares(pool.invokeAll(tasks), 50);
    }

    @Test
    void invokeAll_noTasks_returnsAnEmptyList() throws Exception {
        assertThat(pool.<Integer>invokeAll(List.of())).isEmpty();
        assertThat(pool.<Integer>invokeAll(List.of(), 1, SECONDS)).isEmpty();
    }

    @Test
    void invokeAll_someThrow_theOthersStillHaveTheirValues() throws Exception {
        PlannedFailure failure = new PlannedFailure("planned");
        List<Callable<Integer>> tasks = squares(60);
        for (int i = 0; i < 60; i += 3) tasks.set(i, () -> { throw failure; });
        List<Future<Integer>> futures = pool.invokeAll(tasks);
        for (int i = 0; i < 60; i++) {
            if (i % 3 == 0) assertThat(futures.get(i).exceptionNow()).isSameAs(failure);
            else assertThat(futures.get(i).resultNow()).isEqualTo(i * i);
        }
    }

    @Test
    void invokeAll_sameTaskTwice_runsItTwice() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        Callable<Integer> task = runs::incrementAndGet;
        List<Future<Integer>> futures = pool.invokeAll(List.of(task, task));
        assertThat(runs).hasValue(2);
        assertThat(futures).extracting(Future::resultNow).containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void invokeAll_null_throwsNullPointerException() {
        assertThatThrownBy(() -> pool.invokeAll(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> pool.invokeAll(null, 1, SECONDS)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void invokeAll_withoutUnit_throwsNullPointerException() {
        assertThatThrownBy(() -> pool.invokeAll(squares(3), 1, null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void invokeAll_aNullAmongTheTasks_throwsNullPointerException() {
        List<Callable<Integer>> tasks = Arrays.asList(() -> 1, null, () -> 3);
        assertThatThrownBy(() -> pool.invokeAll(tasks)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> pool.invokeAll(tasks, 1, SECONDS)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void invokeAll_tasksThatWritePlainFields_areSeenAfterwards() throws Exception {
        int[] plain = new int[400];
        List<Callable<Integer>> tasks = new ArrayList<>();
        for (int i = 0; i < plain.length; i++) {
            int index = i;
            tasks.add(() -> plain[index] = index + 1);
        }
        pool.invokeAll(tasks);
        for (int i = 0; i < plain.length; i++) assertThat(plain[i]).isEqualTo(i + 1);
    }

    @Test
    void invokeAll_whenTheCollectionIsClearedAfterwards_keepsItsFutures() throws Exception {
        List<Callable<Integer>> tasks = squares(10);
        List<Future<Integer>> futures = pool.invokeAll(tasks);
        tasks.clear();
        assertSquares(futures, 10);
    }

    @Test
    void invokeAll_pastTheLimit_cancelsTheUnfinishedAndKeepsTheFinished() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Callable<Integer> quick = () -> 7;
        long startNanos = System.nanoTime();
        List<Future<Integer>> futures = pool.invokeAll(List.of(quick, endless(started, interrupted), quick), 200, MILLISECONDS);
        assertThat(System.nanoTime() - startNanos).isGreaterThanOrEqualTo(MILLISECONDS.toNanos(200));
        assertThat(futures).hasSize(3).allMatch(Future::isDone);
        assertThat(futures.get(0).resultNow()).isEqualTo(7);
        assertThat(futures.get(1).isCancelled()).isTrue();
        Gate.await(interrupted);
    }

    @Test
    void invokeAll_pastTheLimit_neverRunsWhatHadNotStarted() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        Callable<Integer> task = runs::incrementAndGet;
        try (Occupation busy = occupyAllWorkers()) {
            List<Future<Integer>> futures = pool.invokeAll(List.of(task, task, task), 20, MILLISECONDS);
            assertThat(futures).hasSize(3).allMatch(Future::isCancelled);
        }
        turnAllWorkers();
        assertThat(runs).hasValue(0);
    }

    @Test
    void invokeAll_withNoTimeAtAll_returnsEveryFutureDone() throws Exception {
        assertThat(pool.invokeAll(squares(20), 0, SECONDS)).hasSize(20).allMatch(Future::isDone);
        assertThat(pool.invokeAll(squares(20), -1, SECONDS)).hasSize(20).allMatch(Future::isDone);
    }

    @Test
    @Tag("concurrency")
    void invokeAll_whenTheCallerIsInterrupted_throwsAndCancelsTheUnfinished() throws Exception {
        assertInterruptCancels(tasks -> pool.invokeAll(tasks));
    }

    @Test
    @Tag("concurrency")
    void timedInvokeAll_whenTheCallerIsInterrupted_throwsAndCancelsTheUnfinished() throws Exception {
        assertInterruptCancels(tasks -> pool.invokeAll(tasks, 1, java.util.concurrent.TimeUnit.HOURS));
    }

    private interface InvokeAll {
        void call(List<Callable<Integer>> tasks) throws Exception;
    }

    /// As many tasks as workers begin, in whatever order, and are let go only after the call has thrown: by then the rest, still queued,
    /// must have been cancelled.
    private void assertInterruptCancels(InvokeAll invokeAll) throws Exception {
        CountDownLatch begun = new CountDownLatch(workers);
        Gate callEnded = new Gate();
        AtomicInteger runs = new AtomicInteger();
        AtomicInteger interrupted = new AtomicInteger();
        List<Callable<Integer>> tasks = Collections.nCopies(workers + 5, () -> {
            runs.incrementAndGet();
            begun.countDown();
            computeUntil(callEnded);
            if (Thread.interrupted()) interrupted.incrementAndGet();
            return 0;
        });
        Background<Void> caller = Background.start(() -> {
            assertThatThrownBy(() -> invokeAll.call(tasks)).isInstanceOf(InterruptedException.class);
            return null;
        });
        Gate.await(begun);
        eventually(caller::isWaiting);
        caller.thread().interrupt();
        caller.join();
        callEnded.open();
        turnAllWorkers();
        assertThat(runs).as("begun").hasValue(workers);
        assertThat(interrupted).as("begun and interrupted").hasValue(workers);
    }

    /// Keeps the worker busy without blocking it: nobody may take over its queue meanwhile.
    private static void computeUntil(Gate end) {
        long deadlineNanos = System.nanoTime() + SECONDS.toNanos(Gate.PATIENCE_SECONDS);
        while (!end.isOpen() && System.nanoTime() < deadlineNanos) Thread.yield();
    }

    /// The time limit binds on a worker too: what it waits for may not be run in its place without end.
    @Test
    void timedInvokeAll_fromWithinATask_returnsAfterItsLimit() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        Future<Boolean> outer = pool.submit(() -> {
            List<Future<Integer>> futures = pool.invokeAll(List.of(endless(new CountDownLatch(1), interrupted)), 50, MILLISECONDS);
            return futures.getFirst().isCancelled();
        });
        assertThat(valueOf(outer)).isTrue();
    }

    @Test
    @SkeinOnly
    void invokeAll_fromWithinATask_returnsAllDone() throws Exception {
        Future<List<Future<Integer>>> outer = pool.submit(() -> pool.invokeAll(squares(200)));
        assertSquares(valueOf(outer), 200);
    }

    @Test
    @SkeinOnly
    void timedInvokeAll_fromWithinATask_returnsAllDone() throws Exception {
        Future<List<Future<Integer>>> outer = pool.submit(() -> pool.invokeAll(squares(200), Gate.PATIENCE_SECONDS, SECONDS));
        assertSquares(valueOf(outer), 200);
    }

    @Test
    @SkeinOnly
    void invokeAll_nestedThreeDeep_countsEveryLeaf() throws Exception {
        AtomicInteger leaves = new AtomicInteger();
        valueOf(pool.submit(() -> fanOut(3, 6, leaves)));
        assertThat(leaves).hasValue(6 * 6 * 6);
    }

    private Integer fanOut(int depth, int width, AtomicInteger leaves) throws Exception {
        if (depth == 0) return leaves.incrementAndGet();
        List<Callable<Integer>> tasks = new ArrayList<>();
        for (int i = 0; i < width; i++) tasks.add(() -> fanOut(depth - 1, width, leaves));
        for (Future<Integer> each : pool.invokeAll(tasks)) each.resultNow();
        return depth;
    }

    @Test
    @SkeinOnly
    void invokeAll_fromManyTasksAtOnce_allReturn() throws Exception {
        List<Future<List<Future<Integer>>>> outers = new ArrayList<>();
        for (int i = 0; i < 4 * workers; i++) outers.add(pool.submit(() -> pool.invokeAll(squares(20))));
        for (Future<List<Future<Integer>>> outer : outers) assertSquares(valueOf(outer), 20);
    }

    @Test
    void invokeAll_withTheShortestTimeThereIs_doesNotWait() throws Exception {
        Gate gate = new Gate();
        Callable<Integer> waits = () -> {
            gate.pass();
            return 1;
        };
        assertThat(pool.invokeAll(List.of(waits, waits), Long.MIN_VALUE, SECONDS)).hasSize(2).allMatch(Future::isDone);
    }
}
