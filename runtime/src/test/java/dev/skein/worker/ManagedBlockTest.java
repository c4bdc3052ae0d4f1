package dev.skein.worker;

import static dev.skein.worker.PoolUnderTest.Options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.api.WorkerState;
import dev.skein.meta.LogCapture;
import dev.skein.meta.Proves;
import dev.skein.meta.Repeat;
import dev.skein.meta.Seeds;
import dev.skein.task.TaskCell;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tasks that wait, and the spares that serve meanwhile.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ManagedBlockTest {

    @ParameterizedTest
    @ValueSource(ints = {100, 1_000})
    void get_chainOfTasksEachWaitingForTheNextOnOneWorker_ends(int length) throws Exception {
        try (PoolUnderTest test = PoolUnderTest.start(1)) {
            assertThat(test.call(() -> chain(test, length))).isEqualTo(length);
        }
    }

    private static int chain(PoolUnderTest test, int left) throws Exception {
        return left == 0 ? 0 : 1 + test.submit(() -> chain(test, left - 1)).get();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void block_manyTasksAtOnce_allAreServedMeanwhile(int workers) throws Exception {
        try (PoolUnderTest test = PoolUnderTest.start(workers)) {
            int tasks = 100;
            CountDownLatch allInside = new CountDownLatch(tasks);
            CountDownLatch left = new CountDownLatch(tasks);
            for (int i = 0; i < tasks; i++) {
                test.pool.enqueue(() -> {
                    allInside.countDown();
                    PoolUnderTest.block(allInside);
                    left.countDown();
                });
            }
            test.await(left, "each waits for all, so all must be inside at the same time");
            test.awaitParked();
            Awaitility.await().untilAsserted(() -> assertThat(test.pool.detachedCarriers()).isEmpty());
        }
    }

    @Test
    void spares_notNeededAnyLonger_end() {
        try (PoolUnderTest test = PoolUnderTest.start(1)) {
            int tasks = 20;
            CountDownLatch allInside = new CountDownLatch(tasks);
            CountDownLatch left = new CountDownLatch(tasks);
            for (int i = 0; i < tasks; i++) {
                test.pool.enqueue(() -> {
                    allInside.countDown();
                    PoolUnderTest.block(allInside);
                    left.countDown();
                });
            }
            test.await(left, "all leave");
            assertThat(test.threads()).as("carriers and the sentry").hasSize(tasks + 1);
            Awaitility.await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> assertThat(test.threads()).hasSize(2));
            assertThat(test.threads()).extracting(Thread::getName).contains("skein-" + test.name + "-w0");
        }
    }

    /// Thieves clear nothing of what they take, and the owner of the queue may wait for long.
    @Test
    void block_afterThievesHaveRunItsTasks_letsThemGo() throws Exception {
        try (PoolUnderTest test = PoolUnderTest.start(2)) {
            boolean gone = test.call(() -> {
                CountDownLatch ran = new CountDownLatch(50);
                List<WeakReference<Object>> captured = new ArrayList<>();
                for (int i = 0; i < 50; i++) test.pool.enqueue(remembered(captured, ran));
                while (ran.getCount() > 0) Thread.onSpinWait();          // the other worker runs them
                return WorkerPool.block(() -> {
                    Awaitility.await().until(() -> {
                        System.gc();
                        return captured.stream().allMatch(each -> each.get() == null);
                    });
                    return true;
                });
            });
            assertThat(gone).isTrue();
        }
    }

    private static Runnable remembered(List<WeakReference<Object>> captured, CountDownLatch ran) {
        Object kept = new Object();
        captured.add(new WeakReference<>(kept));
        return () -> {
            Objects.requireNonNull(kept);
            ran.countDown();
        };
    }

    /// What it would count there is nobody's, or by now another carrier's.
    @Test
    @Proves("B1")
    void currentCounters_ofACarrierThatWaitsForAWorker_areNone() throws Exception {
        try (PoolUnderTest test = PoolUnderTest.start(1)) {
            AtomicReference<Carrier> old = new AtomicReference<>();
            CountDownLatch stoodIn = new CountDownLatch(1);
            CountDownLatch left = new CountDownLatch(1);
            test.pool.enqueue(() -> {
                old.set(test.pool.currentCarrier());
                PoolUnderTest.block(stoodIn);
                assertThat(test.pool.currentCounters()).as("it has lost its worker, and counts for it until its task ends").isNotNull();
                left.countDown();
            });
            test.pool.enqueue(stoodIn::countDown);
            test.await(left, "a spare has let it go on");
            Awaitility.await().until(() -> old.get().runner().lentCounters() == null);
        }
    }

    @Test
    void block_withoutOtherWork_takesNoSpare() throws Exception {
        try (PoolUnderTest test = PoolUnderTest.start(1)) {
            for (int i = 0; i < 100; i++) test.call(() -> WorkerPool.block(() -> 1));
            assertThat(test.threads()).as("one carrier and the sentry").hasSize(2);
        }
    }

    @Test
    void block_withoutOtherWork_isSeenAsBlocked() {
        try (PoolUnderTest test = PoolUnderTest.start(1)) {
            CountDownLatch gate = new CountDownLatch(1);
            test.pool.enqueue(() -> PoolUnderTest.block(gate));
            Awaitility.await().until(() -> test.pool.workerStats().getFirst().state() == WorkerState.BLOCKED);
            gate.countDown();
            test.awaitParked();
        }
    }

    @Test
    void block_insideABlock_isOneBlock() throws Exception {
        try (PoolUnderTest test = PoolUnderTest.start(1)) {
            assertThat(test.call(() -> WorkerPool.block(() -> WorkerPool.block(() -> 42)))).isEqualTo(42);
            assertThat(test.call(() -> 1)).as("and the worker goes on").isEqualTo(1);
        }
    }

    @Test
    void block_bodyThatThrows_throwsItAndGivesTheWorkerBack() throws Exception {
        try (PoolUnderTest test = PoolUnderTest.start(1)) {
            TaskCell<Object> task = test.submit(() -> WorkerPool.block(() -> {
                throw new IOException("planned");
            }));
            assertThatThrownBy(() -> task.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(IOException.class);
            assertThat(test.call(() -> 1)).isEqualTo(1);
            assertThat(test.pool.idle().isBlocked(0)).isFalse();
        }
    }

    @Test
    void block_offAWorker_isAPlainCall() throws Exception {
        assertThat(WorkerPool.block(() -> Thread.currentThread())).isSameAs(Thread.currentThread());
    }

    @Test
    void block_boundReached_warnsOnceAndGoesOnWhenABlockEnds() {
        try (LogCapture log = new LogCapture(); PoolUnderTest test = PoolUnderTest.start(Options.of(1).maxSpares(2))) {
            CountDownLatch inside = new CountDownLatch(3);
            CountDownLatch gate = new CountDownLatch(1);
            CountDownLatch others = new CountDownLatch(50);
            for (int i = 0; i < 3; i++) {
                test.pool.enqueue(() -> {
                    inside.countDown();
                    PoolUnderTest.block(gate);
                });
            }
            test.await(inside, "one worker and two spares are inside");
            for (int i = 0; i < 50; i++) test.pool.enqueue(others::countDown);
            Awaitility.await().untilAsserted(() -> assertThat(log.warnings()).isNotEmpty());
            assertThat(others.getCount()).isEqualTo(50);
            gate.countDown();
            test.await(others, "progress behind the bound");
            assertThat(log.warnings()).singleElement().asString().contains("maxSpares 2");
        }
    }

    /// The carrier that comes back has no worker, and the worker's own carrier waits for what is queued.
    @Test
    void block_boundReachedAndTheFirstBlockEnds_whoComesBackServesWhatWaits() {
        try (LogCapture log = new LogCapture(); PoolUnderTest test = PoolUnderTest.start(Options.of(1).maxSpares(1))) {
            CountDownLatch first = new CountDownLatch(1);
            CountDownLatch firstInside = new CountDownLatch(1);
            CountDownLatch secondInside = new CountDownLatch(1);
            CountDownLatch waited = new CountDownLatch(1);
            test.pool.enqueue(() -> {
                firstInside.countDown();
                PoolUnderTest.block(first);
            });
            test.await(firstInside, "the first blocks");
            test.pool.enqueue(() -> {
                secondInside.countDown();
                PoolUnderTest.block(waited);
            });
            test.await(secondInside, "a spare runs the second, which blocks until the third has run");
            Awaitility.await().until(() -> test.pool.idle().isBlocked(0));
            test.pool.enqueue(waited::countDown);
            Awaitility.await().untilAsserted(() -> assertThat(log.warnings()).as("the bound is reached").hasSize(1));
            first.countDown();
            test.await(waited, "the carrier of the first is free to serve");
        }
    }

    /// The blocked bit belongs to the worker: who comes back must not take the bit that the spare has set since for its own.
    @Test
    @Proves("C4")
    void block_endsWhileTheSpareBlocksToo_leavesTheWorkerToTheSpare() throws Exception {
        try (PoolUnderTest test = PoolUnderTest.start(1)) {
            CountDownLatch first = new CountDownLatch(1);
            CountDownLatch firstLeft = new CountDownLatch(1);
            CountDownLatch second = new CountDownLatch(1);
            CountDownLatch secondInside = new CountDownLatch(1);
            test.pool.enqueue(() -> {
                PoolUnderTest.block(first);
                firstLeft.countDown();
            });
            Awaitility.await().until(() -> test.pool.idle().isBlocked(0));
            test.pool.enqueue(() -> {
                secondInside.countDown();
                PoolUnderTest.block(second);
            });
            test.await(secondInside, "a spare runs the second");
            Awaitility.await().until(() -> test.pool.idle().isBlocked(0));
            first.countDown();
            test.await(firstLeft, "the first leaves");
            Awaitility.await().untilAsserted(() -> assertThat(test.pool.detachedCarriers()).as("the first has lost its worker and is gone").isEmpty());
            assertThat(test.pool.idle().isBlocked(0)).as("the spare still blocks").isTrue();
            second.countDown();
            test.awaitParked();
            assertThat(test.call(Thread::currentThread)).as("who serves").isSameAs(test.pool.workers()[0].carrier);
        }
    }

    /// Of two that block, one is closed: only the other could run what waits.
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void block_onAClosedWorkerAndAnOpenOne_leavesTheLastSpareToTheOpenOne(int closed) {
        try (PoolUnderTest test = PoolUnderTest.start(Options.of(2).maxSpares(1))) {
            CountDownLatch bothBlock = new CountDownLatch(2);
            CountDownLatch end = new CountDownLatch(1);
            for (int i = 0; i < 2; i++) {
                test.submit(() -> {
                    bothBlock.countDown();
                    PoolUnderTest.block(end);
                    return null;
                });
            }
            test.await(bothBlock, "both block");
            Awaitility.await().until(() -> Arrays.stream(test.pool.workers()).allMatch(worker -> test.pool.idle().isBlocked(worker.index)));
            var _ = test.pool.closed().retire(test.pool.workers()[closed]);
            test.submit(() -> {
                end.countDown();
                return null;
            });
            test.await(end, "the spare runs what waits");
        }
    }

    @Test
    @Proves("C3")
    void detachedCarrier_whoseTaskRunsOn_isRobbed() {
        try (PoolUnderTest test = PoolUnderTest.start(1)) {
            CountDownLatch ran = new CountDownLatch(200);
            CountDownLatch left = new CountDownLatch(1);
            test.pool.enqueue(() -> {
                CountDownLatch noOp = new CountDownLatch(1);
                for (int i = 0; i < 100; i++) test.pool.enqueue(ran::countDown);
                test.pool.enqueue(noOp::countDown);
                PoolUnderTest.block(noOp);
                for (int i = 0; i < 100; i++) test.pool.enqueue(ran::countDown);
                PoolUnderTest.hold(ran);
                left.countDown();
            });
            test.await(left, "the spare takes what the detached carrier has queued");
        }
    }

    @Test
    @Proves("C3")
    void detachedCarrier_whoseTaskEnds_leavesItsQueueToTheOverflow() throws Exception {
        try (PoolUnderTest test = PoolUnderTest.start(1)) {
            CountDownLatch ran = new CountDownLatch(200);
            CountDownLatch hog = new CountDownLatch(1);
            CountDownLatch hogInside = new CountDownLatch(1);
            CountDownLatch left = new CountDownLatch(1);
            test.pool.enqueue(() -> {
                test.pool.enqueue(() -> {
                    hogInside.countDown();
                    PoolUnderTest.hold(hog);
                });
                for (int i = 0; i < 200; i++) test.pool.enqueue(ran::countDown);
                PoolUnderTest.block(hogInside);
                left.countDown();
            });
            test.await(left, "the task ends on a detached carrier");
            Awaitility.await().untilAsserted(() -> assertThat(test.pool.detachedCarriers()).isEmpty());
            assertThat(test.pool.queued()).as("nothing is gone with it").isEqualTo(200);
            assertThat(test.pool.overflow().size()).isPositive();
            hog.countDown();
            test.await(ran, "all are run");
        }
    }

    /// Short blocks while others enqueue: workers change hands all the time.
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    @Tag("concurrency")
    @Proves({"C3", "W1", "W3"})
    void block_manyShortOnesInAStorm_loseNothingAndLeaveNobodyDetached(int workers) {
        long seed = System.nanoTime();
        try (LogCapture _ = new LogCapture(); PoolUnderTest test = PoolUnderTest.start(Options.of(workers).maxSpares(8))) {
            int tasks = Repeat.times(20_000);
            Random random = Seeds.random(seed);
            AtomicInteger runs = new AtomicInteger();
            CountDownLatch done = new CountDownLatch(2 * tasks);
            for (int i = 0; i < tasks; i++) {
                long nanos = random.nextInt(3_000);
                test.pool.enqueue(() -> {
                    test.pool.enqueue(() -> {
                        runs.incrementAndGet();
                        done.countDown();
                    });
                    try {
                        WorkerPool.block(() -> {
                            PoolUnderTest.spinNanos(nanos);
                            return 0;
                        });
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                    runs.incrementAndGet();
                    done.countDown();
                });
                if (random.nextInt(8) == 0) PoolUnderTest.spinNanos(random.nextInt(20_000));
            }
            test.await(done, "seed " + seed);
            test.awaitParked();
            assertThat(runs).as("seed %s", seed).hasValue(2 * tasks);
            Awaitility.await().untilAsserted(() ->
                    assertThat(test.pool.detachedCarriers()).as("seed %s: carriers that are detached for ever", seed).isEmpty());
            assertThat(test.pool.idle().searchers()).as("seed %s", seed).isZero();
            assertThat(test.pool.ended()).as("seed %s", seed).isEqualTo(2L * tasks);
        }
    }

    /// The other worker is not parked but blocked: a spare could serve it.
    @Test
    @Proves({"P1", "P2"})
    void enqueue_besideABlockedWorkerByATaskThatRunsOn_isRunByASpare() {
        try (PoolUnderTest test = PoolUnderTest.start(2)) {
            CountDownLatch gate = new CountDownLatch(1);
            CountDownLatch inside = new CountDownLatch(1);
            test.pool.enqueue(() -> {
                inside.countDown();
                PoolUnderTest.block(gate);
            });
            test.await(inside, "one worker blocks");
            AtomicBoolean childRan = new AtomicBoolean();
            CountDownLatch left = new CountDownLatch(1);
            Quick.chain(test, Duration.ofMillis(30), () -> {
                test.pool.enqueue(() -> childRan.set(true));
                long start = System.nanoTime();
                while (!childRan.get() && System.nanoTime() - start < 5_000_000_000L) Thread.onSpinWait();
                assertThat(childRan).isTrue();
                left.countDown();
            });
            test.await(left, "the child runs while its parent does");
            gate.countDown();
        }
    }
}
