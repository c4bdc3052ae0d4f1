package dev.skein.worker;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.skein.api.Availability;
import dev.skein.stress.Gap;
import dev.skein.worker.ClosingStress.Closing;
import dev.skein.worker.ClosingStress.Retiring;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/// Controls of [ClosingStress]: handshakes that are broken in one way each. A run in which one of them works would not have
/// seen the fault in the real one either.
public class BrokenClosingStress {

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
            Gap.hold();
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
            Gap.hold();
            availability = Availability.RETIRED;
        }

        @Arbiter
        public void count(II_Result r) {
            r.r1 = leftBehind();
            r.r2 = movedOn();
        }
    }

    @JCStressTest
    @Description("A retirer that looks whether the carrier rests before it says what it waits for (control of R3).")
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "one of the two completes the retirement")
    @Outcome(id = "0", expect = ACCEPTABLE_INTERESTING, desc = "the user waits for ever: the race is seen")
    @Outcome(expect = FORBIDDEN, desc = "not even this retirer does that")
    @State
    public static class LooksBeforeItWaits_BrokenControl extends Retiring {

        @Actor
        public void carrier() {
            resting = true;
            emptied();
        }

        @Actor
        public void user() {
            boolean rests = resting;
            want();
            if (rests) emptied();
        }

        @Arbiter
        public void count(I_Result r) {
            r.r1 = answers;
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
