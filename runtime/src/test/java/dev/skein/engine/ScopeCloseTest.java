package dev.skein.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.Skein;
import dev.skein.api.Continuation;
import dev.skein.api.Joining;
import dev.skein.api.Step;
import dev.skein.api.Task;
import dev.skein.api.TaskContext;
import dev.skein.api.TaskScope;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The end of a group by `close`: what it waits for, and where it is refused.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ScopeCloseTest {

    private static final Duration FOR_EVER = Duration.ofDays(1);
    private static final long PATIENCE_SECONDS = 20;

    private static Skein start(int workers) {
        return Skein.builder().name("scope").workers(workers).start();
    }

    @Test
    void close_withChildrenThatHaveNotEnded_cancelsThemAndWaitsForTheirCleanup() {
        AtomicInteger cleanedUp = new AtomicInteger();
        try (Skein skein = start(2)) {
            try (TaskScope<Object, List<Task<Object>>> scope = skein.scope(Joining.all())) {
                for (int i = 0; i < 100; i++) scope.spawn(new ScopeTest.Endless<>(cleanedUp));
            }
            assertThat(cleanedUp).hasValue(100);
        }
    }

    @Test
    void close_onTheOnlyWorker_waitsInAManagedBlock() throws Exception {
        AtomicInteger cleanedUp = new AtomicInteger();
        try (Skein skein = start(1)) {
            assertThat(skein.submit(() -> {
                try (TaskScope<Object, List<Task<Object>>> scope = skein.scope(Joining.all())) {
                    for (int i = 0; i < 10; i++) scope.spawn(new ScopeTest.Endless<>(cleanedUp));
                }
                return cleanedUp.get();
            }).get()).isEqualTo(10);
        }
    }

    @Test
    void close_interrupted_waitsAllTheSameAndKeepsTheFlag() throws Exception {
        CountDownLatch cleanupBegun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CompletableFuture<Boolean> flag = new CompletableFuture<>();
        try (Skein skein = start(1)) {
            TaskScope<Object, List<Task<Object>>> scope = skein.scope(Joining.all());
            Task<Object> child = scope.spawn(new Continuation<>() {
                @Override
                public Step<Object> resume(TaskContext context) {
                    return Step.sleep(FOR_EVER);
                }

                @Override
                public void cancelled() {
                    cleanupBegun.countDown();
                    while (goOn.getCount() > 0) Thread.onSpinWait();
                }
            });
            Thread closer = Thread.ofPlatform().start(() -> {
                scope.close();
                flag.complete(Thread.currentThread().isInterrupted());
            });
            cleanupBegun.await();
            closer.interrupt();
            assertThat(child.isDone()).isTrue();
            assertThat(flag).isNotDone();
            goOn.countDown();
            assertThat(flag.get()).isTrue();
        }
    }

    @Test
    void close_onAChildOfTheScope_isRefused() throws Exception {
        try (Skein skein = start(2)) {
            TaskScope<Object, List<Task<Object>>> scope = skein.scope(Joining.all());
            Task<Object> spawned = scope.spawn(context -> {
                scope.close();
                return Step.done("closed");
            });
            Task<Object> submitted = scope.submit(() -> {
                scope.close();
                return "closed";
            });
            for (Task<Object> child : List.of(spawned, submitted)) {
                assertThatThrownBy(() -> child.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).cause().isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("wait for itself").hasMessageContaining("cancel()");
            }
            assertThat(scope.join().get(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("nothing is closed by the attempt").containsExactly(spawned, submitted);
        }
    }

    /// Closes the scope in its cleanup, and keeps what is thrown there.
    private static final class ClosesInItsCleanup implements Continuation<Object> {
        final CountDownLatch inside = new CountDownLatch(1);
        final CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        private final TaskScope<Object, ?> scope;
        private final boolean spins;

        ClosesInItsCleanup(TaskScope<Object, ?> scope, boolean spins) {
            this.scope = scope;
            this.spins = spins;
        }

        @Override
        public Step<Object> resume(TaskContext context) {
            inside.countDown();
            while (spins && !context.isCancelled()) Thread.onSpinWait();
            return Step.sleep(FOR_EVER);
        }

        @Override
        public void cancelled() {
            try {
                scope.close();
                thrown.complete(null);
            } catch (Throwable refused) {
                thrown.complete(refused);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void close_inTheCleanupOfAChild_isRefused(boolean bodyIsInside) throws Exception {
        try (Skein skein = start(1)) {
            TaskScope<Object, List<Task<Object>>> scope = skein.scope(Joining.all());
            ClosesInItsCleanup body = new ClosesInItsCleanup(scope, bodyIsInside);
            Task<Object> child = scope.spawn(body);
            body.inside.await();
            child.cancel(false);
            assertThat(body.thrown.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isInstanceOf(IllegalStateException.class).hasMessageContaining("wait for itself");
            assertThat(scope.join().get(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("it ends").containsExactly(child);
            scope.close();
        }
    }

    @Test
    void close_whereAChildIsAskedWhetherItDecides_isRefused() throws Exception {
        CompletableFuture<TaskScope<Object, List<Task<Object>>>> scope = new CompletableFuture<>();
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Joining<Object, List<Task<Object>>> closes = new Joining<>() {
            @Override
            public boolean decides(Task<Object> ended) {
                try {
                    scope.join().close();
                    thrown.complete(null);
                } catch (Throwable refused) {
                    thrown.complete(refused);
                }
                return false;
            }

            @Override
            public List<Task<Object>> result(List<Task<Object>> children, Task<Object> decider) {
                return children;
            }
        };
        try (Skein skein = start(1)) {
            scope.complete(skein.scope(closes));
            Task<Object> child = scope.join().submit(() -> 7);
            assertThat(thrown.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isInstanceOf(IllegalStateException.class).hasMessageContaining("wait for itself");
            assertThat(scope.join().join().get(PATIENCE_SECONDS, TimeUnit.SECONDS)).containsExactly(child);
        }
    }

    @Test
    void close_onAChildOfAnotherScope_isAllowed() throws Exception {
        AtomicInteger cleanedUp = new AtomicInteger();
        try (Skein skein = start(1); TaskScope<Integer, List<Integer>> outer = skein.scope(Joining.failFast())) {
            outer.submit(() -> {
                try (TaskScope<Object, List<Task<Object>>> inner = skein.scope(Joining.all())) {
                    inner.spawn(new ScopeTest.Endless<>(cleanedUp));
                }
                return cleanedUp.get();
            });
            assertThat(outer.join().get(PATIENCE_SECONDS, TimeUnit.SECONDS)).containsExactly(1);
        }
    }
}
