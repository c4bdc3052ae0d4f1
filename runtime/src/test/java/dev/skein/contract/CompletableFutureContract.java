package dev.skein.contract;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The executor under the JDK's `CompletableFuture`.
abstract class CompletableFutureContract extends ExecutorContract {

    @Test
    void supplyAsync_value_completesWithIt() throws Exception {
        assertThat(valueOf(CompletableFuture.supplyAsync(() -> "value", pool))).isEqualTo("value");
    }

    @Test
    void runAsync_runnable_runsItOnce() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        valueOf(CompletableFuture.runAsync(runs::incrementAndGet, pool));
        assertThat(runs).hasValue(1);
    }

    @Test
    void supplyAsync_failure_isTheCause() {
        PlannedFailure failure = new PlannedFailure("planned");
        CompletableFuture<String> future = CompletableFuture.supplyAsync(() -> { throw failure; }, pool);
        assertThatThrownBy(() -> valueOf(future)).isInstanceOf(ExecutionException.class).hasCause(failure);
    }

    @Test
    void thenApplyAsync_chain_appliesEachStageInOrder() throws Exception {
        CompletableFuture<String> future = CompletableFuture.supplyAsync(() -> "a", pool);
        for (char next = 'b'; next <= 'z'; next++) {
            char letter = next;
            future = future.thenApplyAsync(before -> before + letter, pool);
        }
        assertThat(valueOf(future)).isEqualTo("abcdefghijklmnopqrstuvwxyz");
    }

    @Test
    void thenApplyAsync_onACompletedFuture_runsOnAThreadOfTheExecutor() throws Exception {
        Thread here = Thread.currentThread();
        CompletableFuture<Thread> future = CompletableFuture.completedFuture(1).thenApplyAsync(one -> Thread.currentThread(), pool);
        assertThat(valueOf(future)).isNotSameAs(here);
    }

    @Test
    void thenCombineAsync_twoValues_combinesThem() throws Exception {
        CompletableFuture<Integer> six = CompletableFuture.supplyAsync(() -> 6, pool);
        CompletableFuture<Integer> seven = CompletableFuture.supplyAsync(() -> 7, pool);
        CompletableFuture<Integer> product = six.thenCombineAsync(seven, (a, b) -> a * b, pool);
        assertThat(valueOf(product)).isEqualTo(42);
    }

    @Test
    void thenComposeAsync_stagesOfTheSameExecutor_doNotWaitForEachOther() throws Exception {
        CompletableFuture<Integer> future = CompletableFuture.completedFuture(0);
        for (int i = 0; i < 100; i++) {
            future = future.thenComposeAsync(n -> CompletableFuture.supplyAsync(() -> n + 1, pool), pool);
        }
        assertThat(valueOf(future)).isEqualTo(100);
    }

    @Test
    void exceptionally_afterAFailure_givesTheSubstitute() throws Exception {
        CompletableFuture<String> future = CompletableFuture
                .<String>supplyAsync(() -> { throw new PlannedFailure("planned"); }, pool)
                .thenApplyAsync(value -> "skipped", pool)
                .exceptionallyAsync(thrown -> "instead of " + thrown.getCause().getMessage(), pool)
                .thenApplyAsync(value -> value + "!", pool);
        assertThat(valueOf(future)).isEqualTo("instead of planned!");
    }

    @Test
    void handleAsync_afterAnError_seesIt() throws Exception {
        CompletableFuture<Boolean> future = CompletableFuture
                .supplyAsync(() -> { throw new AssertionError("planned"); }, pool)
                .handleAsync((value, thrown) -> thrown.getCause() instanceof AssertionError, pool);
        assertThat(valueOf(future)).isTrue();
    }

    @Test
    @Tag("concurrency")
    void allOf_manyTasks_completesAfterTheLast() throws Exception {
        int tasks = repeated(1_000);
        AtomicInteger runs = new AtomicInteger();
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < tasks; i++) all.add(CompletableFuture.runAsync(runs::incrementAndGet, pool));
        valueOf(CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)));
        assertThat(runs).hasValue(tasks);
    }

    @Test
    void anyOf_oneEnds_completesWithItsValue() throws Exception {
        CompletableFuture<String> never = new CompletableFuture<>();
        CompletableFuture<String> quick = CompletableFuture.supplyAsync(() -> "quick", pool);
        assertThat(valueOf(CompletableFuture.anyOf(never, quick))).isEqualTo("quick");
    }

    @Test
    void delayedExecutor_onTopOfTheExecutor_runsAfterTheDelay() throws Exception {
        long startNanos = System.nanoTime();
        Executor delayed = CompletableFuture.delayedExecutor(30, MILLISECONDS, pool);
        long ranNanos = valueOf(CompletableFuture.supplyAsync(System::nanoTime, delayed));
        assertThat(ranNanos - startNanos).isGreaterThanOrEqualTo(MILLISECONDS.toNanos(30));
    }

    @Test
    @Tag("concurrency")
    void thenCombineAsync_treeOfAThousandLeaves_sumsUp() throws Exception {
        assertThat(valueOf(sum(1, 1_024))).isEqualTo(1_024 * 1_025 / 2);
    }

    private CompletableFuture<Integer> sum(int from, int to) {
        if (from == to) return CompletableFuture.supplyAsync(() -> from, pool);
        int middle = (from + to) / 2;
        return sum(from, middle).thenCombineAsync(sum(middle + 1, to), Integer::sum, pool);
    }

    @Test
    void supplyAsync_afterShutdown_isRejectedAtTheCaller() {
        pool.shutdown();
        assertThatThrownBy(() -> CompletableFuture.supplyAsync(() -> "late", pool))
                .isInstanceOf(java.util.concurrent.RejectedExecutionException.class);
    }
}
