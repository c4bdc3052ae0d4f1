package dev.skein.balancing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skein.Skein;
import dev.skein.SkeinBuilder;
import dev.skein.api.BalancePolicy;
import dev.skein.api.LoadSnapshot;
import dev.skein.api.MoveReason;
import dev.skein.api.MoveRecord;
import dev.skein.api.Order;
import dev.skein.api.Step;
import dev.skein.api.Task;
import dev.skein.api.WorkerLoad;
import dev.skein.balance.Policies;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Each reason, on demand: what brings it about, the move, and the record. Where the machine cannot be made to differ, the policy is shown figures that do.
class ReasonsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<Stepper> steppers = new ArrayList<>();
    private final AtomicBoolean end = new AtomicBoolean();
    private Skein skein;

    private void start(SkeinBuilder builder) {
        skein = builder.name("reasons").workers(2).start();
    }

    @AfterEach
    void close() {
        end.set(true);
        steppers.forEach(Stepper::stop);
        skein.close();
    }

    private Task<Long> spawn(Stepper body, int worker) {
        steppers.add(body);
        return skein.spawn(body, worker);
    }

    private MoveRecord firstMove(MoveReason reason) {
        await().atMost(PATIENCE).until(() -> skein.moves().stream().anyMatch(move -> move.reason() == reason));
        return skein.moves().stream().filter(move -> move.reason() == reason).findFirst().orElseThrow();
    }

    /// The policy sees worker 0 changed, as long as `when` holds for the real figures.
    private static BalancePolicy shown(BalancePolicy policy, UnaryOperator<WorkerLoad> change) {
        return (previous, now) -> policy.decide(change(previous, change), change(now, change));
    }

    private static LoadSnapshot change(LoadSnapshot snapshot, UnaryOperator<WorkerLoad> change) {
        List<WorkerLoad> workers = new ArrayList<>(snapshot.workers());
        workers.replaceAll(change);
        return new LoadSnapshot(snapshot.tick(), snapshot.nanoTime(), snapshot.elapsedNanos(), workers, snapshot.overflowTasks(), snapshot.tasks(),
                snapshot.footprintBudgetBytes());
    }

    private static WorkerLoad with(WorkerLoad seen, double capability, double share) {
        return new WorkerLoad(seen.worker(), seen.state(), seen.availability(), seen.health(), seen.readyTasks(), seen.standingTasks(), seen.arrivingTasks(),
                seen.leavingTasks(), seen.meanServiceNanos(), seen.busyShare(), seen.runsPerSecond(), capability, share, seen.running(), seen.footprintBytes());
    }

    @Test
    void load_whenOneQueueIsLonger() {
        start(Skein.builder().policy(shown(Policies.load(), seen -> with(seen, 1, 1))));
        for (int i = 0; i < 3; i++) spawn(Stepper.of(1_000), 1);
        await().atMost(PATIENCE).until(() -> steppers.stream().allMatch(each -> each.steps() > 0));
        for (int i = 0; i < 20; i++) spawn(Stepper.of(1_000), 0);

        MoveRecord move = firstMove(MoveReason.LOAD);
        assertThat(move.predictedGainNanos()).isPositive();
        boolean known = !Double.isNaN(move.fromDrainNanos()) && !Double.isNaN(move.toDrainNanos());     // the policy is shown more than the sensors know at first
        assertThat(!known || move.fromDrainNanos() > move.toDrainNanos()).as(move.toString()).isTrue();
    }

    @Test
    void capability_whenAnIdleWorkerIsStronger() {
        start(Skein.builder().policy(shown(Policies.capability(), seen -> with(seen, seen.worker() == 0 ? 0.5 : 1, 1))));
        Stepper runner = Stepper.longRunning();
        Task<Long> task = spawn(runner, 0);

        MoveRecord move = firstMove(MoveReason.CAPABILITY);
        assertThat(move.task()).isEqualTo(task.id());
        assertThat(move.from()).isZero();
        await().atMost(PATIENCE).until(() -> runner.worker() == 1);
    }

    @Test
    void contention_whenOthersUseTheCpu() {
        start(Skein.builder().policy(shown(Policies.contention(), seen -> with(seen, 1, seen.worker() == 0 ? 0.5 : 1))));
        Stepper runner = Stepper.longRunning();
        spawn(runner, 0);

        assertThat(firstMove(MoveReason.CONTENTION).from()).isZero();
        await().atMost(PATIENCE).until(() -> runner.worker() == 1);
    }

    /// The other worker is never idle, so it does not steal.
    @Test
    void stuck_whenATaskHoldsTheWorker() throws Exception {
        start(Skein.builder().policy(shown(Policies.stuck(), seen -> with(seen, 1, 1))).stuckAfter(Duration.ofMillis(20)));
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch busy = new CountDownLatch(1);
        List<CompletableFuture<Integer>> children = new ArrayList<>();
        CompletableFuture<Integer> hogsWorker = new CompletableFuture<>();
        skein.spawn(context -> {
            hogsWorker.complete(context.worker());
            while (inside.getCount() > 0) if (context.shouldYield()) Thread.onSpinWait();     // asks, so it is not stuck yet
            for (int i = 0; i < 50; i++) children.add(CompletableFuture.supplyAsync(() -> 1, skein));
            busy.countDown();
            while (!end.get()) Thread.onSpinWait();
            return Step.done(null);
        });
        for (int i = 0; i < 3; i++) spawn(Stepper.of(500), 1 - hogsWorker.get(30, TimeUnit.SECONDS));
        await().atMost(PATIENCE).until(() -> steppers.stream().allMatch(each -> each.steps() > 0));
        inside.countDown();
        assertThat(busy.await(30, TimeUnit.SECONDS)).isTrue();

        MoveRecord move = firstMove(MoveReason.STUCK);
        assertThat(move.from()).isEqualTo(hogsWorker.get());
        assertThat(move.task()).as("plain tasks are recorded together").isZero();
        for (CompletableFuture<Integer> child : children) assertThat(child.get(30, TimeUnit.SECONDS)).isEqualTo(1);
    }

    /// The other worker is never idle, so it does not steal, which would mend it too.
    @Test
    void memory_whenTheFootprintsExceedTheBudget() throws Exception {
        start(Skein.builder().policy(Policies.memory()).footprintBudget(10 << 20));
        CountDownLatch busy = new CountDownLatch(1);
        skein.spawn(context -> {
            busy.countDown();
            while (!end.get()) if (context.shouldYield()) Thread.onSpinWait();     // asks, so it is not stuck
            return Step.done(null);
        }, 1);
        assertThat(busy.await(30, TimeUnit.SECONDS)).isTrue();
        List<Task<Long>> tasks = new ArrayList<>();
        for (int i = 0; i < 4; i++) tasks.add(spawn(Stepper.of(100).withFootprint(4 << 20), 0));

        MoveRecord move = firstMove(MoveReason.MEMORY);
        assertThat(tasks).anyMatch(task -> task.id() == move.task());
        assertThat(move.to()).isEqualTo(1);
    }

    @Test
    void energy_whenAWorkerWithAQueueIsPackedAway() {
        Ordered policy = new Ordered();
        start(Skein.builder().policy(policy));
        for (int i = 0; i < 10; i++) spawn(Stepper.of(200), i % 2);
        await().atMost(PATIENCE).until(() -> steppers.stream().allMatch(each -> each.steps() > 0));
        policy.give(new Order.Pack(1));

        MoveRecord move = firstMove(MoveReason.ENERGY);
        assertThat(move.from()).isEqualTo(1);
        assertThat(move.to()).isZero();
    }

    @Test
    void locality_whenATaskHasJustLeftItsPlace() {
        start(Skein.builder().policy(shown(Policies.locality(), seen -> with(seen, 1, 1))).timeSlice(Duration.ofMillis(2)));
        Stepper runner = Stepper.longRunning();
        Task<Long> task = spawn(runner, 0);
        await().atMost(PATIENCE).until(() -> {
            int at = runner.worker();
            long steps = runner.steps();
            if (at >= 0) {
                await().atMost(PATIENCE).until(() -> runner.steps() > steps + 20);     // 40 ms there
                task.requestMove(1 - runner.worker());
            }
            return skein.moves().stream().anyMatch(move -> move.reason() == MoveReason.LOCALITY);
        });
        assertThat(firstMove(MoveReason.LOCALITY).task()).isEqualTo(task.id());
    }

    @Test
    void stealsAndWakesElsewhere_areCountedAndSampled() throws Exception {
        start(Skein.builder().policy(Policies.none()));
        await().atMost(PATIENCE).until(() -> {
            List<CompletableFuture<Integer>> all = new ArrayList<>();
            skein.submit(() -> {
                for (int i = 0; i < 1_000; i++) all.add(CompletableFuture.supplyAsync(() -> spin(20_000), skein));
                return 1;
            }).get(30, TimeUnit.SECONDS);
            for (CompletableFuture<Integer> each : all) each.get(30, TimeUnit.SECONDS);
            return skein.steals().stream().anyMatch(move -> move.reason() == MoveReason.STEAL);
        });
        assertThat(skein.stats().steals()).isPositive();
        assertThat(skein.moves()).isEmpty();
        assertThat(skein.stats().moves()).isZero();
    }

    private static int spin(long nanos) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < nanos) Thread.onSpinWait();
        return 1;
    }
}
