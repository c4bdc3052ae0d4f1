package dev.skein.handoff;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.skein.api.MoveReason;
import dev.skein.api.Order;
import dev.skein.queue.Inbox;
import dev.skein.queue.Overflow;
import dev.skein.stress.Gap;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.ZZL_Result;
import org.openjdk.jcstress.infra.results.ZZZ_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/// Races of [Handoff], [Envelope] and [OrderSlots], by the steps that the workers, the balancer and a shutdown take.
public class HandoffStress {

    private static final Order ORDER = new Order.Ready(0, 1, 2, MoveReason.LOAD, 0);
    private static final Runnable TASK = () -> { };

    private static Envelope requested() {
        return new Envelope(Handoff.requested(1, ORDER, 0, Double.NaN, Double.NaN, 0), 2);
    }

    private static Envelope taken() {
        Envelope envelope = requested();
        envelope.handoff().take(0);
        return envelope;
    }

    /// With two tasks.
    private static Envelope offered() {
        Envelope envelope = taken();
        envelope.put(TASK);
        envelope.put(TASK);
        envelope.handoff().offer(2);
        return envelope;
    }

    /// As a carrier opens an envelope that it has met.
    ///
    /// @return how many tasks it has got
    private static int open(Envelope envelope) {
        if (!envelope.handoff().accept()) return 0;
        int tasks = 0;
        int count = envelope.count();
        for (int place = 0; place < count; place++) {
            if (envelope.takeAt(place) != null) tasks++;
        }
        envelope.handoff().settle(0);
        return tasks;
    }

    private static int openIfMet(Envelope met) {
        return met == null ? 0 : open(met);
    }

    /// As a shutdown opens it.
    private static int openForGood(Envelope envelope) {
        if (!envelope.handoff().accept()) return 0;
        int tasks = 0;
        while (envelope.take() != null) tasks++;
        envelope.handoff().settle(0);
        return tasks;
    }

    // H1: an envelope is opened once.

    @JCStressTest
    @Description("An envelope stands in two queues: the target takes it from the one, a thief from the other (H1, H2).")
    @Outcome(id = {"2, 0", "0, 2"}, expect = ACCEPTABLE, desc = "one of them has both tasks")
    @Outcome(expect = FORBIDDEN, desc = "a task is lost, or in two hands")
    @State
    public static class Reoffered_TargetOpens_ThiefOpens {
        final Envelope envelope = offered();
        final Inbox<Envelope> inbox = new Inbox<>(2);
        final Overflow<Envelope> overflow = new Overflow<>();

        public Reoffered_TargetOpens_ThiefOpens() {
            inbox.offer(envelope);
            overflow.offer(envelope);
        }

        @Actor
        public void target(II_Result r) {
            r.r1 = openIfMet(inbox.poll());
        }

        @Actor
        public void thief(II_Result r) {
            r.r2 = openIfMet(overflow.poll());
        }
    }

    @JCStressTest
    @Description("The target blocks, so that a thief may take the envelope from its inbox, and comes back just then (H1, H2).")
    @Outcome(id = {"2, 0", "0, 2"}, expect = ACCEPTABLE, desc = "one of them has both tasks")
    @Outcome(expect = FORBIDDEN, desc = "a task is lost, or in two hands")
    @State
    public static class Offered_TargetMeets_ThiefMeets {
        final Inbox<Envelope> inbox = new Inbox<>(2);

        public Offered_TargetMeets_ThiefMeets() {
            inbox.offer(offered());
        }

        @Actor
        public void target(II_Result r) {
            r.r1 = openIfMet(inbox.poll());
        }

        @Actor
        public void thief(II_Result r) {
            r.r2 = openIfMet(inbox.poll());
        }
    }

    @JCStressTest
    @Description("The balancer offers an envelope to all while its target takes it from the inbox (H1).")
    @Outcome(id = {"2, 0, 0", "2, 0, 1"}, expect = ACCEPTABLE, desc = "the target has the tasks; the other reference is dropped")
    @Outcome(expect = FORBIDDEN, desc = "the tasks are lost, or come twice")
    @State
    public static class Offered_TargetOpens_BalancerOffersAgain {
        final Envelope envelope = offered();
        final Inbox<Envelope> inbox = new Inbox<>(2);
        final Overflow<Envelope> overflow = new Overflow<>();

        public Offered_TargetOpens_BalancerOffersAgain() {
            inbox.offer(envelope);
        }

        @Actor
        public void target(III_Result r) {
            r.r1 = openIfMet(inbox.poll());
        }

        @Actor
        public void balancer() {
            if (envelope.handoff().state() == Handoff.State.OFFERED) overflow.offer(envelope);
        }

        @Arbiter
        public void thief(III_Result r) {
            Envelope met = overflow.poll();
            r.r2 = openIfMet(met);
            r.r3 = met == null ? 0 : 1;
        }
    }

    @JCStressTest
    @Description("The balancer offers an envelope to all while a thief looks there; then the target comes to its inbox after all (H1).")
    @Outcome(id = "2, 0, 0", expect = ACCEPTABLE, desc = "the thief has the tasks; the target drops its reference")
    @Outcome(id = "0, 2, 0", expect = ACCEPTABLE, desc = "the thief was too early: the target has them, and the next thief drops its reference")
    @Outcome(expect = FORBIDDEN, desc = "the tasks are lost, or come twice")
    @State
    public static class Offered_BalancerOffersAgain_ThiefOpens {
        final Envelope envelope = offered();
        final Inbox<Envelope> inbox = new Inbox<>(2);
        final Overflow<Envelope> overflow = new Overflow<>();

        public Offered_BalancerOffersAgain_ThiefOpens() {
            inbox.offer(envelope);
        }

        @Actor
        public void balancer() {
            if (envelope.handoff().state() == Handoff.State.OFFERED) overflow.offer(envelope);
        }

        @Actor
        public void thief(III_Result r) {
            r.r1 = openIfMet(overflow.poll());
        }

        @Arbiter
        public void targetThenNextThief(III_Result r) {
            r.r2 = openIfMet(inbox.poll());
            r.r3 = openIfMet(overflow.poll());
        }
    }

    @JCStressTest
    @Description("A shutdown takes tasks back while the target opens their envelope (H1).")
    @Outcome(id = {"2, 0", "0, 2"}, expect = ACCEPTABLE, desc = "either runs or cancels both")
    @Outcome(expect = FORBIDDEN, desc = "a task is run and cancelled, or neither")
    @State
    public static class Offered_TargetOpens_ShutdownOpens {
        final Envelope envelope = offered();

        @Actor
        public void target(II_Result r) {
            r.r1 = open(envelope);
        }

        @Actor
        public void shutdown(II_Result r) {
            r.r2 = openForGood(envelope);
        }
    }

    // H2: a task belongs to whoever holds the word.

    @JCStressTest
    @Description("The source fills an envelope and publishes it while the target looks: it finds all of it, with what stands in the tasks (H2).")
    @Outcome(id = {"-1", "14"}, expect = ACCEPTABLE, desc = "nothing yet, or both tasks")
    @Outcome(expect = FORBIDDEN, desc = "a part of them, or tasks without what they hold")
    @State
    public static class Taken_SourceOffers_TargetOpens {
        final Inbox<Envelope> inbox = new Inbox<>(2);
        final Envelope envelope = taken();

        private static final class Held implements Runnable {
            int value;

            Held(int value) {
                this.value = value;
            }

            @Override
            public void run() { }
        }

        @Actor
        public void source() {
            envelope.put(new Held(7));
            envelope.put(new Held(7));
            envelope.handoff().offer(envelope.count());
            inbox.offer(envelope);
        }

        @Actor
        public void target(I_Result r) {
            Envelope met = inbox.poll();
            r.r1 = met == null || !met.handoff().accept() ? -1 : sum(met);
        }

        private static int sum(Envelope met) {
            int sum = 0;
            for (int place = 0; place < met.count(); place++) {
                if (met.takeAt(place) instanceof Held held) sum += held.value;
            }
            return sum;
        }
    }

    // Orders that are withdrawn.

    @JCStressTest
    @Description("A carrier takes an order while the balancer withdraws it: one of them has it, and its place is free (H2).")
    @Outcome(id = {"true, false, true", "false, true, true"}, expect = ACCEPTABLE, desc = "carried out or withdrawn, and the next order finds its place")
    @Outcome(expect = FORBIDDEN, desc = "both, neither, or the place is taken for good")
    @State
    public static class Requested_CarrierTakes_BalancerWithdraws {
        final OrderSlots slots = new OrderSlots(1);
        final Envelope envelope = requested();

        public Requested_CarrierTakes_BalancerWithdraws() {
            slots.putReady(0, envelope);
        }

        @Actor
        public void carrier(ZZZ_Result r) {
            Envelope found = slots.takeReady(0);
            r.r1 = found != null && found.handoff().take(0);
        }

        @Actor
        public void balancer(ZZZ_Result r) {
            r.r2 = envelope.handoff().refuse(Handoff.State.REQUESTED, "not taken in time");
            if (r.r2) slots.remove(0, envelope);
        }

        @Arbiter
        public void nextOrder(ZZZ_Result r) {
            r.r3 = slots.putReady(0, requested());
        }
    }

    @JCStressTest
    @Description("The carrier of a stuck worker comes back and takes the order that another carries out (H2).")
    @Outcome(id = {"true, false, TAKEN", "false, true, TAKEN"}, expect = ACCEPTABLE, desc = "one of them carries it out")
    @Outcome(expect = FORBIDDEN, desc = "both fill one envelope, or neither")
    @State
    public static class Requested_TwoCarriersTake {
        final Handoff handoff = requested().handoff();

        @Actor
        public void source(ZZL_Result r) {
            r.r1 = handoff.take(0);
        }

        @Actor
        public void target(ZZL_Result r) {
            r.r2 = handoff.take(0);
        }

        @Arbiter
        public void end(ZZL_Result r) {
            r.r3 = handoff.state();
        }
    }

    // Controls.

    @JCStressTest
    @Description("Openers that read the state and then write it both open the envelope (control of H1).")
    @Outcome(id = {"true, false", "false, true"}, expect = ACCEPTABLE, desc = "one of them opens it")
    @Outcome(id = "true, true", expect = ACCEPTABLE_INTERESTING, desc = "opened twice: the race is seen")
    @Outcome(expect = FORBIDDEN, desc = "not even this envelope does that")
    @State
    public static class AcceptWithoutCas_BrokenControl {
        volatile Handoff.State state = Handoff.State.OFFERED;

        private boolean accept() {
            if (state != Handoff.State.OFFERED) return false;
            state = Handoff.State.ACCEPTED;
            return true;
        }

        @Actor
        public void target(ZZ_Result r) {
            r.r1 = accept();
        }

        @Actor
        public void thief(ZZ_Result r) {
            r.r2 = accept();
        }
    }

    @JCStressTest
    @Description("A source that publishes the envelope before it is offered: who meets it too early drops it (control of H2).")
    @Outcome(id = {"0, 2", "2, 0"}, expect = ACCEPTABLE, desc = "the tasks come")
    @Outcome(id = "0, 0", expect = ACCEPTABLE_INTERESTING, desc = "dropped with its tasks: the race is seen")
    @Outcome(expect = FORBIDDEN, desc = "not even this source does that")
    @State
    public static class PublishedBeforeOffered_BrokenControl {
        final Inbox<Envelope> inbox = new Inbox<>(2);
        final Envelope envelope = taken();

        public PublishedBeforeOffered_BrokenControl() {
            envelope.put(TASK);
            envelope.put(TASK);
        }

        @Actor
        public void source() {
            inbox.offer(envelope);
            Gap.hold();
            envelope.handoff().offer(2);
        }

        @Actor
        public void target(II_Result r) {
            r.r1 = openIfMet(inbox.poll());
        }

        @Arbiter
        public void later(II_Result r) {
            r.r2 = openIfMet(inbox.poll());
        }
    }
}
