package dev.skein.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.skein.api.RecursiveTask;
import dev.skein.api.WorkerState;
import dev.skein.meta.LogCapture;
import dev.skein.task.TaskCell;
import dev.skein.worker.PoolUnderTest.Options;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Forks on real workers: who runs them, and who waits for them.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ForkJoinTest {

    static final class Fib extends RecursiveTask<Integer> {
        private final int n;

        Fib(int n) {
            this.n = n;
        }

        @Override
        protected Integer compute() {
            if (n < 2) return n;
            Fib first = new Fib(n - 1);
            first.fork();
            return new Fib(n - 2).invoke() + first.join();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void join_ofABinaryTree_givesItsSum(int workers) throws Exception {
        try (PoolUnderTest test = PoolUnderTest.start(workers)) {
            for (int i = 0; i < 20; i++) assertThat(test.call(() -> new Fib(20).invoke())).isEqualTo(6_765);
            test.awaitParked();
            assertThat(test.pool.queued()).isZero();
            assertThat(test.forksAreOver()).as("entries for forks").isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void join_ofAHundredThousandForksOfOneFrame_inAnyOrder_runsEach(int workers) throws Exception {
        try (PoolUnderTest test = PoolUnderTest.start(workers)) {
            for (int step : new int[] {1, -1, 7}) {
                AtomicInteger runs = new AtomicInteger();
                int sum = test.call(() -> {
                    int count = 100_000;
                    List<RecursiveTask<Integer>> forks = new ArrayList<>();
                    for (int i = 0; i < count; i++) forks.add(new Fork<>(runs::incrementAndGet).fork());
                    int joined = 0;
                    for (int i = 0; i < count; i++) joined += forks.get(Math.floorMod((long) i * step, count)).join() > 0 ? 1 : 0;
                    return joined;
                });
                assertThat(sum).as("step %s", step).isEqualTo(100_000);
                assertThat(runs).hasValue(100_000);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void invokeAll_ofAMillion_runsEachOnce(int workers) throws Exception {
        try (PoolUnderTest test = PoolUnderTest.start(workers)) {
            AtomicInteger runs = new AtomicInteger();
            test.call(() -> {
                List<Fork<Integer>> forks = new ArrayList<>();
                for (int i = 0; i < 1_000_000; i++) forks.add(new Fork<>(runs::incrementAndGet));
                return RecursiveTask.invokeAll(forks);
            });
            assertThat(runs).hasValue(1_000_000);
        }
    }

    // Where forks run.

    @Test
    void fork_besideAParkedWorker_isRunThereWhileItsMakerRunsOn() throws Exception {
        try (PoolUnderTest test = PoolUnderTest.start(2)) {
            for (int i = 0; i < 20; i++) {
                test.awaitParked();
                assertThat(test.call(ForkJoinTest::forkAndSpinUntilItRan)).isTrue();
            }
        }
    }

    private static boolean forkAndSpinUntilItRan() {
        AtomicReference<Thread> runner = new AtomicReference<>();
        RecursiveTask<Void> fork = Fork.of(() -> runner.set(Thread.currentThread())).fork();
        long start = System.nanoTime();
        while (runner.get() == null && System.nanoTime() - start < 5_000_000_000L) Thread.onSpinWait();
        fork.join();
        return runner.get() != Thread.currentThread();
    }

    /// A carrier of short tasks wakes nobody for a fork or two; when the task turns out to be a long one, the sentry does.
    @Test
    void fork_ofATaskAmongShortOnesThatRunsOn_isRunElsewhere() {
        try (PoolUnderTest test = PoolUnderTest.start(2)) {
            AtomicBoolean elsewhere = new AtomicBoolean();
            CountDownLatch left = new CountDownLatch(1);
            Quick.chain(test, Duration.ofMillis(30), () -> {
                elsewhere.set(forkAndSpinUntilItRan());
                left.countDown();
            });
            test.await(left, "the last task ends");
            assertThat(elsewhere).isTrue();
        }
    }

    @Test
    void join_ofAStolenFork_runsMeanwhileWhatItsThiefHasForked() throws Exception {
        try (PoolUnderTest test = PoolUnderTest.start(Options.of(2).maxSpares(0))) {
            CountDownLatch begun = new CountDownLatch(1);
            AtomicReference<Thread> helper = new AtomicReference<>();
            Thread joiner = test.call(() -> {
                RecursiveTask<Void> stolen = Fork.of(() -> {
                    RecursiveTask<Void> inner = Fork.of(() -> helper.set(Thread.currentThread())).fork();
                    begun.countDown();
                    while (!inner.isDone()) Thread.onSpinWait();
                }).fork();
                PoolUnderTest.hold(begun);
                stolen.join();
                return Thread.currentThread();
            });
            assertThat(helper.get()).isSameAs(joiner);
        }
    }

    @Test
    void join_ofAStolenFork_runsNoTaskOfAnotherKind() {
        try (LogCapture _ = new LogCapture(); PoolUnderTest test = PoolUnderTest.start(Options.of(2).maxSpares(0))) {
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch gate = new CountDownLatch(1);
            CountDownLatch ran = new CountDownLatch(1);
            AtomicBoolean ranBeforeTheEnd = new AtomicBoolean();
            AtomicReference<RecursiveTask<Void>> fork = new AtomicReference<>();
            TaskCell<Void> task = test.submit(() -> {
                fork.set(Fork.of(() -> {
                    begun.countDown();
                    PoolUnderTest.hold(gate);
                }).fork());
                PoolUnderTest.hold(begun);
                test.pool.enqueue(() -> {
                    ranBeforeTheEnd.set(!fork.get().isDone());
                    ran.countDown();
                });
                return fork.get().join();
            });
            Awaitility.await().until(() -> test.pool.workerStats().stream().anyMatch(worker -> worker.state() == WorkerState.BLOCKED));
            assertThat(task.isDone()).isFalse();
            gate.countDown();
            test.await(ran, "the task that waits behind the join");
            assertThat(ranBeforeTheEnd).isFalse();
        }
    }

    @Test
    void join_thatBlocks_letsASpareServe() throws Exception {
        try (PoolUnderTest test = PoolUnderTest.start(2)) {
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch gate = new CountDownLatch(1);
            test.call(() -> {
                RecursiveTask<Void> stolen = Fork.of(() -> {
                    begun.countDown();
                    PoolUnderTest.hold(gate);
                }).fork();
                PoolUnderTest.hold(begun);
                test.pool.enqueue(gate::countDown);
                return stolen.join();
            });
            test.awaitParked();
            Awaitility.await().untilAsserted(() -> assertThat(test.pool.detachedCarriers()).isEmpty());
            assertThat(test.forksAreOver()).as("entries for forks").isTrue();
        }
    }

    @Test
    void join_byAPlainTaskOfAForkOfAnother_waitsForIt() throws Exception {
        try (PoolUnderTest test = PoolUnderTest.start(2)) {
            CompletableFuture<RecursiveTask<Integer>> forked = new CompletableFuture<>();
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch joining = new CountDownLatch(1);
            TaskCell<Integer> maker = test.submit(() -> {
                begun.countDown();
                PoolUnderTest.hold(joining);
                RecursiveTask<Integer> fork = new Fork<>(() -> 42).fork();
                forked.complete(fork);
                return fork.join();
            });
            PoolUnderTest.hold(begun);
            TaskCell<Integer> other = test.submit(() -> {
                joining.countDown();
                return forked.get().join();
            });
            assertThat(other.get(20, TimeUnit.SECONDS)).isEqualTo(42);
            assertThat(maker.get(20, TimeUnit.SECONDS)).isEqualTo(42);
            assertThat(forked.get().join()).as("off a worker").isEqualTo(42);
        }
    }

    @Test
    void join_ofAStolenForkByItself_saysSoInsteadOfWaitingForEver() throws Exception {
        try (PoolUnderTest test = PoolUnderTest.start(2)) {
            AtomicReference<RecursiveTask<Object>> self = new AtomicReference<>();
            Object answer = test.call(() -> {
                CountDownLatch begun = new CountDownLatch(1);
                self.set(new Fork<Object>(() -> {
                    begun.countDown();
                    return catchThrowable(() -> self.get().join());
                }));
                self.get().fork();
                PoolUnderTest.hold(begun);
                return self.get().join();
            });
            assertThat((Throwable) answer).isInstanceOf(IllegalStateException.class).hasMessageContaining("beneath its joiner");
        }
    }

    /// As a continuation does that awaits what it has forked: it leaves the worker, which then runs the fork.
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void register_byATaskThatThenEnds_isWoken(int workers) {
        try (PoolUnderTest test = PoolUnderTest.start(workers)) {
            int tasks = 2_000;
            CountDownLatch woken = new CountDownLatch(tasks);
            for (int i = 0; i < tasks; i++) {
                test.pool.enqueue(() -> {
                    RecursiveTask<Integer> fork = new Fork<>(() -> 1).fork();
                    boolean registered = fork.register(() -> {
                        woken.countDown();
                        return true;
                    });
                    if (!registered) woken.countDown();
                });
            }
            test.await(woken, "each waker is called");
        }
    }
}
