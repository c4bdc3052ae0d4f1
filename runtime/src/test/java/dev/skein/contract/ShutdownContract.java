package dev.skein.contract;

import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// `shutdown`, `isShutdown`, `isTerminated`, `awaitTermination`, and the refusal of what comes later.
abstract class ShutdownContract extends ExecutorContract {

    /// Every way to hand work to an executor.
    enum Entrance {
        EXECUTE {
            @Override
            void use(ScheduledExecutorService pool, Runnable task) {
                pool.execute(task);
            }
        },
        SUBMIT_RUNNABLE {
            @Override
            void use(ScheduledExecutorService pool, Runnable task) {
                pool.submit(task);
            }
        },
        SUBMIT_RUNNABLE_WITH_RESULT {
            @Override
            void use(ScheduledExecutorService pool, Runnable task) {
                pool.submit(task, "result");
            }
        },
        SUBMIT_CALLABLE {
            @Override
            void use(ScheduledExecutorService pool, Runnable task) {
                pool.submit(callable(task));
            }
        },
        INVOKE_ALL {
            @Override
            void use(ScheduledExecutorService pool, Runnable task) throws Exception {
                pool.invokeAll(List.of(callable(task)));
            }
        },
        INVOKE_ANY {
            @Override
            void use(ScheduledExecutorService pool, Runnable task) throws Exception {
                pool.invokeAny(List.of(callable(task)));
            }
        },
        SCHEDULE_RUNNABLE {
            @Override
            void use(ScheduledExecutorService pool, Runnable task) {
                pool.schedule(task, 1, MILLISECONDS);
            }
        },
        SCHEDULE_CALLABLE {
            @Override
            void use(ScheduledExecutorService pool, Runnable task) {
                pool.schedule(callable(task), 1, MILLISECONDS);
            }
        },
        FIXED_RATE {
            @Override
            void use(ScheduledExecutorService pool, Runnable task) {
                pool.scheduleAtFixedRate(task, 1, 1, MILLISECONDS);
            }
        },
        FIXED_DELAY {
            @Override
            void use(ScheduledExecutorService pool, Runnable task) {
                pool.scheduleWithFixedDelay(task, 1, 1, MILLISECONDS);
            }
        };

        abstract void use(ScheduledExecutorService pool, Runnable task) throws Exception;

        private static Callable<String> callable(Runnable task) {
            return () -> {
                task.run();
                return "value";
            };
        }
    }

    private boolean terminated() throws InterruptedException {
        return pool.awaitTermination(Gate.PATIENCE_SECONDS, SECONDS);
    }

    @ParameterizedTest
    @EnumSource(Entrance.class)
    void submission_afterShutdown_isRejectedWithAMessage(Entrance entrance) throws Exception {
        AtomicInteger runs = new AtomicInteger();
        pool.shutdown();
        Throwable thrown = catchThrowable(() -> entrance.use(pool, runs::incrementAndGet));
        assertThat(thrown).isInstanceOf(RejectedExecutionException.class);
        assertThat(thrown.getMessage()).isNotBlank();
        assertThat(terminated()).isTrue();
        assertThat(runs).hasValue(0);
    }

    @ParameterizedTest
    @EnumSource(Entrance.class)
    void submission_whileShutdownWaitsForATask_isRejected(Entrance entrance) throws Exception {
        Gate gate = new Gate();
        pool.execute(gate::passIgnoringInterrupts);
        pool.shutdown();
        AtomicInteger runs = new AtomicInteger();
        assertThatThrownBy(() -> entrance.use(pool, runs::incrementAndGet)).isInstanceOf(RejectedExecutionException.class);
        gate.open();
        assertThat(terminated()).isTrue();
        assertThat(runs).hasValue(0);
    }

    @ParameterizedTest
    @EnumSource(Entrance.class)
    void submission_byATaskAfterShutdown_isRejected(Entrance entrance) throws Exception {
        Gate gate = new Gate();
        Future<Throwable> seen = pool.submit(() -> {
            gate.passIgnoringInterrupts();
            return catchThrowable(() -> entrance.use(pool, () -> { }));
        });
        pool.shutdown();
        gate.open();
        assertThat(valueOf(seen)).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void queries_beforeShutdown_sayNo() throws Exception {
        roundTrip();
        assertThat(pool.isShutdown()).isFalse();
        assertThat(pool.isTerminated()).isFalse();
        assertThat(pool.awaitTermination(5, MILLISECONDS)).isFalse();
    }

    @Test
    void shutdown_ofAnUnusedExecutor_terminates() throws Exception {
        pool.shutdown();
        assertThat(pool.isShutdown()).isTrue();
        assertThat(terminated()).isTrue();
        assertThat(pool.isTerminated()).isTrue();
    }

    @Test
    void shutdown_whileATaskRuns_isNotTerminatedUntilItEnds() throws Exception {
        Gate gate = new Gate();
        AtomicInteger interrupts = new AtomicInteger();
        Gate started = new Gate();
        pool.execute(() -> {
            started.open();
            gate.passIgnoringInterrupts();
            if (Thread.interrupted()) interrupts.incrementAndGet();
        });
        started.pass();
        pool.shutdown();
        assertThat(pool.isShutdown()).isTrue();
        assertThat(pool.isTerminated()).isFalse();
        assertThat(pool.awaitTermination(20, MILLISECONDS)).isFalse();
        gate.open();
        assertThat(terminated()).isTrue();
        assertThat(pool.isTerminated()).isTrue();
        assertThat(interrupts).as("shutdown interrupts nobody who runs").hasValue(0);
    }

    @Test
    void shutdown_withTasksQueued_runsThemAll() throws Exception {
        int tasks = 1_000;
        AtomicInteger runs = new AtomicInteger();
        List<Future<?>> futures = new ArrayList<>();
        try (Occupation busy = occupyAllWorkers()) {
            for (int i = 0; i < tasks; i++) {
                pool.execute(runs::incrementAndGet);
                futures.add(pool.submit((Runnable) runs::incrementAndGet));
            }
            pool.shutdown();
            assertThat(runs).hasValue(0);
        }
        assertThat(terminated()).isTrue();
        assertThat(runs).hasValue(2 * tasks);
        assertThat(futures).allMatch(future -> future.state() == Future.State.SUCCESS);
    }

    @Test
    void shutdown_withDelayedTasks_runsThemAtTheirTime() throws Exception {
        long startNanos = System.nanoTime();
        ScheduledFuture<Long> future = pool.schedule(System::nanoTime, 60, MILLISECONDS);
        pool.shutdown();
        assertThat(pool.isTerminated()).isFalse();
        assertThat(valueOf(future) - startNanos).isGreaterThanOrEqualTo(MILLISECONDS.toNanos(60));
        assertThat(terminated()).isTrue();
    }

    @Test
    void shutdown_whenADelayedTaskIsThenCancelled_doesNotWaitForIt() throws Exception {
        ScheduledFuture<?> future = pool.schedule(() -> { }, 1, HOURS);
        pool.shutdown();
        assertThat(pool.awaitTermination(10, MILLISECONDS)).isFalse();
        future.cancel(false);
        assertThat(terminated()).isTrue();
    }

    @Test
    void shutdown_withATaskCancelledBefore_doesNotWaitForIt() throws Exception {
        pool.schedule(() -> { }, 1, HOURS).cancel(false);
        pool.shutdown();
        assertThat(terminated()).isTrue();
    }

    @Test
    void shutdown_withPeriodicTasksWaiting_endsAndCancelsThem() throws Exception {
        ScheduledFuture<?> rate = pool.scheduleAtFixedRate(() -> { }, 1, 1, HOURS);
        ScheduledFuture<?> delay = pool.scheduleWithFixedDelay(() -> { }, 1, 1, HOURS);
        pool.shutdown();
        assertThat(terminated()).isTrue();
        assertThatThrownBy(() -> valueOf(rate)).isInstanceOf(CancellationException.class);
        assertThatThrownBy(() -> valueOf(delay)).isInstanceOf(CancellationException.class);
    }

    @Test
    void shutdown_whileAPeriodicTaskRuns_letsThatRunEndAndNoOtherFollow() throws Exception {
        Gate started = new Gate();
        Gate gate = new Gate();
        AtomicInteger ended = new AtomicInteger();
        ScheduledFuture<?> future = pool.scheduleAtFixedRate(() -> {
            started.open();
            gate.passIgnoringInterrupts();
            ended.incrementAndGet();
        }, 0, 1, MILLISECONDS);
        started.pass();
        pool.shutdown();
        gate.open();
        assertThat(terminated()).isTrue();
        assertThat(ended).hasValue(1);
        assertThat(future.isCancelled()).isTrue();
    }

    @Test
    void shutdown_twice_hasNoFurtherEffect() throws Exception {
        Gate gate = new Gate();
        Future<String> future = pool.submit(() -> {
            gate.passIgnoringInterrupts();
            return "value";
        });
        pool.shutdown();
        pool.shutdown();
        gate.open();
        assertThat(valueOf(future)).isEqualTo("value");
        assertThat(terminated()).isTrue();
        pool.shutdown();
        assertThat(pool.isTerminated()).isTrue();
    }

    @Test
    void shutdown_fromWithinATask_letsItEndAndTerminates() throws Exception {
        Future<String> future = pool.submit(() -> {
            pool.shutdown();
            return Thread.currentThread().isInterrupted() ? "interrupted" : "value";
        });
        assertThat(valueOf(future)).isEqualTo("value");
        assertThat(terminated()).isTrue();
    }

    @Test
    void awaitTermination_whenInterrupted_throwsInterruptedException() throws Exception {
        Gate gate = new Gate();
        pool.execute(gate::passIgnoringInterrupts);
        pool.shutdown();
        Background<Boolean> waiter = Background.start(() -> {
            assertThatThrownBy(() -> pool.awaitTermination(1, DAYS)).isInstanceOf(InterruptedException.class);
            return Thread.currentThread().isInterrupted();
        });
        eventually(waiter::isWaiting);
        waiter.thread().interrupt();
        assertThat(waiter.join()).as("flag after the exception").isFalse();
        gate.open();
        assertThat(terminated()).isTrue();
    }

    @Test
    void awaitTermination_withTheLongestTime_returnsOnceTerminated() throws Exception {
        Gate gate = new Gate();
        pool.execute(gate::passIgnoringInterrupts);
        List<Background<Boolean>> waiters = new ArrayList<>();
        for (int i = 0; i < 5; i++) waiters.add(Background.start(() -> pool.awaitTermination(Long.MAX_VALUE, DAYS)));
        for (Background<Boolean> waiter : waiters) eventually(waiter::isWaiting);
        pool.shutdown();
        gate.open();
        for (Background<Boolean> waiter : waiters) assertThat(waiter.join()).isTrue();
    }

    @Test
    void awaitTermination_withNoTime_answersAtOnce() throws Exception {
        Gate gate = new Gate();
        pool.execute(gate::passIgnoringInterrupts);
        pool.shutdown();
        assertThat(pool.awaitTermination(0, SECONDS)).isFalse();
        assertThat(pool.awaitTermination(-1, SECONDS)).isFalse();
        gate.open();
        assertThat(terminated()).isTrue();
        assertThat(pool.awaitTermination(0, SECONDS)).isTrue();
    }

    @Test
    void awaitTermination_afterIt_seesWhatTheTasksWrote() throws Exception {
        int[] plain = new int[64];
        for (int i = 0; i < plain.length; i++) {
            int index = i;
            pool.execute(() -> plain[index] = index + 1);
        }
        pool.shutdown();
        assertThat(terminated()).isTrue();
        for (int i = 0; i < plain.length; i++) assertThat(plain[i]).isEqualTo(i + 1);
    }
}
