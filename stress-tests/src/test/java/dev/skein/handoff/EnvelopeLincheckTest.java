package dev.skein.handoff;

import dev.skein.api.MoveReason;
import dev.skein.api.Order;
import dev.skein.handoff.Handoff.State;
import dev.skein.lincheck.ModelChecker;
import dev.skein.lincheck.Together;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// An order with its envelope: the carrier that takes it, fills it and offers it; the target and a thief that both meet the envelope; the balancer that refuses
/// what was not taken in time; a carrier that fails on the way. Each task is in one hand in the end (H1, H2, H3).
class EnvelopeLincheckTest {

    private static final int TASKS = 2;

    /// The order and the tasks that stand in queues; what is in the envelope does not.
    private static final class Exchange {
        final Envelope envelope = new Envelope(Handoff.requested(1, new Order.Ready(0, 1, TASKS, MoveReason.LOAD, 0), 0, Double.NaN, Double.NaN, 0), TASKS);
        final AtomicInteger inQueues = new AtomicInteger(TASKS);
        final AtomicInteger opens = new AtomicInteger();
        final AtomicBoolean opened = new AtomicBoolean();
        volatile boolean published;

        void give() {
            if (!envelope.handoff().take(0)) return;
            fill();
            envelope.handoff().offer(TASKS);
            published = true;
        }

        /// Something is thrown after the first task has left its queue.
        void giveAndFail() {
            if (!envelope.handoff().take(0)) return;
            inQueues.decrementAndGet();
            envelope.put(() -> { });
            envelope.handoff().fail(new OutOfMemoryError("planned"));
            while (envelope.take() != null) inQueues.incrementAndGet();
        }

        private void fill() {
            while (!envelope.isFull()) {
                inQueues.decrementAndGet();
                envelope.put(() -> { });
            }
        }

        void refuse() {
            envelope.handoff().refuse(State.REQUESTED, "late");
        }

        void open() {
            if (published && envelope.handoff().accept()) takeAll();
        }

        /// By a look, without winning an edge.
        void openCarelessly() {
            if (opened.get()) return;
            opened.set(true);
            opens.incrementAndGet();
        }

        private void takeAll() {
            int count = envelope.count();
            for (int place = 0; place < count; place++) {
                if (envelope.takeAt(place) != null) inQueues.incrementAndGet();
            }
            envelope.handoff().settle(0);
        }

        void check() {
            open();                            // nobody has met it
            if (inQueues.get() != TASKS) throw new AssertionError("tasks in queues: " + inQueues.get() + ", " + envelope.handoff().state());
        }
    }

    @Test
    void envelope_targetAndThiefMeetIt_isOpenedOnce() {
        ModelChecker.run(() -> {
            Exchange its = new Exchange();
            Together.run(its::give, its::open, its::open);
            its.check();
        });
    }

    @Test
    void order_refusedWhileItIsTaken_movesAllOrNothing() {
        ModelChecker.run(() -> {
            Exchange its = new Exchange();
            Together.run(its::give, its::refuse, its::open);
            its.check();
        });
    }

    @Test
    void order_thatFailsOnTheWay_leavesItsTasksToTheGiver() {
        ModelChecker.run(() -> {
            Exchange its = new Exchange();
            Together.run(its::giveAndFail, its::refuse, its::open);
            its.check();
        });
    }

    @Test
    void openingByALookAlone_isRejected() {
        ModelChecker.mustReject(() -> ModelChecker.run(() -> {
            Exchange its = new Exchange();
            Together.run(its::openCarelessly, its::openCarelessly);
            if (its.opens.get() != 1) throw new AssertionError("opened " + its.opens.get() + " times");
        }));
    }
}
