package dev.skein.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Skein;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a task sets on its thread, or has there, beside the interrupt flag and the context class loader: what others see of it.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LeftOnTheThreadTest {

    private static final ScopedValue<String> USER = ScopedValue.newInstance();

    private static <T> T get(Future<T> future) throws Exception {
        return future.get(20, TimeUnit.SECONDS);
    }

    @Test
    void uncaughtExceptionHandler_thatATaskSets_isNotToldOfOthers() throws Exception {
        CompletableFuture<String> told = new CompletableFuture<>();
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> told.complete("the default one, of " + failure.getMessage()));
        try (Skein skein = Skein.builder().workers(1).start()) {
            get(skein.submit(() -> Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> told.complete("that of another task"))));
            skein.execute(() -> {
                throw new IllegalStateException("planned");
            });
            assertThat(get(told)).isEqualTo("the default one, of planned");
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
    }

    @Test
    void scopedValue_ofTheSubmitter_isNotBoundInTheTask() throws Exception {
        try (Skein skein = Skein.builder().workers(1).start()) {
            Future<Boolean> task = ScopedValue.where(USER, "alice").call(() -> skein.submit(USER::isBound));
            assertThat(get(task)).isFalse();
            assertThat(get(skein.submit(() -> ScopedValue.where(USER, "alice").call(USER::get)))).isEqualTo("alice");
            assertThat(get(skein.submit(USER::isBound))).as("by the task after it").isFalse();
        }
    }

    /// It cannot be taken off the thread; docs/migrating.md says so.
    @Test
    void scopedValue_ofATaskThatWaits_isBoundInATaskRunWithinIt() throws Exception {
        try (Skein skein = Skein.builder().workers(1).maxSpares(0).start()) {
            Future<Boolean> outer = skein.submit(() -> ScopedValue.where(USER, "alice").call(() -> skein.submit(USER::isBound).get()));
            assertThat(get(outer)).isTrue();
        }
    }
}
