package dev.skein.contract;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `Future.cancel`: before the start, while running, afterwards, twice, and in a race.
abstract class CancelContract extends ExecutorContract {

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void cancel_beforeStart_taskNeverRuns(boolean mayInterrupt) throws Exception {
        AtomicInteger runs = new AtomicInteger();
        try (Occupation busy = occupyAllWorkers()) {
            Future<?> future = pool.submit((Runnable) runs::incrementAndGet);
            assertThat(future.cancel(mayInterrupt)).isTrue();
            assertThat(future.isCancelled()).isTrue();
        }
        turnAllWorkers();
        assertThat(runs).hasValue(0);
    }

    @Test
    void cancel_beforeStart_getThrowsCancellationException() throws Exception {
        try (Occupation busy = occupyAllWorkers()) {
            Future<?> future = pool.submit(() -> "never");
            future.cancel(false);
            assertThatThrownBy(future::get).isInstanceOf(CancellationException.class);
        }
    }

    @Test
    void cancel_ofOneQueuedTask_leavesItsNeighboursAlone() throws Exception {
        List<Future<Integer>> futures = new ArrayList<>();
        try (Occupation busy = occupyAllWorkers()) {
            for (int i = 0; i < 100; i++) {
                int value = i;
                futures.add(pool.submit(() -> value));
            }
            for (int i = 0; i < 100; i += 2) futures.get(i).cancel(true);
        }
        for (int i = 1; i < 100; i += 2) assertThat(valueOf(futures.get(i))).isEqualTo(i);
        for (int i = 0; i < 100; i += 2) assertThat(futures.get(i).isCancelled()).isTrue();
    }

    @Test
    void cancel_ofManyQueuedTasks_noneRuns() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        try (Occupation busy = occupyAllWorkers()) {
            List<Future<?>> futures = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) futures.add(pool.submit((Runnable) runs::incrementAndGet));
            for (Future<?> future : futures) future.cancel(false);
        }
        turnAllWorkers();
        assertThat(runs).hasValue(0);
    }

    @Test
    void cancelFalse_whileRunning_letsTheBodyEndUninterrupted() throws Exception {
        Gate started = new Gate();
        Gate gate = new Gate();
        AtomicBoolean interrupted = new AtomicBoolean();
        Gate ended = new Gate();
        Future<?> future = pool.submit(() -> {
            started.open();
            gate.passIgnoringInterrupts();
            interrupted.set(Thread.currentThread().isInterrupted());
            ended.open();
        });
        started.pass();
        assertThat(future.cancel(false)).isTrue();
        assertThat(future.isCancelled()).isTrue();
        assertThatThrownBy(() -> future.get(1, MILLISECONDS)).isInstanceOf(CancellationException.class);
        assertThat(ended.isOpen()).as("body still inside").isFalse();
        gate.open();
        ended.pass();
        assertThat(interrupted).isFalse();
    }

    @Test
    void cancelTrue_whileBlocked_interruptsTheBody() throws Exception {
        Gate started = new Gate();
        Gate interrupted = new Gate();
        Future<?> future = pool.submit(() -> {
            started.open();
            try {
                new Gate().pass();
            } catch (InterruptedException e) {
                interrupted.open();
            }
        });
        started.pass();
        assertThat(future.cancel(true)).isTrue();
        interrupted.pass();
        assertThat(future.isCancelled()).isTrue();
    }

    @Test
    void cancelTrue_whileComputing_setsTheFlagOfTheBody() throws Exception {
        Gate started = new Gate();
        Gate sawFlag = new Gate();
        Future<?> future = pool.submit(() -> {
            started.open();
            long deadlineNanos = System.nanoTime() + MILLISECONDS.toNanos(1_000 * Gate.PATIENCE_SECONDS);
            while (!Thread.currentThread().isInterrupted() && System.nanoTime() < deadlineNanos) Thread.onSpinWait();
            if (Thread.currentThread().isInterrupted()) sawFlag.open();
        });
        started.pass();
        future.cancel(true);
        sawFlag.pass();
    }

    @Test
    void cancelTrue_whenTheBodyGoesOnAndReturns_staysCancelled() throws Exception {
        Gate started = new Gate();
        Gate gate = new Gate();
        Future<String> future = pool.submit(() -> {
            started.open();
            gate.passIgnoringInterrupts();
            return "too late";
        });
        started.pass();
        future.cancel(true);
        gate.open();
        turnAllWorkers();
        assertThat(future.state()).isEqualTo(Future.State.CANCELLED);
        assertThatThrownBy(() -> valueOf(future)).isInstanceOf(CancellationException.class);
    }

    @Test
    void cancelTrue_whenTheBodyThenThrows_staysCancelled() throws Exception {
        Gate started = new Gate();
        Future<?> future = pool.submit(() -> {
            started.open();
            new Gate().pass();
            return null;
        });
        started.pass();
        future.cancel(true);
        turnAllWorkers();
        assertThat(future.state()).isEqualTo(Future.State.CANCELLED);
        assertThatThrownBy(() -> valueOf(future)).isInstanceOf(CancellationException.class);
    }

    @Test
    void cancel_fromWithinTheTask_isCancelledAndTheBodyGoesOn() throws Exception {
        List<Future<String>> self = new ArrayList<>();
        Gate known = new Gate();
        Gate ended = new Gate();
        AtomicBoolean accepted = new AtomicBoolean();
        self.add(pool.submit(() -> {
            known.pass();
            accepted.set(self.getFirst().cancel(false));
            ended.open();
            return "unseen";
        }));
        known.open();
        ended.pass();
        assertThat(accepted).isTrue();
        assertThatThrownBy(() -> valueOf(self.getFirst())).isInstanceOf(CancellationException.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void cancel_afterSuccess_returnsFalseAndKeepsTheValue(boolean mayInterrupt) throws Exception {
        Future<String> future = pool.submit(() -> "value");
        valueOf(future);
        assertThat(future.cancel(mayInterrupt)).isFalse();
        assertThat(future.isCancelled()).isFalse();
        assertThat(future.get()).isEqualTo("value");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void cancel_afterFailure_returnsFalseAndKeepsTheException(boolean mayInterrupt) throws Exception {
        PlannedFailure failure = new PlannedFailure("planned");
        Future<?> future = pool.submit(() -> { throw failure; });
        eventually(future::isDone);
        assertThat(future.cancel(mayInterrupt)).isFalse();
        assertThat(future.isCancelled()).isFalse();
        assertThat(future.exceptionNow()).isSameAs(failure);
    }

    /// The javadoc leaves the second answer open ("no effect if already cancelled"): only the state is looked at.
    @Test
    void cancel_aSecondTime_changesNothing() throws Exception {
        try (Occupation busy = occupyAllWorkers()) {
            Future<?> future = pool.submit(() -> "never");
            assertThat(future.cancel(false)).isTrue();
            future.cancel(true);
            assertThat(future.state()).isEqualTo(Future.State.CANCELLED);
        }
    }

    @Test
    void cancelTrue_afterCancelFalse_doesNotInterruptTheRunningBody() throws Exception {
        Gate started = new Gate();
        Gate gate = new Gate();
        AtomicBoolean interrupted = new AtomicBoolean();
        Gate ended = new Gate();
        Future<?> future = pool.submit(() -> {
            started.open();
            gate.passIgnoringInterrupts();
            interrupted.set(Thread.currentThread().isInterrupted());
            ended.open();
        });
        started.pass();
        future.cancel(false);
        future.cancel(true); // no effect: already cancelled
        gate.open();
        ended.pass();
        assertThat(interrupted).isFalse();
    }

    @Test
    @Tag("concurrency")
    void cancel_fromManyThreads_atLeastOneReturnsTrue() throws Exception {
        int rounds = repeated(100);
        for (int i = 0; i < rounds; i++) {
            AtomicInteger accepted = new AtomicInteger();
            try (Occupation busy = occupyAllWorkers()) {
                Future<?> future = pool.submit(() -> "never");
                Background.race(3, thread -> {
                    if (future.cancel(thread % 2 == 0)) accepted.incrementAndGet();
                });
                assertThat(future.isCancelled()).isTrue();
            }
            assertThat(accepted.get()).isBetween(1, 3);
        }
    }

    /// One canceller against the worker: the answer of cancel, the state and what get gives must tell one story.
    @Test
    @Tag("concurrency")
    void cancel_racingWithTheRun_leavesOneOutcome() throws Exception {
        int rounds = repeated(3_000);
        AtomicInteger bodies = new AtomicInteger();
        for (int i = 0; i < rounds; i++) {
            int spins = i % 200;
            int bodiesBefore = bodies.get();
            Future<String> future = pool.submit(() -> {
                bodies.incrementAndGet();
                return "value";
            });
            for (int k = 0; k < spins; k++) Thread.onSpinWait();
            boolean accepted = future.cancel(i % 2 == 0);
            if (accepted) {
                assertThat(future.state()).isEqualTo(Future.State.CANCELLED);
                assertThat(catchThrowable(future::get)).isInstanceOf(CancellationException.class);
                roundTrip();
            } else {
                assertThat(future.get()).isEqualTo("value");
                assertThat(bodies.get()).isEqualTo(bodiesBefore + 1);
            }
            turnIfSeveral();
            assertThat(bodies.get() - bodiesBefore).as("runs of one body").isBetween(0, 1);
        }
    }

    /// With one worker a round trip is enough to know that the task before it has left.
    private void turnIfSeveral() throws InterruptedException {
        if (workers > 1) turnAllWorkers();
    }

    /// A cancelled task stays an accepted one: the executor must not terminate while its body is inside.
    @Test
    void awaitTermination_whileACancelledBodyIsInside_returnsFalse() throws Exception {
        Gate started = new Gate();
        Gate gate = new Gate();
        Future<?> future = pool.submit(() -> {
            started.open();
            gate.passIgnoringInterrupts();
        });
        started.pass();
        future.cancel(true);
        pool.shutdown();
        assertThat(pool.awaitTermination(30, MILLISECONDS)).isFalse();
        assertThat(pool.isTerminated()).isFalse();
        gate.open();
        assertThat(pool.awaitTermination(Gate.PATIENCE_SECONDS, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void cancel_ofAllTasks_leavesTheExecutorUsable() throws Exception {
        List<Future<?>> futures = new ArrayList<>();
        CountDownLatch started = new CountDownLatch(workers);
        for (int i = 0; i < 4 * workers; i++) {
            futures.add(pool.submit(() -> {
                started.countDown();
                new Gate().pass();
                return null;
            }));
        }
        Gate.await(started);
        for (Future<?> future : futures) future.cancel(true);
        assertThat(valueOf(pool.submit(() -> "alive"))).isEqualTo("alive");
        for (Future<?> future : futures) {
            assertThat(catchThrowable(future::get)).isInstanceOf(CancellationException.class).isNotInstanceOf(ExecutionException.class);
        }
    }
}
