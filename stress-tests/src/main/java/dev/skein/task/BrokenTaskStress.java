package dev.skein.task;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/// Tasks with a fault each, all of which the launcher wants to be seen: the counterpart of [TaskStateStress] and
/// [TaskCellStress].
public class BrokenTaskStress {

    @JCStressTest
    @Description("Carriers that read the word and then write it both run the task (control of T1).")
    @Outcome(id = {"true, false", "false, true"}, expect = ACCEPTABLE, desc = "one of them runs it")
    @Outcome(id = "true, true", expect = ACCEPTABLE_INTERESTING, desc = "both run it: the race is seen")
    @Outcome(expect = FORBIDDEN, desc = "not even this claim does that")
    @State
    public static class ClaimWithoutCas_BrokenControl {
        volatile boolean running;

        private boolean claim() {
            if (running) return false;
            running = true;
            return true;
        }

        @Actor
        public void carrier(ZZ_Result r) {
            r.r1 = claim();
        }

        @Actor
        public void joiner(ZZ_Result r) {
            r.r2 = claim();
        }
    }

    @JCStressTest
    @Description("A carrier that says DONE before it has written the outcome (control of T3).")
    @Outcome(id = {"7", "-1"}, expect = ACCEPTABLE, desc = "the outcome, or not yet")
    @Outcome(id = "0", expect = ACCEPTABLE_INTERESTING, desc = "done without an outcome: the race is seen")
    @Outcome(expect = FORBIDDEN, desc = "not even this task does that")
    @State
    public static class DoneBeforeOutcome_BrokenControl {
        volatile boolean done;
        volatile int outcome;

        @Actor
        public void carrier() {
            done = true;
            Thread.onSpinWait();       // holds the gap open, so that it is hit more often
            outcome = 7;
        }

        @Actor
        public void reader(I_Result r) {
            r.r1 = done ? outcome : -1;
        }
    }

    @JCStressTest
    @Description("A waiter that looks for the outcome, then registers and parks without a second look (control of the waiters).")
    @Outcome(id = "true, false", expect = ACCEPTABLE_INTERESTING, desc = "parked and left behind: the race is seen")
    @Outcome(id = {"false, false", "true, true"}, expect = ACCEPTABLE, desc = "saw the outcome, or was woken")
    @Outcome(expect = FORBIDDEN, desc = "not even this waiter does that")
    @State
    public static class LooksBeforeItRegisters_BrokenControl {
        volatile boolean done;
        volatile boolean registered;

        @Actor
        public void waiter(ZZ_Result r) {
            r.r1 = !done;
            if (r.r1) registered = true;
        }

        @Actor
        public void carrier(ZZ_Result r) {
            done = true;
            r.r2 = registered;
        }
    }
}
