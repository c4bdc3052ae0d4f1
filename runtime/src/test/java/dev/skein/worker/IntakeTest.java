package dev.skein.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.api.Continuation;
import dev.skein.api.Step;
import dev.skein.api.TaskContext;
import dev.skein.meta.Proves;
import dev.skein.meta.Repeat;
import dev.skein.task.ContinuationTask;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is meant for one worker.
class IntakeTest {

    private static Integer get(ContinuationTask<Integer> task) throws Exception {
        return task.get(PoolUnderTest.PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private static Step<Integer> whereItRuns(TaskContext context) {
        return Step.done(context.worker());
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 8})
    @Proves("P3")
    void place_forAParkedWorker_wakesThatOne(int workers) throws Exception {
        try (PoolUnderTest test = PoolUnderTest.start(workers)) {
            for (int round = 0; round < Repeat.times(100); round++) {
                while (!test.allParked()) Thread.onSpinWait();
                int home = round % workers;
                assertThat(get(test.spawn(IntakeTest::whereItRuns, home))).as("round %s; %s", round, test.dump()).isEqualTo(home);
            }
        }
    }

    /// The worker falls asleep while the task is on its way: both look at what the other wrote.
    @Test
    @Tag("concurrency")
    @Proves("P3")
    void place_forAWorkerThatFallsAsleep_isNeverLost() throws Exception {
        try (PoolUnderTest test = PoolUnderTest.start(2)) {
            for (int round = 0; round < Repeat.times(5_000); round++) {
                PoolUnderTest.spinNanos(round % 100 * 1_000L);
                int home = round % 2;
                assertThat(get(test.spawn(IntakeTest::whereItRuns, home))).as("round %s; %s", round, test.dump()).isEqualTo(home);
            }
        }
    }

    @Test
    @Proves("P3")
    void place_byATaskOfAnotherWorker_reachesTheOneThatIsMeant() throws Exception {
        try (PoolUnderTest test = PoolUnderTest.start(2)) {
            for (int round = 0; round < Repeat.times(200); round++) {
                List<ContinuationTask<Integer>> sent = new ArrayList<>();
                ContinuationTask<Integer> sender = test.spawn(context -> {
                    for (int i = 0; i < 10; i++) sent.add(test.spawn(IntakeTest::whereItRuns, 1));
                    return Step.done(context.worker());
                }, 0);
                assertThat(get(sender)).isZero();
                for (ContinuationTask<Integer> each : sent) assertThat(get(each)).as("round %s; %s", round, test.dump()).isEqualTo(1);
            }
        }
    }

    /// More than its inboxes hold: the rest goes where all look.
    @Test
    @Proves("P4")
    void place_ofMoreThanTheInboxesHold_losesNone() throws Exception {
        try (PoolUnderTest test = PoolUnderTest.start(2)) {
            int count = 3 * Worker.INBOX_CAPACITY;
            CountDownLatch all = new CountDownLatch(count);
            CountDownLatch inside = new CountDownLatch(1);
            CountDownLatch end = new CountDownLatch(1);
            test.spawn(context -> {
                inside.countDown();
                PoolUnderTest.hold(end);
                return Step.done(0);
            }, 0);
            test.await(inside, "the worker is held");
            for (int i = 0; i < count; i++) {
                test.spawn(context -> {
                    all.countDown();
                    return Step.done(0);
                }, 0);
            }
            test.await(all, "all ran while their worker was held");
            end.countDown();
        }
    }

    /// How a worker may be stuck.
    enum Stuck { IN_A_PLAIN_TASK, IN_A_CONTINUATION, IN_A_CLEANUP, IN_A_CLEANUP_OF_WHAT_SLEPT, IN_A_MANAGED_BLOCK, IN_A_PLAIN_BLOCK }

    @ParameterizedTest
    @EnumSource
    @Proves("P4")
    void place_forAWorkerThatIsStuck_isRunByAnother(Stuck how) throws Exception {
        try (PoolUnderTest test = PoolUnderTest.start(2)) {
            CountDownLatch inside = new CountDownLatch(1);
            CountDownLatch end = new CountDownLatch(1);
            try {
                int stuck = makeStuck(test, how, inside, end);
                CountDownLatch ran = new CountDownLatch(20);
                AtomicInteger elsewhere = new AtomicInteger();
                for (int i = 0; i < 20; i++) {
                    test.spawn(context -> {
                        // A spare that stands in for the blocked carrier serves the same worker.
                        if (context.worker() != stuck || how == Stuck.IN_A_MANAGED_BLOCK) elsewhere.incrementAndGet();
                        ran.countDown();
                        return Step.done(0);
                    }, stuck);
                }
                test.await(ran, "all ran while their worker was stuck");
                assertThat(elsewhere).hasValue(20);
                assertThat(end.getCount()).isEqualTo(1);
            } finally {
                end.countDown();
            }
        }
    }

    /// @return the worker that is stuck then
    private static int makeStuck(PoolUnderTest test, Stuck how, CountDownLatch inside, CountDownLatch end) {
        if (how == Stuck.IN_A_PLAIN_TASK) {
            AtomicInteger worker = new AtomicInteger();
            test.submit(() -> {
                worker.set(test.pool.currentCarrier().servedWorker().index);
                inside.countDown();
                spinUntil(end);
                return null;
            });
            test.await(inside, "a worker is stuck");
            return worker.get();
        }
        ContinuationTask<Integer> task = test.spawn(new Continuation<>() {
            @Override
            public Step<Integer> resume(TaskContext context) {
                if (how == Stuck.IN_A_CLEANUP_OF_WHAT_SLEPT) return Step.await(new CompletableFuture<>());
                if (how == Stuck.IN_A_CLEANUP) {
                    while (!context.isCancelled()) Thread.onSpinWait();
                    return Step.again();
                }
                stick();
                return Step.done(0);
            }

            @Override
            public void cancelled() {
                stick();
            }

            private void stick() {
                inside.countDown();
                switch (how) {
                    case IN_A_MANAGED_BLOCK -> PoolUnderTest.block(end);
                    case IN_A_PLAIN_BLOCK -> PoolUnderTest.hold(end);
                    default -> spinUntil(end);
                }
            }
        }, 0);
        if (how == Stuck.IN_A_CLEANUP || how == Stuck.IN_A_CLEANUP_OF_WHAT_SLEPT) {
            String state = how == Stuck.IN_A_CLEANUP ? "[RUNNING]" : "[SUSPENDED]";
            while (!task.toString().endsWith(state)) Thread.onSpinWait();
            assertThat(task.cancel(false)).isTrue();
        }
        test.await(inside, "a worker is stuck");
        return 0;
    }

    private static void spinUntil(CountDownLatch latch) {
        while (latch.getCount() > 0) Thread.onSpinWait();
    }

    @Test
    @Proves("P4")
    void place_forTheOnlyWorkerWhileItsTaskBlocks_isRunByASpare() throws Exception {
        try (PoolUnderTest test = PoolUnderTest.start(1)) {
            CountDownLatch inside = new CountDownLatch(1);
            CountDownLatch end = new CountDownLatch(1);
            test.pool.enqueue(() -> {
                inside.countDown();
                PoolUnderTest.block(end);
            });
            test.await(inside, "the block begins");
            assertThat(get(test.spawn(IntakeTest::whereItRuns, 0))).isZero();
            end.countDown();
        }
    }
}
