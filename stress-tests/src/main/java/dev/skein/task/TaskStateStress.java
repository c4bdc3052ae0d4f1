package dev.skein.task;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.ZLL_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/// Races between claim, cancel, the end and the cleanup in [TaskState]; those of waits stand in [TaskWaitStress]. Results name what
/// an edge returned; the last one is where the task ended.
public class TaskStateStress {

    @JCStressTest
    @Description("Two carriers claim a READY task (T1).")
    @Outcome(id = {"true, false", "false, true"}, expect = ACCEPTABLE, desc = "one of them runs it")
    @Outcome(expect = FORBIDDEN, desc = "both run it, or neither")
    @State
    public static class Ready_TwoClaim {
        final StressedWord word = StressedWord.ready();

        @Actor
        public void carrier(ZZ_Result r) {
            r.r1 = word.claim();
        }

        @Actor
        public void joiner(ZZ_Result r) {
            r.r2 = word.claim();
        }
    }

    @JCStressTest
    @Description("A carrier claims a READY task that another thread cancels (T1, T5).")
    @Outcome(id = "true, BODY_INSIDE, LEAVING", expect = ACCEPTABLE, desc = "claimed, then cancelled")
    @Outcome(id = "false, WHILE_READY, DONE", expect = ACCEPTABLE, desc = "cancelled, so not claimed")
    @Outcome(expect = FORBIDDEN, desc = "entered after the cancel, or the cancel got lost")
    @State
    public static class Ready_Claim_Cancel {
        final StressedWord word = StressedWord.ready();

        @Actor
        public void carrier(ZLL_Result r) {
            r.r1 = word.claim();
        }

        @Actor
        public void canceller(ZLL_Result r) {
            r.r2 = word.tryCancel(false, false);
        }

        @Arbiter
        public void end(ZLL_Result r) {
            r.r3 = word.place();
        }
    }

    @JCStressTest
    @Description("A joiner claims a READY task by its future while a carrier takes its entry: the one that leaves an entry behind does not stay (T1, T2).")
    @Outcome(id = {"inside, false", "not inside, true"}, expect = ACCEPTABLE, desc = "one of them runs it")
    @Outcome(expect = FORBIDDEN, desc = "both run it, or neither, or it would stay beside an entry that lies about")
    @State
    public static class Ready_JoinerClaims_CarrierTakesTheEntry {
        final StressedWord word = StressedWord.ready();

        @Actor
        public void joiner(LL_Result r) {
            r.r1 = !word.claim() ? "not inside" : word.mayStay() ? "stays" : "inside";
        }

        @Actor
        public void carrier(LL_Result r) {
            r.r2 = word.claimEntry(true);
        }
    }

    @JCStressTest
    @Description("A carrier takes the entry of a task that has given way, while another thread cancels it (T1, T5).")
    @Outcome(id = "runs on, BODY_INSIDE, LEAVING", expect = ACCEPTABLE, desc = "taken, then cancelled: the carrier learns of it when its body is out")
    @Outcome(id = "leaves, BODY_INSIDE, DONE", expect = ACCEPTABLE, desc = "cancelled, so not entered, and cleaned up after")
    @Outcome(expect = FORBIDDEN, desc = "entered after the cancel, or nobody cleans up")
    @State
    public static class Stays_ClaimEntry_Cancel {
        final StressedWord word = StressedWord.staying();

        @Actor
        public void carrier(LLL_Result r) {
            if (word.claimEntry(true)) {
                r.r1 = "runs on";
            } else if (word.mustBeLeft()) {
                word.left();
                r.r1 = "leaves";
            } else {
                r.r1 = "drops it";
            }
        }

        @Actor
        public void canceller(LLL_Result r) {
            r.r2 = word.tryCancel(false, true);
        }

        @Arbiter
        public void end(LLL_Result r) {
            r.r3 = word.place();
        }
    }

    @JCStressTest
    @Description("Two threads cancel a READY task (T4).")
    @Outcome(id = {"WHILE_READY, TOO_LATE", "TOO_LATE, WHILE_READY"}, expect = ACCEPTABLE, desc = "one of them cleans up")
    @Outcome(expect = FORBIDDEN, desc = "both clean up, or neither")
    @State
    public static class Ready_TwoCancel {
        final StressedWord word = StressedWord.ready();

        @Actor
        public void firstCanceller(LL_Result r) {
            r.r1 = word.tryCancel(false, false);
        }

        @Actor
        public void secondCanceller(LL_Result r) {
            r.r2 = word.tryCancel(true, false);
        }
    }

    @JCStressTest
    @Description("A carrier finishes a task that another thread cancels (T4).")
    @Outcome(id = "true, TOO_LATE, DONE", expect = ACCEPTABLE, desc = "finished")
    @Outcome(id = "false, BODY_INSIDE, LEAVING", expect = ACCEPTABLE, desc = "cancelled; the carrier owes left()")
    @Outcome(expect = FORBIDDEN, desc = "two outcomes, or none")
    @State
    public static class Running_Finish_Cancel {
        final StressedWord word = StressedWord.running();

        @Actor
        public void carrier(ZLL_Result r) {
            r.r1 = word.finish(false);
        }

        @Actor
        public void canceller(ZLL_Result r) {
            r.r2 = word.tryCancel(false, false);
        }

        @Arbiter
        public void end(ZLL_Result r) {
            r.r3 = word.place();
        }
    }

    @JCStressTest
    @Description("The carrier leaves a cancelled body while another thread cancels again: it stays cancelled (T4, T5).")
    @Outcome(id = "TOO_LATE, DONE", expect = ACCEPTABLE, desc = "the second cancel changes nothing")
    @Outcome(expect = FORBIDDEN, desc = "cancelled twice, or not DONE")
    @State
    public static class Leaving_Left_Cancel {
        final StressedWord word = StressedWord.running();

        public Leaving_Left_Cancel() {
            word.tryCancel(false, false);
        }

        @Actor
        public void carrier() {
            word.left();
        }

        @Actor
        public void canceller(LL_Result r) {
            r.r1 = word.tryCancel(true, false);
        }

        @Arbiter
        public void end(LL_Result r) {
            r.r2 = word.wantsInterrupt() || !word.wasCancelled() ? "another cancel" : word.place();
        }
    }

    @JCStressTest
    @Description("The carrier puts a task back that another thread cancels (T2, T4).")
    @Outcome(id = "true, WHILE_READY, DONE", expect = ACCEPTABLE, desc = "put back, then cancelled: the entry in the queue is dropped")
    @Outcome(id = "false, BODY_INSIDE, LEAVING", expect = ACCEPTABLE, desc = "cancelled; the carrier owes left()")
    @Outcome(expect = FORBIDDEN, desc = "the cancel got lost, or the carrier does not learn of it")
    @State
    public static class Running_Again_Cancel {
        final StressedWord word = StressedWord.running();

        @Actor
        public void carrier(ZLL_Result r) {
            r.r1 = word.again(false);
        }

        @Actor
        public void canceller(ZLL_Result r) {
            r.r2 = word.tryCancel(false, true);
        }

        @Arbiter
        public void end(ZLL_Result r) {
            r.r3 = word.place();
        }
    }

    @JCStressTest
    @Description("Two carriers meet the queue entry of a task that was cancelled and is to be cleaned up after (T5).")
    @Outcome(id = {"true, false", "false, true"}, expect = ACCEPTABLE, desc = "one of them cleans up")
    @Outcome(expect = FORBIDDEN, desc = "both clean up, or neither")
    @State
    public static class Cancelled_TwoTakeCleanup {
        final StressedWord word = StressedWord.ready();

        public Cancelled_TwoTakeCleanup() {
            word.tryCancel(false, true);
        }

        @Actor
        public void carrier(ZZ_Result r) {
            r.r1 = word.tryTakeCleanup();
        }

        @Actor
        public void anotherCarrier(ZZ_Result r) {
            r.r2 = word.tryTakeCleanup();
        }
    }

    @JCStressTest
    @Description("A carrier meets the queue entry of a task that is cancelled just then (T5).")
    @Outcome(id = {"claimed, BODY_INSIDE, LEAVING", "cleaned up, WHILE_READY, DONE"}, expect = ACCEPTABLE,
            desc = "it runs the body, or it does the cleanup")
    @Outcome(expect = FORBIDDEN, desc = "the entry is dropped and nobody cleans up")
    @State
    public static class Ready_ClaimElseTakeCleanup_Cancel {
        final StressedWord word = StressedWord.ready();

        @Actor
        public void carrier(LLL_Result r) {
            r.r1 = word.claim() ? "claimed" : word.tryTakeCleanup() ? "cleaned up" : "dropped";
        }

        @Actor
        public void canceller(LLL_Result r) {
            r.r2 = word.tryCancel(false, true);
        }

        @Arbiter
        public void end(LLL_Result r) {
            r.r3 = word.place();
        }
    }

    @JCStressTest
    @Description("What a body wrote before it was put back is seen by who runs it next (T3).")
    @Outcome(id = "7", expect = ACCEPTABLE, desc = "run, with what was written")
    @Outcome(id = "-1", expect = ACCEPTABLE, desc = "it is not back yet")
    @Outcome(expect = FORBIDDEN, desc = "run without what was written")
    @State
    public static class Running_BodyWritesAndIsPutBack_AnotherRunsOn {
        final StressedWord word = StressedWord.running();
        int captured;

        @Actor
        public void carrier() {
            captured = 7;
            word.again(false);
        }

        @Actor
        public void nextCarrier(I_Result r) {
            r.r1 = word.claim() ? captured : -1;
        }
    }
}
