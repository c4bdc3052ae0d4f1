package dev.skein.contract;

import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// `shutdownNow`: stops what runs, returns what never began.
abstract class ShutdownNowContract extends ExecutorContract {

    private boolean terminated() throws InterruptedException {
        return pool.awaitTermination(Gate.PATIENCE_SECONDS, SECONDS);
    }

    @Test
    void shutdownNow_ofAnUnusedExecutor_returnsNothingAndTerminates() throws Exception {
        assertThat(pool.shutdownNow()).isEmpty();
        assertThat(pool.isShutdown()).isTrue();
        assertThat(terminated()).isTrue();
        assertThatThrownBy(() -> pool.execute(() -> { })).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void shutdownNow_whileTasksRun_interruptsEachOfThem() throws Exception {
        CountDownLatch started = new CountDownLatch(workers);
        CountDownLatch interrupted = new CountDownLatch(workers);
        for (int i = 0; i < workers; i++) {
            Runnable task = () -> {
                started.countDown();
                try {
                    new Gate().pass();
                } catch (InterruptedException e) {
                    interrupted.countDown();
                }
            };
            if (i % 2 == 0) pool.execute(task);
            else pool.submit(task);
        }
        Gate.await(started);
        assertThat(pool.shutdownNow()).isEmpty();
        Gate.await(interrupted);
        assertThat(terminated()).isTrue();
    }

    @Test
    void shutdownNow_whileATaskIgnoresTheInterrupt_isNotTerminatedUntilItEnds() throws Exception {
        Gate started = new Gate();
        Gate gate = new Gate();
        pool.submit(() -> {
            started.open();
            gate.passIgnoringInterrupts();
        });
        started.pass();
        pool.shutdownNow();
        assertThat(pool.isShutdown()).isTrue();
        assertThat(pool.awaitTermination(30, MILLISECONDS)).isFalse();
        assertThat(pool.isTerminated()).isFalse();
        gate.open();
        assertThat(terminated()).isTrue();
    }

    @Test
    void shutdownNow_withTasksQueued_returnsAsManyAndRunsNone() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        try (Occupation busy = occupyAllWorkers()) {
            for (int i = 0; i < 100; i++) {
                pool.execute(runs::incrementAndGet);
                pool.submit((Runnable) runs::incrementAndGet);
                pool.submit(runs::incrementAndGet, "result");
            }
            assertThat(pool.shutdownNow()).hasSize(300).doesNotContainNull();
        }
        assertThat(terminated()).isTrue();
        assertThat(runs).hasValue(0);
    }

    @Test
    void shutdownNow_withDelayedTasks_returnsThemToo() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        pool.schedule(runs::incrementAndGet, 30, MILLISECONDS);
        pool.schedule(runs::incrementAndGet, 1, HOURS);
        pool.scheduleAtFixedRate(runs::incrementAndGet, 1, 1, HOURS);
        assertThat(pool.shutdownNow()).hasSizeBetween(2, 3); // on a slow host the first may have begun
        assertThat(terminated()).isTrue();
    }

    @Test
    void shutdownNow_aSecondTime_returnsNothing() throws Exception {
        try (Occupation busy = occupyAllWorkers()) {
            pool.execute(() -> { });
            assertThat(pool.shutdownNow()).hasSize(1);
            assertThat(pool.shutdownNow()).isEmpty();
        }
        assertThat(terminated()).isTrue();
        assertThat(pool.shutdownNow()).isEmpty();
    }

    @Test
    void shutdownNow_afterShutdown_stopsWhatShutdownLetGoOn() throws Exception {
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
        ScheduledFuture<?> far = pool.schedule(() -> { }, 1, HOURS);
        pool.shutdown();
        assertThat(pool.shutdownNow()).hasSize(1);
        interrupted.pass();
        assertThat(terminated()).isTrue();
        assertThat(far.state()).isNotEqualTo(Future.State.SUCCESS);
    }

    @Test
    void shutdownNow_withACancelledTaskQueued_terminates() throws Exception {
        try (Occupation busy = occupyAllWorkers()) {
            Future<?> cancelled = pool.submit(() -> "never");
            cancelled.cancel(false);
            assertThat(pool.shutdownNow()).as("a cancelled task may or may not be listed").hasSizeLessThanOrEqualTo(1);
        }
        assertThat(terminated()).isTrue();
    }

    @Test
    void shutdownNow_fromWithinATask_terminates() throws Exception {
        Gate called = new Gate();
        AtomicInteger returned = new AtomicInteger(-1);
        pool.execute(() -> {
            returned.set(pool.shutdownNow().size());
            called.open();
        });
        called.pass();
        assertThat(terminated()).isTrue();
        assertThat(returned).as("the calling task has begun, so it is not listed").hasValue(0);
    }

    @Test
    void shutdownNow_ofAPeriodicTask_endsIt() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        CountDownLatch runs = new CountDownLatch(2);
        pool.scheduleAtFixedRate(() -> {
            inside.incrementAndGet();
            runs.countDown();
            inside.decrementAndGet();
        }, 0, 1, MILLISECONDS);
        Gate.await(runs);
        pool.shutdownNow();
        assertThat(terminated()).isTrue();
        assertThat(inside).as("runs inside after termination").hasValue(0);
    }

    /// The JDK's scheduled pool returns wrappers here; Skein returns what `execute` was given.
    @Test
    @SkeinOnly
    void shutdownNow_withExecutedTasksQueued_returnsTheVeryRunnables() throws Exception {
        Set<Runnable> given = Collections.newSetFromMap(new IdentityHashMap<>());
        AtomicInteger runs = new AtomicInteger();
        Set<Runnable> returned = Collections.newSetFromMap(new IdentityHashMap<>());
        try (Occupation busy = occupyAllWorkers()) {
            for (int i = 0; i < 300; i++) {
                Runnable task = new Runnable() { // not a lambda: each must have an identity of its own
                    @Override
                    public void run() {
                        runs.incrementAndGet();
                    }
                };
                given.add(task);
                pool.execute(task);
            }
            returned.addAll(pool.shutdownNow());
        }
        assertThat(terminated()).isTrue();
        assertThat(returned.containsAll(given)).isTrue();
        assertThat(returned).hasSize(300);
        assertThat(runs).hasValue(0);
    }

    /// Whoever waits for a task that will never run must be told so.
    @Test
    @SkeinOnly
    void shutdownNow_withFuturesPending_cancelsThemAndReleasesTheirWaiters() throws Exception {
        List<Future<String>> futures = new ArrayList<>();
        List<Background<String>> waiters = new ArrayList<>();
        try (Occupation busy = occupyAllWorkers()) {
            for (int i = 0; i < 10; i++) futures.add(pool.submit(() -> "never"));
            futures.add(pool.schedule(() -> "never", 1, HOURS));
            for (Future<String> future : futures) waiters.add(Background.start(future::get));
            for (Background<String> waiter : waiters) eventually(waiter::isWaiting);
            pool.shutdownNow();
            assertThat(futures).allMatch(Future::isCancelled);
        }
        for (Background<String> waiter : waiters) assertThatThrownBy(waiter::join).isInstanceOf(CancellationException.class);
    }

    @Test
    @SkeinOnly
    void shutdownNow_whileASubmittedTaskRuns_cancelsItsFuture() throws Exception {
        Gate started = new Gate();
        Future<String> future = pool.submit(() -> {
            started.open();
            new Gate().pass();
            return "never";
        });
        started.pass();
        pool.shutdownNow();
        assertThatThrownBy(() -> valueOf(future)).isInstanceOf(CancellationException.class);
        assertThat(terminated()).isTrue();
    }

    @Test
    void shutdownNow_ofABodyWhoseFutureWasCancelledWithoutAnInterrupt_interruptsIt() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Future<?> future = pool.submit(() -> {
            started.countDown();
            try {
                new Gate().pass();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        });
        Gate.await(started);
        assertThat(future.cancel(false)).isTrue();
        pool.shutdownNow();
        Gate.await(interrupted);
        assertThat(terminated()).isTrue();
    }
}
