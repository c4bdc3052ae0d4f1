package dev.skein.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.api.Continuation;
import dev.skein.api.HandoffFailure;
import dev.skein.api.MoveReason;
import dev.skein.api.Order;
import dev.skein.api.Step;
import dev.skein.api.TaskContext;
import dev.skein.handoff.Envelope;
import dev.skein.handoff.Handoff;
import dev.skein.meta.LogCapture;
import dev.skein.meta.Proves;
import dev.skein.meta.Throwables;
import dev.skein.queue.BrokenQueues;
import dev.skein.task.ContinuationTask;
import dev.skein.task.Wrapper;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Handoffs that fail on the way: something is thrown after some tasks are in the envelope, or no queue has room for it or for what it brings.
///
/// One worker is held, so that only the carrier in question has the tasks in its hands; when it is let go all of them must run once.
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HandoffFailsTest {

    private static final int FROM_QUEUE = 2;
    private static final int FROM_INBOX = 6;
    private static final int TASKS = FROM_QUEUE + FROM_INBOX;

    /// How often each task ran, and where it ran last; every second one is a continuation.
    private static final class Runs {
        private final PoolUnderTest test;
        private final AtomicIntegerArray counts = new AtomicIntegerArray(TASKS);
        private final AtomicIntegerArray workers = new AtomicIntegerArray(TASKS);
        private final CountDownLatch all = new CountDownLatch(TASKS);

        Runs(PoolUnderTest test) {
            this.test = test;
        }

        Runnable task(int number) {
            if (number % 2 == 0) return () -> ran(number);
            return new ContinuationTask<>(test, context -> {
                ran(number);
                return Step.done(number);
            }, ContinuationTask.NO_HINT);
        }

        private void ran(int number) {
            workers.set(number, workerOf(carrier(test)));
            counts.incrementAndGet(number);
            all.countDown();
        }

        void assertEachOnce() {
            test.await(all, "all tasks run");
            for (int i = 0; i < TASKS; i++) assertThat(counts.get(i)).as("runs of task %s", i).isEqualTo(1);
        }
    }

    private static Carrier carrier(PoolUnderTest test) {
        return Objects.requireNonNull(test.pool.currentCarrier());
    }

    private static int workerOf(Carrier carrier) {
        return Objects.requireNonNull(carrier.servedWorker()).index;
    }

    private static Envelope order(Order order, long task) {
        return new Envelope(Handoff.requested(1, order, task, Double.NaN, Double.NaN, 0), Order.MAX_TASKS);
    }

    /// One of the two workers inside a task until [#close].
    private static final class Held implements AutoCloseable {
        /// The other one.
        final int free;
        private final CountDownLatch end = new CountDownLatch(1);

        Held(PoolUnderTest test) {
            AtomicInteger held = new AtomicInteger();
            CountDownLatch inside = new CountDownLatch(1);
            test.pool.enqueue(() -> {
                held.set(workerOf(carrier(test)));
                inside.countDown();
                PoolUnderTest.hold(end);
            });
            test.await(inside, "one worker is held");
            free = 1 - held.get();
        }

        @Override
        public void close() {
            end.countDown();
        }
    }

    private interface CallOn<R> {
        R call(Carrier carrier, Worker mine, Worker other) throws Exception;
    }

    /// Runs something as a task of the worker that is not held.
    private static <R> R callOn(PoolUnderTest test, int free, CallOn<R> body) throws Exception {
        return test.<R>spawn(context -> {
            assertThat(context.worker()).isEqualTo(free);
            return Step.done(body.call(carrier(test), test.pool.workers()[free], test.pool.workers()[1 - free]));
        }, free).get(PoolUnderTest.PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private static void carryOut(PoolUnderTest test, Carrier carrier, Worker mine, Envelope order) {
        assertThat(test.pool.handoffs().slots().putReady(mine.index, order)).isTrue();
        test.pool.handoffs().carryOut(carrier, mine);
    }

    private static void assertFailed(PoolUnderTest test, Handoff order, Error why) {
        assertThat(order.state()).isEqualTo(Handoff.State.FAILED);
        assertThat(order.toRecord().detail()).isEqualTo(why.getClass().getName());
        assertThat(test.pool.steering().ledger().handoffs().failed()).containsEntry(HandoffFailure.THROWN, 1L);
        assertThat(test.pool.steering().ledger().moves()).as("moves of a handoff that failed").isEmpty();
    }

    static Stream<Arguments> failures() {
        return Throwables.errors().flatMap(error -> Stream.of(0, 1, FROM_INBOX - 1).map(taken -> Arguments.of(error, taken)));
    }

    @ParameterizedTest
    @MethodSource("failures")
    @Proves("H3")
    void carryOut_thatFailsAtTheSourceAfterSomeTasks_takesThemBack(Error error, int fromInbox) throws Exception {
        try (PoolUnderTest test = PoolUnderTest.start(2); Held held = new Held(test)) {
            Runs runs = new Runs(test);
            Handoff failed = callOn(test, held.free, (carrier, mine, other) -> {
                BrokenQueues.failPolls(mine.inbox, fromInbox, 1, error);
                for (int i = 0; i < FROM_QUEUE; i++) carrier.ready().push(runs.task(i));
                for (int i = FROM_QUEUE; i < TASKS; i++) assertThat(mine.inbox.offer(runs.task(i))).isTrue();
                Envelope order = order(new Order.Ready(mine.index, other.index, TASKS, MoveReason.LOAD, 0), 0);
                carryOut(test, carrier, mine, order);
                assertThat(carrier.ready().size()).as("taken back").isEqualTo(FROM_QUEUE + fromInbox);
                return order.handoff();
            });
            assertFailed(test, failed, error);
            runs.assertEachOnce();
        }
    }

    @ParameterizedTest
    @MethodSource("failures")
    @Proves("H3")
    void carryOut_thatFailsAtTheRescuerAfterSomeTasks_keepsThem(Error error, int fromInbox) throws Exception {
        try (PoolUnderTest test = PoolUnderTest.start(2); Held held = new Held(test)) {
            Runs runs = new Runs(test);
            Handoff failed = callOn(test, held.free, (carrier, mine, stuck) -> {
                BrokenQueues.failPolls(stuck.inbox, fromInbox, 1, error);
                for (int i = 0; i < FROM_QUEUE; i++) assertThat(stuck.addressed.offer(runs.task(i))).isTrue();
                for (int i = FROM_QUEUE; i < TASKS; i++) assertThat(stuck.inbox.offer(runs.task(i))).isTrue();
                Envelope order = order(new Order.Ready(stuck.index, mine.index, TASKS, MoveReason.STUCK, 0), 0);
                carryOut(test, carrier, mine, order);
                assertThat(carrier.ready().size()).as("kept").isEqualTo(FROM_QUEUE + fromInbox);
                return order.handoff();
            });
            assertFailed(test, failed, error);
            runs.assertEachOnce();
        }
    }

    /// The other worker went to sleep while the tasks were in the envelope, and this one runs its task until all the others have run.
    @Test
    @Proves({"H3", "W1"})
    void carryOut_thatFailsWhileAnotherWorkerSleeps_wakesIt() throws Exception {
        try (PoolUnderTest test = PoolUnderTest.start(2)) {
            Runs runs = new Runs(test);
            test.awaitParked();
            Handoff.State state = test.call(() -> {
                Carrier carrier = carrier(test);
                Worker mine = test.pool.workers()[workerOf(carrier)];
                Worker other = test.pool.workers()[1 - mine.index];
                while (!test.pool.idle().isParked(other.index)) Thread.onSpinWait();
                BrokenQueues.failPolls(mine.inbox, TASKS - 1, 1, new OutOfMemoryError("planned"));
                for (int i = 0; i < TASKS; i++) assertThat(mine.inbox.offer(runs.task(i))).isTrue();
                Envelope order = order(new Order.Ready(mine.index, other.index, TASKS, MoveReason.LOAD, 0), 0);
                carryOut(test, carrier, mine, order);
                test.await(runs.all, "the other worker runs them");
                return order.handoff().state();
            });
            assertThat(state).isEqualTo(Handoff.State.FAILED);
            runs.assertEachOnce();
        }
    }

    @Test
    @Proves("H3")
    void carryOut_whereNoQueueHasRoomForTheEnvelope_leavesTheTasksWithTheSource() throws Exception {
        try (PoolUnderTest test = PoolUnderTest.start(2); Held held = new Held(test)) {
            Runs runs = new Runs(test);
            Handoff settled = callOn(test, held.free, (carrier, mine, other) -> {
                leaveNoRoomFor(test, other, Integer.MAX_VALUE);
                for (int i = 0; i < TASKS; i++) carrier.ready().push(runs.task(i));
                Envelope order = order(new Order.Ready(mine.index, other.index, TASKS, MoveReason.LOAD, 0), 0);
                carryOut(test, carrier, mine, order);
                assertThat(carrier.ready().size()).isEqualTo(TASKS);
                return order.handoff();
            });
            assertThat(settled.state()).isEqualTo(Handoff.State.SETTLED);
            assertThat(test.pool.steering().ledger().moves()).as("moves of tasks that stayed").isEmpty();
            runs.assertEachOnce();
        }
    }

    /// @param times that the overflow has no room either
    private static void leaveNoRoomFor(PoolUnderTest test, Worker receiver, int times) {
        BrokenQueues.refuseOffers(receiver.addressed);
        BrokenQueues.refuseOffers(receiver.inbox);
        BrokenQueues.failOffers(test.pool.overflow(), times, new OutOfMemoryError("planned"));
    }

    /// The running task is in the envelope, and nobody can be sent that.
    @Test
    @Proves("H3")
    void takeAway_whereNoQueueHasRoomForTheEnvelope_letsTheTaskGoOnHere() throws Exception {
        try (PoolUnderTest test = PoolUnderTest.start(2); Held held = new Held(test)) {
            int free = held.free;
            leaveNoRoomFor(test, test.pool.workers()[1 - free], Integer.MAX_VALUE);
            AtomicReference<Handoff> ordered = new AtomicReference<>();
            CompletableFuture<ContinuationTask<Integer>> self = new CompletableFuture<>();
            AtomicInteger runs = new AtomicInteger();
            self.complete(test.spawn(context -> {
                if (runs.getAndIncrement() > 0) return Step.done(context.worker());
                Envelope order = order(new Order.Running(free, 1 - free, 0, MoveReason.CAPABILITY, 1), self.join().id());
                ordered.set(order.handoff());
                assertThat(test.pool.handoffs().slots().putRunning(free, order)).isTrue();
                return Step.again();
            }, free));
            assertThat(self.join().get(PoolUnderTest.PATIENCE_SECONDS, TimeUnit.SECONDS)).as("where it ran on").isEqualTo(free);
            assertThat(runs).hasValue(2);
            assertThat(ordered.get().state()).isEqualTo(Handoff.State.SETTLED);
            assertThat(self.join().moveCount()).isZero();
            held.close();
        }
    }

    /// The rescuer has the tasks in an envelope, its own queue cannot grow, and no inbox has room: it runs them itself.
    @Test
    @Proves("H3")
    void open_whereNoQueueHasRoomForTheTasks_runsThem() throws Exception {
        try (PoolUnderTest test = PoolUnderTest.start(2); Held held = new Held(test)) {
            Runs runs = new Runs(test);
            Handoff settled = callOn(test, held.free, (carrier, mine, stuck) -> {
                for (int i = 0; i < TASKS; i++) assertThat(stuck.inbox.offer(runs.task(i))).isTrue();
                BrokenQueues.refuseOffers(stuck.inbox);
                BrokenQueues.refuseOffers(mine.inbox);
                Envelope order = order(new Order.Ready(stuck.index, mine.index, TASKS, MoveReason.STUCK, 0), 0);
                BrokenQueues.pretendToPush(carrier.ready(), BrokenQueues.FULL);
                try {
                    carryOut(test, carrier, mine, order);
                } finally {
                    BrokenQueues.pretendToPush(carrier.ready(), -BrokenQueues.FULL);
                }
                assertThat(runs.all.getCount()).as("not run yet").isZero();
                return order.handoff();
            });
            assertThat(settled.state()).isEqualTo(Handoff.State.SETTLED);
            runs.assertEachOnce();
        }
    }

    /// What has neither a name nor a class to be written down.
    private record Nameless(Continuation<Integer> body) implements Continuation<Integer>, Wrapper {
        @Override
        public Step<Integer> resume(TaskContext context) throws Exception {
            return body.resume(context);
        }

        @Override
        public String name() {
            throw new OutOfMemoryError("planned");
        }

        @Override
        public Object wrapped() {
            throw new OutOfMemoryError("planned");
        }
    }

    @Test
    @Proves("H3")
    void open_whereThereIsNoMemoryToWriteDownAMove_losesNoTask() throws Exception {
        try (PoolUnderTest test = PoolUnderTest.start(2); Held held = new Held(test)) {
            CountDownLatch all = new CountDownLatch(3);
            callOn(test, held.free, (carrier, mine, stuck) -> {
                for (int i = 0; i < 3; i++) {
                    assertThat(stuck.inbox.offer(new ContinuationTask<>(test, new Nameless(context -> {
                        all.countDown();
                        return Step.done(0);
                    }), ContinuationTask.NO_HINT))).isTrue();
                }
                Envelope order = order(new Order.Ready(stuck.index, mine.index, 3, MoveReason.STUCK, 0), 0);
                carryOut(test, carrier, mine, order);
                assertThat(order.handoff().state()).isEqualTo(Handoff.State.SETTLED);
                return 0;
            });
            test.await(all, "all are run");
        }
    }

    /// What comes to a worker after it was closed, from its own last task and from a sender that was late.
    @ParameterizedTest
    @MethodSource("failures")
    @Proves({"H3", "R3"})
    void retire_thatFailsWhileTheQueuesAreEmptied_completesAndAllRunElsewhere(Error error, int fromInbox) throws Exception {
        try (LogCapture log = new LogCapture(); PoolUnderTest test = PoolUnderTest.start(2); Held held = new Held(test)) {
            Runs runs = new Runs(test);
            int retired = held.free;
            retireWhileItIsBusy(test, retired, runs, () -> BrokenQueues.failPolls(test.pool.workers()[retired].inbox, fromInbox, 1, error));
            assertThat(test.pool.steering().ledger().handoffs().failed()).containsEntry(HandoffFailure.THROWN, 1L);
            assertThat(runs.all.getCount()).as("not run: one worker is retired, the other held").isEqualTo(TASKS);
            held.close();
            runs.assertEachOnce();
            for (int i = 0; i < TASKS; i++) assertThat(runs.workers.get(i)).as("worker of task %s", i).isEqualTo(1 - retired);
            assertThat(log.errors()).isEmpty();
        }
    }

    /// Here the way out of the failure fails too, so that the carrier comes back to its loop with tasks in its queues.
    @ParameterizedTest
    @ValueSource(ints = {2, 5})
    @Proves({"H3", "R1", "R3"})
    void retire_thatFailsAgainAndAgainWhileTheQueuesAreEmptied_completesAndLosesNone(int fails) throws Exception {
        try (LogCapture log = new LogCapture(); PoolUnderTest test = PoolUnderTest.start(2); Held held = new Held(test)) {
            Runs runs = new Runs(test);
            int retired = held.free;
            retireWhileItIsBusy(test, retired, runs,
                    () -> BrokenQueues.failPolls(test.pool.workers()[retired].inbox, 1, fails, new OutOfMemoryError("planned")));
            assertThat(log.errors()).isNotEmpty().allSatisfy(line -> assertThat(line).contains("goes on"));
            held.close();
            runs.assertEachOnce();
        }
    }

    /// For a while no queue has room for the envelope, and the carrier that is to be rid of the tasks has them back each time.
    @Test
    @Proves({"H3", "R3"})
    void retire_whereNoQueueHasRoomForTheEnvelope_triesUntilThereIs() throws Exception {
        try (PoolUnderTest test = PoolUnderTest.start(2); Held held = new Held(test)) {
            Runs runs = new Runs(test);
            int retired = held.free;
            retireWhileItIsBusy(test, retired, runs, () -> leaveNoRoomFor(test, test.pool.workers()[1 - retired], 5));
            held.close();
            runs.assertEachOnce();
            for (int i = 0; i < TASKS; i++) assertThat(runs.workers.get(i)).as("worker of task %s", i).isEqualTo(1 - retired);
        }
    }

    /// Retires a worker inside a task, which then leaves it the tasks of `runs`; waits until the retirement is complete.
    private static void retireWhileItIsBusy(PoolUnderTest test, int worker, Runs runs, Runnable before) throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        test.spawn(context -> {
            inside.countDown();
            PoolUnderTest.hold(closed);
            Carrier carrier = carrier(test);
            Worker mine = test.pool.workers()[worker];
            assertThat(carrier.servedWorker()).isSameAs(mine);
            before.run();
            for (int i = 0; i < FROM_QUEUE; i++) carrier.ready().push(runs.task(i));
            for (int i = FROM_QUEUE; i < TASKS; i++) assertThat(mine.inbox.offer(runs.task(i))).isTrue();
            return Step.done(null);
        }, worker);
        test.await(inside, "the worker is busy");
        CompletableFuture<Void> retirement = test.pool.steering().retire(worker);
        closed.countDown();
        retirement.get(PoolUnderTest.PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
