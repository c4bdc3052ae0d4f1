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
import dev.skein.api.WhenFull;
import dev.skein.api.WorkerLoad;
import dev.skein.meta.Proves;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Groups of tasks: what they end with, and that no child outlives them.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ScopeTest {

    private static final Duration FOR_EVER = Duration.ofDays(1);
    private static final long PATIENCE_SECONDS = 20;

    private static Skein start(int workers) {
        return Skein.builder().name("scope").workers(workers).start();
    }

    /// Sleeps until it is cancelled, then counts itself out.
    record Endless<T>(AtomicInteger cleanedUp) implements Continuation<T> {
        @Override
        public Step<T> resume(TaskContext context) {
            return Step.sleep(FOR_EVER);
        }

        @Override
        public void cancelled() {
            cleanedUp.incrementAndGet();
        }
    }

    private static <T> Step<T> fail(String message) {
        throw new IllegalStateException(message);
    }

    @Test
    void name_ofASubmittedChildAfterItsEnd_isThatOfTheClassThatTheUserGave() {
        Callable<Integer> body = () -> 7;
        Task<Integer> child;
        try (Skein skein = start(1); TaskScope<Integer, List<Task<Integer>>> scope = skein.scope(Joining.all())) {
            child = scope.submit(body);
        }
        assertThat(child.name()).isEqualTo(body.getClass().getName());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void join_all_givesTheChildrenHoweverTheyEnded(int workers) throws Exception {
        try (Skein skein = start(workers); TaskScope<Integer, List<Task<Integer>>> scope = skein.scope(Joining.all())) {
            Task<Integer> value = scope.submit(() -> 7);
            Task<Integer> failed = scope.spawn(context -> fail("no"));
            Task<Integer> cancelled = scope.spawn(new Endless<>(new AtomicInteger()));
            cancelled.cancel(false);
            assertThat(scope.join().get()).containsExactly(value, failed, cancelled);
            assertThat(value.get()).isEqualTo(7);
            assertThatThrownBy(failed::get).hasRootCauseMessage("no");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    @Proves("G1")
    void join_firstSuccess_givesTheValueWhenTheRestIsCleanedUp(int workers) throws Exception {
        AtomicInteger cleanedUp = new AtomicInteger();
        try (Skein skein = start(workers)) {
            TaskScope<String, String> scope = skein.scope(Joining.firstSuccess());
            for (int i = 0; i < 50; i++) scope.spawn(new Endless<>(cleanedUp));
            scope.spawn(context -> fail("not this one"));
            scope.submit(() -> "this one");
            assertThat(scope.join().get()).isEqualTo("this one");
            assertThat(cleanedUp).hasValue(50);
        }
    }

    @Test
    void join_firstSuccessWithoutOne_failsAsTheFirstChildWithTheOthersSuppressed() {
        try (Skein skein = start(2)) {
            TaskScope<String, String> scope = skein.scope(Joining.firstSuccess());
            scope.spawn(context -> fail("first"));
            scope.spawn(context -> fail("second"));
            assertThatThrownBy(() -> scope.join().get()).isInstanceOf(ExecutionException.class).cause()
                    .hasMessage("first").satisfies(failure -> assertThat(failure.getSuppressed()).extracting(Throwable::getMessage).containsExactly("second"));
        }
    }

    @Test
    void join_firstSuccessWithoutChildren_fails() {
        try (Skein skein = start(1)) {
            TaskScope<String, String> scope = skein.scope(Joining.firstSuccess());
            assertThatThrownBy(() -> scope.join().get()).hasCauseInstanceOf(IllegalStateException.class).hasMessageContaining("no child");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void join_failFast_failsWithTheFirstFailureWhenTheRestIsCleanedUp(int workers) {
        AtomicInteger cleanedUp = new AtomicInteger();
        try (Skein skein = start(workers)) {
            TaskScope<String, List<String>> scope = skein.scope(Joining.failFast());
            for (int i = 0; i < 50; i++) scope.spawn(new Endless<>(cleanedUp));
            scope.spawn(context -> fail("broken"));
            assertThatThrownBy(() -> scope.join().get()).hasRootCauseMessage("broken");
            assertThat(cleanedUp).hasValue(50);
        }
    }

    @Test
    void join_failFastWithAnError_failsWithThatError() {
        try (Skein skein = start(1)) {
            TaskScope<String, List<String>> scope = skein.scope(Joining.failFast());
            scope.spawn(context -> {
                throw new StackOverflowError("deep");
            });
            assertThatThrownBy(() -> scope.join().get()).hasCauseInstanceOf(StackOverflowError.class);
        }
    }

    @Test
    void join_failFastWithoutFailure_givesTheValuesInOrder() throws Exception {
        try (Skein skein = start(2)) {
            TaskScope<Integer, List<Integer>> scope = skein.scope(Joining.failFast());
            for (int i = 0; i < 100; i++) {
                int value = i;
                scope.submit(() -> value);
            }
            assertThat(scope.join().get()).hasSize(100).isSorted().startsWith(0).endsWith(99);
        }
    }

    @Test
    void join_ofAnEmptyScope_completesAtOnce() {
        try (Skein skein = start(1)) {
            assertThat(skein.scope(Joining.<Integer>all()).join()).isCompletedWithValue(List.of());
        }
    }

    @Test
    void join_awaitedByAContinuationOnTheOnlyWorker_doesNotHoldIt() throws Exception {
        try (Skein skein = start(1)) {
            Task<Integer> sum = skein.spawn(new Continuation<>() {
                private TaskScope<Integer, List<Integer>> parts;

                @Override
                public Step<Integer> resume(TaskContext context) {
                    if (parts == null) {
                        parts = skein.scope(Joining.failFast());
                        for (int i = 1; i <= 10; i++) {
                            int part = i;
                            parts.submit(() -> part);
                        }
                        return Step.await(parts.join());
                    }
                    return Step.done(parts.join().resultNow().stream().mapToInt(Integer::intValue).sum());
                }
            });
            assertThat(sum.get()).isEqualTo(55);
        }
    }

    @Test
    void spawn_ofNull_isRefusedAndTheScopeStillEnds() throws Exception {
        try (Skein skein = start(1)) {
            TaskScope<Integer, List<Task<Integer>>> scope = skein.scope(Joining.all());
            assertThatThrownBy(() -> scope.spawn(null)).isInstanceOf(NullPointerException.class).hasMessage("child");
            assertThatThrownBy(() -> scope.submit(null)).isInstanceOf(NullPointerException.class).hasMessage("child");
            assertThat(scope.join().get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEmpty();
        }
    }

    /// The carrier cleans up while the cancelling thread has not come to ask yet: a waker of the child's holds it up.
    @Test
    @Proves("G1")
    void join_childLeavesBeforeItIsAskedWhetherItDecides_waitsForTheAnswer() {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicBoolean endedBefore = new AtomicBoolean();
        try (Skein skein = start(1)) {
            TaskScope<Object, List<Object>> scope = skein.scope(Joining.failFast());
            Task<Object> child = scope.spawn(context -> {
                begun.countDown();
                while (!context.isCancelled()) Thread.onSpinWait();
                return Step.again();
            });
            CompletableFuture<List<Object>> end = scope.join();
            Awaitility.await().until(() -> begun.getCount() == 0);
            assertThat(child.register(() -> {
                Awaitility.await().until(() -> skein.stats().cancelled() == 1);
                endedBefore.set(end.isDone());
                return true;
            })).isTrue();
            assertThat(child.cancel(false)).isTrue();
            assertThat(endedBefore).as("the end of the group came before the answer").isFalse();
            assertThatThrownBy(() -> end.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isInstanceOf(CancellationException.class);
        }
    }

    @Test
    void spawn_afterJoin_isRefused() {
        try (Skein skein = start(1)) {
            TaskScope<Integer, List<Task<Integer>>> scope = skein.scope(Joining.all());
            var _ = scope.join();
            assertThatThrownBy(() -> scope.submit(() -> 1)).isInstanceOf(IllegalStateException.class).hasMessageContaining("before join()");
        }
    }

    @Test
    void spawn_afterShutdown_isRejectedAndTheScopeStillEnds() {
        Skein skein = start(1);
        TaskScope<Integer, List<Task<Integer>>> scope = skein.scope(Joining.all());
        skein.close();
        assertThatThrownBy(() -> scope.submit(() -> 1)).isInstanceOf(RejectedExecutionException.class);
        assertThat(scope.join()).isCompletedWithValue(List.of());
    }

    /// A child stands in its scope before the runtime lets it in. Where it never does, a cancel of the scope may have counted the child out by half.
    @Test
    @Proves("G1")
    void spawn_refusedAfterACancel_leavesTheOthersToBeWaitedFor() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicBoolean end = new AtomicBoolean();
        CompletableFuture<Throwable> refusal = new CompletableFuture<>();
        try (Skein skein = Skein.builder().name("scope").workers(1).queueLimit(1).whenFull(WhenFull.BLOCK).start(); AutoCloseable ends = () -> end.set(true)) {
            TaskScope<Integer, List<Task<Integer>>> scope = skein.scope(Joining.all());
            scope.submit(() -> {
                begun.countDown();
                while (!end.get()) Thread.onSpinWait();
                return 1;
            });
            begun.await();
            skein.execute(() -> { });
            Thread late = Thread.ofPlatform().daemon(true).start(() -> {
                try {
                    scope.submit(() -> 2);
                } catch (Throwable refused) {
                    refusal.complete(refused);
                }
            });
            Awaitility.await().until(() -> late.getState() == Thread.State.TIMED_WAITING);
            scope.cancel();
            skein.shutdown();
            assertThat(refusal.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isInstanceOf(RejectedExecutionException.class);
            CompletableFuture<List<Task<Integer>>> joined = scope.join();
            assertThat(joined).as("the first child is inside still").isNotDone();
            end.set(true);
            assertThat(joined.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).singleElement().matches(Task::isCancelled);
        }
    }

    @Test
    @Proves("G2")
    void spawn_whileTheRestIsCancelled_leavesNoChildRunning() throws Exception {
        Random random = new Random(17);
        try (Skein skein = start(2)) {
            for (int round = 0; round < 500; round++) {
                TaskScope<Object, List<Task<Object>>> scope = skein.scope(Joining.all());
                int spin = random.nextInt(2_000);
                Thread canceller = Thread.ofPlatform().start(() -> {
                    for (int i = 0; i < spin; i++) Thread.onSpinWait();
                    scope.cancel();
                });
                List<Task<Object>> children = new ArrayList<>();
                for (int i = 0; i < 20; i++) children.add(scope.spawn(new Endless<>(new AtomicInteger())));
                canceller.join();
                scope.join().get();
                assertThat(children).allMatch(Task::isCancelled);
            }
        }
    }

    @Test
    void spawn_ofAChildWithAFootprint_isDeclaredUntilItEnds() {
        try (Skein skein = Skein.builder().workers(2).policy((previous, now) -> List.of()).footprintBudget(1_000).start()) {
            TaskScope<Object, List<Task<Object>>> scope = skein.scope(Joining.all());
            scope.spawn(new Large());
            scope.spawn(new Large());
            Awaitility.await().untilAsserted(() -> assertThat(footprints(skein)).as("one on each worker").containsExactly(700L, 700L));
            scope.close();
            skein.execute(() -> { });                      // the balancer may be asleep
            Awaitility.await().until(() -> footprints(skein).stream().allMatch(bytes -> bytes == 0));
        }
    }

    private static List<Long> footprints(Skein skein) {
        return skein.load().map(load -> load.workers().stream().map(WorkerLoad::footprintBytes).toList()).orElse(List.of());
    }

    private record Large() implements Continuation<Object> {
        @Override
        public Step<Object> resume(TaskContext context) {
            return Step.sleep(FOR_EVER);
        }

        @Override
        public long footprintBytes() {
            return 700;
        }
    }

    @Test
    void cancel_ofAScopeThatFailsFast_failsItsJoinAsCancelled() {
        try (Skein skein = start(2)) {
            TaskScope<Object, List<Object>> scope = skein.scope(Joining.failFast());
            scope.spawn(new Endless<>(new AtomicInteger()));
            scope.cancel();
            assertThatThrownBy(() -> scope.join().join()).isInstanceOf(CancellationException.class);
        }
    }

    @Test
    void decides_thatThrows_leavesTheEndOfTheChildAlone() throws Exception {
        Joining<Integer, Integer> broken = new Joining<>() {
            @Override
            public boolean decides(Task<Integer> ended) {
                throw new IllegalStateException("broken");
            }

            @Override
            public Integer result(List<Task<Integer>> children, Task<Integer> decider) {
                return children.size();
            }
        };
        CompletableFuture<Throwable> handled = new CompletableFuture<>();
        try (Skein skein = Skein.builder().workers(1).uncaughtExceptionHandler((thread, failure) -> handled.complete(failure)).start()) {
            TaskScope<Integer, Integer> scope = skein.scope(broken);
            assertThat(scope.submit(() -> 1).get()).isEqualTo(1);
            assertThat(scope.join().get()).isEqualTo(1);
            Awaitility.await().untilAsserted(() -> assertThat(skein.stats().completed()).isEqualTo(1));
            assertThat(handled.get()).hasMessage("broken");
        }
    }
}
