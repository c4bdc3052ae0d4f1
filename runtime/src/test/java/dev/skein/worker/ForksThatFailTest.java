package dev.skein.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.api.RecursiveTask;
import dev.skein.api.Step;
import dev.skein.api.WorkerState;
import dev.skein.meta.Proves;
import dev.skein.task.ContinuationTask;
import dev.skein.task.TaskCell;
import dev.skein.worker.PoolUnderTest.Options;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Forks on real workers, and what goes wrong: what they throw, stacks that end, cancels and interrupts.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ForksThatFailTest {

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
            assertThat(test.call(() -> new ForkJoinTest.Fib(10).invoke())).isEqualTo(55);
        }
    }

    /// With 256 KB for each of 2 workers and 8 spares there are 26 bytes for each fork and its join.
    private static final int DEEPER_THAN_ALL_STACKS = 100_000;

    private static final class Deep extends RecursiveTask<Integer> {
        private final int left;
        private final AtomicInteger runTwice;
        private final AtomicBoolean begun = new AtomicBoolean();

        Deep(int left, AtomicInteger runTwice) {
            this.left = left;
            this.runTwice = runTwice;
        }

        @Override
        protected Integer compute() {
            if (begun.getAndSet(true)) runTwice.incrementAndGet();
            if (left == 0) return 0;
            Deep next = new Deep(left - 1, runTwice);
            next.fork();
            return 1 + next.join();
        }
    }

    /// The overflow may come inside our own steps: at the entry of a join, between a pop and what it pops. Thieves, and spares for those who wait,
    /// spread the depth over many stacks: it is more than all of them can hold.
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    @Proves({"J1", "J4", "J5"})
    void join_deeperThanTheStack_failsAndLosesNothing(int workers) throws Exception {
        try (PoolUnderTest test = PoolUnderTest.start(Options.of(workers).maxSpares(8).stackSize(256 << 10))) {
            for (int i = 0; i < 20; i++) {
                AtomicInteger runTwice = new AtomicInteger();
                TaskCell<Integer> task = test.submit(() -> new Deep(DEEPER_THAN_ALL_STACKS, runTwice).invoke());
                assertThatThrownBy(() -> task.get(30, TimeUnit.SECONDS)).hasCauseInstanceOf(StackOverflowError.class);
                test.awaitParked();
                assertThat(runTwice).as("run twice").hasValue(0);
                assertThat(test.pool.queued()).isZero();
            }
            assertThat(test.call(() -> new ForkJoinTest.Fib(15).invoke())).isEqualTo(610);
            assertThat(test.forksAreOver()).as("entries for forks").isTrue();
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
    void cancel_ofATaskThatHelpsWhileItJoins_interruptsItOnlyWhenItIsBack() {
        try (PoolUnderTest test = PoolUnderTest.start(Options.of(2).maxSpares(0))) {
            CountDownLatch helping = new CountDownLatch(1);
            CountDownLatch gate = new CountDownLatch(1);
            CountDownLatch left = new CountDownLatch(1);
            AtomicBoolean helpedSawIt = new AtomicBoolean();
            AtomicBoolean joinerSawIt = new AtomicBoolean();
            TaskCell<Void> task = test.submit(() -> {
                joinAndHelp(helping, gate, () -> helpedSawIt.set(Thread.currentThread().isInterrupted()));
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

    /// Joins a fork that was stolen and waits for another one, with which the caller helps until the gate opens.
    private static void joinAndHelp(CountDownLatch helping, CountDownLatch gate, Runnable whenItOpens) {
        CountDownLatch begun = new CountDownLatch(1);
        RecursiveTask<Void> stolen = Fork.of(() -> {
            RecursiveTask<Void> helped = Fork.of(() -> {
                helping.countDown();
                while (gate.getCount() > 0) Thread.onSpinWait();
                whenItOpens.run();
            }).fork();
            begun.countDown();
            while (!helped.isDone()) Thread.onSpinWait();
        }).fork();
        PoolUnderTest.hold(begun);
        stolen.join();
    }

    /// Who cancels looks for the task that runs, and finds the fork that it helps with.
    @Test
    void cancel_ofATaskThatHelpsWhileItJoins_letsItYieldWhenItIsBack() {
        try (PoolUnderTest test = PoolUnderTest.start(Options.of(2).maxSpares(0))) {
            CountDownLatch helping = new CountDownLatch(1);
            CountDownLatch gate = new CountDownLatch(1);
            CountDownLatch left = new CountDownLatch(1);
            AtomicBoolean toYield = new AtomicBoolean();
            ContinuationTask<Integer> task = test.spawn(context -> {
                joinAndHelp(helping, gate, () -> { });
                toYield.set(context.shouldYield());
                left.countDown();
                return Step.done(1);
            }, ContinuationTask.NO_HINT);
            test.await(helping, "the joiner helps");
            task.cancel(false);
            gate.countDown();
            test.await(left, "the task leaves");
            assertThat(toYield).isTrue();
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
}
