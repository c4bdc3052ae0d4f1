package dev.skein.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.Skein;
import dev.skein.SkeinBuilder;
import dev.skein.api.Joining;
import dev.skein.api.Step;
import dev.skein.api.Task;
import dev.skein.api.TaskScope;
import dev.skein.task.ManagedFuture;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Futures of the runtime on which its only worker waits. What they wait for needs that worker, which nobody would find stuck in time.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ManagedFutureTest {

    private static final long PATIENCE_SECONDS = 20;

    /// A way to wait for a future.
    enum Wait {
        GET {
            @Override
            <T> T on(CompletableFuture<T> future) throws Exception {
                return future.get();
            }
        },
        TIMED_GET {
            @Override
            <T> T on(CompletableFuture<T> future) throws Exception {
                return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
        },
        JOIN {
            @Override
            <T> T on(CompletableFuture<T> future) {
                return future.join();
            }
        },
        OF_A_STAGE {
            @Override
            <T> T on(CompletableFuture<T> future) {
                return future.thenApply(value -> value).copy().join();
            }
        };

        abstract <T> T on(CompletableFuture<T> future) throws Exception;
    }

    private static Skein start() {
        return Skein.builder().name("managed").workers(1).stuckAfter(SkeinBuilder.MAX_STUCK_AFTER).start();
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @EnumSource
    void wait_forAScopeOnTheOnlyWorker_endsWithIt(Wait wait) throws Exception {
        try (Skein skein = start()) {
            Future<List<Integer>> outer = skein.submit(() -> {
                try (TaskScope<Integer, List<Integer>> scope = skein.scope(Joining.failFast())) {
                    scope.submit(() -> 1);
                    scope.submit(() -> 2);
                    return wait.on(scope.join());
                }
            });
            assertThat(get(outer)).containsExactly(1, 2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void wait_forTheViewOfATaskOnTheOnlyWorker_endsWithIt(Wait wait) throws Exception {
        try (Skein skein = start()) {
            Future<String> outer = skein.submit(() -> {
                Task<String> inner = skein.spawn(context -> Step.done("end"));
                return wait.on(inner.toCompletableFuture());
            });
            assertThat(get(outer)).isEqualTo("end");
        }
    }

    @Test
    void wait_forATaskThatFails_throwsWhatAFutureThrows() throws Exception {
        try (Skein skein = start()) {
            Future<?> outer = skein.submit(() -> {
                IllegalStateException planned = new IllegalStateException("planned");
                assertThatThrownBy(() -> failing(skein, planned).get()).isInstanceOf(ExecutionException.class).cause().isSameAs(planned);
                assertThatThrownBy(() -> failing(skein, planned).get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class).cause().isSameAs(planned);
                assertThatThrownBy(() -> failing(skein, planned).join()).isInstanceOf(CompletionException.class).cause().isSameAs(planned);
                assertThatThrownBy(() -> new ManagedFuture<String>().get(1, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            });
            get(outer);
        }
    }

    private static CompletableFuture<Object> failing(Skein skein, RuntimeException failure) {
        return skein.spawn(context -> {
            throw failure;
        }).toCompletableFuture();
    }
}
