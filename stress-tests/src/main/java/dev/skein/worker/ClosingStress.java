package dev.skein.worker;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.skein.api.Availability;
import dev.skein.api.MoveReason;
import dev.skein.api.Order;
import dev.skein.handoff.Envelope;
import dev.skein.handoff.Handoff;
import dev.skein.handoff.OrderSlots;
import dev.skein.queue.Inbox;
import dev.skein.queue.Overflow;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.LZ_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/// Races of a worker that is closed, against who sends it tasks, wakes tasks that have their home there, or gives it orders. The steps stand here in
/// the order in which [Intake], [Closed], [Handoffs] and [WorkerDesk] take them.
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
    @Description("A task is sent to a worker, or woken that has its home there, while the worker is retired (R1).")
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "one of the two has moved it on")
    @Outcome(expect = FORBIDDEN, desc = "it stays behind with a closed worker, or comes twice")
    @State
    public static class Open_SenderEnqueues_UserRetires extends Closing {

        @Actor
        public void sender() {
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

    // Controls.

    @JCStressTest
    @Description("A sender that looks at the availability before it enqueues (control of R1).")
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "one of the two has moved it on")
    @Outcome(id = "1, 0", expect = ACCEPTABLE_INTERESTING, desc = "it stays behind: the race is seen")
    @Outcome(expect = FORBIDDEN, desc = "not even this sender does that")
    @State
    public static class LooksBeforeItEnqueues_BrokenControl extends Closing {

        @Actor
        public void sender() {
            boolean open = availability == Availability.OPEN;
            addressed.offer(1);
            if (!open) moveOn();
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
    @Description("A retirer that empties the queues before it says that the worker is closed (control of R1).")
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "one of the two has moved it on")
    @Outcome(id = "1, 0", expect = ACCEPTABLE_INTERESTING, desc = "it stays behind: the race is seen")
    @Outcome(expect = FORBIDDEN, desc = "not even this retirer does that")
    @State
    public static class EmptiesBeforeItCloses_BrokenControl extends Closing {

        @Actor
        public void sender() {
            send(1);
        }

        @Actor
        public void user() {
            moveOn();
            availability = Availability.RETIRED;
        }

        @Arbiter
        public void count(II_Result r) {
            r.r1 = leftBehind();
            r.r2 = movedOn();
        }
    }

    /// Accesses are opaque: the compiler may not drop them, but nothing orders them.
    @JCStressTest
    @Description("Without fences the enqueue comes after the look at the availability, the close after the look at the queue (control of R1).")
    @Outcome(id = "false, false", expect = ACCEPTABLE_INTERESTING, desc = "neither has seen the other: the race is seen")
    @Outcome(expect = ACCEPTABLE, desc = "one of them has seen the other, or both")
    @State
    public static class NoFences_BrokenControl {
        private static final VarHandle QUEUED;
        private static final VarHandle CLOSED;

        static {
            try {
                QUEUED = MethodHandles.lookup().findVarHandle(NoFences_BrokenControl.class, "queued", boolean.class);
                CLOSED = MethodHandles.lookup().findVarHandle(NoFences_BrokenControl.class, "closed", boolean.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        private boolean queued;
        private boolean closed;

        @Actor
        public void sender(ZZ_Result r) {
            QUEUED.setOpaque(this, true);
            r.r1 = (boolean) CLOSED.getOpaque(this);
        }

        @Actor
        public void user(ZZ_Result r) {
            CLOSED.setOpaque(this, true);
            r.r2 = (boolean) QUEUED.getOpaque(this);
        }
    }
}
