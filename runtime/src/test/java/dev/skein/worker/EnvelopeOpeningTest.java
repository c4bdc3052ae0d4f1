package dev.skein.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.api.Continuation;
import dev.skein.api.MoveReason;
import dev.skein.api.Order;
import dev.skein.api.Step;
import dev.skein.api.TaskContext;
import dev.skein.handoff.Envelope;
import dev.skein.handoff.Handoff;
import dev.skein.meta.Proves;
import dev.skein.task.ContinuationTask;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// What becomes of the tasks in an envelope when a carrier meets it.
class EnvelopeOpeningTest {

    private static final int ROUNDS = 50;
    private static final int LONG_QUEUE = 5_000;

    private static Envelope offered(int from, int to, Runnable... tasks) {
        Handoff handoff = Handoff.requested(1, new Order.Ready(from, to, tasks.length, MoveReason.LOAD, 0), 0, Double.NaN, Double.NaN, 0);
        Envelope envelope = new Envelope(handoff, tasks.length);
        handoff.take(0);
        for (Runnable task : tasks) envelope.put(task);
        handoff.offer(tasks.length);
        return envelope;
    }

    /// Each of the tasks lasts until all three run. A carrier that the sentry has told to look at the clock calls for help
    /// anyway, so first it does that.
    @Test
    @Proves("W1")
    void open_longTasksWhileOthersSleep_wakesTheOthers() {
        try (PoolUnderTest test = PoolUnderTest.start(3)) {
            for (int round = 0; round < ROUNDS; round++) {
                CountDownLatch begun = new CountDownLatch(3);
                Runnable longTask = () -> {
                    begun.countDown();
                    PoolUnderTest.hold(begun);
                };
                test.pool.intake().send(test.pool.workers()[1], () -> { });
                while (!test.allParked() || !test.pool.workers()[1].addressed.isEmpty()) Thread.onSpinWait();
                test.pool.intake().send(test.pool.workers()[1], offered(0, 1, longTask, longTask, longTask));
                test.await(begun, "all three run in round " + round);
            }
        }
    }

    /// What is left of it in the envelope is an entry that is to be cleaned up after.
    @Test
    @Proves({"T2", "T5"})
    void open_taskThatWasCancelledOnTheWay_cleansUpOnceAndIsNoMove() {
        try (PoolUnderTest test = PoolUnderTest.start(2)) {
            CountDownLatch cleaned = new CountDownLatch(1);
            AtomicInteger cleanups = new AtomicInteger();
            ContinuationTask<Object> task = new ContinuationTask<>(test, bodyThat(() -> {
                cleanups.incrementAndGet();
                cleaned.countDown();
            }), 0);
            Envelope envelope = offered(0, 1, task);
            task.cancel(false);
            test.pool.intake().send(test.pool.workers()[1], envelope);
            test.await(cleaned, "cleaned up after");
            test.awaitParked();
            assertThat(cleanups).hasValue(1);
            assertThat(task.moveCount()).isZero();
            assertThat(task.home()).isZero();
            assertThat(test.pool.steering().ledger().moves()).isEmpty();
        }
    }

    private static Continuation<Object> bodyThat(Runnable cleansUp) {
        return new Continuation<>() {
            @Override
            public Step<Object> resume(TaskContext context) {
                throw new AssertionError("it is cancelled");
            }

            @Override
            public void cancelled() {
                cleansUp.run();
            }
        };
    }

    /// Nothing of a queue of plain tasks may go, since LOAD has brought some of them just now. Those that were looked at stand behind the others.
    @Test
    @Proves("H4")
    void carryOut_longQueueOfWhatMayNotGo_looksAtAPartOfIt() {
        try (PoolUnderTest test = PoolUnderTest.start(2)) {
            CountDownLatch end = new CountDownLatch(1);
            CountDownLatch held = new CountDownLatch(1);
            test.spawn(hold(held, end), 1);
            test.await(held, "the other worker is busy");
            AtomicInteger first = new AtomicInteger(-1);
            CountDownLatch all = new CountDownLatch(LONG_QUEUE);
            AtomicReference<Handoff> order = new AtomicReference<>();
            test.spawn(context -> {
                for (int i = 0; i < LONG_QUEUE; i++) {
                    int number = i;
                    test.pool.enqueue(() -> {
                        first.compareAndSet(-1, number);
                        all.countDown();
                    });
                }
                int here = context.worker();       // the other one, if that has come too late to what was meant for it
                order.set(Handoff.requested(1, new Order.Ready(here, 1 - here, 10, MoveReason.LOAD, 0), 0, Double.NaN, Double.NaN, 0));
                test.pool.workers()[here].loadCameNanos = System.nanoTime();
                test.pool.steering().desk(_ -> null).place(new Envelope(order.get(), 10), here);
                return Step.done(null);
            }, 0);
            test.await(all, "all run");
            end.countDown();
            assertThat(order.get().state()).isEqualTo(Handoff.State.REFUSED);
            assertThat(first.get()).as("tasks that were looked at").isBetween(1, LONG_QUEUE / 2);
        }
    }

    /// An order for what waits elsewhere is old long before this nap ends.
    @Test
    void place_anOrderForAWorkerThatNaps_isTakenAtOnce() {
        try (PoolUnderTest test = PoolUnderTest.start(2)) {
            CountDownLatch ran = new CountDownLatch(1);
            test.pool.workers()[1].napNanos = TimeUnit.SECONDS.toNanos(2 * PoolUnderTest.PATIENCE_SECONDS);
            test.pool.intake().send(test.pool.workers()[1], ran::countDown);
            test.await(ran, "it will nap next");
            Handoff order = Handoff.requested(1, new Order.Ready(0, 1, 10, MoveReason.STUCK, 0), 0, Double.NaN, Double.NaN, 0);
            test.pool.steering().desk(_ -> null).place(new Envelope(order, 10), 1);
            Awaitility.await().until(() -> order.state() == Handoff.State.REFUSED);
        }
    }

    private static Continuation<Object> hold(CountDownLatch held, CountDownLatch end) {
        return context -> {
            held.countDown();
            PoolUnderTest.hold(end);
            return Step.done(null);
        };
    }
}
