package dev.skein.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.load.WorkerCounters;
import dev.skein.meta.Proves;
import dev.skein.meta.Repeat;
import dev.skein.meta.Seeds;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// No wake-up is lost: a task that is enqueued runs, although everybody else is busy or about to sleep.
@Tag("concurrency")
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WakeUpTest {

    private static final long SEED = System.nanoTime();

    /// Each round: a blocker that holds its worker until a no-op has run. With one worker, it blocks in a managed way.
    @ParameterizedTest
    @CsvSource({"1, 3000", "2, 20000", "8, 10000"})
    @Proves({"W1", "P1"})
    void enqueue_besideABlocker_isRun(int workers, int rounds) {
        rounds(workers, Repeat.times(rounds));
    }

    @ParameterizedTest
    @CsvSource({"1, 1000000", "2, 1000000", "8, 1000000"})
    @Tag("long")
    @Timeout(value = 1200, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @Proves({"W1", "P1"})
    void enqueue_besideABlockerAMillionTimes_isRun(int workers, int rounds) {
        rounds(workers, rounds);
    }

    private static void rounds(int workers, int rounds) {
        Random random = Seeds.random(SEED);
        try (PoolUnderTest test = PoolUnderTest.start(workers)) {
            for (int round = 0; round < rounds; round++) {
                CountDownLatch ran = new CountDownLatch(1);
                CountDownLatch left = new CountDownLatch(1);
                test.pool.enqueue(() -> {
                    if (workers == 1) PoolUnderTest.block(ran);
                    else PoolUnderTest.hold(ran);
                    left.countDown();
                });
                PoolUnderTest.spinNanos(random.nextInt(4) * (long) random.nextInt(30_000));
                test.pool.enqueue(ran::countDown);
                String name = "seed " + SEED + ", " + workers + " workers, round " + round;
                test.await(ran, name + ": the no-op runs");
                test.await(left, name + ": the blocker leaves");
            }
            test.awaitParked();
            assertThat(test.pool.idle().searchers()).as("W3, when all sleep").isZero();
        }
    }

    /// The task that is enqueued from inside must be run by another worker, since its creator does not return before.
    @ParameterizedTest
    @CsvSource({"2, 5000", "8, 5000"})
    @Proves({"W1", "P1"})
    void enqueue_insideATaskThatHoldsItsWorker_isRun(int workers, int rounds) {
        Random random = Seeds.random(SEED);
        try (PoolUnderTest test = PoolUnderTest.start(workers)) {
            for (int round = 0; round < Repeat.times(rounds); round++) {
                CountDownLatch left = new CountDownLatch(1);
                long wait = random.nextInt(4) * (long) random.nextInt(30_000);
                test.pool.enqueue(() -> {
                    CountDownLatch ran = new CountDownLatch(1);
                    test.pool.enqueue(ran::countDown);
                    PoolUnderTest.hold(ran);
                    left.countDown();
                });
                PoolUnderTest.spinNanos(wait);
                test.await(left, "seed " + SEED + ", " + workers + " workers, round " + round);
            }
        }
    }

    /// The same ping-pong while other threads keep the pool between sleep and work.
    @Test
    @Proves({"W1", "W3"})
    void enqueue_byThreeThreadsInBursts_leavesNothingBehind() throws InterruptedException {
        AtomicBoolean end = new AtomicBoolean();
        try (PoolUnderTest test = PoolUnderTest.start(2)) {
            Thread[] threads = new Thread[3];
            Throwable[] failures = new Throwable[threads.length];
            for (int t = 0; t < threads.length; t++) {
                int number = t;
                threads[t] = Thread.ofPlatform().daemon().start(() -> {
                    Random random = Seeds.random(SEED + number);
                    try {
                        for (int burst = 0; burst < Repeat.times(2_000) && !end.get(); burst++) {
                            int tasks = 1 + random.nextInt(4);
                            CountDownLatch done = new CountDownLatch(tasks);
                            for (int i = 0; i < tasks; i++) test.pool.enqueue(done::countDown);
                            test.await(done, "seed " + SEED + ", thread " + number + ", burst " + burst);
                            PoolUnderTest.spinNanos(random.nextInt(20_000));
                        }
                    } catch (Throwable e) {
                        failures[number] = e;
                        end.set(true);
                    }
                });
            }
            for (Thread thread : threads) thread.join();
            assertThat(failures).containsOnlyNulls();
            test.awaitParked();
            assertThat(test.pool.idle().searchers()).isZero();
            assertThat(test.pool.queued()).isZero();
        }
    }

    @Test
    void emptyWakes_ofAWorkerThatFindsATask_areNone() throws Exception {
        try (PoolUnderTest test = PoolUnderTest.start(1)) {
            for (int i = 0; i < 20; i++) {
                test.awaitParked();
                test.call(() -> 1);
            }
            test.awaitParked();
            assertThat(test.pool.total(WorkerCounters.EMPTY_WAKES)).isZero();
        }
    }

    @Test
    void emptyWakes_ofAWorkerThatFindsNothing_areCounted() {
        try (PoolUnderTest test = PoolUnderTest.start(1)) {
            for (int i = 1; i <= 3; i++) {
                test.awaitParked();
                test.pool.signalWork();
                int wakes = i;
                Awaitility.await().until(() -> test.pool.total(WorkerCounters.EMPTY_WAKES) == wakes);
            }
        }
    }
}
