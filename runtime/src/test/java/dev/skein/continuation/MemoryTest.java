package dev.skein.continuation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Skein;
import dev.skein.api.Step;
import dev.skein.api.Task;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What is left of tasks that have ended.
class MemoryTest {

    private static long usedBytes() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    @Test
    void cancel_ofAHundredThousandSleepers_leavesTheHeapAsItWas() {
        leavesTheHeapAsItWas(100_000);
    }

    @Test
    @Tag("long")
    void cancel_ofAMillionSleepers_leavesTheHeapAsItWas() {
        leavesTheHeapAsItWas(1_000_000);
    }

    /// A sleeper takes some 200 bytes while it sleeps, so a tenth of them left behind would show in both.
    private static void leavesTheHeapAsItWas(int count) {
        try (Skein skein = Skein.builder().workers(2).start()) {
            sleepAndCancel(skein, 1_000);          // what is made once
            long before = usedBytes();
            sleepAndCancel(skein, count);
            Awaitility.await().untilAsserted(() -> assertThat(usedBytes()).isLessThanOrEqualTo(Math.max(before + before / 5, before + count * 20L)));
            assertThat(skein.stats().suspended()).isZero();
        }
    }

    private static void sleepAndCancel(Skein skein, int count) {
        Task<?>[] tasks = new Task<?>[count];
        for (int i = 0; i < count; i++) tasks[i] = skein.spawn(context -> Step.sleep(Duration.ofHours(1)));
        HeldWorkers.awaitSoon(() -> skein.stats().suspended() == count);
        for (Task<?> task : tasks) task.cancel(false);
        HeldWorkers.awaitSoon(() -> skein.stats().quiet());
    }

    @Test
    void cancelledWaiter_whoseStageLivesOn_isCollectable() {
        CompletableFuture<Object> stage = new CompletableFuture<>();
        try (Skein skein = Skein.builder().workers(1).start()) {
            WeakReference<Object> task = cancelledWaiter(skein, stage);
            Awaitility.await().untilAsserted(() -> {
                System.gc();
                assertThat(task.get()).isNull();
            });
            assertThat(stage).isNotDone();
        }
    }

    private static WeakReference<Object> cancelledWaiter(Skein skein, CompletableFuture<Object> stage) {
        Task<Object> task = skein.spawn(context -> Step.await(stage, Duration.ofHours(1)));
        HeldWorkers.awaitSoon(() -> skein.stats().suspended() == 1);
        task.cancel(false);
        HeldWorkers.awaitSoon(() -> skein.stats().quiet());
        return new WeakReference<>(task);
    }

    /// A task that waits for another with a limit, again and again, piles nothing up with it.
    @Test
    void awaitTask_withALimitAgainAndAgain_leavesTheHeapAsItWas() throws Exception {
        try (Skein skein = Skein.builder().workers(1).start()) {
            Task<Object> awaited = skein.spawn(context -> Step.sleep(Duration.ofHours(1)));
            int[] waits = new int[1];
            Task<Long> waiter = skein.spawn(context -> {
                if (waits[0] == 1_000) before = usedBytes();
                return waits[0]++ == 50_000 ? Step.done(usedBytes()) : Step.await(awaited, Duration.ofNanos(1));
            });
            long after = waiter.get(2 * HeldWorkers.PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(after).as("%s waits", waits[0]).isLessThanOrEqualTo(before + (1 << 20));
            awaited.cancel(false);
        }
    }

    private long before;
}
