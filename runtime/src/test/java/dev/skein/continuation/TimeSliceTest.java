package dev.skein.continuation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Skein;
import dev.skein.api.Step;
import dev.skein.api.Task;
import dev.skein.api.TaskContext;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Tasks that run until they are told to yield.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TimeSliceTest {

    private static boolean isToldToYield(TaskContext context) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (!context.shouldYield()) {
            if (System.nanoTime() - deadline > 0) return false;
            Thread.onSpinWait();
        }
        return true;
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
}
