package dev.skein.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Skein;
import dev.skein.SkeinBuilder;
import dev.skein.api.Continuation;
import dev.skein.api.Mailbox;
import dev.skein.api.Step;
import dev.skein.api.Task;
import dev.skein.api.TaskContext;
import dev.skein.api.WhenFull;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Tasks that wake while the queues are at their limit.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class QueueLimitWakesTest {

    /// What ends the wait of a task that was accepted long ago.
    enum Woken { BY_STAGE, BY_MESSAGE, BY_TASK, BY_TIMER, BY_LIMIT, BY_CANCEL }

    /// A task that waits, and counts its ends.
    private record Waiter(Step<Integer> first, AtomicInteger goesOn, AtomicInteger cleanups) implements Continuation<Integer> {
        @Override
        public Step<Integer> resume(TaskContext context) {
            return goesOn.getAndIncrement() == 0 ? first : Step.done(7);
        }

        @Override
        public void cancelled() {
            cleanups.incrementAndGet();
        }
    }

    /// Only what is new is limited: whoever wakes a task is not refused, nor made to wait, with whole queues of those that wake.
    @ParameterizedTest
    @EnumSource(WhenFull.class)
    void continuation_thatWakesAtTheLimit_isNeverRefused(WhenFull whenFull) throws Exception {
        int each = 5;
        AtomicInteger cleanups = new AtomicInteger();
        try (Skein skein = Skein.builder().name("limited").workers(1).queueLimit(1).whenFull(whenFull).stuckAfter(SkeinBuilder.MAX_STUCK_AFTER).start()) {
            CompletableFuture<Integer> stage = new CompletableFuture<>();
            Mailbox<Integer> mailbox = new Mailbox<>();
            Task<Integer> awaited = spawnOne(skein, new Waiter(Step.await(stage), new AtomicInteger(), cleanups), 1);
            List<Task<Integer>> waiting = new ArrayList<>();
            for (Woken woken : Woken.values()) {
                for (int i = 0; i < each; i++) {
                    Step<Integer> wait = switch (woken) {
                        case BY_STAGE -> Step.await(stage);
                        case BY_TIMER -> Step.sleep(Duration.ofSeconds(1));
                        case BY_LIMIT -> Step.await(new CompletableFuture<>(), Duration.ofSeconds(1));
                        case BY_MESSAGE -> Step.await(mailbox);
                        case BY_TASK -> Step.await(awaited);
                        case BY_CANCEL -> Step.await(new CompletableFuture<>());
                    };
                    waiting.add(spawnOne(skein, new Waiter(wait, new AtomicInteger(), cleanups), waiting.size() + 2));
                }
            }
            CountDownLatch inside = new CountDownLatch(1);
            CountDownLatch gate = new CountDownLatch(1);
            skein.submit(() -> {
                inside.countDown();
                return gate.await(40, TimeUnit.SECONDS);
            });
            assertThat(inside.await(20, TimeUnit.SECONDS)).isTrue();
            skein.execute(() -> { });
            stage.complete(1);
            for (int i = 0; i < each; i++) mailbox.send(i);
            for (Task<Integer> last : waiting.subList(waiting.size() - each, waiting.size())) assertThat(last.cancel(false)).isTrue();
            // All but those that wait for the task which waits itself for the stage.
            int woken = 1 + (Woken.values().length - 1) * each;
            Awaitility.await().until(() -> skein.stats().queued() == 1 + woken);
            assertThat(skein.stats().rejected()).isZero();
            gate.countDown();
            for (Task<Integer> one : waiting.subList(0, waiting.size() - each)) assertThat(one.get(20, TimeUnit.SECONDS)).isEqualTo(7);
        }
        assertThat(cleanups).hasValue(each);
    }

    /// Within the limit, and waits until it is suspended.
    private static Task<Integer> spawnOne(Skein skein, Waiter body, int suspended) {
        Task<Integer> task = skein.spawn(body);
        Awaitility.await().pollInterval(Duration.ofMillis(1)).until(() -> skein.stats().suspended() == suspended);
        return task;
    }
}
