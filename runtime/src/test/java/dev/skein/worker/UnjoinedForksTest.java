package dev.skein.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.api.RecursiveTask;
import dev.skein.load.WorkerCounters;
import dev.skein.meta.Proves;
import dev.skein.meta.Repeat;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Forks on real workers that nobody joins.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class UnjoinedForksTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    @Proves({"J5", "J6"})
    void fork_notJoined_isRunBeforeThePoolIsQuiet(int workers) {
        try (PoolUnderTest test = PoolUnderTest.start(workers)) {
            for (int round = 0; round < Repeat.times(50); round++) {
                AtomicInteger ran = new AtomicInteger();
                test.pool.enqueue(() -> forkTree(8, ran));
                Awaitility.await().pollInterval(Duration.ofMillis(1)).until(() -> ran.get() == (1 << 9) - 1);
                Awaitility.await().pollInterval(Duration.ofMillis(1)).until(test::forksAreOver);
            }
        }
    }

    private static void forkTree(int depth, AtomicInteger ran) {
        ran.incrementAndGet();
        if (depth == 0) return;
        for (int i = 0; i < 2; i++) Fork.of(() -> forkTree(depth - 1, ran)).fork();
    }

    /// Forks go before all else, and these never end to feed themselves.
    @Test
    void fork_thatForksItselfAgainAndAgain_starvesNobody() {
        try (PoolUnderTest test = PoolUnderTest.start(1)) {
            CountDownLatch ownTasks = new CountDownLatch(10);
            CountDownLatch sent = new CountDownLatch(10);
            AtomicBoolean stop = new AtomicBoolean();
            test.pool.enqueue(() -> {
                forkUntil(stop);
                for (int i = 0; i < 10; i++) test.pool.enqueue(ownTasks::countDown);
            });
            for (int i = 0; i < 10; i++) test.pool.enqueue(sent::countDown);
            test.await(sent, "what others have sent");
            test.await(ownTasks, "what the task has enqueued behind its fork");
            stop.set(true);
            test.awaitParked();
            assertThat(test.forksAreOver()).as("entries for forks").isTrue();
        }
    }

    private static void forkUntil(AtomicBoolean stop) {
        Fork.of(() -> {
            if (!stop.get()) forkUntil(stop);
        }).fork();
    }

    /// The books show an entry whenever a fork is left or runs that no task stands beneath.
    @Test
    @Proves("J6")
    void fork_leftByATaskThatHasEnded_isInTheBooksUntilItHasEnded() {
        try (PoolUnderTest test = PoolUnderTest.start(2)) {
            CountDownLatch gate = new CountDownLatch(1);
            AtomicInteger inside = new AtomicInteger();
            test.pool.enqueue(() -> {
                for (int i = 0; i < 3; i++) {
                    Fork.of(() -> {
                        inside.incrementAndGet();
                        PoolUnderTest.hold(gate);
                    }).fork();
                }
            });
            Awaitility.await().until(() -> inside.get() == 2 && test.pool.ended() == 1);
            assertThat(test.pool.total(WorkerCounters.FORKING_BEGUN)).isGreaterThan(test.pool.total(WorkerCounters.FORKING_ENDED));
            gate.countDown();
            test.awaitParked();
            assertThat(inside).hasValue(3);
            assertThat(test.forksAreOver()).as("entries for forks").isTrue();
        }
    }

    @Test
    @Proves({"C3", "J5"})
    void fork_ofACarrierThatHasLostItsWorker_isStolenOrRunByIt() {
        try (PoolUnderTest test = PoolUnderTest.start(1)) {
            CountDownLatch tookOver = new CountDownLatch(1);
            AtomicReference<Thread> thief = new AtomicReference<>();
            AtomicInteger leftRuns = new AtomicInteger();
            CountDownLatch hog = new CountDownLatch(1);
            CountDownLatch left = new CountDownLatch(100);
            test.pool.enqueue(() -> {
                test.pool.enqueue(tookOver::countDown);
                PoolUnderTest.block(tookOver);                       // a spare has the worker from now on
                RecursiveTask<Void> stolen = Fork.of(() -> thief.set(Thread.currentThread())).fork();
                while (thief.get() == null) Thread.onSpinWait();
                stolen.join();
                CountDownLatch hogInside = new CountDownLatch(1);
                test.pool.enqueue(() -> {
                    hogInside.countDown();
                    PoolUnderTest.hold(hog);
                });
                PoolUnderTest.hold(hogInside);
                Thread self = Thread.currentThread();
                for (int i = 0; i < 100; i++) {
                    Fork.of(() -> {
                        if (Thread.currentThread() == self) leftRuns.incrementAndGet();
                        left.countDown();
                    }).fork();
                }
            });
            test.await(left, "all are run though the worker is held");
            assertThat(leftRuns).as("by the carrier that had forked them").hasValue(100);
            hog.countDown();
            test.awaitParked();
            Awaitility.await().untilAsserted(() -> assertThat(test.pool.detachedCarriers()).isEmpty());
            assertThat(test.forksAreOver()).as("entries for forks").isTrue();
        }
    }
}
