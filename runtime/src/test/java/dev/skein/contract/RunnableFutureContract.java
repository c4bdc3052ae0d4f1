package dev.skein.contract;

import static java.util.concurrent.TimeUnit.HOURS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// `RunnableFuture` and `RunnableScheduledFuture`: given to `execute`, and as what `submit` returns, where it does.
abstract class RunnableFutureContract extends ExecutorContract {

    @Test
    void execute_aFutureTask_completesIt() throws Exception {
        FutureTask<String> task = new FutureTask<>(() -> "value");
        pool.execute(task);
        assertThat(valueOf(task)).isEqualTo("value");
    }

    @Test
    void execute_aFutureTaskThatThrows_failsIt() {
        PlannedFailure failure = new PlannedFailure("planned");
        FutureTask<String> task = new FutureTask<>(() -> { throw failure; });
        pool.execute(task);
        assertThatThrownBy(() -> valueOf(task)).isInstanceOf(ExecutionException.class).hasCause(failure);
    }

    @Test
    void execute_aCancelledFutureTask_doesNotRunItsBody() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        FutureTask<Integer> task = new FutureTask<>(runs::incrementAndGet);
        task.cancel(false);
        pool.execute(task);
        turnAllWorkers();
        assertThat(runs).hasValue(0);
    }

    @Test
    @Tag("concurrency")
    void execute_sameFutureTaskOften_runsItsBodyOnce() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        FutureTask<Integer> task = new FutureTask<>(runs::incrementAndGet);
        for (int i = 0; i < 100; i++) pool.execute(task);
        turnAllWorkers();
        assertThat(valueOf(task)).isOne();
        assertThat(runs).hasValue(1);
    }

    @Test
    void run_byAnotherThreadWhileQueued_completesTheFutureAndTheWorkerDoesNotRepeatIt() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        Future<Integer> future;
        try (Occupation busy = occupyAllWorkers()) {
            future = pool.submit(runs::incrementAndGet);
            runnable(future).run();
            assertThat(future.isDone()).isTrue();
            assertThat(future.get()).isOne();
        }
        turnAllWorkers();
        assertThat(runs).hasValue(1);
        assertThat(future.get()).isOne();
    }

    @Test
    void run_afterCancel_doesNotRunTheBody() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        try (Occupation busy = occupyAllWorkers()) {
            Future<Integer> future = pool.submit(runs::incrementAndGet);
            future.cancel(false);
            runnable(future).run();
            assertThatThrownBy(future::get).isInstanceOf(CancellationException.class);
        }
        assertThat(runs).hasValue(0);
    }

    @Test
    void run_onceDone_keepsTheValue() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        Future<Integer> future = pool.submit(runs::incrementAndGet);
        valueOf(future);
        runnable(future).run();
        assertThat(future.get()).isOne();
        assertThat(runs).hasValue(1);
    }

    @Test
    void isPeriodic_ofEachKind_saysWhetherItRepeats() {
        ScheduledFuture<?> once = pool.schedule(() -> { }, 1, HOURS);
        ScheduledFuture<?> rate = pool.scheduleAtFixedRate(() -> { }, 1, 1, HOURS);
        ScheduledFuture<?> delay = pool.scheduleWithFixedDelay(() -> { }, 1, 1, HOURS);
        assertThat(scheduled(once).isPeriodic()).isFalse();
        assertThat(scheduled(rate).isPeriodic()).isTrue();
        assertThat(scheduled(delay).isPeriodic()).isTrue();
    }

    /// The interfaces promise a Future only; that it can be run as well is an extra of some executors.
    private static RunnableFuture<?> runnable(Future<?> future) {
        assumeTrue(future instanceof RunnableFuture, "the executor's futures are not RunnableFutures");
        return (RunnableFuture<?>) future;
    }

    private static RunnableScheduledFuture<?> scheduled(ScheduledFuture<?> future) {
        assumeTrue(future instanceof RunnableScheduledFuture, "the executor's scheduled futures are not RunnableScheduledFutures");
        return (RunnableScheduledFuture<?>) future;
    }
}
