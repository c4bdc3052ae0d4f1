package dev.skein.contract;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Submitters against a shutdown: each task is either refused, or run once, or (by shutdownNow) handed back. Counts are exact.
@Tag("concurrency")
abstract class ShutdownRaceContract extends ExecutorContract {

    private static final int SUBMITTERS = 3;
    private static final int PER_SUBMITTER = 200;
    private static final int TASKS = SUBMITTERS * PER_SUBMITTER;

    /// How the tasks of one round ended.
    private static final class Tally {
        final AtomicIntegerArray runs = new AtomicIntegerArray(TASKS);
        final AtomicIntegerArray refusals = new AtomicIntegerArray(TASKS);

        Runnable task(int index) {
            return () -> runs.incrementAndGet(index);
        }

        int refused() {
            return sum(refusals);
        }

        int ran() {
            return sum(runs);
        }

        void assertEachEndedOnce() {
            for (int i = 0; i < TASKS; i++) {
                int ends = runs.get(i) + refusals.get(i);
                if (ends != 1) assertThat(ends).as("task %d: runs %d + refusals %d", i, runs.get(i), refusals.get(i)).isOne();
            }
        }

        void assertNoneEndedTwice() {
            for (int i = 0; i < TASKS; i++) {
                int ends = runs.get(i) + refusals.get(i);
                if (ends > 1) assertThat(ends).as("task %d: runs %d + refusals %d", i, runs.get(i), refusals.get(i)).isLessThanOrEqualTo(1);
            }
        }

        private static int sum(AtomicIntegerArray array) {
            int sum = 0;
            for (int i = 0; i < array.length(); i++) sum += array.get(i);
            return sum;
        }
    }

    private interface Entrance {
        void submit(ScheduledExecutorService executor, Runnable task);
    }

    private interface End {
        void call(ScheduledExecutorService executor) throws Exception;
    }

    /// One round on an executor of its own; the last of the racing threads ends it, each round a little later.
    private Tally race(int round, Entrance entrance, End end) throws Exception {
        Tally tally = new Tally();
        ScheduledExecutorService executor = create(workers);
        try {
            Background.race(SUBMITTERS + 1, thread -> {
                if (thread == SUBMITTERS) {
                    for (int spins = round % 40 * 500; spins > 0; spins--) Thread.onSpinWait();
                    end.call(executor);
                } else {
                    submitAll(executor, entrance, tally, thread * PER_SUBMITTER);
                }
            });
            assertThat(executor.awaitTermination(Gate.PATIENCE_SECONDS, SECONDS)).as("terminated").isTrue();
        } finally {
            executor.shutdownNow();
        }
        return tally;
    }

    private static void submitAll(ScheduledExecutorService executor, Entrance entrance, Tally tally, int first) {
        for (int i = 0; i < PER_SUBMITTER; i++) {
            try {
                entrance.submit(executor, tally.task(first + i));
            } catch (RejectedExecutionException e) {
                tally.refusals.incrementAndGet(first + i);
            }
        }
    }

    private static int rounds() {
        return repeated(30);
    }

    /// With one task inside until all have submitted, the executor cannot terminate in between: the JDK's pool keeps this promise too.
    @Test
    void shutdown_racingWithExecuteWhileATaskRuns_runsOrRefusesEach() throws Exception {
        for (int round = 0; round < rounds(); round++) {
            Tally tally = new Tally();
            ScheduledExecutorService executor = create(workers + 1);
            Gate gate = new Gate();
            executor.execute(gate::passIgnoringInterrupts);
            Background.race(SUBMITTERS + 1, thread -> {
                if (thread == SUBMITTERS) executor.shutdown();
                else submitAll(executor, ScheduledExecutorService::execute, tally, thread * PER_SUBMITTER);
            });
            gate.open();
            assertThat(executor.awaitTermination(Gate.PATIENCE_SECONDS, SECONDS)).isTrue();
            tally.assertEachEndedOnce();
        }
    }

    @Test
    void shutdown_racingWithSubmitters_runsNothingTwice() throws Exception {
        for (int round = 0; round < rounds(); round++) {
            race(round, ScheduledExecutorService::submit, ScheduledExecutorService::shutdown).assertNoneEndedTwice();
        }
    }

    @Test
    void shutdown_racingWithSubmitters_leavesNoFutureUndone() throws Exception {
        for (int round = 0; round < rounds(); round++) {
            List<Future<?>> futures = Collections.synchronizedList(new ArrayList<>());
            race(round, (executor, task) -> futures.add(executor.submit(task)), ScheduledExecutorService::shutdown);
            assertThat(futures).allMatch(Future::isDone);
        }
    }

    /// The JDK's pool may cancel a task that it took while it terminated; Skein runs or refuses it.
    @Test
    @SkeinOnly
    void shutdown_racingWithExecute_runsOrRefusesEach() throws Exception {
        for (int round = 0; round < rounds(); round++) {
            race(round, ScheduledExecutorService::execute, ScheduledExecutorService::shutdown).assertEachEndedOnce();
        }
    }

    @Test
    @SkeinOnly
    void shutdown_racingWithSubmit_runsOrRefusesEach() throws Exception {
        for (int round = 0; round < rounds(); round++) {
            race(round, ScheduledExecutorService::submit, ScheduledExecutorService::shutdown).assertEachEndedOnce();
        }
    }

    @Test
    @SkeinOnly
    void shutdown_racingWithSchedule_runsOrRefusesEach() throws Exception {
        Entrance soon = (executor, task) -> executor.schedule(task, 1, MILLISECONDS);
        for (int round = 0; round < rounds(); round++) race(round, soon, ScheduledExecutorService::shutdown).assertEachEndedOnce();
    }

    @Test
    @SkeinOnly
    void close_racingWithExecute_runsOrRefusesEach() throws Exception {
        for (int round = 0; round < rounds(); round++) {
            race(round, ScheduledExecutorService::execute, ScheduledExecutorService::close).assertEachEndedOnce();
        }
    }

    @Test
    @SkeinOnly
    void shutdownNow_racingWithExecute_runsRefusesOrHandsBackEach() throws Exception {
        for (int round = 0; round < rounds(); round++) {
            AtomicInteger handedBack = new AtomicInteger();
            Tally tally = race(round, ScheduledExecutorService::execute, executor -> handedBack.addAndGet(executor.shutdownNow().size()));
            tally.assertNoneEndedTwice();
            assertThat(tally.ran() + tally.refused() + handedBack.get()).as("ran %d, refused %d, handed back %d",
                    tally.ran(), tally.refused(), handedBack.get()).isEqualTo(TASKS);
        }
    }

    @Test
    @SkeinOnly
    void shutdownNow_racingWithSubmit_leavesNoFutureUndone() throws Exception {
        for (int round = 0; round < rounds(); round++) {
            List<Future<?>> futures = Collections.synchronizedList(new ArrayList<>());
            race(round, (executor, task) -> futures.add(executor.submit(task)), ScheduledExecutorService::shutdownNow);
            for (Future<?> future : futures) eventually(future::isDone);
        }
    }

    /// Tasks that go on submitting: the executor must still come to its end.
    @Test
    void shutdown_racingWithTasksThatSubmit_terminates() throws Exception {
        for (int round = 0; round < rounds(); round++) {
            ScheduledExecutorService executor = create(workers);
            AtomicInteger refused = new AtomicInteger();
            Gate going = new Gate();
            for (int i = 0; i < 4; i++) {
                executor.execute(new Runnable() {
                    @Override
                    public void run() {
                        going.open();
                        try {
                            executor.execute(this);
                        } catch (RejectedExecutionException e) {
                            refused.incrementAndGet();
                        }
                    }
                });
            }
            going.pass();
            executor.shutdown();
            assertThat(executor.awaitTermination(Gate.PATIENCE_SECONDS, SECONDS)).isTrue();
            assertThat(refused).as("each of the four chains ends by a refusal").hasValue(4);
        }
    }
}
