package dev.skein.api;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.skein.stress.Gap;
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

/// Forks with a fault each, all of which the launcher wants to be seen: the counterpart of [RecursiveTaskStress].
public class BrokenRecursiveTaskStress {

    /// The words of the handshake between a fork's end and a waiter.
    abstract static class Handshake {
        private static final VarHandle DONE;
        private static final VarHandle WAITS;

        static {
            try {
                DONE = MethodHandles.lookup().findVarHandle(Handshake.class, "done", boolean.class);
                WAITS = MethodHandles.lookup().findVarHandle(Handshake.class, "waits", boolean.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        private boolean done;
        private boolean waits;

        final void setDoneRelease() {
            DONE.setRelease(this, true);
        }

        final boolean isDoneAcquire() {
            return (boolean) DONE.getAcquire(this);
        }

        final boolean registerByCas() {
            return WAITS.compareAndSet(this, false, true);
        }

        final boolean waitsAcquire() {
            return (boolean) WAITS.getAcquire(this);
        }
    }

    @JCStressTest
    @Description("An end without a fence overlooks a waiter that overlooks the end, and nobody looks later (control of J3).")
    @Outcome(id = "false, false", expect = ACCEPTABLE_INTERESTING, desc = "left behind: the race is seen")
    @Outcome(expect = ACCEPTABLE, desc = "woken, or told that it is done, or both")
    @State
    public static class EndWithoutFence_BrokenControl extends Handshake {

        @Actor
        public void maker(ZZ_Result r) {
            setDoneRelease();
            r.r1 = waitsAcquire();
        }

        @Actor
        public void waiter(ZZ_Result r) {
            if (!registerByCas()) throw new AssertionError("one waiter only");
            VarHandle.fullFence();
            r.r2 = isDoneAcquire();
        }
    }

    @JCStressTest
    @Description("Makers of an end and sentries that look at a waiter and then wake it both wake it (control of J3).")
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "woken once")
    @Outcome(id = "2", expect = ACCEPTABLE_INTERESTING, desc = "woken twice: the race is seen")
    @Outcome(expect = FORBIDDEN, desc = "not even this waiter does that")
    @State
    public static class WakeWithoutExchange_BrokenControl {
        final RecursiveTaskStress.CountingWaker counter = new RecursiveTaskStress.CountingWaker();
        volatile Waker waker = counter;

        private void wake() {
            Waker seen = waker;
            if (seen == null) return;
            boolean _ = seen.wake();
            waker = null;
        }

        @Actor
        public void maker() {
            wake();
        }

        @Actor
        public void sentry() {
            wake();
        }

        @Arbiter
        public void count(I_Result r) {
            r.r1 = counter.get();
        }
    }

    @JCStressTest
    @Description("Joiner and thief that look whether the fork has begun, and then begin it (control of J1).")
    @Outcome(id = {"1, 0", "0, 1"}, expect = ACCEPTABLE, desc = "run once")
    @Outcome(id = "1, 1", expect = ACCEPTABLE_INTERESTING, desc = "run twice: the race is seen")
    @Outcome(expect = FORBIDDEN, desc = "not even this fork does that")
    @State
    public static class RunWithoutDeque_BrokenControl {
        volatile boolean begun;

        private int runIfNew() {
            if (begun) return 0;
            begun = true;
            return 1;
        }

        @Actor
        public void joiner(II_Result r) {
            r.r1 = runIfNew();
        }

        @Actor
        public void thief(II_Result r) {
            r.r2 = runIfNew();
        }
    }

    @JCStressTest
    @Description("A maker that says that a fork is done before it has written what it did (control of J2).")
    @Outcome(id = {"-1", "1"}, expect = ACCEPTABLE, desc = "not done yet, or all of it")
    @Outcome(id = "0", expect = ACCEPTABLE_INTERESTING, desc = "done without what was done: the race is seen")
    @Outcome(expect = FORBIDDEN, desc = "not even this fork does that")
    @State
    public static class DoneBeforeOutcome_BrokenControl extends Handshake {
        volatile int runs;

        @Actor
        public void maker() {
            setDoneRelease();
            Gap.hold();
            runs = 1;
        }

        @Actor
        public void joiner(I_Result r) {
            r.r1 = isDoneAcquire() ? runs : -1;
        }
    }
}
