package dev.skein.handoff;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LZ_Result;

/// Races of [Doze]: the balancer falls asleep while a carrier leaves park.
public class DozeStress {

    static final String SLEEPS = "sleeps";
    static final String TICKS = "ticks";

    @JCStressTest
    @Description("The balancer falls asleep since the last worker sleeps, while that leaves park (H5).")
    @Outcome(id = {"ticks, true", "ticks, false"}, expect = ACCEPTABLE, desc = "the balancer saw that the worker is awake")
    @Outcome(id = "sleeps, false", expect = ACCEPTABLE, desc = "the carrier wakes the balancer")
    @Outcome(id = "sleeps, true", expect = FORBIDDEN, desc = "the balancer sleeps beside a worker that is awake")
    @Outcome(expect = FORBIDDEN, desc = "no other outcome")
    @State
    public static class LastWorkerParked_BalancerFallsAsleep_CarrierLeavesPark {
        final Doze doze = new Doze();
        volatile boolean parked = true;

        @Actor
        public void balancer(LZ_Result r) {
            doze.announce();
            r.r1 = doze.isAsleep() && parked ? SLEEPS : TICKS;
        }

        @Actor
        public void carrier() {
            parked = false;
            doze.ensureAwake();
        }

        @Arbiter
        public void isStillAsleep(LZ_Result r) {
            r.r2 = doze.isAsleep();
        }
    }

    @JCStressTest
    @Description("A balancer that looks at the workers before it announces that it sleeps (control of H5).")
    @Outcome(id = "sleeps, true", expect = ACCEPTABLE_INTERESTING, desc = "asleep beside a worker that is awake: the race is seen")
    @Outcome(id = {"sleeps, false", "ticks, false"}, expect = ACCEPTABLE, desc = "woken, or never asleep")
    @Outcome(expect = FORBIDDEN, desc = "not even this balancer does that")
    @State
    public static class LooksBeforeItAnnounces_BrokenControl {
        final Doze doze = new Doze();
        volatile boolean parked = true;

        @Actor
        public void balancer(LZ_Result r) {
            r.r1 = parked ? SLEEPS : TICKS;
            if (r.r1 == SLEEPS) doze.announce();
        }

        @Actor
        public void carrier() {
            parked = false;
            doze.ensureAwake();
        }

        @Arbiter
        public void isStillAsleep(LZ_Result r) {
            r.r2 = doze.isAsleep();
        }
    }

    @JCStressTest
    @Description("A carrier that looks whether the balancer sleeps before its own announcement ends (control of H5).")
    @Outcome(id = "sleeps, true", expect = ACCEPTABLE_INTERESTING, desc = "asleep beside a worker that is awake: the race is seen")
    @Outcome(id = {"sleeps, false", "ticks, true", "ticks, false"}, expect = ACCEPTABLE, desc = "woken, or the worker was seen")
    @Outcome(expect = FORBIDDEN, desc = "not even this carrier does that")
    @State
    public static class CarrierLooksBeforeItLeavesPark_BrokenControl {
        final Doze doze = new Doze();
        volatile boolean parked = true;

        @Actor
        public void balancer(LZ_Result r) {
            doze.announce();
            r.r1 = doze.isAsleep() && parked ? SLEEPS : TICKS;
        }

        @Actor
        public void carrier() {
            doze.ensureAwake();
            parked = false;
        }

        @Arbiter
        public void isStillAsleep(LZ_Result r) {
            r.r2 = doze.isAsleep();
        }
    }
}
