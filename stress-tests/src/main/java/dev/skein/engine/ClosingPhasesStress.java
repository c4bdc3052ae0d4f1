package dev.skein.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.skein.stress.Gap;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.ZII_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/// Races of [Phases] and [Books]: a runtime is closed while a task comes in from outside, or while the last one ends. In the results stand whether the task was
/// accepted, how often the threads had been told to end before it ran, and how often when it had.
public class ClosingPhasesStress {

    /// A runtime that somebody submits to, and that is closed.
    private abstract static class Submitting extends StressedRuntime {
        boolean accepted;

        final void shutdown() {
            phases.shutdown();
            phases.endIfQuiet();
        }

        /// What was accepted runs and ends.
        final void runIt(ZII_Result r) {
            r.r1 = accepted;
            r.r2 = ends.get();
            if (accepted) end();
            r.r3 = ends.get();
        }
    }

    @JCStressTest
    @Description("A task comes from outside while the runtime is shut down: refused, or accepted and waited for (L1, B1).")
    @Outcome(id = "true, 0, 1", expect = ACCEPTABLE, desc = "accepted, and the runtime ends when it has run")
    @Outcome(id = "false, 1, 1", expect = ACCEPTABLE, desc = "refused, and the runtime has ended")
    @Outcome(expect = FORBIDDEN, desc = "accepted by a runtime that ends without it, or ended twice or never")
    @State
    public static class Open_OneSubmits_AnotherShutsDown extends Submitting {

        @Actor
        public void submitter() {
            accepted = phases.tryBook();
        }

        @Actor
        public void closer() {
            shutdown();
        }

        @Arbiter
        public void end(ZII_Result r) {
            runIt(r);
        }
    }

    @JCStressTest
    @Description("A task comes from outside while the runtime is stopped at once (L1, B1).")
    @Outcome(id = "true, 0, 1", expect = ACCEPTABLE, desc = "accepted, and the runtime ends when it has ended")
    @Outcome(id = "false, 1, 1", expect = ACCEPTABLE, desc = "refused, and the runtime has ended")
    @Outcome(expect = FORBIDDEN, desc = "accepted by a runtime that ends without it, or ended twice or never")
    @State
    public static class Open_OneSubmits_AnotherStops extends Submitting {

        @Actor
        public void submitter() {
            accepted = phases.tryBook();
        }

        @Actor
        public void closer() {
            phases.stop();
            phases.endIfQuiet();
        }

        @Arbiter
        public void end(ZII_Result r) {
            runIt(r);
        }
    }

    @JCStressTest
    @Description("The last task ends while the runtime is shut down (L1).")
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "one of the two ends the runtime")
    @Outcome(expect = FORBIDDEN, desc = "ended twice, or each has left it to the other")
    @State
    public static class OneTask_ItEnds_AnotherShutsDown extends StressedRuntime {

        public OneTask_ItEnds_AnotherShutsDown() {
            phases.tryBook();
        }

        @Actor
        public void runner() {
            end();
        }

        @Actor
        public void closer() {
            phases.shutdown();
            phases.endIfQuiet();
        }

        @Arbiter
        public void end(I_Result r) {
            r.r1 = ends.get();
        }
    }

    @JCStressTest
    @Description("The last task ends while a runtime that is shut down is stopped at once (L1).")
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "one of the two ends the runtime")
    @Outcome(expect = FORBIDDEN, desc = "ended twice, or each has left it to the other")
    @State
    public static class ShutDown_LastTaskEnds_AnotherStops extends StressedRuntime {

        public ShutDown_LastTaskEnds_AnotherStops() {
            phases.tryBook();
            phases.shutdown();
        }

        @Actor
        public void runner() {
            end();
        }

        @Actor
        public void closer() {
            phases.stop();
            phases.endIfQuiet();
        }

        @Arbiter
        public void end(I_Result r) {
            r.r1 = ends.get();
        }
    }

    @JCStressTest
    @Description("A submitter that looks at the phase, then books, and does not look again (control of L1).")
    @Outcome(id = {"true, 0, 1", "false, 1, 1"}, expect = ACCEPTABLE, desc = "as it should be")
    @Outcome(id = "true, 1, 1", expect = ACCEPTABLE_INTERESTING, desc = "accepted by a runtime that has ended: the race is seen")
    @Outcome(expect = FORBIDDEN, desc = "not even this submitter does that")
    @State
    public static class BooksWithoutASecondLook_BrokenControl extends Submitting {

        @Actor
        public void submitter() {
            if (!phases.isOpen()) return;
            Gap.hold();
            books.submittedOutside();
            accepted = true;
        }

        @Actor
        public void closer() {
            shutdown();
        }

        @Arbiter
        public void end(ZII_Result r) {
            runIt(r);
        }
    }

    @JCStressTest
    @Description("A closer that looks at the books before it changes the phase (control of L1).")
    @Outcome(id = {"true, false", "false, true", "false, false"}, expect = ACCEPTABLE, desc = "accepted and seen in the books, or refused")
    @Outcome(id = "true, true", expect = ACCEPTABLE_INTERESTING, desc = "ended without a task that was accepted: the race is seen")
    @Outcome(expect = FORBIDDEN, desc = "not even this closer does that")
    @State
    public static class LooksAtTheBooksBeforeItCloses_BrokenControl extends StressedRuntime {

        @Actor
        public void submitter(ZZ_Result r) {
            r.r1 = phases.tryBook();
        }

        @Actor
        public void closer(ZZ_Result r) {
            r.r2 = books.balanced();
            Gap.hold();
            phases.shutdown();
        }
    }
}
