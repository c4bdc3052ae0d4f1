package dev.skein.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.Skein;
import dev.skein.SkeinBuilder;
import dev.skein.api.Continuation;
import dev.skein.api.Joining;
import dev.skein.api.RecursiveTask;
import dev.skein.api.Step;
import dev.skein.api.Task;
import dev.skein.api.TaskScope;
import dev.skein.api.WhenFull;
import dev.skein.api.WorkerState;
import dev.skein.meta.Proves;
import dev.skein.meta.Repeat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A runtime whose queues are limited.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class QueueLimitTest {

    private static final long HOUR_NANOS = TimeUnit.HOURS.toNanos(1);

    private static Skein start(int workers, int limit, WhenFull whenFull) {
        return Skein.builder().name("limited").workers(workers).queueLimit(limit).whenFull(whenFull)
                .stuckAfter(SkeinBuilder.MAX_STUCK_AFTER).start();           // latches hold the workers here
    }

    /// Keeps every worker inside a task until the gate opens.
    private static CountDownLatch occupy(Skein skein, int workers) throws InterruptedException {
        CountDownLatch gate = new CountDownLatch(1);
        for (int i = 0; i < workers; i++) {
            CountDownLatch inside = new CountDownLatch(1);
            skein.execute(() -> {
                inside.countDown();
                pass(gate);
            });
            assertThat(inside.await(20, TimeUnit.SECONDS)).isTrue();
        }
        return gate;
    }

    private static void pass(CountDownLatch gate) {
        try {
            if (!gate.await(40, TimeUnit.SECONDS)) throw new AssertionError("waited for too long");
        } catch (InterruptedException stopped) {
            return;                          // by shutdownNow
        }
    }

    private static Thread startWaiting(Runnable submission) {
        Thread submitter = Thread.ofPlatform().daemon().start(submission);
        Awaitility.await().until(() -> submitter.getState() == Thread.State.TIMED_WAITING);
        return submitter;
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 10", "2, 1", "2, 10"})
    void execute_atTheLimit_isRefusedWithWhatToDo(int workers, int limit) throws Exception {
        AtomicInteger ran = new AtomicInteger();
        try (Skein skein = start(workers, limit, WhenFull.REJECT)) {
            CountDownLatch gate = occupy(skein, workers);
            for (int i = 0; i < limit; i++) skein.execute(ran::incrementAndGet);
            assertThatThrownBy(() -> skein.execute(ran::incrementAndGet)).isInstanceOf(RejectedExecutionException.class)
                    .hasMessage("skein limited: queue limit " + limit + " reached (" + workers + " workers, " + limit + " queued); raise queueLimit or slow the submitter");
            assertThat(skein.stats().rejected()).isEqualTo(1);
            assertThat(skein.stats().submitted()).isEqualTo(workers + limit);
            gate.countDown();
        }
        assertThat(ran).hasValue(limit);
    }

    @Test
    void everyWayToSubmit_atTheLimit_isRefused() throws Exception {
        Skein skein = start(1, 1, WhenFull.REJECT);
        CountDownLatch gate = occupy(skein, 1);
        skein.execute(() -> { });
        List<Callable<Integer>> one = List.of(() -> 1);
        Continuation<Integer> body = context -> Step.done(1);
        TaskScope<Integer, List<Task<Integer>>> scope = skein.scope(Joining.all());
        assertThatThrownBy(() -> skein.submit(() -> 1)).isInstanceOf(RejectedExecutionException.class);
        assertThatThrownBy(() -> skein.submit(() -> { }, 1)).isInstanceOf(RejectedExecutionException.class);
        assertThatThrownBy(() -> skein.invokeAll(one)).isInstanceOf(RejectedExecutionException.class);
        assertThatThrownBy(() -> skein.invokeAny(one)).isInstanceOf(RejectedExecutionException.class);
        assertThatThrownBy(() -> skein.schedule(() -> 1, 0, TimeUnit.SECONDS)).isInstanceOf(RejectedExecutionException.class);
        assertThatThrownBy(() -> skein.spawn(body)).isInstanceOf(RejectedExecutionException.class);
        assertThatThrownBy(() -> skein.spawn(body, 0)).isInstanceOf(RejectedExecutionException.class);
        assertThatThrownBy(() -> scope.spawn(body)).isInstanceOf(RejectedExecutionException.class);
        assertThatThrownBy(() -> scope.submit(() -> 1)).isInstanceOf(RejectedExecutionException.class);
        assertThatThrownBy(() -> skein.invoke(new Leaf())).isInstanceOf(RejectedExecutionException.class);
        assertThat(skein.stats().rejected()).isEqualTo(10);
        assertThat(scope.join().get(20, TimeUnit.SECONDS)).as("a scope waits for no child that was refused").isEmpty();
        skein.shutdown();
        gate.countDown();
        assertThat(skein.awaitTermination(20, TimeUnit.SECONDS)).as("the books balance: %s", skein).isTrue();
        assertThat(skein.stats().quiet()).isTrue();
    }

    private static final class Leaf extends RecursiveTask<Integer> {
        @Override
        protected Integer compute() {
            return 1;
        }
    }

    /// What was never accepted must not be booked as cancelled.
    @Test
    @Proves("L1")
    void invokeAny_refusedHalfWay_leavesTheBooksBalanced() throws Exception {
        Skein skein = start(1, 2, WhenFull.REJECT);
        CountDownLatch gate = occupy(skein, 1);
        List<Callable<Integer>> three = List.of(() -> 1, () -> 2, () -> 3);
        assertThatThrownBy(() -> skein.invokeAny(three)).isInstanceOf(RejectedExecutionException.class);
        assertThat(skein.stats().cancelled()).isEqualTo(2);
        skein.shutdown();
        assertThatThrownBy(() -> skein.invokeAny(three)).isInstanceOf(RejectedExecutionException.class);
        gate.countDown();
        assertThat(skein.awaitTermination(20, TimeUnit.SECONDS)).as("%s", skein).isTrue();
        assertThat(skein.stats().quiet()).isTrue();
    }

    @Test
    void schedule_whenDueAtTheLimit_isNeverRefused() throws Exception {
        AtomicInteger ran = new AtomicInteger();
        try (Skein skein = start(1, 1, WhenFull.REJECT)) {
            CountDownLatch gate = occupy(skein, 1);
            skein.execute(ran::incrementAndGet);
            List<Future<?>> delayed = new ArrayList<>();
            for (int i = 0; i < 10; i++) delayed.add(skein.schedule(ran::incrementAndGet, 1, TimeUnit.MILLISECONDS));
            Awaitility.await().until(() -> skein.stats().queued() == 11);
            assertThatThrownBy(() -> skein.execute(ran::incrementAndGet)).hasMessageContaining("11 queued");
            gate.countDown();
            for (Future<?> each : delayed) each.get(20, TimeUnit.SECONDS);
        }
        assertThat(ran).hasValue(11);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 10", "2, 1", "2, 10"})
    @Proves("Q1")
    void execute_atTheLimitWhenBuiltToBlock_waitsForRoom(int workers, int limit) throws Exception {
        AtomicInteger ran = new AtomicInteger();
        try (Skein skein = start(workers, limit, WhenFull.BLOCK)) {
            CountDownLatch gate = occupy(skein, workers);
            for (int i = 0; i < limit; i++) skein.execute(ran::incrementAndGet);
            Thread submitter = startWaiting(() -> skein.execute(ran::incrementAndGet));
            assertThat(skein.stats().queued()).isEqualTo(limit);
            assertThat(skein.stats().submitted()).isEqualTo(workers + limit);
            gate.countDown();
            submitter.join();
            assertThat(skein.stats().rejected()).isZero();
        }
        assertThat(ran).hasValue(limit + 1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shutdown_whileASubmitterWaits_refusesItsTaskAtOnce(boolean now) throws Exception {
        Skein skein = start(1, 1, WhenFull.BLOCK);
        CountDownLatch gate = occupy(skein, 1);
        skein.execute(() -> { });
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread submitter = startWaiting(() -> {
            try {
                skein.execute(() -> { });
            } catch (RejectedExecutionException e) {
                thrown.set(e);
            }
        });
        if (now) {
            skein.shutdownNow();
        } else {
            skein.shutdown();
        }
        submitter.join();
        assertThat(thrown.get()).hasMessageContaining("closed to new tasks");
        assertThat(skein.stats().rejected()).isEqualTo(1);
        gate.countDown();
        assertThat(skein.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void execute_interruptedWhileItWaits_isRefusedAndKeepsTheInterrupt() throws Exception {
        try (Skein skein = start(1, 1, WhenFull.BLOCK)) {
            CountDownLatch gate = occupy(skein, 1);
            skein.execute(() -> { });
            AtomicReference<Throwable> thrown = new AtomicReference<>();
            AtomicReference<Boolean> kept = new AtomicReference<>();
            Thread submitter = startWaiting(() -> {
                try {
                    skein.execute(() -> { });
                } catch (RejectedExecutionException e) {
                    thrown.set(e);
                    kept.set(Thread.currentThread().isInterrupted());
                }
            });
            submitter.interrupt();
            submitter.join();
            assertThat(thrown.get()).hasMessageStartingWith("skein limited: queue limit 1 reached").hasMessageEndingWith("interrupted while it waited for room")
                    .hasCauseInstanceOf(InterruptedException.class);
            assertThat(kept).hasValue(true);
            assertThat(skein.stats().rejected()).isEqualTo(1);
            gate.countDown();
        }
    }

    /// A spare serves while the task waits for room.
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void execute_fromInsideATaskWhenBuiltToBlock_isServedByASpare(int workers) throws Exception {
        AtomicInteger ran = new AtomicInteger();
        int tasks = 200;
        try (Skein skein = start(workers, 1, WhenFull.BLOCK)) {
            skein.submit(() -> {
                for (int i = 0; i < tasks; i++) skein.execute(ran::incrementAndGet);
            }).get(40, TimeUnit.SECONDS);
        }
        assertThat(ran).hasValue(tasks);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    @Proves("Q2")
    void execute_onWorkersThatAllWaitWithoutSpares_goesBeyondTheLimit(int workers) throws Exception {
        AtomicInteger ran = new AtomicInteger();
        int tasks = 20;
        try (Skein skein = Skein.builder().workers(workers).maxSpares(0).queueLimit(2).whenFull(WhenFull.BLOCK).stuckAfter(SkeinBuilder.MAX_STUCK_AFTER).start()) {
            CountDownLatch together = new CountDownLatch(workers);
            List<Future<?>> submitters = new ArrayList<>();
            for (int w = 0; w < workers; w++) {
                submitters.add(skein.submit(() -> {
                    together.countDown();
                    pass(together);
                    for (int i = 0; i < tasks; i++) skein.execute(ran::incrementAndGet);
                }));
            }
            for (Future<?> each : submitters) each.get(40, TimeUnit.SECONDS);
        }
        assertThat(ran).hasValue(workers * tasks);
    }

    /// The retired one sleeps like one that could be woken, and takes nothing.
    @Test
    @Proves("Q2")
    void execute_onTheOnlyOpenWorkerBesideARetiredOne_goesBeyondTheLimit() throws Exception {
        AtomicInteger ran = new AtomicInteger();
        int tasks = 20;
        try (Skein skein = Skein.builder().workers(2).maxSpares(0).queueLimit(2).whenFull(WhenFull.BLOCK).stuckAfter(SkeinBuilder.MAX_STUCK_AFTER).start()) {
            skein.retire(1).get(20, TimeUnit.SECONDS);
            skein.submit(() -> {
                for (int i = 0; i < tasks; i++) skein.execute(ran::incrementAndGet);
            }).get(40, TimeUnit.SECONDS);
        }
        assertThat(ran).hasValue(tasks);
    }

    /// The other runtime's only worker blocks until the asking one's task has ended.
    @Test
    @Proves("Q2")
    void execute_onAWorkerOfAnotherRuntimeThatNobodyServes_goesBeyondTheLimit() throws Exception {
        try (Skein asked = Skein.builder().workers(1).maxSpares(0).queueLimit(1).whenFull(WhenFull.BLOCK).stuckAfter(SkeinBuilder.MAX_STUCK_AFTER).start(); Skein asking = Skein.builder().workers(1).start()) {
            CountDownLatch end = new CountDownLatch(1);
            asked.execute(() -> {
                try {
                    Skein.<Boolean>blocking(() -> end.await(40, TimeUnit.SECONDS));
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            });
            Awaitility.await().until(() -> asked.stats().workers().getFirst().state() == WorkerState.BLOCKED);
            asking.submit(() -> {
                for (int i = 0; i < 3; i++) asked.execute(() -> { });
                end.countDown();
            }).get(20, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 2", "2, 1", "2, 16", "2, 1000"})
    @Tag("concurrency")
    @Proves("Q1")
    void execute_byManySubmittersWhenBuiltToBlock_runsAllAndHoldsTheLimit(int workers, int limit) throws Exception {
        int submitters = 3;
        int each = Repeat.times(3_000);
        AtomicInteger ran = new AtomicInteger();
        List<Long> seen = Collections.synchronizedList(new ArrayList<>());
        try (Skein skein = start(workers, limit, WhenFull.BLOCK)) {
            Thread[] threads = new Thread[submitters];
            for (int t = 0; t < submitters; t++) {
                threads[t] = Thread.ofPlatform().daemon().start(() -> {
                    for (int i = 0; i < each; i++) {
                        skein.execute(ran::incrementAndGet);
                        if (i % 100 == 0) seen.add(skein.stats().queued());
                    }
                });
            }
            for (Thread thread : threads) thread.join();
            assertThat(skein.stats().rejected()).isZero();
        }
        assertThat(ran).hasValue(submitters * each);
        assertThat(Collections.max(seen)).isLessThanOrEqualTo(limit + submitters);
    }

    // The class alone, with looks an hour apart, so that only a signal can wake.

    private static QueueLimit limitOf(int limit, AtomicInteger queued, AtomicReference<Boolean> open) {
        return new QueueLimit(limit, WhenFull.BLOCK, new QueueLimit.Surroundings("alone", 1, queued::get, open::get, () -> true), HOUR_NANOS);
    }

    @Test
    @Proves("Q1")
    void taken_byTheTakeThatReachesTheHalf_wakesAsManyAsThereIsRoomFor() throws Exception {
        AtomicInteger queued = new AtomicInteger(4);
        QueueLimit limit = limitOf(4, queued, new AtomicReference<>(true));
        AtomicInteger admitted = new AtomicInteger();
        List<Thread> submitters = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            submitters.add(startWaiting(() -> {
                limit.admit();
                queued.incrementAndGet();
                admitted.incrementAndGet();
            }));
        }
        queued.decrementAndGet();
        limit.taken();
        assertThat(submitters).allMatch(Thread::isAlive);
        queued.decrementAndGet();
        limit.taken();
        Awaitility.await().until(() -> admitted.get() == 2);
        Awaitility.await().until(() -> submitters.stream().filter(Thread::isAlive).allMatch(it -> it.getState() == Thread.State.TIMED_WAITING));
        assertThat(admitted).as("the third finds no room").hasValue(2);
        queued.addAndGet(-2);
        limit.taken();
        for (Thread submitter : submitters) submitter.join();
    }

    @Test
    void closed_withSeveralWaiting_wakesAll() throws Exception {
        AtomicReference<Boolean> open = new AtomicReference<>(true);
        QueueLimit limit = limitOf(1, new AtomicInteger(1), open);
        List<Thread> submitters = List.of(startWaiting(limit::admit), startWaiting(limit::admit));
        open.set(false);
        limit.closed();
        for (Thread submitter : submitters) submitter.join();
    }

    @Test
    @Tag("concurrency")
    @Proves("Q1")
    void admit_racingWithTheLastTake_isNotLeftAsleep() throws Exception {
        for (int round = 0; round < Repeat.times(3_000); round++) {
            AtomicInteger queued = new AtomicInteger(1);
            QueueLimit limit = limitOf(1, queued, new AtomicReference<>(true));
            CountDownLatch ready = new CountDownLatch(1);
            Thread submitter = Thread.ofPlatform().daemon().start(() -> {
                ready.countDown();
                limit.admit();
            });
            ready.await();
            for (int i = round % 200 * 10; i > 0; i--) Thread.onSpinWait();
            queued.decrementAndGet();
            limit.taken();
            assertThat(submitter.join(Duration.ofSeconds(20))).as("round %s", round).isTrue();
        }
    }
}
