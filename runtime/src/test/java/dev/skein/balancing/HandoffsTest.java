package dev.skein.balancing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skein.Skein;
import dev.skein.api.LoadSnapshot;
import dev.skein.api.MoveReason;
import dev.skein.api.MoveRecord;
import dev.skein.api.Order;
import dev.skein.api.OrderRecord;
import dev.skein.api.OrderRecord.Outcome;
import dev.skein.api.RunningLoad;
import dev.skein.api.Step;
import dev.skein.api.Task;
import dev.skein.meta.Proves;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Orders, from the policy to what the ledger says of them.
class HandoffsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Ordered policy = new Ordered();
    private final Skein skein = Skein.builder().name("handoffs").workers(2).policy(policy).start();
    private final List<Stepper> steppers = new ArrayList<>();
    /// Ends what does not look whether it should.
    private final CountDownLatch end = new CountDownLatch(1);

    @AfterEach
    void close() {
        end.countDown();
        steppers.forEach(Stepper::stop);
        skein.close();
    }

    private Task<Long> spawn(Stepper body, int worker) {
        steppers.add(body);
        return skein.spawn(body, worker);
    }

    private Stepper started(Stepper body, int worker) {
        spawn(body, worker);
        await().atMost(PATIENCE).until(() -> body.steps() > 0 || body.worker() >= 0);
        return body;
    }

    private OrderRecord outcome() {
        await().atMost(PATIENCE).until(() -> !skein.orders().isEmpty() && skein.orders().getLast().outcome() != Outcome.UNDER_WAY);
        return skein.orders().getLast();
    }

    /// Gives an order again until one of its kind comes out so: a loaded machine may let some lie for too long.
    private OrderRecord repeatedUntil(Predicate<OrderRecord> hoped, Function<LoadSnapshot, Order> maker) {
        for (long deadline = System.nanoTime() + PATIENCE.toNanos(); ; ) {
            int before = skein.orders().size();
            policy.giveWhen(maker);
            await().atMost(PATIENCE).until(() -> skein.orders().size() > before && skein.orders().getLast().outcome() != Outcome.UNDER_WAY);
            OrderRecord record = skein.orders().getLast();
            if (hoped.test(record)) return record;
            assertThat(System.nanoTime() - deadline).as("%s", record).isNegative();
        }
    }

    /// Orders away what runs on worker 0 once it has been seen there.
    private static Order runningAway(LoadSnapshot now, MoveReason reason) {
        RunningLoad running = now.workers().getFirst().running();
        return running == null || running.task() == 0 ? null : new Order.Running(0, 1, running.run(), reason, 1);
    }

    @Test
    @Proves("H2")
    void ready_ofTasksThatPutThemselvesBack_bringsThemToTheOther() {
        List<Task<Long>> tasks = new ArrayList<>();
        for (int i = 0; i < 7; i++) tasks.add(spawn(Stepper.of(100), i == 0 ? 1 : 0));
        await().atMost(PATIENCE).until(() -> steppers.stream().allMatch(each -> each.steps() > 0));
        // Where the other does not come to it the source may steal the envelope back, and opens it: nothing has moved then.
        OrderRecord record = repeatedUntil(each -> each.outcome() == Outcome.SETTLED && !skein.moves().isEmpty(), _ -> new Order.Ready(0, 1, 3, MoveReason.LOAD, 7));
        assertThat(record.moved()).isBetween(1, 3);
        List<MoveRecord> moves = skein.moves();
        assertThat(moves).hasSize(record.moved()).allSatisfy(move -> {
            assertThat(move.from()).isZero();
            assertThat(move.to()).isEqualTo(1);
            assertThat(move.reason()).isEqualTo(MoveReason.LOAD);
            assertThat(move.order()).isEqualTo(record.order());
            assertThat(move.latencyNanos()).isPositive();
            assertThat(move.predictedGainNanos()).isEqualTo(7);
            assertThat(tasks).anyMatch(task -> task.id() == move.task() && task.moveCount() == 1);
        });
        assertThat(skein.stats().moves()).isEqualTo(record.moved());
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(skein.moves().getFirst().measuredGainNanos()).isNotNaN());
    }

    /// The target is held by a task that does not look, so the envelope waits; the source works on meanwhile.
    @Test
    @Proves("H4")
    void ready_whileTheTargetDoesNotOpenTheEnvelope_leavesTheSourceAtWork() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        Task<Object> held = skein.spawn(context -> {
            inside.countDown();
            while (end.getCount() > 0) Thread.onSpinWait();
            return Step.done(null);
        }, 1);
        assertThat(inside.await(30, TimeUnit.SECONDS)).isTrue();
        int target = held.worker();
        for (int i = 0; i < 6; i++) spawn(Stepper.of(100), 1 - target);
        await().atMost(PATIENCE).until(() -> steppers.stream().allMatch(each -> each.steps() > 0));
        repeatedUntil(each -> each.outcome() == Outcome.SETTLED, _ -> new Order.Ready(1 - target, target, 2, MoveReason.LOAD, 0));

        List<Long> before = steppers.stream().map(Stepper::steps).toList();
        await().atMost(PATIENCE).until(() -> {
            for (int i = 0; i < steppers.size(); i++) {
                if (steppers.get(i).steps() <= before.get(i)) return false;       // those in the envelope too, once it was given to all (P4)
            }
            return true;
        });
        end.countDown();
    }

    @Test
    void ready_ofPlainTasks_runsEachOnceAndRecordsThemTogether() throws Exception {
        CountDownLatch inside = new CountDownLatch(2);
        for (int i = 0; i < 2; i++) {
            skein.execute(() -> {
                inside.countDown();
                while (end.getCount() > 0) Thread.onSpinWait();
            });
        }
        assertThat(inside.await(30, TimeUnit.SECONDS)).isTrue();
        Set<Integer> ran = ConcurrentHashMap.newKeySet();
        List<Future<Integer>> futures = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            int number = i;
            futures.add(skein.submit(() -> ran.add(number) ? number : -1));
        }
        policy.give(new Order.Ready(0, 1, 50, MoveReason.USER, 0));
        policy.give(new Order.Ready(1, 0, 50, MoveReason.USER, 0));
        end.countDown();
        for (int i = 0; i < 100; i++) assertThat(futures.get(i).get(30, TimeUnit.SECONDS)).isEqualTo(i);
        assertThat(skein.moves()).allSatisfy(move -> assertThat(move.task()).isZero());
    }

    @Test
    void running_ofALongRun_movesItAtItsNextStep() {
        Stepper runner = started(Stepper.longRunning(), 0);
        repeatedUntil(each -> each.outcome() == Outcome.SETTLED, now -> runningAway(now, MoveReason.CAPABILITY));
        await().atMost(PATIENCE).until(() -> runner.worker() == 1);
        assertThat(skein.moves()).singleElement().satisfies(move -> {
            assertThat(move.reason()).isEqualTo(MoveReason.CAPABILITY);
            assertThat(move.tasks()).isEqualTo(1);
            assertThat(move.name()).isEqualTo(Stepper.class.getName());
        });
    }

    @Test
    void running_ofATaskThatIsNotMovable_isRefusedAndRecorded() {
        started(Stepper.longRunning().fixed(), 1);           // neither is idle and steals
        started(Stepper.longRunning().fixed(), 0);
        OrderRecord record = repeatedUntil(each -> each.detail().equals("not movable"), now -> runningAway(now, MoveReason.CAPABILITY));

        assertThat(record.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(skein.moves()).isEmpty();
    }

    @Test
    void running_whenTheRunIsOver_isStale() {
        started(Stepper.of(100), 0);
        OrderRecord record = repeatedUntil(each -> each.detail().startsWith("stale"), _ -> new Order.Running(0, 1, 0, MoveReason.LOAD, 0));
        assertThat(record.outcome()).isEqualTo(Outcome.REFUSED);
    }

    /// The body suspends instead of giving way: it would come back to its home, so that one moves.
    @Test
    void running_ofATaskThatSuspendsAtHome_rewritesItsHome() throws Exception {
        CompletableFuture<Integer> event = new CompletableFuture<>();
        CountDownLatch inside = new CountDownLatch(1);
        Task<Integer> task = skein.spawn(context -> {
            if (event.isDone()) return Step.done(context.worker());
            inside.countDown();
            while (end.getCount() > 0 && (!context.shouldYield() || skein.orders().isEmpty())) Thread.onSpinWait();
            return Step.await(event);
        }, 0);
        assertThat(inside.await(30, TimeUnit.SECONDS)).isTrue();
        policy.giveWhen(now -> runningAway(now, MoveReason.LOCALITY));
        assertThat(outcome().outcome()).isEqualTo(Outcome.SETTLED);
        event.complete(1);
        assertThat(task.get(30, TimeUnit.SECONDS)).isEqualTo(1);
        assertThat(skein.moves()).singleElement().satisfies(move -> assertThat(move.reason()).isEqualTo(MoveReason.LOCALITY));
    }

    @Test
    void ready_withNothingToMove_isRefused() throws Exception {
        assertThat(skein.submit(() -> 1).get()).isEqualTo(1);
        OrderRecord record = repeatedUntil(each -> each.detail().equals("nothing to move"), _ -> new Order.Ready(0, 1, 8, MoveReason.LOAD, 0));
        assertThat(record.outcome()).isEqualTo(Outcome.REFUSED);
    }

    /// A run that never looks leaves its order lying, and the balancer takes that back.
    @Test
    void running_ofABodyThatDoesNotLook_isWithdrawn() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        Task<Object> task = skein.spawn(context -> {
            inside.countDown();
            while (end.getCount() > 0) Thread.onSpinWait();
            return Step.done(null);
        }, 0);
        assertThat(inside.await(30, TimeUnit.SECONDS)).isTrue();
        policy.giveWhen(now -> runningAway(now, MoveReason.CONTENTION));

        OrderRecord record = outcome();
        assertThat(record.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(record.detail()).isEqualTo("not taken in time");
        end.countDown();
        task.get(30, TimeUnit.SECONDS);
    }

    /// However often it is ordered.
    @Test
    void load_ofTheSameTask_movesItTenTimesASecondAtMost() {
        Stepper runner = started(Stepper.longRunning(), 0);
        long start = System.nanoTime();
        for (int order = 0; order < 60; order++) {
            policy.giveWhen(now -> {
                int at = runner.worker();
                RunningLoad running = now.workers().get(at).running();
                return running == null ? null : new Order.Running(at, 1 - at, running.run(), MoveReason.LOAD, 0);
            });
        }
        await().atMost(PATIENCE).until(() -> skein.balancer().orders() + skein.balancer().refusedOrders() >= 60);
        long tenths = (System.nanoTime() - start) / 100_000_000;
        assertThat(skein.moves()).hasSizeLessThanOrEqualTo((int) tenths + 1);
        assertThat(skein.orders()).anyMatch(record -> record.detail().equals("moved lately"));
    }

    @Test
    void home_ofASuspendedTask_wakesItThere() throws Exception {
        CompletableFuture<Integer> event = new CompletableFuture<>();
        CountDownLatch suspended = new CountDownLatch(1);
        Task<Integer> task = skein.spawn(new FootprintBody(event, suspended), 0);
        assertThat(suspended.await(30, TimeUnit.SECONDS)).isTrue();
        policy.give(new Order.Home(task.id(), 0, 1, MoveReason.MEMORY, 0));
        await().atMost(PATIENCE).until(() -> skein.balancer().orders() == 1);
        event.complete(1);
        assertThat(task.get(30, TimeUnit.SECONDS)).isEqualTo(1);
        assertThat(skein.moves()).singleElement().satisfies(move -> {
            assertThat(move.task()).isEqualTo(task.id());
            assertThat(move.reason()).isEqualTo(MoveReason.MEMORY);
            assertThat(move.to()).isEqualTo(1);
        });
    }

    /// Waits for an event once, then says where it is.
    private record FootprintBody(CompletableFuture<Integer> event, CountDownLatch suspended) implements dev.skein.api.Continuation<Integer> {
        @Override
        public Step<Integer> resume(dev.skein.api.TaskContext context) {
            if (event.isDone()) return Step.done(context.worker());
            suspended.countDown();
            return Step.await(event);
        }

        @Override
        public long footprintBytes() {
            return 1 << 20;
        }
    }

    @Test
    void requestMove_ofTheUser_isRecordedWithItsReason() {
        started(Stepper.longRunning(), 0);
        started(Stepper.longRunning(), 1);
        Task<Long> task = spawn(Stepper.of(1_000), 0);
        await().atMost(PATIENCE).until(() -> {
            task.requestMove(1 - Math.max(0, task.worker()));
            return !skein.moves().isEmpty();
        });
        assertThat(skein.moves().getFirst()).satisfies(move -> {
            assertThat(move.task()).isEqualTo(task.id());
            assertThat(move.reason()).isEqualTo(MoveReason.USER);
            assertThat(move.order()).isZero();
        });
    }
}
