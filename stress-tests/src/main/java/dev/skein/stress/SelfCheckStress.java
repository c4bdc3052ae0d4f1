package dev.skein.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/// The plainest race there is. Where not even this one shows, no result of this run means anything.
public class SelfCheckStress {

    @JCStressTest
    @Description("Two increments of a plain counter (self-check of the tool).")
    @Outcome(id = "2", expect = ACCEPTABLE, desc = "both counted")
    @Outcome(id = "1", expect = ACCEPTABLE_INTERESTING, desc = "one is lost: the race is seen")
    @Outcome(expect = FORBIDDEN, desc = "not even this counter does that")
    @State
    public static class RacyCounter_BrokenControl {
        int count;

        @Actor
        public void first() {
            count++;
        }

        @Actor
        public void second() {
            count++;
        }

        @Arbiter
        public void read(I_Result r) {
            r.r1 = count;
        }
    }
}
