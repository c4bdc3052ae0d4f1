package dev.skein.continuation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Skein;
import dev.skein.api.Awaitable;
import dev.skein.api.Continuation;
import dev.skein.api.Step;
import dev.skein.api.Task;
import dev.skein.api.TaskContext;
import dev.skein.api.Waker;
import dev.skein.meta.Proves;
import dev.skein.meta.Repeat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Wakes that meet the suspension, each other, the limit, or nobody any more.
@Tag("concurrency")
class WakeRaceTest {

    private static final int WAKERS = 3;

    /// Threads that wake each wait of a task as soon as it is registered, all at once.
    private static final class Hasty implements Awaitable {
        final AtomicReference<Waker> registered = new AtomicReference<>();
        final AtomicInteger wakes = new AtomicInteger();
        volatile boolean ended;

        @Override
        public boolean register(Waker waker) {
            registered.set(waker);
            return true;
        }

        void wakeAll() {
            Waker last = null;
            while (!ended) {
                Waker now = registered.get();
                if (now != null && now != last) {
                    if (now.wake()) wakes.incrementAndGet();
                    last = now;
                }
                Thread.onSpinWait();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    @Proves({"T2", "T6"})
    void await_wokenByManyAtOnce_goesOnOnceForEachWait(int workers) throws Exception {
        int waits = Repeat.times(3_000);
        Hasty event = new Hasty();
        List<Thread> wakers = new ArrayList<>();
        for (int i = 0; i < WAKERS; i++) wakers.add(Thread.ofPlatform().daemon().start(event::wakeAll));
        try (Skein skein = Skein.builder().workers(workers).start()) {
            int[] runs = new int[1];
            Task<Integer> task = skein.spawn(context -> runs[0]++ < waits ? Step.await(event) : Step.done(runs[0] - 1));
            assertThat(task.get(HeldWorkers.PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(waits);
        } finally {
            event.ended = true;
            for (Thread waker : wakers) waker.join();
        }
        assertThat(event.wakes).as("wakes that said the task comes because of them").hasValue(waits);
    }

    /// Each wait has a stage of its own, which is completed about when the limit comes, and then a sleep, which a late completion
    /// must not end.
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    @Proves("T6")
    void stage_completedAboutWhenTheLimitComes_endsNoLaterSleep(int workers) throws Exception {
        AtomicReference<CompletableFuture<Object>> current = new AtomicReference<>();
        Thread completer = Thread.ofPlatform().daemon().start(() -> {
            CompletableFuture<Object> last = null;
            while (!Thread.currentThread().isInterrupted()) {
                CompletableFuture<Object> now = current.get();
                if (now == null || now == last) continue;
                long start = System.nanoTime();
                while (System.nanoTime() - start < LateSleeper.LIMIT_NANOS + start % 60_000) Thread.onSpinWait();
                now.complete("about now");
                last = now;
            }
        });
        try (Skein skein = Skein.builder().workers(workers).start()) {
            LateSleeper body = new LateSleeper(current);
            assertThat(skein.spawn(body).get(2 * HeldWorkers.PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo("slept well");
            assertThat(body.timeouts).as("waits that their limit ended, of %s", LateSleeper.WAITS).isPositive();
        } finally {
            completer.interrupt();
            completer.join();
        }
    }

    private static final class LateSleeper implements Continuation<String> {
        static final int WAITS = Repeat.times(1_000);
        static final long LIMIT_NANOS = 60_000;
        private static final long SLEEP_NANOS = 150_000;

        private final AtomicReference<CompletableFuture<Object>> current;
        private CompletableFuture<Object> awaited;
        private int waits;
        private long sleepsSince;
        private int timeouts;

        LateSleeper(AtomicReference<CompletableFuture<Object>> current) {
            this.current = current;
        }

        @Override
        public Step<String> resume(TaskContext context) {
            if (awaited != null) {
                if (context.timedOut()) timeouts++;
                else if (!awaited.isDone()) return Step.done("wait " + waits + " ended by nothing");
                awaited = null;
                sleepsSince = System.nanoTime();
                return Step.sleep(Duration.ofNanos(SLEEP_NANOS));
            }
            if (waits > 0) {
                long slept = System.nanoTime() - sleepsSince;
                if (slept < SLEEP_NANOS) return Step.done("sleep " + waits + " lasted " + slept + " ns only");
            }
            if (++waits > WAITS) return Step.done("slept well");
            awaited = new CompletableFuture<>();
            current.set(awaited);
            return Step.await(awaited, Duration.ofNanos(LIMIT_NANOS));
        }
    }

    /// What the body wrote before each wait it reads after it, whichever thread woke it and whichever runs it.
    @Test
    @Proves("T3")
    void captured_acrossWaitsThatMoveTheTask_isSeenByTheNextRun() throws Exception {
        int waits = Repeat.times(5_000);
        try (Skein skein = Skein.builder().workers(2).start()) {
            long[] written = new long[16];
            int[] runs = new int[1];
            Task<Integer> task = skein.spawn(context -> {
                for (long each : written) if (each != runs[0]) throw new AssertionError("run " + runs[0] + " sees what run " + each + " wrote");
                runs[0]++;
                Arrays.fill(written, runs[0]);
                if (runs[0] == waits) return Step.done(runs[0]);
                CompletableFuture<Object> event = new CompletableFuture<>();
                skein.execute(() -> event.complete("elsewhere"));
                return runs[0] % 2 == 0 ? Step.await(event) : Step.moveTo(1 - context.worker());
            });
            assertThat(task.get(HeldWorkers.PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(waits);
        }
    }
}
