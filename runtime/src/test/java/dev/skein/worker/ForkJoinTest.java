package dev.skein.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.skein.api.RecursiveTask;
import dev.skein.api.WorkerState;
import dev.skein.load.WorkerCounters;
import dev.skein.meta.LogCapture;
import dev.skein.meta.Proves;
import dev.skein.meta.Repeat;
import dev.skein.meta.Seeds;
import dev.skein.task.TaskCell;
import dev.skein.worker.PoolUnderTest.Options;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Forks on real workers: who runs them, who waits for them, and what becomes of those that nobody joins.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ForkJoinTest {

    private static final class Fib extends RecursiveTask<Integer> {
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
            assertBooked(test);
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
            assertBooked(test);
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

    // Forks that nobody joins.

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    @Proves({"J5", "J6"})
    void fork_notJoined_isRunBeforeThePoolIsQuiet(int workers) {
        try (PoolUnderTest test = PoolUnderTest.start(workers)) {
            for (int round = 0; round < Repeat.times(50); round++) {
                AtomicInteger ran = new AtomicInteger();
                test.pool.enqueue(() -> forkTree(8, ran));
                Awaitility.await().pollInterval(Duration.ofMillis(1)).until(() -> ran.get() == (1 << 9) - 1);
                Awaitility.await().pollInterval(Duration.ofMillis(1)).until(() -> isBooked(test));
            }
        }
    }

    private static void forkTree(int depth, AtomicInteger ran) {
        ran.incrementAndGet();
        if (depth == 0) return;
        for (int i = 0; i < 2; i++) Fork.of(() -> forkTree(depth - 1, ran)).fork();
    }

    /// Forks go before all else, and these never end to feed themselves.
    @Test
    void fork_thatForksItselfAgainAndAgain_starvesNobody() {
        try (PoolUnderTest test = PoolUnderTest.start(1)) {
            CountDownLatch ownTasks = new CountDownLatch(10);
            CountDownLatch sent = new CountDownLatch(10);
            AtomicBoolean stop = new AtomicBoolean();
            test.pool.enqueue(() -> {
                forkUntil(stop);
                for (int i = 0; i < 10; i++) test.pool.enqueue(ownTasks::countDown);
            });
            for (int i = 0; i < 10; i++) test.pool.enqueue(sent::countDown);
            test.await(sent, "what others have sent");
            test.await(ownTasks, "what the task has enqueued behind its fork");
            stop.set(true);
            test.awaitParked();
            assertBooked(test);
        }
    }

    private static void forkUntil(AtomicBoolean stop) {
        Fork.of(() -> {
            if (!stop.get()) forkUntil(stop);
        }).fork();
    }

    /// The books show an entry whenever a fork is left or runs that no task stands beneath.
    @Test
    @Proves("J6")
    void fork_leftByATaskThatHasEnded_isInTheBooksUntilItHasEnded() {
        try (PoolUnderTest test = PoolUnderTest.start(2)) {
            CountDownLatch gate = new CountDownLatch(1);
            AtomicInteger inside = new AtomicInteger();
            test.pool.enqueue(() -> {
                for (int i = 0; i < 3; i++) {
                    Fork.of(() -> {
                        inside.incrementAndGet();
                        PoolUnderTest.hold(gate);
                    }).fork();
                }
            });
            Awaitility.await().until(() -> inside.get() == 2 && test.pool.ended() == 1);
            assertThat(test.pool.total(WorkerCounters.FORKING_BEGUN)).isGreaterThan(test.pool.total(WorkerCounters.FORKING_ENDED));
            gate.countDown();
            test.awaitParked();
            assertThat(inside).hasValue(3);
            assertBooked(test);
        }
    }

    @Test
    @Proves({"C3", "J5"})
    void fork_ofACarrierThatHasLostItsWorker_isStolenOrRunByIt() {
        try (PoolUnderTest test = PoolUnderTest.start(1)) {
            CountDownLatch tookOver = new CountDownLatch(1);
            AtomicReference<Thread> thief = new AtomicReference<>();
            AtomicInteger leftRuns = new AtomicInteger();
            CountDownLatch hog = new CountDownLatch(1);
            CountDownLatch left = new CountDownLatch(100);
            test.pool.enqueue(() -> {
                test.pool.enqueue(tookOver::countDown);
                PoolUnderTest.block(tookOver);                       // a spare has the worker from now on
                RecursiveTask<Void> stolen = Fork.of(() -> thief.set(Thread.currentThread())).fork();
                while (thief.get() == null) Thread.onSpinWait();
                stolen.join();
                CountDownLatch hogInside = new CountDownLatch(1);
                test.pool.enqueue(() -> {
                    hogInside.countDown();
                    PoolUnderTest.hold(hog);
                });
                PoolUnderTest.hold(hogInside);
                Thread self = Thread.currentThread();
                for (int i = 0; i < 100; i++) {
                    Fork.of(() -> {
                        if (Thread.currentThread() == self) leftRuns.incrementAndGet();
                        left.countDown();
                    }).fork();
                }
            });
            test.await(left, "all are run though the worker is held");
            assertThat(leftRuns).as("by the carrier that had forked them").hasValue(100);
            hog.countDown();
            test.awaitParked();
            Awaitility.await().untilAsserted(() -> assertThat(test.pool.detachedCarriers()).isEmpty());
            assertBooked(test);
        }
    }

    // What goes wrong.

    @ParameterizedTest
    @CsvSource({"1, false", "2, true"})
    @Proves("J4")
    void fork_thatThrowsAnError_isRecordedAndTheWorkerLives(int workers, boolean stolen) throws Exception {
        try (PoolUnderTest test = PoolUnderTest.start(workers)) {
            for (Error planned : List.of(new StackOverflowError("planned"), new OutOfMemoryError("planned"), new LinkageError("planned"))) {
                test.call(() -> {
                    CountDownLatch begun = new CountDownLatch(1);
                    RecursiveTask<Void> fork = Fork.of(() -> {
                        begun.countDown();
                        throw planned;
                    }).fork();
                    if (stolen) PoolUnderTest.hold(begun);
                    assertThatThrownBy(fork::join).isSameAs(planned);
                    return 0;
                });
                assertThat(planned.getSuppressed()).hasSize(stolen ? 1 : 0);
            }
            assertThat(test.call(() -> new Fib(10).invoke())).isEqualTo(55);
        }
    }

    private static final class Deep extends RecursiveTask<Integer> {
        private final int left;
        private final AtomicInteger runs;

        Deep(int left, AtomicInteger runs) {
            this.left = left;
            this.runs = runs;
        }

        @Override
        protected Integer compute() {
            runs.incrementAndGet();
            if (left == 0) return 0;
            Deep next = new Deep(left - 1, runs);
            next.fork();
            return 1 + next.join();
        }
    }

    /// The overflow may come inside our own steps: at the entry of a join, between a pop and what it pops.
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    @Proves({"J1", "J4", "J5"})
    void join_deeperThanTheStack_failsAndLosesNothing(int workers) throws Exception {
        try (PoolUnderTest test = PoolUnderTest.start(Options.of(workers).stackSize(256 << 10))) {
            for (int i = 0; i < 20; i++) {
                AtomicInteger runs = new AtomicInteger();
                TaskCell<Integer> task = test.submit(() -> new Deep(100_000, runs).invoke());
                assertThatThrownBy(() -> task.get(30, TimeUnit.SECONDS)).hasCauseInstanceOf(StackOverflowError.class);
                test.awaitParked();
                assertThat(runs.get()).as("none is run twice").isLessThanOrEqualTo(100_001);
                assertThat(test.pool.queued()).isZero();
            }
            assertThat(test.call(() -> new Fib(15).invoke())).isEqualTo(610);
            assertBooked(test);
        }
    }

    @Test
    void cancel_ofATaskThatJoins_leavesTheFlagAndTheJoinWaits() throws Exception {
        try (PoolUnderTest test = PoolUnderTest.start(2)) {
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch gate = new CountDownLatch(1);
            AtomicBoolean flag = new AtomicBoolean();
            CountDownLatch left = new CountDownLatch(1);
            TaskCell<Void> task = test.submit(() -> {
                RecursiveTask<Void> stolen = Fork.of(() -> {
                    begun.countDown();
                    PoolUnderTest.hold(gate);
                }).fork();
                PoolUnderTest.hold(begun);
                stolen.join();
                assertThat(gate.getCount()).isZero();
                flag.set(Thread.currentThread().isInterrupted());
                left.countDown();
                return null;
            });
            Awaitility.await().until(() -> test.pool.workerStats().stream().anyMatch(worker -> worker.state() == WorkerState.BLOCKED));
            task.cancel(true);
            gate.countDown();
            test.await(left, "the join ends with its fork");
            assertThat(flag).isTrue();
            assertThat(test.call(() -> Thread.currentThread().isInterrupted())).isFalse();
        }
    }

    /// The fork that a waiting carrier helps with belongs to another task: an interrupt of the task that waits is not its own.
    @Test
    @Proves({"C1", "C2"})
    void cancel_ofATaskThatHelpsWhileItJoins_interruptsItOnlyWhenItIsBack() throws Exception {
        try (PoolUnderTest test = PoolUnderTest.start(Options.of(2).maxSpares(0))) {
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch helping = new CountDownLatch(1);
            CountDownLatch gate = new CountDownLatch(1);
            CountDownLatch left = new CountDownLatch(1);
            AtomicBoolean helpedSawIt = new AtomicBoolean();
            AtomicBoolean joinerSawIt = new AtomicBoolean();
            TaskCell<Void> task = test.submit(() -> {
                RecursiveTask<Void> stolen = Fork.of(() -> {
                    RecursiveTask<Void> helped = Fork.of(() -> {
                        helping.countDown();
                        while (gate.getCount() > 0) Thread.onSpinWait();
                        helpedSawIt.set(Thread.currentThread().isInterrupted());
                    }).fork();
                    begun.countDown();
                    while (!helped.isDone()) Thread.onSpinWait();
                }).fork();
                PoolUnderTest.hold(begun);
                stolen.join();
                joinerSawIt.set(Thread.currentThread().isInterrupted());
                left.countDown();
                return null;
            });
            test.await(helping, "the joiner helps");
            task.cancel(true);
            gate.countDown();
            test.await(left, "the task leaves");
            assertThat(helpedSawIt).isFalse();
            assertThat(joinerSawIt).isTrue();
        }
    }

    @Test
    void interruptAll_whileAForkIsJoined_interruptsBothAndBothEnd() {
        try (PoolUnderTest test = PoolUnderTest.start(2)) {
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch left = new CountDownLatch(1);
            AtomicBoolean forkSawIt = new AtomicBoolean();
            test.pool.enqueue(() -> {
                RecursiveTask<Void> stolen = Fork.of(() -> {
                    begun.countDown();
                    while (!Thread.currentThread().isInterrupted()) Thread.onSpinWait();
                    forkSawIt.set(true);
                }).fork();
                while (begun.getCount() > 0) Thread.onSpinWait();      // an interrupt may come here already
                stolen.join();
                left.countDown();
            });
            test.await(begun, "the fork runs elsewhere");
            test.pool.interruptAll();
            test.await(left, "the join ends");
            assertThat(forkSawIt).isTrue();
        }
    }

    // Random trees.

    /// What a random tree must give: a number, or the message of the exception that its root throws.
    private static final class Tree extends RecursiveTask<Long> {
        private final long seed;
        private final int depth;
        private final AtomicInteger runs;

        Tree(long seed, int depth, AtomicInteger runs) {
            this.seed = seed;
            this.depth = depth;
            this.runs = runs;
        }

        @Override
        protected Long compute() {
            runs.incrementAndGet();
            Random random = Seeds.random(seed);
            int children = depth == 0 ? 0 : random.nextInt(5);
            boolean fails = random.nextInt(40) == 0;
            if (fails && random.nextBoolean()) throw new IllegalStateException("before " + seed);
            List<Tree> all = new ArrayList<>();
            for (int i = 0; i < children; i++) all.add(new Tree(random.nextLong(), depth - 1, runs));
            if (random.nextInt(50) == 0) PoolUnderTest.spinNanos(random.nextInt(50_000));
            long sum = seed;
            switch (random.nextInt(4)) {
                case 0 -> RecursiveTask.invokeAll(all);
                case 1 -> {
                    for (Tree each : all) each.fork();
                    for (Tree each : all) quietly(each::join);
                }
                case 2 -> {
                    for (Tree each : all) each.fork();
                    for (Tree each : all.reversed()) quietly(each::join);
                }
                default -> {
                    for (Tree each : all) {
                        if (random.nextBoolean()) each.fork();
                        else quietly(each::invoke);
                    }
                    for (Tree each : all) quietly(each::join);
                }
            }
            for (Tree each : all) sum = sum * 31 + each.outcome();
            if (fails) throw new IllegalStateException("after " + seed);
            return sum;
        }

        private static void quietly(Runnable step) {
            try {
                step.run();
            } catch (IllegalStateException planned) {
                assertThat(planned.getMessage()).matches("(before|after) -?\\d+");
            }
        }

        private long outcome() {
            try {
                return join();
            } catch (IllegalStateException planned) {
                return planned.getMessage().hashCode();
            }
        }

        /// The same without forks.
        static long expected(long seed, int depth, AtomicInteger runs) {
            runs.incrementAndGet();
            Random random = Seeds.random(seed);
            int children = depth == 0 ? 0 : random.nextInt(5);
            boolean fails = random.nextInt(40) == 0;
            if (fails && random.nextBoolean()) throw new IllegalStateException("before " + seed);
            long[] seeds = new long[children];
            for (int i = 0; i < children; i++) seeds[i] = random.nextLong();
            if (random.nextInt(50) == 0) random.nextInt(50_000);
            boolean together = random.nextInt(4) == 0;
            long sum = seed;
            IllegalStateException first = null;
            for (long each : seeds) {
                long outcome;
                try {
                    outcome = expected(each, depth - 1, runs);
                } catch (IllegalStateException planned) {
                    if (first == null) first = planned;
                    outcome = planned.getMessage().hashCode();
                }
                sum = sum * 31 + outcome;
            }
            if (together && first != null) throw first;
            if (fails) throw new IllegalStateException("after " + seed);
            return sum;
        }
    }

    private static Object outcome(Callable<Long> body) throws Exception {
        try {
            return body.call();
        } catch (IllegalStateException planned) {
            return planned.getMessage();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    @Tag("concurrency")
    @Proves({"J1", "J2", "J4"})
    void invoke_ofRandomTreesWithExceptions_givesWhatOneThreadWouldGive(int workers) throws Exception {
        try (PoolUnderTest test = PoolUnderTest.start(workers)) {
            for (long seed : Seeds.some(300).toArray()) {
                AtomicInteger expectedRuns = new AtomicInteger();
                Object expected = outcome(() -> Tree.expected(seed, 7, expectedRuns));
                AtomicInteger runs = new AtomicInteger();
                Object actual = test.call(() -> outcome(() -> new Tree(seed, 7, runs).invoke()));
                assertThat(actual).as("seed %s", seed).isEqualTo(expected);
                assertThat(runs).as("seed %s", seed).hasValue(expectedRuns.get());
            }
            test.awaitParked();
            assertThat(test.pool.queued()).isZero();
            assertBooked(test);
        }
    }

    private static boolean isBooked(PoolUnderTest test) {
        return test.pool.total(WorkerCounters.FORKING_BEGUN) == test.pool.total(WorkerCounters.FORKING_ENDED);
    }

    private static void assertBooked(PoolUnderTest test) {
        assertThat(test.pool.total(WorkerCounters.FORKING_BEGUN)).as("entries for forks").isEqualTo(test.pool.total(WorkerCounters.FORKING_ENDED));
    }
}
