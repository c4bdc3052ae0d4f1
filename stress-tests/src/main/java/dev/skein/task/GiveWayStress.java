package dev.skein.task;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.skein.api.Step;
import dev.skein.queue.WorkStealingDeque;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/// Tasks that have given way and stay RUNNING, whose carrier claims them without a CAS of their own while somebody changes them ([TaskState#claimEntry]). Tasks and queues are real; the
/// carriers name, take, claim and look back in the order of `RunningTask` and `TaskRunner`, but without a gate, for no interrupts are sent.
public class GiveWayStress {

    /// A carrier with its queue.
    static final class Carrier implements WorkStealingDeque.Taker<Object> {
        private static final VarHandle CURRENT;

        static {
            try {
                CURRENT = MethodHandles.lookup().findVarHandle(Carrier.class, "current", Object.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        final WorkStealingDeque<Object> ready = new WorkStealingDeque<>(4);
        private @Nullable Object current;

        void name(@Nullable Object task) {
            CURRENT.setOpaque(this, task);
        }

        boolean isNamed(Object task) {
            return CURRENT.getVolatile(this) == task;
        }

        @Override
        public void takes(Object task) {
            name(task);
        }

        @Override
        public void missed(Object task) {
            name(null);
        }
    }

    /// The two carriers of a runtime. Who cancels a task, or asks it to move, looks whether they run it.
    abstract static class Runtime extends QuietOwner {
        final Carrier carrier = new Carrier();
        final Carrier thief = new Carrier();
        final ContinuationTask<Object> task = staying();
        /// In no queue.
        final ContinuationTask<Object> last = staying();
        /// Whether they had its name then.
        boolean foundAtCarrier;
        boolean foundAtThief;

        Runtime() {
            carrier.ready.push(task);
        }

        private ContinuationTask<Object> staying() {
            ContinuationTask<Object> made = new ContinuationTask<>(this, context -> Step.again(), ContinuationTask.NO_HINT);
            if (!made.tryClaimEntry(false)) throw new IllegalStateException("not to be had: " + made);
            return made;
        }

        @Override
        protected void yieldSoon(PlacedTask<?> changed) {
            foundAtCarrier = carrier.isNamed(changed);
            foundAtThief = thief.isNamed(changed);
        }
    }

    @JCStressTest
    @Description("A task that stays is taken and claimed while another cancels it: its body is not entered, or its carrier is found (T1, C1).")
    @Outcome(id = {"true, true", "false, true", "false, false"}, expect = ACCEPTABLE, desc = "not entered, or found")
    @Outcome(expect = FORBIDDEN, desc = "the body is inside and knows nothing of the cancel")
    @State
    public static class Stays_CarrierClaims_AnotherCancels extends Runtime {

        @Actor
        public void carrier(ZZ_Result r) {
            carrier.ready.poll(carrier);
            r.r1 = task.tryClaimEntry(true);
        }

        @Actor
        public void canceller(ZZ_Result r) {
            task.cancel(true);
            r.r2 = foundAtCarrier;
        }
    }

    @JCStressTest
    @Description("A task that stays is taken and claimed while its user asks it to move: the request is seen, or its carrier is found (T1).")
    @Outcome(id = {"true, true", "true, false", "false, true"}, expect = ACCEPTABLE, desc = "seen, or found")
    @Outcome(expect = FORBIDDEN, desc = "the body is inside and knows nothing of the request")
    @State
    public static class Stays_CarrierClaims_UserAsksToMove extends Runtime {

        @Actor
        public void carrier(ZZ_Result r) {
            carrier.ready.poll(carrier);
            r.r1 = task.tryClaimEntry(true) && task.isAskedToMove();
        }

        @Actor
        public void user(ZZ_Result r) {
            task.requestMove(1);
            r.r2 = foundAtCarrier;
        }
    }

    @JCStressTest
    @Description("A thief names and claims a task that stays, with nothing between, while another cancels it (T1, C1).")
    @Outcome(id = {"true, true", "false, true", "false, false"}, expect = ACCEPTABLE, desc = "not entered, or found")
    @Outcome(expect = FORBIDDEN, desc = "the body is inside and knows nothing of the cancel")
    @State
    public static class Stays_ThiefClaims_AnotherCancels extends Runtime {

        @Actor
        public void thief(ZZ_Result r) {
            thief.name(task);
            r.r1 = task.tryClaimEntry(false);
        }

        @Actor
        public void canceller(ZZ_Result r) {
            task.cancel(true);
            r.r2 = foundAtThief;
        }
    }

    @JCStressTest
    @Description("Its carrier and a thief take a task that stays: one of them has it, and its name (T1, C1).")
    @Outcome(id = {"carrier, carrier", "thief, thief"}, expect = ACCEPTABLE, desc = "inside once, and found there")
    @Outcome(expect = FORBIDDEN, desc = "inside twice or nowhere, or found where it is not")
    @State
    public static class Stays_CarrierAndThiefTake extends Runtime {
        private boolean insideCarrier;
        private boolean insideThief;

        @Actor
        public void carrier() {
            insideCarrier = carrier.ready.poll(carrier) != null && task.tryClaimEntry(true);
        }

        @Actor
        public void thief() {
            if (carrier.ready.poll(false) == null) return;
            thief.name(task);
            insideThief = task.tryClaimEntry(false);
        }

        @Arbiter
        public void end(LL_Result r) {
            task.cancel(true);
            r.r1 = where(insideCarrier, insideThief);
            r.r2 = where(foundAtCarrier, foundAtThief);
        }

        private static String where(boolean atCarrier, boolean atThief) {
            return atCarrier && atThief ? "both" : atCarrier ? "carrier" : atThief ? "thief" : "nobody";
        }
    }

    @JCStressTest
    @Description("A task is cancelled when it has given way; its carrier looks back at it when it has taken and claimed the next one (C1).")
    @Outcome(id = {"true, true", "true, false", "false, false"}, expect = ACCEPTABLE, desc = "the cancel is seen, or the name is gone")
    @Outcome(expect = FORBIDDEN, desc = "an interrupt is on its way and the carrier does not know")
    @State
    public static class GaveWay_CarrierClaimsTheNextAndLooksBack_AnotherCancels extends Runtime {

        public GaveWay_CarrierClaimsTheNextAndLooksBack_AnotherCancels() {
            carrier.name(last);
        }

        @Actor
        public void carrier(ZZ_Result r) {
            carrier.name(null);
            carrier.ready.poll(carrier);
            if (!task.tryClaimEntry(true)) throw new IllegalStateException("nobody else has it");
            r.r1 = last.isDone();
        }

        @Actor
        public void canceller(ZZ_Result r) {
            last.cancel(true);
            r.r2 = foundAtCarrier;
        }
    }

    // Broken ones.

    @JCStressTest
    @Description("A carrier names what it has taken already, and claims it as if the CAS of the queue stood between (control of T1, C1).")
    @Outcome(id = {"true, true", "false, true", "false, false"}, expect = ACCEPTABLE, desc = "not entered, or found")
    @Outcome(id = "true, false", expect = ACCEPTABLE_INTERESTING, desc = "the body is inside and knows nothing of the cancel: the race is seen")
    @State
    public static class NamedWhenItIsTaken_BrokenControl extends Runtime {

        @Actor
        public void carrier(ZZ_Result r) {
            carrier.ready.poll(true);
            carrier.name(task);
            r.r1 = task.tryClaimEntry(true);
        }

        @Actor
        public void canceller(ZZ_Result r) {
            task.cancel(true);
            r.r2 = foundAtCarrier;
        }
    }

    @JCStressTest
    @Description("A carrier looks back before it has taken the next one (control of C1).")
    @Outcome(id = {"true, true", "true, false", "false, false"}, expect = ACCEPTABLE, desc = "the cancel is seen, or the name is gone")
    @Outcome(id = "false, true", expect = ACCEPTABLE_INTERESTING, desc = "an interrupt is on its way and the carrier does not know: the race is seen")
    @State
    public static class LooksBackTooEarly_BrokenControl extends Runtime {

        public LooksBackTooEarly_BrokenControl() {
            carrier.name(last);
        }

        @Actor
        public void carrier(ZZ_Result r) {
            carrier.name(null);
            r.r1 = last.isDone();
        }

        @Actor
        public void canceller(ZZ_Result r) {
            last.cancel(true);
            r.r2 = foundAtCarrier;
        }
    }
}
