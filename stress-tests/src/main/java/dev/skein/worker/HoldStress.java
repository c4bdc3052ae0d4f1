package dev.skein.worker;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/// Races of [Hold]: a carrier comes back from a managed block while its worker is wanted for a spare.
public class HoldStress {

    private static Hold blocking() {
        Hold hold = new Hold();
        hold.enterBlock();
        return hold;
    }

    @JCStressTest
    @Description("A carrier comes back from a managed block while a taker wants its worker (C4).")
    @Outcome(id = {"true, false", "false, true"}, expect = ACCEPTABLE, desc = "one of them has the worker")
    @Outcome(expect = FORBIDDEN, desc = "two carriers serve the worker, or none")
    @State
    public static class Blocking_CarrierReturns_TakerTakesOver {
        final Hold hold = blocking();

        @Actor
        public void carrier(ZZ_Result r) {
            r.r1 = hold.exitBlock();
        }

        @Actor
        public void taker(ZZ_Result r) {
            r.r2 = hold.tryTakeOver();
        }
    }

    @JCStressTest
    @Description("A carrier comes back and blocks again while a taker wants its worker (C4).")
    @Outcome(id = {"true, false", "true, true", "false, true"}, expect = ACCEPTABLE, desc = "the taker has it from one of the blocks, or not at all")
    @Outcome(expect = FORBIDDEN, desc = "the carrier lost its worker to nobody")
    @State
    public static class Blocking_CarrierReturnsAndBlocksAgain_TakerTakesOver {
        final Hold hold = blocking();

        @Actor
        public void carrier(ZZ_Result r) {
            r.r1 = hold.exitBlock() && hold.enterBlock();
        }

        @Actor
        public void taker(ZZ_Result r) {
            r.r2 = hold.tryTakeOver();
        }
    }

    @JCStressTest
    @Description("A mark that is read and then cleared lets both believe that the worker is theirs (control of C4).")
    @Outcome(id = {"true, false", "false, true"}, expect = ACCEPTABLE, desc = "one of them has the worker")
    @Outcome(id = "true, true", expect = ACCEPTABLE_INTERESTING, desc = "two carriers serve the worker: the race is seen")
    @Outcome(expect = FORBIDDEN, desc = "not even this mark does that")
    @State
    public static class MarkIsReadThenCleared_BrokenControl {
        volatile boolean blocks = true;

        @Actor
        public void carrier(ZZ_Result r) {
            r.r1 = blocks;
            blocks = false;
        }

        @Actor
        public void taker(ZZ_Result r) {
            r.r2 = blocks;
            blocks = false;
        }
    }
}
