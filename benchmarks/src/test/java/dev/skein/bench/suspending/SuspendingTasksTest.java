package dev.skein.bench.suspending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// That each rival does all of the work, and no more of it.
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SuspendingTasksTest {

    private static final int WORKERS = 2;
    private static final int TASKS = 1_000;

    private final AtomicInteger ran = new AtomicInteger();

    @ParameterizedTest
    @ValueSource(strings = {"skein", "threadPool", "virtualThreads", "kotlin", "catsEffect"})
    void spawn_runsEachTaskOnce(String scheduler) throws InterruptedException {
        try (SuspendingTasks tasks = SuspendingTasks.start(scheduler, WORKERS)) {
            Ended remote = new Ended(TASKS);
            tasks.spawnRemote(TASKS, remote);
            remote.await();
            Ended local = new Ended(TASKS);
            tasks.spawnLocal(TASKS, local);
            local.await();
        }
        assertThat(ran).hasValue(2 * TASKS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"skein", "threadPool", "virtualThreads", "kotlin", "catsEffect"})
    void spawnChain_endsWhereTheBodySaysSo(String scheduler) throws InterruptedException {
        try (SuspendingTasks tasks = SuspendingTasks.start(scheduler, WORKERS)) {
            Ended last = new Ended(TASKS);
            tasks.spawnChain(() -> {
                last.run();
                return last.open();
            });
            last.await();
        }
        assertThat(ran).hasValue(TASKS);
    }

    /// One that gave way less often than it should would be the faster one. One of the two workers is held, so on the other the two tasks take turns. Not so virtual
    /// threads: one that gives way all the time may keep the next from ever starting (JDK 25).
    @ParameterizedTest
    @ValueSource(strings = {"skein", "threadPool", "kotlin", "catsEffect"})
    void yieldMany_givesWayThatOften(String scheduler) throws InterruptedException {
        int yields = 2_000;
        AtomicInteger passes = new AtomicInteger();
        AtomicInteger passesAtFirst = new AtomicInteger();
        CountDownLatch held = new CountDownLatch(1);
        Ended ended = new Ended(1);
        try (SuspendingTasks tasks = SuspendingTasks.start(scheduler, WORKERS)) {
            tasks.spawnRemote(1, () -> {
                held.countDown();
                while (ended.open()) Thread.onSpinWait();
            });
            assertThat(held.await(20, TimeUnit.SECONDS)).isTrue();
            tasks.keepYielding(1, () -> {
                passes.incrementAndGet();
                return ended.open();
            });
            tasks.spawnRemote(1, () -> passesAtFirst.set(passes.get()));
            tasks.yieldMany(1, yields, ended);
            ended.await();
        }
        assertThat(passes.get() - passesAtFirst.get()).as("turns of the other task").isGreaterThan(yields / 2);
        assertThat(ran).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"skein", "virtualThreads", "kotlin", "catsEffect"})
    void pingPong_endsEachPing(String scheduler) throws InterruptedException {
        try (SuspendingTasks tasks = SuspendingTasks.start(scheduler, WORKERS)) {
            Ended all = new Ended(TASKS);
            tasks.pingPong(TASKS, all);
            all.await();
        }
        assertThat(ran).hasValue(TASKS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"skein", "virtualThreads", "kotlin", "catsEffect"})
    void turnsAndMessages_endBothTasks(String scheduler) throws InterruptedException {
        try (SuspendingTasks tasks = SuspendingTasks.start(scheduler, WORKERS)) {
            Ended players = new Ended(2);
            tasks.takeTurns(TASKS, players);
            players.await();
            Ended receivers = new Ended(2);
            tasks.passMessages(TASKS, receivers);
            receivers.await();
        }
        assertThat(ran).hasValue(4);
    }

    @Test
    void pingPong_ofAPool_isRefused() {
        try (SuspendingTasks tasks = SuspendingTasks.start("threadPool", WORKERS)) {
            assertThatThrownBy(() -> tasks.pingPong(1, () -> { })).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("virtualThreads");
        }
    }

    /// Counts in [#ran] too, which shows what ran after the last one.
    private final class Ended implements Runnable {

        private final CountDownLatch left;

        Ended(int count) {
            left = new CountDownLatch(count);
        }

        @Override
        public void run() {
            ran.incrementAndGet();
            left.countDown();
        }

        boolean open() {
            return left.getCount() > 0;
        }

        void await() throws InterruptedException {
            assertThat(left.await(20, TimeUnit.SECONDS)).as("ended in 20 s; not ended: " + left.getCount()).isTrue();
        }
    }
}
