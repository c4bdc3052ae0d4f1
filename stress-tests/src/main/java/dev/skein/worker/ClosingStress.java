package dev.skein.worker;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.skein.api.Availability;
import dev.skein.api.MoveReason;
import dev.skein.api.Order;
import dev.skein.handoff.Envelope;
import dev.skein.handoff.Handoff;
import dev.skein.handoff.OrderSlots;
import dev.skein.queue.Inbox;
import dev.skein.queue.Overflow;
import java.lang.invoke.VarHandle;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.LZ_Result;

/// Races of a worker that is closed, against who sends it tasks, wakes tasks that have their home there, or gives it orders. The steps stand here in
/// the order in which [Intake], [Closed], [Handoffs] and [WorkerDesk] take them. The broken controls are in [BrokenClosingStress].
public class ClosingStress {

    /// A worker without a carrier, and where its tasks go when it is closed.
    abstract static class Closing {
        final Inbox<Integer> addressed = new Inbox<>(2);
        final Overflow<Integer> overflow = new Overflow<>();
        volatile Availability availability = Availability.OPEN;

        /// As `Intake.send`.
        final void send(int task) {
            addressed.offer(task);
            VarHandle.fullFence();
            if (availability != Availability.OPEN) moveOn();
        }

        /// As `Closed.retire`, `ask` and `Handoffs.emptyQueues`.
        final void close() {
            availability = Availability.RETIRED;
            VarHandle.fullFence();
            moveOn();
        }

        final void moveOn() {
            for (Integer task; (task = addressed.poll()) != null; ) overflow.offer(task);
        }

        final int leftBehind() {
            return addressed.size();
        }

        final int movedOn() {
            int count = 0;
            while (overflow.poll() != null) count++;
            return count;
        }
    }

    // R1: nothing stays behind.

    @JCStressTest
    @Description("A task is submitted to a worker while that is retired (R1).")
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "one of the two has moved it on")
    @Outcome(expect = FORBIDDEN, desc = "it stays behind with a closed worker, or comes twice")
    @State
    public static class Open_SubmitterEnqueues_UserRetires extends Closing {

        @Actor
        public void submitter() {
            send(1);
        }

        @Actor
        public void user() {
            close();
        }

        @Arbiter
        public void count(II_Result r) {
            r.r1 = leftBehind();
            r.r2 = movedOn();
        }
    }

    /// As `Intake.place`, which looks before it sends too: what finds the worker closed goes elsewhere at once.
    @JCStressTest
    @Description("A task is woken that has its home on a worker, while that is retired (R1).")
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "sent elsewhere, or moved on by one of the two")
    @Outcome(expect = FORBIDDEN, desc = "it stays behind with a closed worker, or comes twice")
    @State
    public static class Open_EventWakesTaskAtHome_UserRetires extends Closing {

        @Actor
        public void event() {
            if (availability != Availability.OPEN) {
                overflow.offer(1);
            } else {
                send(1);
            }
        }

        @Actor
        public void user() {
            close();
        }

        @Arbiter
        public void count(II_Result r) {
            r.r1 = leftBehind();
            r.r2 = movedOn();
        }
    }

    @JCStressTest
    @Description("The carrier of a retired worker empties the inbox into an envelope while a task is sent there (R1).")
    @Outcome(id = "0, 2", expect = ACCEPTABLE, desc = "each of the two tasks is in the envelope or moved on")
    @Outcome(expect = FORBIDDEN, desc = "one stays behind with a closed worker, or comes twice")
    @State
    public static class Retired_CarrierEmpties_SenderEnqueues extends Closing {
        int inEnvelope;

        public Retired_CarrierEmpties_SenderEnqueues() {
            addressed.offer(1);
            availability = Availability.RETIRED;
        }

        /// As `Handoffs.emptyQueues`: what a sender has half enqueued ends the loop, and is that sender's to move on.
        @Actor
        public void carrier() {
            while (!addressed.isEmpty()) {
                int before = inEnvelope;
                while (addressed.poll() != null) inEnvelope++;
                if (inEnvelope == before) break;
            }
            moveOn();
        }

        @Actor
        public void sender() {
            send(2);
        }

        @Arbiter
        public void count(II_Result r) {
            r.r1 = leftBehind();
            r.r2 = inEnvelope + movedOn();
        }
    }

    /// The retirer's look cannot pass an offer that has claimed its slot and not filled it, nor can the first sender's if the other's comes before.
    @JCStressTest
    @Description("Two tasks are sent to a worker that is retired: one may be half enqueued when the other's sender looks (R1).")
    @Outcome(id = "0, 2", expect = ACCEPTABLE, desc = "both are moved on")
    @Outcome(expect = FORBIDDEN, desc = "one stays behind with a closed worker, or comes twice")
    @State
    public static class Retired_TwoSendersEnqueue extends Closing {

        public Retired_TwoSendersEnqueue() {
            close();
        }

        @Actor
        public void firstSender() {
            send(1);
        }

        @Actor
        public void secondSender() {
            send(2);
        }

        @Arbiter
        public void count(II_Result r) {
            r.r1 = leftBehind();
            r.r2 = movedOn();
        }
    }

    @JCStressTest
    @Description("A worker is retired while its carrier goes to sleep: the carrier rests, not parks, so that nobody wakes it for work (R1, W1).")
    @Outcome(id = "looks again, false", expect = ACCEPTABLE, desc = "the carrier has seen that its worker is closed")
    @Outcome(id = {"asleep, true", "claimed, true"}, expect = ACCEPTABLE, desc = "the user wakes it, and it sees that then")
    @Outcome(expect = FORBIDDEN, desc = "it sleeps among those that are woken for work")
    @State
    public static class Open_CarrierParks_UserRetires {
        final IdleWorkers idle = new IdleWorkers(2);
        volatile Availability availability = Availability.OPEN;

        public Open_CarrierParks_UserRetires() {
            idle.beginSearch(0);
        }

        @Actor
        public void carrier(LZ_Result r) {
            r.r1 = IdleWorkersStress.sleep(idle, 0, () -> availability != Availability.OPEN);
        }

        @Actor
        public void user(LZ_Result r) {
            availability = Availability.RETIRED;
            VarHandle.fullFence();
            r.r2 = idle.callFor(0);
        }
    }

    // R3: a retirement completes, once.

    /// A retirement, by the steps of [Closed]; `answers` counts how often the user is told that the worker is empty.
    abstract static class Retiring {
        volatile boolean resting;
        int answers;
        private boolean pending;

        /// As `Closed.emptied`.
        final synchronized void emptied() {
            if (pending) answers++;
            pending = false;
        }

        final synchronized void want() {
            pending = true;
        }
    }

    @JCStressTest
    @Description("A worker that was packed away is retired while its carrier, with empty queues, goes to rest (R3).")
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "one of the two completes the retirement")
    @Outcome(expect = FORBIDDEN, desc = "the user waits for ever, or is told twice")
    @State
    public static class Packed_CarrierRests_UserRetires extends Retiring {

        @Actor
        public void carrier() {
            resting = true;
            emptied();
        }

        @Actor
        public void user() {
            want();
            if (resting) emptied();
        }

        @Arbiter
        public void count(I_Result r) {
            r.r1 = answers;
        }
    }

    // Orders.

    @JCStressTest
    @Description("The balancer gives a worker an order while its carrier goes to sleep (W1).")
    @Outcome(id = "looks again, false", expect = ACCEPTABLE, desc = "the carrier has seen the order")
    @Outcome(id = {"asleep, true", "claimed, true"}, expect = ACCEPTABLE, desc = "the balancer wakes it")
    @Outcome(expect = FORBIDDEN, desc = "it sleeps beside an order")
    @State
    public static class Open_CarrierParks_BalancerPlacesAnOrder {
        private static final Envelope ORDER = new Envelope(
                Handoff.requested(1, new Order.Ready(0, 1, 1, MoveReason.LOAD, 0), 0, Double.NaN, Double.NaN, 0), 1);

        final IdleWorkers idle = new IdleWorkers(2);
        final OrderSlots slots = new OrderSlots(1);

        public Open_CarrierParks_BalancerPlacesAnOrder() {
            idle.beginSearch(0);
        }

        @Actor
        public void carrier(LZ_Result r) {
            r.r1 = IdleWorkersStress.sleep(idle, 0, () -> slots.hasReady(0));
        }

        @Actor
        public void balancer(LZ_Result r) {
            slots.putReady(0, ORDER);
            VarHandle.fullFence();
            r.r2 = idle.callFor(0);
        }
    }
}
