package dev.skein.continuation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.Skein;
import dev.skein.api.Continuation;
import dev.skein.api.Step;
import dev.skein.api.Task;
import dev.skein.api.TaskContext;
import dev.skein.meta.Proves;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Where tasks run that say where they want to.
class MovesTest {

    private static final int ROUNDS = 100;
    /// Rounds in which a worker may begin nothing for 5 ms though it should, on a machine that others load: what is meant for it is given to all
    /// then (P4). Without the rule under test it is every second round.
    private static final int LATE_ROUNDS_MAX = 10;

    private final Skein skein = Skein.builder().name("moves").workers(2).start();

    @AfterEach
    void close() {
        skein.close();
    }

    @Test
    @Proves("P3")
    void spawn_withAHint_startsAndWakesThere() throws Exception {
        int elsewhere = 0;
        for (int round = 0; round < ROUNDS; round++) {
            int hint = round % 2;
            List<Integer> ranOn = new ArrayList<>();
            Task<Integer> task = skein.spawn(context -> {
                ranOn.add(context.worker());
                return ranOn.size() < 4 ? Step.sleep(Duration.ofNanos(50_000)) : Step.done(context.worker());
            }, hint);
            assertThat(task.get(HeldWorkers.PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(ranOn.getLast());
            assertThat(ranOn).hasSize(4);
            if (ranOn.contains(1 - hint)) elsewhere++;
            assertThat(task.moveCount()).isZero();
            assertThat(task.worker()).isEqualTo(ranOn.getLast());
        }
        assertThat(elsewhere).as("rounds in which it ran elsewhere too").isLessThanOrEqualTo(LATE_ROUNDS_MAX);
    }

    /// The stage is completed on the other worker, which has nothing better to do.
    @Test
    void wake_byATaskOfAnotherWorker_goesHome() throws Exception {
        int elsewhere = 0;
        for (int round = 0; round < ROUNDS; round++) {
            CompletableFuture<Integer> event = new CompletableFuture<>();
            Task<Integer> task = skein.spawn(context -> event.isDone() ? Step.done(context.worker()) : Step.await(event), 0);
            skein.spawn(context -> {
                event.complete(context.worker());
                return Step.done(null);
            }, 1);
            elsewhere += task.get(HeldWorkers.PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
        assertThat(elsewhere).as("rounds in which it woke elsewhere").isLessThanOrEqualTo(LATE_ROUNDS_MAX);
    }

    @Test
    void moveTo_theOtherWorker_movesThereAndStaysItsHome() throws Exception {
        int elsewhere = 0;
        for (int round = 0; round < ROUNDS; round++) {
            List<Integer> ranOn = new ArrayList<>();
            Task<Object> task = skein.spawn(context -> {
                ranOn.add(context.worker());
                return switch (ranOn.size()) {
                    case 1 -> Step.moveTo(1);
                    case 2 -> Step.sleep(Duration.ofNanos(10_000));
                    case 3 -> Step.moveTo(0);
                    case 4 -> Step.moveTo(0);
                    default -> Step.done(null);
                };
            }, 0);
            task.get(HeldWorkers.PATIENCE_SECONDS, TimeUnit.SECONDS);
            // To its own worker it goes through that one's own queue, from which the idle one may steal it.
            if (ranOn.subList(0, 4).equals(List.of(0, 1, 1, 0))) {
                assertThat(task.moveCount()).as("round %s", round).isEqualTo(2);
            } else {
                elsewhere++;
            }
        }
        assertThat(elsewhere).as("rounds in which it ran elsewhere").isLessThanOrEqualTo(LATE_ROUNDS_MAX);
    }

    @Test
    void moveTo_outOfRange_failsTheTask() {
        Task<Object> task = skein.spawn(context -> Step.moveTo(2));
        assertThatThrownBy(() -> task.get(HeldWorkers.PATIENCE_SECONDS, TimeUnit.SECONDS)).hasRootCauseInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("worker must be 0 to 1, got 2");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 2, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void spawn_withAHintOutOfRange_isRefusedAndNotBooked(int worker) {
        assertThatThrownBy(() -> skein.spawn(context -> Step.done(null), worker)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got " + worker);
        assertThat(skein.stats().submitted()).isZero();
    }

    @Test
    void requestMove_ofARunningTask_letsItYieldAndGoOnThere() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            CountDownLatch begun = new CountDownLatch(1);
            Task<Integer> task = skein.spawn(context -> {
                begun.countDown();
                if (context.worker() == 1) return Step.done(1);
                while (!context.shouldYield()) Thread.onSpinWait();
                return Step.again();
            }, 0);
            HeldWorkers.await(begun);
            task.requestMove(1);
            assertThat(task.get(HeldWorkers.PATIENCE_SECONDS, TimeUnit.SECONDS)).as("round %s", round).isEqualTo(1);
        }
    }

    @Test
    void requestMove_ofASuspendedTask_wakesItThere() throws Exception {
        int moved = 0;
        for (int round = 0; round < ROUNDS; round++) {
            CompletableFuture<String> event = new CompletableFuture<>();
            Task<Integer> task = skein.spawn(context -> event.isDone() ? Step.done(context.worker()) : Step.await(event), 0);
            HeldWorkers.awaitSoon(() -> skein.stats().suspended() == 1);
            task.requestMove(1);
            event.complete("now");
            moved += task.get(HeldWorkers.PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(task.moveCount()).as("round %s", round).isLessThanOrEqualTo(1);
        }
        assertThat(moved).as("rounds in which it woke there").isGreaterThanOrEqualTo(ROUNDS - LATE_ROUNDS_MAX);
    }

    @Test
    void requestMove_ofATaskThatIsNotMovable_leavesItWhereItIs() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        Task<Integer> task = skein.spawn(context -> {
            if (begun.getCount() == 0) return Step.done(context.worker());
            context.movable(false);
            begun.countDown();
            HeldWorkers.await(asked);
            return Step.sleep(Duration.ofNanos(1));
        }, 0);
        HeldWorkers.await(begun);
        task.requestMove(1);
        asked.countDown();
        assertThat(task.get(HeldWorkers.PATIENCE_SECONDS, TimeUnit.SECONDS)).isZero();
        assertThat(task.moveCount()).isZero();
    }

    /// The run of the task is over for all who wait, but not for its worker.
    @Test
    @Proves("P4")
    void spawn_meantForAWorkerThatRunsOnInADependentStage_runsElsewhere() throws Exception {
        CompletableFuture<String> gate = new CompletableFuture<>();
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Task<Object> task = skein.spawn(context -> !gate.isDone() ? Step.await(gate) : context.worker() != 0 ? Step.moveTo(0) : Step.done(null), 0);
        var _ = task.toCompletableFuture().thenRun(() -> {
            inside.countDown();
            HeldWorkers.await(end);
        });
        gate.complete("now");
        HeldWorkers.await(inside);
        try {
            assertThat(runMeantFor(0)).isEqualTo(1);
        } finally {
            end.countDown();
        }
    }

    @Test
    @Proves("P4")
    void spawn_meantForAWorkerThatCleansUp_runsElsewhere() throws Exception {
        CompletableFuture<String> cleaner = new CompletableFuture<>();
        CountDownLatch end = new CountDownLatch(1);
        Task<Object> task = skein.spawn(new Continuation<>() {
            @Override
            public Step<Object> resume(TaskContext context) {
                return Step.sleep(Duration.ofHours(1));
            }

            @Override
            public void cancelled() {
                cleaner.complete(Thread.currentThread().getName());
                HeldWorkers.await(end);
            }
        }, 0);
        HeldWorkers.awaitSoon(() -> skein.stats().suspended() == 1);
        task.cancel(false);
        int held = cleaner.get(HeldWorkers.PATIENCE_SECONDS, TimeUnit.SECONDS).endsWith("w0") ? 0 : 1;
        try {
            assertThat(runMeantFor(held)).isEqualTo(1 - held);
        } finally {
            end.countDown();
        }
    }

    private int runMeantFor(int worker) throws Exception {
        return skein.<Integer>spawn(context -> Step.done(context.worker()), worker).get(HeldWorkers.PATIENCE_SECONDS / 2, TimeUnit.SECONDS);
    }
}
