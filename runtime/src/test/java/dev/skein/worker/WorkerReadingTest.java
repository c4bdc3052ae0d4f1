package dev.skein.worker;

import static dev.skein.worker.PoolUnderTest.Options;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.api.Availability;
import dev.skein.api.Step;
import dev.skein.api.WorkerState;
import dev.skein.task.ContinuationTask;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class WorkerReadingTest {

    private static WorkerReading reading(PoolUnderTest test, int worker) {
        return new WorkerReading(test.pool.workers()[worker], test.pool.idle());
    }

    /// Holds worker 0 with a continuation until the latch opens.
    private static ContinuationTask<Integer> holder(PoolUnderTest test, CountDownLatch end, boolean movable) {
        CountDownLatch inside = new CountDownLatch(1);
        ContinuationTask<Integer> task = test.spawn(context -> {
            context.movable(movable);
            inside.countDown();
            PoolUnderTest.hold(end);
            return Step.done(7);
        }, 0);
        test.await(inside, "the holder begins");
        return task;
    }

    @Test
    void figures_beforeTheStart_areAbsentOrZero() {
        PoolUnderTest test = PoolUnderTest.notStarted(Options.of(1).unpinned());
        WorkerReading reading = reading(test, 0);
        test.pool.workers()[0].inbox.offer(() -> { });
        assertThat(reading.cpu()).isEqualTo(-1);
        assertThat(reading.state()).isEqualTo(WorkerState.STOPPED);
        assertThat(reading.availability()).isEqualTo(Availability.OPEN);
        assertThat(reading.kernelId()).isEqualTo(-1);
        assertThat(reading.isBusy()).isFalse();
        assertThat(reading.run()).isZero();
        assertThat(reading.progress()).isZero();
        assertThat(reading.busyNanos()).isZero();
        assertThat(reading.runningTask()).isZero();
        assertThat(reading.isRunningMovable()).isFalse();
        assertThat(reading.readyTasks()).as("what waits is there all the same").isEqualTo(1);
    }

    @Test
    void figures_ofASleepingWorker_sayThatItSleeps() {
        try (PoolUnderTest test = PoolUnderTest.start(1)) {
            test.awaitParked();
            WorkerReading reading = reading(test, 0);
            assertThat(reading.state()).isEqualTo(WorkerState.PARKED);
            assertThat(reading.isBusy()).isFalse();
            assertThat(reading.readyTasks()).isZero();
            assertThat(reading.runningTask()).isZero();
            assertThat(reading.kernelId()).isEqualTo(test.pool.workers()[0].carrier.kernelId());
        }
    }

    @Test
    void figures_whileAContinuationRuns_nameIt() throws Exception {
        try (PoolUnderTest test = PoolUnderTest.start(1)) {
            CountDownLatch end = new CountDownLatch(1);
            ContinuationTask<Integer> task = holder(test, end, true);
            WorkerReading reading = reading(test, 0);
            assertThat(reading.state()).isEqualTo(WorkerState.RUNNING);
            assertThat(reading.isBusy()).isTrue();
            assertThat(reading.runningTask()).isEqualTo(task.id());
            assertThat(reading.isRunningMovable()).isTrue();
            long busy = reading.busyNanos();
            PoolUnderTest.spinNanos(2_000_000);
            assertThat(reading.busyNanos() - busy).isGreaterThanOrEqualTo(1_500_000);
            end.countDown();
            assertThat(task.get(PoolUnderTest.PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(7);
            Awaitility.await().until(() -> reading.runningTask() == 0 && !reading.isBusy());
        }
    }

    @Test
    void isRunningMovable_ofOneThatDeclaredOtherwise_isFalse() {
        try (PoolUnderTest test = PoolUnderTest.start(1)) {
            CountDownLatch end = new CountDownLatch(1);
            holder(test, end, false);
            assertThat(reading(test, 0).runningTask()).isPositive();
            assertThat(reading(test, 0).isRunningMovable()).isFalse();
            end.countDown();
        }
    }

    @Test
    void runningTask_ofAPlainTask_isNone() throws Exception {
        try (PoolUnderTest test = PoolUnderTest.start(1)) {
            WorkerReading reading = reading(test, 0);
            assertThat(test.call(() -> reading.isBusy() && reading.runningTask() == 0 && !reading.isRunningMovable())).isTrue();
        }
    }

    @Test
    void readyTasks_behindATask_countsAllQueuesOfTheWorker() {
        try (PoolUnderTest test = PoolUnderTest.start(1)) {
            CountDownLatch end = new CountDownLatch(1);
            CountDownLatch inside = new CountDownLatch(1);
            test.submit(() -> {
                for (int i = 0; i < 3; i++) test.submit(() -> 1);            // its own queue
                inside.countDown();
                PoolUnderTest.hold(end);
                return 1;
            });
            test.await(inside, "the holder begins");
            test.submit(() -> 1);                                            // its inbox
            WorkerReading reading = reading(test, 0);
            assertThat(reading.readyTasks()).isEqualTo(4);
            end.countDown();
            Awaitility.await().until(() -> reading.readyTasks() == 0);
        }
    }

    /// Each of those that it waits for runs within it.
    @Test
    void turnAndRuns_ofATaskThatRunsOthersWithinItself_areOneTurnAndAllRuns() throws Exception {
        try (PoolUnderTest test = PoolUnderTest.start(1)) {
            WorkerReading reading = reading(test, 0);
            List<Long> seen = test.call(() -> {
                long turn = reading.turn();
                long run = reading.run();
                long begun = reading.runsBegun();
                for (int i = 0; i < 3; i++) test.submit(() -> 1).get();
                return List.of(reading.turn() - turn, reading.run() - run, reading.runsBegun() - begun);
            });
            assertThat(seen).as("turns, numbers of runs, runs").containsExactly(0L, 6L, 3L);
        }
    }

    @Test
    void progress_whileOneTaskRuns_standsStillAndGoesOnAfterIt() throws Exception {
        try (PoolUnderTest test = PoolUnderTest.start(1)) {
            CountDownLatch end = new CountDownLatch(1);
            ContinuationTask<Integer> task = holder(test, end, true);
            WorkerReading reading = reading(test, 0);
            long still = reading.progress();
            long run = reading.run();
            PoolUnderTest.spinNanos(5_000_000);
            assertThat(reading.progress()).isEqualTo(still);
            assertThat(reading.run()).isEqualTo(run);
            end.countDown();
            task.get(PoolUnderTest.PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(test.call(reading::progress)).isNotEqualTo(still);
            assertThat(test.call(reading::run)).isGreaterThan(run);
        }
    }

    /// Two carriers that have each begun a first run are two all the same: else a spare that has only just taken over would be found to have made no progress.
    @Test
    void progress_afterATakeOver_isAnother() {
        try (PoolUnderTest test = PoolUnderTest.start(1)) {
            CountDownLatch end = new CountDownLatch(1);
            holder(test, end, true);
            WorkerReading reading = reading(test, 0);
            long ofTheFirst = reading.progress();
            long run = reading.run();
            assertThat(test.pool.spares().standInForStuck(test.pool.workers()[0], run)).isTrue();
            CountDownLatch ofTheSpare = new CountDownLatch(1);
            CountDownLatch endToo = new CountDownLatch(1);
            test.submit(() -> {
                ofTheSpare.countDown();
                PoolUnderTest.hold(endToo);
                return 1;
            });
            test.await(ofTheSpare, "the spare runs");
            assertThat(reading.run()).as("the same number").isEqualTo(run);
            assertThat(reading.progress()).isNotEqualTo(ofTheFirst);
            end.countDown();
            endToo.countDown();
        }
    }
}
