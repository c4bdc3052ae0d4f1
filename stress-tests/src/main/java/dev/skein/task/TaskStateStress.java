package dev.skein.task;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.ZLL_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/// Races between the edges of [TaskState]. Results name what an edge returned; the last one is where the task ended.
public class TaskStateStress {

    static final class Word extends TaskState {
        Word(boolean suspended) {
            super(suspended);
        }
    }

    private static Word ready() {
        return new Word(false);
    }

    private static Word running() {
        Word word = ready();
        word.claim();
        return word;
    }

    private static Word suspended() {
        return new Word(true);
    }

    @JCStressTest
    @Description("Two carriers claim a READY task (T1).")
    @Outcome(id = {"true, false", "false, true"}, expect = ACCEPTABLE, desc = "one of them runs it")
    @Outcome(expect = FORBIDDEN, desc = "both run it, or neither")
    @State
    public static class Ready_TwoClaim {
        final Word word = ready();

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
    @Outcome(id = "false, BEFORE_ITS_BODY, DONE", expect = ACCEPTABLE, desc = "cancelled, so not claimed")
    @Outcome(expect = FORBIDDEN, desc = "entered after the cancel, or the cancel got lost")
    @State
    public static class Ready_Claim_Cancel {
        final Word word = ready();

        @Actor
        public void carrier(ZLL_Result r) {
            r.r1 = word.claim();
        }

        @Actor
        public void canceller(ZLL_Result r) {
            r.r2 = word.tryCancel(false);
        }

        @Arbiter
        public void end(ZLL_Result r) {
            r.r3 = word.place();
        }
    }

    @JCStressTest
    @Description("Two threads cancel a READY task (T4).")
    @Outcome(id = {"BEFORE_ITS_BODY, TOO_LATE", "TOO_LATE, BEFORE_ITS_BODY"}, expect = ACCEPTABLE, desc = "one of them cleans up")
    @Outcome(expect = FORBIDDEN, desc = "both clean up, or neither")
    @State
    public static class Ready_TwoCancel {
        final Word word = ready();

        @Actor
        public void firstCanceller(LL_Result r) {
            r.r1 = word.tryCancel(false);
        }

        @Actor
        public void secondCanceller(LL_Result r) {
            r.r2 = word.tryCancel(true);
        }
    }

    @JCStressTest
    @Description("A carrier finishes a task that another thread cancels (T4).")
    @Outcome(id = "true, TOO_LATE, DONE", expect = ACCEPTABLE, desc = "finished")
    @Outcome(id = "false, BODY_INSIDE, LEAVING", expect = ACCEPTABLE, desc = "cancelled; the carrier owes left()")
    @Outcome(expect = FORBIDDEN, desc = "two outcomes, or none")
    @State
    public static class Running_Finish_Cancel {
        final Word word = running();

        @Actor
        public void carrier(ZLL_Result r) {
            r.r1 = word.finish(false);
        }

        @Actor
        public void canceller(ZLL_Result r) {
            r.r2 = word.tryCancel(false);
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
        final Word word = running();

        public Leaving_Left_Cancel() {
            word.tryCancel(false);
        }

        @Actor
        public void carrier() {
            word.left();
        }

        @Actor
        public void canceller(LL_Result r) {
            r.r1 = word.tryCancel(true);
        }

        @Arbiter
        public void end(LL_Result r) {
            r.r2 = word.interruptWanted() || !word.wasCancelled() ? "another cancel" : word.place();
        }
    }

    @JCStressTest
    @Description("A carrier suspends a task that another thread cancels (T4).")
    @Outcome(id = "true, BEFORE_ITS_BODY, DONE", expect = ACCEPTABLE, desc = "suspended, then cancelled")
    @Outcome(id = "false, BODY_INSIDE, LEAVING", expect = ACCEPTABLE, desc = "cancelled; the carrier owes left()")
    @Outcome(expect = FORBIDDEN, desc = "a cancelled task stays suspended, or the carrier does not learn of it")
    @State
    public static class Running_Suspend_Cancel {
        final Word word = running();

        @Actor
        public void carrier(ZLL_Result r) {
            r.r1 = word.suspend();
        }

        @Actor
        public void canceller(ZLL_Result r) {
            r.r2 = word.tryCancel(false);
        }

        @Arbiter
        public void end(ZLL_Result r) {
            r.r3 = word.place();
        }
    }

    @JCStressTest
    @Description("A suspended task is woken by one thread and cancelled by another (T2, T5).")
    @Outcome(id = "true, BEFORE_ITS_BODY, DONE", expect = ACCEPTABLE, desc = "woken, then cancelled: the entry in the queue is dropped")
    @Outcome(id = "false, BEFORE_ITS_BODY, DONE", expect = ACCEPTABLE, desc = "cancelled: the waker owes nothing")
    @Outcome(expect = FORBIDDEN, desc = "the cancel got lost")
    @State
    public static class Suspended_Wake_Cancel {
        final Word word = suspended();

        @Actor
        public void waker(ZLL_Result r) {
            r.r1 = word.wake();
        }

        @Actor
        public void canceller(ZLL_Result r) {
            r.r2 = word.tryCancel(false);
        }

        @Arbiter
        public void end(ZLL_Result r) {
            r.r3 = word.place();
        }
    }

    @JCStressTest
    @Description("Two threads wake a suspended task (T2).")
    @Outcome(id = {"true, false", "false, true"}, expect = ACCEPTABLE, desc = "one of them owes the enqueue")
    @Outcome(expect = FORBIDDEN, desc = "enqueued twice, or not at all")
    @State
    public static class Suspended_TwoWake {
        final Word word = suspended();

        @Actor
        public void timer(ZZ_Result r) {
            r.r1 = word.wake();
        }

        @Actor
        public void event(ZZ_Result r) {
            r.r2 = word.wake();
        }
    }

    @JCStressTest
    @Description("What a body wrote before it suspended is seen by who wakes and runs it (T3).")
    @Outcome(id = "7, 7", expect = ACCEPTABLE, desc = "woken and run, with what was written")
    @Outcome(id = "-1, 7", expect = ACCEPTABLE, desc = "the wake came before the suspend and owes nothing")
    @Outcome(expect = FORBIDDEN, desc = "run without what was written")
    @State
    public static class Running_BodyWritesAndSuspends_AnotherRunsOn {
        final Word word = running();
        int captured;

        @Actor
        public void carrier() {
            captured = 7;
            word.suspend();
        }

        @Actor
        public void nextCarrier(II_Result r) {
            r.r1 = word.wake() && word.claim() ? captured : -1;
        }

        @Arbiter
        public void end(II_Result r) {
            r.r2 = captured;
        }
    }
}
