package dev.skein.continuation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.Skein;
import dev.skein.api.SkeinStats;
import dev.skein.api.Step;
import dev.skein.api.Task;
import dev.skein.meta.Proves;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a runtime counts of tasks that suspend.
class StatsTest {

    private final Skein skein = Skein.builder().name("stats").workers(2).start();

    @AfterEach
    void close() {
        skein.close();
        assertThat(skein.stats().quiet()).isTrue();
        assertThat(skein.stats().suspended()).isZero();
    }

    @Test
    void suspended_whileTasksAwaitAndSleep_isTheirNumber() {
        CompletableFuture<String> event = new CompletableFuture<>();
        List<Task<String>> tasks = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            boolean sleeps = i % 2 == 0;
            tasks.add(skein.spawn(context -> event.isDone() ? Step.done("") : sleeps ? Step.sleep(Duration.ofHours(1)) : Step.await(event)));
        }
        assertThat(skein.stats().quiet()).isFalse();
        HeldWorkers.awaitSoon(() -> skein.stats().suspended() == 1_000);
        assertThat(skein.stats().running()).isZero();
        assertThat(skein.stats().queued()).isZero();
        event.complete("now");
        HeldWorkers.awaitSoon(() -> skein.stats().suspended() == 500);
        HeldWorkers.awaitSoon(() -> skein.stats().completed() == 500);
        for (int i = 0; i < 1_000; i += 2) assertThat(tasks.get(i).cancel(i % 4 == 0)).isTrue();
        HeldWorkers.awaitSoon(() -> skein.stats().cancelled() == 500);
        assertThat(skein.stats().suspended()).isZero();
    }

    @Test
    void suspended_ofAPeriodicTask_isOneHoweverOftenItRan() {
        AtomicInteger runs = new AtomicInteger();
        Future<?> periodic = skein.scheduleAtFixedRate(runs::incrementAndGet, 0, 100, TimeUnit.MICROSECONDS);
        HeldWorkers.awaitSoon(() -> runs.get() >= 50);
        periodic.cancel(false);
        HeldWorkers.awaitSoon(() -> skein.stats().quiet());
        assertThat(skein.stats().suspended()).isZero();
    }

    @Test
    @Proves("B1")
    void books_ofTasksOfEachEnd_balance() {
        CountDownLatch ended = new CountDownLatch(300);
        for (int i = 0; i < 300; i++) {
            int kind = i % 3;
            int[] runs = new int[1];
            Task<String> task = skein.spawn(context -> {
                if (++runs[0] < 3) return Step.again();
                if (kind == 0) return Step.done("");
                if (kind == 1) throw new IllegalStateException("planned");
                return Step.sleep(Duration.ofHours(1));
            });
            task.toCompletableFuture().whenComplete((value, failure) -> ended.countDown());
            if (kind == 2) skein.execute(() -> task.cancel(false));
        }
        HeldWorkers.await(ended);
        HeldWorkers.awaitSoon(() -> skein.stats().quiet());
        SkeinStats stats = skein.stats();
        assertThat(stats.completed()).isEqualTo(200);
        assertThat(stats.failed()).isEqualTo(100);
        assertThat(stats.cancelled()).isEqualTo(100);
        assertThat(stats.submitted()).isEqualTo(400);
    }

    @Test
    void spawn_afterShutdown_isRejectedAndCounted() {
        skein.shutdown();
        assertThatThrownBy(() -> skein.spawn(context -> Step.done(null))).isInstanceOf(RejectedExecutionException.class)
                .hasMessageContaining("skein stats");
        assertThatThrownBy(() -> skein.spawn(context -> Step.done(null), 1)).isInstanceOf(RejectedExecutionException.class);
        assertThat(skein.stats().rejected()).isEqualTo(2);
    }

    @Test
    void spawn_ofNull_isRefused() {
        assertThatThrownBy(() -> skein.spawn(null)).isInstanceOf(NullPointerException.class);
        assertThat(skein.stats().submitted()).isZero();
    }
}
