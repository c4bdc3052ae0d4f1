package dev.skein.contract;

import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// `ExecutorService.close`, as try-with-resources calls it.
abstract class CloseContract extends ExecutorContract {

    @Test
    void close_ofAnUnusedExecutor_terminates() {
        pool.close();
        assertThat(pool.isShutdown()).isTrue();
        assertThat(pool.isTerminated()).isTrue();
    }

    @Test
    void close_atTheEndOfTryWithResources_hasRunEverything() {
        AtomicInteger runs = new AtomicInteger();
        ScheduledExecutorService closed;
        try (ScheduledExecutorService own = create(workers)) {
            closed = own;
            for (int i = 0; i < 500; i++) {
                own.execute(runs::incrementAndGet);
                own.submit((Runnable) runs::incrementAndGet);
                own.schedule((Runnable) runs::incrementAndGet, i % 10, MILLISECONDS);
            }
        }
        assertThat(runs).hasValue(1_500);
        assertThat(closed.isTerminated()).isTrue();
    }

    @Test
    void close_whileATaskRuns_waitsForItWithoutInterruptingIt() throws Exception {
        Gate started = new Gate();
        Gate gate = new Gate();
        AtomicBoolean ended = new AtomicBoolean();
        AtomicBoolean interrupted = new AtomicBoolean();
        pool.execute(() -> {
            started.open();
            gate.passIgnoringInterrupts();
            interrupted.set(Thread.interrupted());
            ended.set(true);
        });
        started.pass();
        Background<Boolean> closer = Background.start(() -> {
            pool.close();
            return ended.get();
        });
        eventually(closer::isWaiting);
        assertThat(pool.isShutdown()).isTrue();
        assertThat(pool.isTerminated()).isFalse();
        gate.open();
        assertThat(closer.join()).as("the task had ended when close returned").isTrue();
        assertThat(interrupted).isFalse();
    }

    @Test
    void close_whileItWaits_rejectsNewTasks() throws Exception {
        Gate gate = new Gate();
        pool.execute(gate::passIgnoringInterrupts);
        Background<Void> closer = Background.start(() -> {
            pool.close();
            return null;
        });
        eventually(pool::isShutdown);
        assertThatThrownBy(() -> pool.execute(() -> { })).isInstanceOf(RejectedExecutionException.class);
        gate.open();
        closer.join();
    }

    @Test
    void close_withPeriodicTasks_endsThem() {
        ScheduledFuture<?> periodic = pool.scheduleAtFixedRate(() -> { }, 0, 1, MILLISECONDS);
        pool.close();
        assertThat(pool.isTerminated()).isTrue();
        assertThat(periodic.isDone()).isTrue();
    }

    @Test
    void close_twice_hasNoFurtherEffect() {
        pool.close();
        pool.close();
        assertThat(pool.isTerminated()).isTrue();
    }

    @Test
    void close_onceTerminated_ignoresAnInterruptAndKeepsTheFlag() throws Exception {
        pool.shutdown();
        eventually(pool::isTerminated);
        Thread.currentThread().interrupt();
        pool.close();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    @Tag("concurrency")
    void close_fromManyThreads_allReturnOnceTerminated() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        for (int i = 0; i < 200; i++) pool.execute(runs::incrementAndGet);
        Background.race(6, thread -> {
            pool.close();
            assertThat(pool.isTerminated()).isTrue();
            assertThat(runs).hasValue(200);
        });
    }

    @Test
    void close_whenInterruptedWhileWaiting_stopsTheRunningAndKeepsTheFlag() throws Exception {
        Gate started = new Gate();
        Gate interrupted = new Gate();
        pool.submit(() -> {
            started.open();
            try {
                new Gate().pass();
            } catch (InterruptedException e) {
                interrupted.open();
            }
        });
        started.pass();
        Background<Boolean> closer = Background.start(() -> {
            pool.close();
            return Thread.interrupted();
        });
        eventually(closer::isWaiting);
        assertThat(interrupted.isOpen()).as("close alone interrupts nobody").isFalse();
        closer.thread().interrupt();
        assertThat(closer.join()).as("flag after close").isTrue();
        interrupted.pass();
        assertThat(pool.isTerminated()).isTrue();
    }

    @Test
    void close_whenInterruptedWhileWaiting_neverRunsWhatWasQueuedOrDelayed() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        List<Future<?>> never = new ArrayList<>();
        try (Occupation busy = occupyAllWorkers()) {
            for (int i = 0; i < 50; i++) never.add(pool.submit((Runnable) runs::incrementAndGet));
            never.add(pool.schedule(runs::incrementAndGet, 1, HOURS));
            Background<Boolean> closer = Background.start(() -> {
                pool.close();
                return Thread.interrupted();
            });
            eventually(closer::isWaiting);
            closer.thread().interrupt();
            assertThat(closer.join()).isTrue();
        }
        assertThat(pool.isTerminated()).isTrue();
        assertThat(runs).hasValue(0);
        assertThat(never).noneMatch(future -> future.state() == Future.State.SUCCESS);
    }

    @Test
    void close_whenInterrupted_stillWaitsForABodyThatIgnoresIt() throws Exception {
        Gate started = new Gate();
        Gate gate = new Gate();
        AtomicBoolean ended = new AtomicBoolean();
        Gate sawInterrupt = new Gate();
        pool.submit(() -> {
            started.open();
            try {
                gate.pass();
            } catch (InterruptedException e) {
                sawInterrupt.open();
            }
            gate.passIgnoringInterrupts();
            ended.set(true);
        });
        started.pass();
        Background<Boolean> closer = Background.start(() -> {
            pool.close();
            return ended.get() && Thread.interrupted();
        });
        eventually(closer::isWaiting);
        closer.thread().interrupt();
        sawInterrupt.pass();
        assertThat(pool.isTerminated()).isFalse();
        gate.open();
        assertThat(closer.join()).as("body had ended, flag was kept").isTrue();
    }

    @Test
    void close_byAnInterruptedThread_stopsTheRunningAndKeepsTheFlag() throws Exception {
        Gate started = new Gate();
        pool.submit(() -> {
            started.open();
            new Gate().pass();
            return null;
        });
        started.pass();
        Thread.currentThread().interrupt();
        pool.close();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(pool.isTerminated()).isTrue();
    }

    @Test
    @SkeinOnly
    void close_onAnOwnWorker_throwsIllegalStateExceptionAndStaysOpen() throws Exception {
        Throwable thrown = valueOf(pool.submit(() -> catchThrowable(pool::close)));
        assertThat(thrown).isInstanceOf(IllegalStateException.class);
        assertThat(thrown.getMessage()).isNotBlank();
    }
}
