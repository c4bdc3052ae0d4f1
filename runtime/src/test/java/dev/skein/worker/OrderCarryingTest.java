package dev.skein.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skein.api.MoveReason;
import dev.skein.api.Order;
import dev.skein.api.Step;
import dev.skein.handoff.Envelope;
import dev.skein.handoff.Handoff;
import dev.skein.handoff.Ledger;
import dev.skein.meta.Proves;
import dev.skein.task.ContinuationTask;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// What a carrier owes others while it carries out an order: what the model (docs/handoff.md) has found.
class OrderCarryingTest {

    private static final int ROUNDS = 50_000;

    private static Handoff requested(Order order, long task) {
        return Handoff.requested(1, order, task, Double.NaN, Double.NaN, 0);
    }

    /// Mutant `keep-calls-nobody`. Both tasks have come lately, so that LOAD leaves them; a worker that looked while they were in the carrier's hands
    /// sleeps, and what runs here lasts until one of them has begun.
    @Test
    @Proves("W1")
    void carryOut_tasksThatStayWhileAnotherWorkerSleeps_wakesIt() throws Exception {
        try (PoolUnderTest test = PoolUnderTest.start(2)) {
            CountDownLatch begun = new CountDownLatch(1);
            test.awaitParked();
            test.call(() -> {
                Carrier carrier = Objects.requireNonNull(test.pool.currentCarrier());
                Worker mine = Objects.requireNonNull(carrier.servedWorker());
                Worker other = test.pool.workers()[1 - mine.index];
                while (!test.pool.idle().isParked(other.index)) Thread.onSpinWait();
                mine.loadCameNanos = System.nanoTime() + 60_000_000_000L;
                mine.inbox.offer(begun::countDown);
                mine.inbox.offer(begun::countDown);
                Envelope order = new Envelope(requested(new Order.Ready(mine.index, other.index, 2, MoveReason.LOAD, 0), 0), 2);
                test.pool.handoffs().slots().putReady(mine.index, order);
                test.pool.handoffs().carryOut(carrier, mine);
                assertThat(order.handoff().state()).isEqualTo(Handoff.State.REFUSED);
                test.await(begun, "the other worker takes one");
                return null;
            });
        }
    }

    /// A balancer counts them among what waits there.
    @Test
    void carryOut_tasksThatAreMeantForTheWorker_takesThoseThatMayGo() throws Exception {
        try (PoolUnderTest test = PoolUnderTest.start(2)) {
            test.awaitParked();
            Handoff handoff = test.call(() -> {
                Carrier carrier = Objects.requireNonNull(test.pool.currentCarrier());
                Worker mine = Objects.requireNonNull(carrier.servedWorker());
                int other = 1 - mine.index;
                List<ContinuationTask<Integer>> tasks = new ArrayList<>();
                for (int i = 0; i < 3; i++) tasks.add(new ContinuationTask<>(test, ctx -> Step.done(ctx.worker()), mine.index));
                tasks.get(1).broughtTo(mine.index, other);
                for (ContinuationTask<Integer> each : tasks) assertThat(mine.addressed.offer(each)).isTrue();
                Envelope order = new Envelope(requested(new Order.Ready(mine.index, other, 3, MoveReason.LOAD, 0), 0), 3);
                test.pool.handoffs().slots().putReady(mine.index, order);
                test.pool.handoffs().carryOut(carrier, mine);
                assertThat(order.count()).isEqualTo(2);
                assertThat(mine.addressed.isEmpty()).isTrue();
                assertThat(carrier.ready().oldest()).as("what has come lately stays").isSameAs(tasks.get(1));
                return order.handoff();
            });
            await().until(() -> handoff.state() == Handoff.State.SETTLED);
        }
    }

    /// Mutant `settle-without-accept`. The other thread does what a carrier does that meets the envelope in the overflow.
    @Test
    @Proves("H1")
    void takeHome_envelopeThatAnotherOpensMeanwhile_isSettledOnceAndGivesTheHome() throws Exception {
        try (PoolUnderTest test = PoolUnderTest.start(2)) {
            Worker mine = test.pool.workers()[0];
            Carrier carrier = Objects.requireNonNull(mine.carrier);
            AtomicReference<Handoff> current = new AtomicReference<>();
            AtomicBoolean over = new AtomicBoolean();
            Thread opener = Thread.ofPlatform().daemon().start(() -> {
                while (!over.get()) {
                    Handoff handoff = current.get();
                    if (handoff != null && handoff.accept()) handoff.settle(0);
                }
            });
            try {
                for (int round = 0; round < ROUNDS; round++) {
                    ContinuationTask<Integer> task = new ContinuationTask<>(test, ctx -> Step.done(1), 0);
                    Handoff handoff = requested(new Order.Running(0, 1, 0, MoveReason.CAPABILITY, 1), task.id());
                    test.pool.handoffs().slots().putRunning(0, new Envelope(handoff, 1));
                    current.set(handoff);
                    assertThat(test.pool.handoffs().takeHome(carrier, mine, task)).isEqualTo(1);
                    while (handoff.state() == Handoff.State.ACCEPTED) Thread.onSpinWait();
                    assertThat(handoff.state()).isEqualTo(Handoff.State.SETTLED);
                }
            } finally {
                over.set(true);
                opener.join();
            }
            Ledger ledger = test.pool.handoffs().ledger();
            assertThat(ledger.reachedCount(Handoff.State.TAKEN)).isEqualTo(ROUNDS);
            assertThat(ledger.reachedCount(Handoff.State.OFFERED)).isEqualTo(ROUNDS);
            assertThat(ledger.reachedCount(Handoff.State.ACCEPTED)).as("the other thread counts nothing").isBetween(1L, (long) ROUNDS);
        }
    }
}
