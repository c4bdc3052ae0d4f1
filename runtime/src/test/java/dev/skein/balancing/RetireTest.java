package dev.skein.balancing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.skein.Skein;
import dev.skein.api.MoveReason;
import dev.skein.api.Order;
import dev.skein.api.Step;
import dev.skein.api.Task;
import dev.skein.api.WorkerState;
import dev.skein.api.WorkerStats;
import dev.skein.meta.Proves;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Workers that are retired, restored, packed away.
class RetireTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Ordered policy = new Ordered();
    private final Skein skein = Skein.builder().name("retire").workers(3).policy(policy).start();
    private final List<Stepper> steppers = new ArrayList<>();

    @AfterEach
    void close() {
        steppers.forEach(Stepper::stop);
        skein.close();
    }

    private void startSteppers(int count) {
        for (int i = 0; i < count; i++) {
            Stepper body = Stepper.of(100);
            steppers.add(body);
            skein.spawn(body, i % 3);
        }
        await().atMost(PATIENCE).until(() -> steppers.stream().allMatch(each -> each.steps() > 0));
    }

    private void assertNobodyRunsOn(int worker) {
        long parks = skein.stats().workers().get(worker).parks();
        List<Long> before = steppers.stream().map(Stepper::steps).toList();
        await().atMost(PATIENCE).until(() -> {
            for (int i = 0; i < steppers.size(); i++) {
                if (steppers.get(i).steps() <= before.get(i)) return false;
            }
            return true;
        });
        assertThat(steppers).allSatisfy(each -> assertThat(each.worker()).isNotEqualTo(worker));
        assertThat(skein.stats().workers().get(worker).parks()).as("it sleeps").isEqualTo(parks);
    }

    @Test
    @Proves({"R1", "R3"})
    void retire_ofABusyWorker_leavesItEmptyAndAllGoOnElsewhere() throws Exception {
        startSteppers(12);
        int busiest = busiest();
        skein.retire(busiest).get(30, TimeUnit.SECONDS);

        assertThat(skein.stats().workers().get(busiest).state()).isEqualTo(WorkerState.PARKED);
        assertThat(skein.stats().workers().get(busiest).queued()).isZero();
        await().atMost(PATIENCE).until(() -> !skein.moves().isEmpty());        // written down when the envelopes are opened
        assertThat(skein.moves()).allSatisfy(move -> {
            assertThat(move.from()).isEqualTo(busiest);
            assertThat(move.reason()).isEqualTo(MoveReason.RETIRE);
        });
        assertNobodyRunsOn(busiest);
    }

    /// Of twelve tasks on three workers one has at least four, three of which wait.
    private int busiest() {
        return skein.stats().workers().stream().max(Comparator.comparingLong(WorkerStats::queued)).orElseThrow().worker();
    }

    @Test
    void restore_ofARetiredWorker_bringsItBackToWork() throws Exception {
        startSteppers(12);
        skein.retire(2).get(30, TimeUnit.SECONDS);
        skein.restore(2);
        await().atMost(PATIENCE).until(() -> steppers.stream().anyMatch(each -> each.worker() == 2));
    }

    @Test
    void spawn_withAHintToARetiredWorker_runsElsewhereAndIsCounted() throws Exception {
        skein.retire(2).get(30, TimeUnit.SECONDS);
        long before = skein.stats().redirected();
        assertThat(skein.spawn(context -> Step.done(context.worker()), 2).get(30, TimeUnit.SECONDS)).isNotEqualTo(2);
        assertThat(skein.stats().redirected()).isEqualTo(before + 1);
    }

    /// What never arrives there is no move to it.
    @Test
    void moveTo_aRetiredWorker_isCountedAsRedirectedAndAsNoMove() throws Exception {
        skein.retire(2).get(30, TimeUnit.SECONDS);
        long before = skein.stats().redirected();
        AtomicInteger runs = new AtomicInteger();
        Task<Integer> task = skein.spawn(context -> runs.incrementAndGet() == 1 ? Step.moveTo(2) : Step.done(context.worker()));
        assertThat(task.get(30, TimeUnit.SECONDS)).isNotEqualTo(2);
        assertThat(skein.stats().redirected()).isEqualTo(before + 1);
        assertThat(task.moveCount()).isZero();
        assertThat(skein.moves()).noneMatch(move -> move.reason() == MoveReason.USER);
    }

    @Test
    void retire_againAndRestoreOfAnActiveOne_changeNothing() throws Exception {
        skein.restore(0);
        skein.retire(0).get(30, TimeUnit.SECONDS);
        skein.retire(0).get(30, TimeUnit.SECONDS);
        skein.restore(0);
        assertThat(skein.submit(() -> 1).get(30, TimeUnit.SECONDS)).isEqualTo(1);
    }

    @Test
    @Proves("R2")
    void retire_ofTheLastActiveWorker_fails() throws Exception {
        skein.retire(0).get(30, TimeUnit.SECONDS);
        skein.retire(2).get(30, TimeUnit.SECONDS);
        assertThatThrownBy(() -> skein.retire(1).get(30, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(IllegalStateException.class).hasMessageContaining("worker 1 is the last active one");
        assertThat(skein.submit(() -> 1).get(30, TimeUnit.SECONDS)).isEqualTo(1);
    }

    @Test
    void retire_ofNoWorker_isRefused() {
        assertThatThrownBy(() -> skein.retire(3)).isInstanceOf(IllegalArgumentException.class).hasMessage("worker must be 0 to 2, got 3");
        assertThatThrownBy(() -> skein.restore(-1)).isInstanceOf(IllegalArgumentException.class).hasMessage("worker must be 0 to 2, got -1");
    }

    @Test
    void retire_whileATaskDoesNotLeave_isPendingUntilItEnds() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch inside = new CountDownLatch(1);
        Task<Integer> hog = skein.spawn(context -> {
            inside.countDown();
            while (end.getCount() > 0) Thread.onSpinWait();
            return Step.done(context.worker());
        }, 1);
        assertThat(inside.await(30, TimeUnit.SECONDS)).isTrue();
        int worker = hog.worker();
        CompletableFuture<Void> retired = skein.retire(worker);
        for (int i = 0; i < 100; i++) assertThat(skein.submit(() -> 1).get(30, TimeUnit.SECONDS)).isEqualTo(1);
        assertThat(retired).isNotDone();
        end.countDown();
        retired.get(30, TimeUnit.SECONDS);
    }

    /// Suspended tasks are nowhere: their number does not matter.
    @Test
    void retire_ofAWorkerThatIsHomeOfVeryManySuspendedTasks_movesNoneOfThem() throws Exception {
        int count = 100_000;
        CompletableFuture<Integer> event = new CompletableFuture<>();
        AtomicInteger asleep = new AtomicInteger();
        List<Task<Integer>> tasks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            tasks.add(skein.spawn(context -> {
                if (event.isDone()) return Step.done(context.worker());
                asleep.incrementAndGet();
                return Step.await(event);
            }, 1));
        }
        await().atMost(PATIENCE).until(() -> skein.stats().suspended() == count);
        skein.retire(1).get(30, TimeUnit.SECONDS);
        assertThat(skein.moves()).isEmpty();
        event.complete(1);
        for (Task<Integer> task : tasks) assertThat(task.get(30, TimeUnit.SECONDS)).isNotEqualTo(1);
        assertThat(asleep).hasValue(count);
    }

    @Test
    void moveToAndHint_ofARetiredWorker_goElsewhere() throws Exception {
        skein.retire(1).get(30, TimeUnit.SECONDS);
        Future<Integer> hinted = skein.spawn(context -> Step.done(context.worker()), 1);
        int[] moves = new int[1];
        Future<Integer> moving = skein.spawn(context -> moves[0]++ == 0 ? Step.moveTo(1) : Step.done(context.worker()));
        assertThat(hinted.get(30, TimeUnit.SECONDS)).isNotEqualTo(1);
        assertThat(moving.get(30, TimeUnit.SECONDS)).isNotEqualTo(1);
    }

    @Test
    void close_whileAWorkerIsRetired_endsAll() throws Exception {
        skein.retire(0).get(30, TimeUnit.SECONDS);
        List<Future<Integer>> futures = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) futures.add(skein.submit(() -> 1));
        skein.close();
        assertThat(futures).allSatisfy(future -> assertThat(future.resultNow()).isEqualTo(1));
        assertThat(skein.isTerminated()).isTrue();
    }

    @Test
    void pack_ofAWorker_letsItRestAndUnpackBringsItBack() {
        startSteppers(12);
        policy.give(new Order.Pack(2));
        await().atMost(PATIENCE).until(() -> skein.stats().workers().get(2).state() == WorkerState.PARKED);
        assertNobodyRunsOn(2);
        assertThat(skein.moves()).allSatisfy(move -> assertThat(move.reason()).isEqualTo(MoveReason.ENERGY));
        policy.give(new Order.Unpack(2));
        await().atMost(PATIENCE).until(() -> steppers.stream().anyMatch(each -> each.worker() == 2));
    }

    @Test
    void pack_ofTheLastOne_isRefused() {
        for (int worker = 0; worker < 3; worker++) policy.give(new Order.Pack(worker));
        startSteppers(3);
        await().atMost(PATIENCE).until(() -> skein.balancer().refusedOrders() == 1);
        assertThat(skein.stats().workers().stream().filter(each -> each.state() == WorkerState.PARKED)).hasSizeLessThanOrEqualTo(2);
    }
}
