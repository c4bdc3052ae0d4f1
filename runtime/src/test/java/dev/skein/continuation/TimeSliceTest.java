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
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tasks that never end by themselves leave room for others.
class TimeSliceTest {

    private static final Duration SLICE = Duration.ofMillis(10);

    private static Step<Object> endlessly(TaskContext context, AtomicLong rounds) {
        while (!context.shouldYield()) Thread.onSpinWait();
        rounds.incrementAndGet();
        return Step.again();
    }

    /// How long a short task waits is counted in slices that end meanwhile: a machine that others load takes the CPU away for any time, but
    /// no slice ends then. Only the median is held to the clock.
    @Test
    void endlessTasksOnTheOnlyWorker_letShortOnesFromOutsideThrough() throws Exception {
        try (Skein skein = Skein.builder().workers(1).pinning(Pinning.NONE).timeSlice(SLICE).start()) {
            AtomicLong slices = new AtomicLong();
            List<Task<Object>> endless = List.of(skein.spawn(context -> endlessly(context, slices)), skein.spawn(context -> endlessly(context, slices)));
            long[] latencies = new long[200];
            long[] slicesBefore = new long[latencies.length];
            for (int i = 0; i < latencies.length; i++) {
                long sent = System.nanoTime();
                long slicesThen = slices.get();
                slicesBefore[i] = skein.submit(slices::get).get(HeldWorkers.PATIENCE_SECONDS, TimeUnit.SECONDS) - slicesThen;
                latencies[i] = System.nanoTime() - sent;
            }
            endless.forEach(each -> each.cancel(false));
            Arrays.sort(latencies);
            Arrays.sort(slicesBefore);
            assertThat(slicesBefore[197]).as("p99 of slices that ended before a short one began; most %s", slicesBefore[199]).isLessThan(5);
            assertThat(Duration.ofNanos(latencies[100])).as("median").isLessThan(SLICE.multipliedBy(5));
        }
    }

    @Test
    void endlessTasksOnTheOnlyWorker_takeTurns() {
        try (Skein skein = Skein.builder().workers(1).pinning(Pinning.NONE).timeSlice(Duration.ofMillis(1)).start()) {
            AtomicLong first = new AtomicLong();
            AtomicLong second = new AtomicLong();
            List<Task<Object>> endless = List.of(skein.spawn(context -> endlessly(context, first)), skein.spawn(context -> endlessly(context, second)));
            HeldWorkers.awaitSoon(() -> first.get() + second.get() >= 50);
            endless.forEach(each -> each.cancel(false));
            assertThat(Math.abs(first.get() - second.get())).as("slices that one is ahead").isLessThanOrEqualTo(2);
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
}
