package dev.skein.continuation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Skein;
import dev.skein.api.Pinning;
import dev.skein.api.Step;
import dev.skein.api.Task;
import dev.skein.api.TaskContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tasks that never end by themselves leave room for others.
class TimeSliceTest {

    private static final Duration SLICE = Duration.ofMillis(5);

    private static Step<Object> endlessly(TaskContext context, AtomicLong rounds) {
        while (!context.shouldYield()) Thread.onSpinWait();
        rounds.incrementAndGet();
        return Step.again();
    }

    private static boolean isToldToYield(TaskContext context) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (!context.shouldYield()) {
            if (System.nanoTime() - deadline > 0) return false;
            Thread.onSpinWait();
        }
        return true;
    }

    /// Counts slices and not milliseconds, so a machine that others load does not matter: between the moment when a short task is sent and its
    /// start so many slices of the endless ones may end.
    @Test
    void endlessTasksOnTheOnlyWorker_letShortOnesFromOutsideThrough() throws Exception {
        try (Skein skein = Skein.builder().workers(1).pinning(Pinning.NONE).timeSlice(SLICE).start()) {
            AtomicLong first = new AtomicLong();
            AtomicLong second = new AtomicLong();
            Task<Object> endless = skein.spawn(context -> endlessly(context, first));
            Task<Object> another = skein.spawn(context -> endlessly(context, second));
            long[] slicesWaited = new long[200];
            for (int i = 0; i < slicesWaited.length; i++) {
                long before = first.get() + second.get();
                long atStart = skein.submit(() -> first.get() + second.get()).get(HeldWorkers.PATIENCE_SECONDS, TimeUnit.SECONDS);
                slicesWaited[i] = atStart - before;
            }
            endless.cancel(false);
            another.cancel(false);
            Arrays.sort(slicesWaited);
            assertThat(slicesWaited[197]).as("p99; median %s, most %s", slicesWaited[100], slicesWaited[199]).isLessThanOrEqualTo(5);
            assertThat(first).as("slices of the first").hasPositiveValue();
            assertThat(second).as("slices of the second").hasPositiveValue();
        }
    }

    @Test
    void endlessTasksOnTheOnlyWorker_letABurstOfShortOnesThrough() throws Exception {
        try (Skein skein = Skein.builder().workers(1).pinning(Pinning.NONE).timeSlice(Duration.ofMillis(1)).start()) {
            AtomicLong slices = new AtomicLong();
            List<Task<Object>> endless = List.of(skein.spawn(context -> endlessly(context, slices)), skein.spawn(context -> endlessly(context, slices)));
            List<Future<Integer>> burst = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) burst.add(skein.submit(() -> 1));
            for (Future<Integer> each : burst) assertThat(each.get(HeldWorkers.PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(1);
            endless.forEach(each -> each.cancel(false));
        }
    }

    /// An endless task waits for all that was sent during its slice, not for the first of them only. Now and then a slice ends while they are sent.
    @Test
    void endlessTaskOnTheOnlyWorker_whoseSliceIsOver_letsAllThroughThatCameMeanwhile() throws Exception {
        int rounds = 20;
        int together = 0;
        try (Skein skein = Skein.builder().workers(1).pinning(Pinning.NONE).timeSlice(Duration.ofMillis(10)).start()) {
            AtomicLong slices = new AtomicLong();
            Task<Object> endless = skein.spawn(context -> endlessly(context, slices));
            for (int round = 0; round < rounds; round++) {
                List<Future<Long>> sent = new ArrayList<>();
                for (int i = 0; i < 50; i++) sent.add(skein.submit(slices::get));
                long first = sent.getFirst().get(HeldWorkers.PATIENCE_SECONDS, TimeUnit.SECONDS);
                long last = sent.getLast().get(HeldWorkers.PATIENCE_SECONDS, TimeUnit.SECONDS);
                if (last == first) together++;
            }
            endless.cancel(false);
        }
        assertThat(together).as("rounds in which all ran between the same two slices").isGreaterThan(rounds / 2);
    }

    @ParameterizedTest
    @ValueSource(longs = {100_000, 1_000_000, 50_000_000})
    void shouldYield_ofATaskAlone_turnsTrueWhenItsSliceIsOver(long sliceNanos) throws Exception {
        try (Skein skein = Skein.builder().workers(1).timeSlice(Duration.ofNanos(sliceNanos)).start()) {
            for (int round = 0; round < 5; round++) {
                long sent = System.nanoTime();
                Task<Long> task = skein.spawn(context -> {
                    while (!context.shouldYield()) Thread.onSpinWait();
                    return Step.done(System.nanoTime());
                });
                long ended = task.get(HeldWorkers.PATIENCE_SECONDS, TimeUnit.SECONDS);
                assertThat(ended - sent).as("round %s: it began no earlier than it was sent", round).isGreaterThanOrEqualTo(sliceNanos);
            }
        }
    }

    @Test
    void shouldYield_inARunAfterOthersWereAskedToYield_isFalse() throws Exception {
        try (Skein skein = Skein.builder().workers(1).timeSlice(Duration.ofSeconds(10)).start()) {
            for (int round = 0; round < 1_000; round++) {
                Task<Boolean> next = skein.spawn(context -> Step.done(context.shouldYield()));
                next.requestMove(0);           // may come before the run, within it or after it
                next.get(HeldWorkers.PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
            assertThat(skein.spawn(context -> Step.done(context.shouldYield())).get(HeldWorkers.PATIENCE_SECONDS, TimeUnit.SECONDS)).isFalse();
        }
    }

    @Test
    void shouldYield_inARunThatLasts_turnsTrueInEachRunAnew() throws Exception {
        try (Skein skein = Skein.builder().workers(1).start()) {
            int[] runs = new int[1];
            Task<Boolean> task = skein.spawn(context -> {
                if (context.shouldYield() || !isToldToYield(context)) return Step.done(false);
                return ++runs[0] < 3 ? Step.again() : Step.done(true);
            });
            assertThat(task.get(HeldWorkers.PATIENCE_SECONDS, TimeUnit.SECONDS)).as("after %s runs", runs[0]).isTrue();
        }
    }

    /// Its worker has gone to a spare, which is busy, before the slice is over.
    @Test
    void shouldYield_afterABlockThatCostTheCarrierItsWorker_turnsTrueToo() throws Exception {
        try (Skein skein = Skein.builder().workers(1).timeSlice(Duration.ofMillis(200)).start()) {
            Task<Boolean> task = skein.spawn(context -> {
                HeldWorkers held = Skein.blocking(() -> HeldWorkers.allOf(skein));
                try (held) {
                    return Step.done(isToldToYield(context));
                }
            });
            assertThat(task.get(HeldWorkers.PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        }
    }

    /// Its worker has gone to a spare, which has nothing more to do and sleeps long before the slice is over.
    @Test
    void shouldYield_afterABlockThatCostTheCarrierItsWorkerToASpareThatSleeps_turnsTrueToo() throws Exception {
        try (Skein skein = Skein.builder().workers(1).timeSlice(Duration.ofMillis(200)).start()) {
            Task<Boolean> task = skein.spawn(context -> {
                CountDownLatch served = new CountDownLatch(1);
                Skein.blocking(() -> {
                    skein.execute(served::countDown);
                    HeldWorkers.await(served);
                    return null;
                });
                return Step.done(isToldToYield(context));
            });
            assertThat(task.get(HeldWorkers.PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        }
    }
}
