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
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.ZLL_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/// Races between the edges of [TaskState]. Results name what an edge returned; the last one is where the task ended.
public class TaskStateStress {

    static final class Word extends TaskState {
        /// Number of the first wait that this word can have.
        final long firstWait;

        Word(boolean suspended, boolean begun) {
            super(suspended);
            if (begun) claim();
            firstWait = waitNumber();
        }
    }

    private static Word ready() {
        return new Word(false, false);
    }

    private static Word running() {
        return new Word(false, true);
    }

    private static Word suspended() {
        return new Word(true, false);
    }

    private static Word suspendedByItsBody() {
        Word word = running();
        word.suspend();
        return word;
    }

    /// Its first wait is over.
    private static Word runningAgain() {
        Word word = suspendedByItsBody();
        word.wake(word.firstWait, false);
        word.claim();
        return word;
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
    @Outcome(id = "false, WHILE_READY, DONE", expect = ACCEPTABLE, desc = "cancelled, so not claimed")
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
            r.r2 = word.tryCancel(false, false);
        }

        @Arbiter
        public void end(ZLL_Result r) {
            r.r3 = word.place();
        }
    }

    @JCStressTest
    @Description("Two threads cancel a READY task (T4).")
    @Outcome(id = {"WHILE_READY, TOO_LATE", "TOO_LATE, WHILE_READY"}, expect = ACCEPTABLE, desc = "one of them cleans up")
    @Outcome(expect = FORBIDDEN, desc = "both clean up, or neither")
    @State
    public static class Ready_TwoCancel {
        final Word word = ready();

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
        final Word word = running();

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
        final Word word = running();

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
            r.r2 = word.interruptWanted() || !word.wasCancelled() ? "another cancel" : word.place();
        }
    }

    @JCStressTest
    @Description("A carrier suspends a task that another thread cancels (T4).")
    @Outcome(id = "ASLEEP, WHILE_SUSPENDED, DONE", expect = ACCEPTABLE, desc = "suspended, then cancelled")
    @Outcome(id = "CANCELLED, BODY_INSIDE, LEAVING", expect = ACCEPTABLE, desc = "cancelled; the carrier owes left()")
    @Outcome(expect = FORBIDDEN, desc = "a cancelled task stays suspended, or the carrier does not learn of it")
    @State
    public static class Running_Suspend_Cancel {
        final Word word = running();

        @Actor
        public void carrier(LLL_Result r) {
            r.r1 = word.suspend();
        }

        @Actor
        public void canceller(LLL_Result r) {
            r.r2 = word.tryCancel(false, false);
        }

        @Arbiter
        public void end(LLL_Result r) {
            r.r3 = word.place();
        }
    }

    @JCStressTest
    @Description("A suspended task is woken by one thread and cancelled by another (T2, T5).")
    @Outcome(id = "MUST_ENQUEUE, WHILE_READY, DONE", expect = ACCEPTABLE, desc = "woken, then cancelled: the entry in the queue is dropped")
    @Outcome(id = "STALE, WHILE_SUSPENDED, DONE", expect = ACCEPTABLE, desc = "cancelled: the waker owes nothing")
    @Outcome(expect = FORBIDDEN, desc = "the cancel got lost")
    @State
    public static class Suspended_Wake_Cancel {
        final Word word = suspended();

        @Actor
        public void waker(LLL_Result r) {
            r.r1 = word.wake(word.firstWait, false);
        }

        @Actor
        public void canceller(LLL_Result r) {
            r.r2 = word.tryCancel(false, false);
        }

        @Arbiter
        public void end(LLL_Result r) {
            r.r3 = word.place();
        }
    }

    @JCStressTest
    @Description("Two threads wake a suspended task (T2).")
    @Outcome(id = {"MUST_ENQUEUE, STALE", "STALE, MUST_ENQUEUE"}, expect = ACCEPTABLE, desc = "one of them owes the enqueue")
    @Outcome(expect = FORBIDDEN, desc = "enqueued twice, or not at all")
    @State
    public static class Suspended_TwoWake {
        final Word word = suspended();

        @Actor
        public void timer(LL_Result r) {
            r.r1 = word.wake(word.firstWait, true);
        }

        @Actor
        public void event(LL_Result r) {
            r.r2 = word.wake(word.firstWait, false);
        }
    }

    @JCStressTest
    @Description("A carrier suspends a task while what it waits for happens (T2).")
    @Outcome(id = "ASLEEP, MUST_ENQUEUE, READY", expect = ACCEPTABLE, desc = "suspended, then woken: the waker enqueues it")
    @Outcome(id = "WOKEN_BEFORE, NOTHING_OWED, READY", expect = ACCEPTABLE, desc = "woken before: the carrier enqueues it")
    @Outcome(expect = FORBIDDEN, desc = "both enqueue it, or it sleeps for good")
    @State
    public static class Running_Suspend_Wake {
        final Word word = running();

        @Actor
        public void carrier(LLL_Result r) {
            TaskState.Suspended suspended = word.suspend();
            if (suspended == TaskState.Suspended.WOKEN_BEFORE) word.again(false);
            r.r1 = suspended;
        }

        @Actor
        public void event(LLL_Result r) {
            r.r2 = word.wake(word.firstWait, false);
        }

        @Arbiter
        public void end(LLL_Result r) {
            r.r3 = word.place();
        }
    }

    @JCStressTest
    @Description("A task that has not suspended yet is woken by its event and by its limit (T2).")
    @Outcome(id = {"NOTHING_OWED, STALE, WOKEN_BEFORE", "STALE, NOTHING_OWED, WOKEN_BEFORE"}, expect = ACCEPTABLE,
            desc = "one of them ended the wait; the carrier enqueues it")
    @Outcome(expect = FORBIDDEN, desc = "both ended the wait, or neither")
    @State
    public static class Running_TwoWake {
        final Word word = running();

        @Actor
        public void timer(LLL_Result r) {
            r.r1 = word.wake(word.firstWait, true);
        }

        @Actor
        public void event(LLL_Result r) {
            r.r2 = word.wake(word.firstWait, false);
        }

        @Arbiter
        public void carrier(LLL_Result r) {
            r.r3 = word.suspend();
        }
    }

    @JCStressTest
    @Description("A wait ends and the task runs and waits again while the event of the first wait happens late (T6).")
    @Outcome(id = "STALE, SUSPENDED", expect = ACCEPTABLE, desc = "the late wake finds nothing of its own; the second wait goes on")
    @Outcome(id = "MUST_ENQUEUE, READY", expect = ACCEPTABLE, desc = "it came first and ended its own wait; the limit then found nothing")
    @Outcome(expect = FORBIDDEN, desc = "the event of the first wait has ended the second")
    @State
    public static class Suspended_LimitRunsItAndSuspendsAgain_FirstEventComes {
        final Word word = suspendedByItsBody();

        @Actor
        public void limitAndCarrier() {
            if (word.wake(word.firstWait, true) == TaskState.Woken.MUST_ENQUEUE && word.claim()) word.suspend();
        }

        @Actor
        public void lateEvent(LL_Result r) {
            r.r1 = word.wake(word.firstWait, false);
        }

        @Arbiter
        public void end(LL_Result r) {
            r.r2 = word.place();
        }
    }

    @JCStressTest
    @Description("A task goes into its second wait while the event of its first one happens (T6).")
    @Outcome(id = "ASLEEP, STALE, SUSPENDED", expect = ACCEPTABLE, desc = "it sleeps on, and nothing is owed")
    @Outcome(expect = FORBIDDEN, desc = "the event of the first wait has ended the second")
    @State
    public static class RunningAgain_Suspend_FirstEventComes {
        final Word word = runningAgain();

        @Actor
        public void carrier(LLL_Result r) {
            r.r1 = word.suspend();
        }

        @Actor
        public void lateEvent(LLL_Result r) {
            r.r2 = word.wake(word.firstWait, true);
        }

        @Arbiter
        public void end(LLL_Result r) {
            r.r3 = word.place();
        }
    }

    @JCStressTest
    @Description("The event of a first wait happens while the task that waits again is woken by the second (T2, T6).")
    @Outcome(id = "MUST_ENQUEUE, STALE", expect = ACCEPTABLE, desc = "the second event wakes it, the first owes nothing")
    @Outcome(expect = FORBIDDEN, desc = "enqueued for the wrong event, or for both")
    @State
    public static class SuspendedAgain_SecondEvent_FirstEvent {
        final Word word = runningAgain();
        final long secondWait = word.waitNumber();

        public SuspendedAgain_SecondEvent_FirstEvent() {
            word.suspend();
        }

        @Actor
        public void event(LL_Result r) {
            r.r1 = word.wake(secondWait, false);
        }

        @Actor
        public void lateEvent(LL_Result r) {
            r.r2 = word.wake(word.firstWait, false);
        }
    }

    @JCStressTest
    @Description("A running task is woken before it suspends, and cancelled (T4).")
    @Outcome(id = "NOTHING_OWED, BODY_INSIDE, LEAVING", expect = ACCEPTABLE, desc = "woken, then cancelled")
    @Outcome(id = "STALE, BODY_INSIDE, LEAVING", expect = ACCEPTABLE, desc = "cancelled: there is no wait any more")
    @Outcome(expect = FORBIDDEN, desc = "the cancel got lost")
    @State
    public static class Running_Wake_Cancel {
        final Word word = running();

        @Actor
        public void event(LLL_Result r) {
            r.r1 = word.wake(word.firstWait, false);
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
    @Description("The carrier puts a task back that another thread cancels (T2, T4).")
    @Outcome(id = "true, WHILE_READY, DONE", expect = ACCEPTABLE, desc = "put back, then cancelled: the entry in the queue is dropped")
    @Outcome(id = "false, BODY_INSIDE, LEAVING", expect = ACCEPTABLE, desc = "cancelled; the carrier owes left()")
    @Outcome(expect = FORBIDDEN, desc = "the cancel got lost, or the carrier does not learn of it")
    @State
    public static class Running_Again_Cancel {
        final Word word = running();

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
    @Description("A body ends although what it was to wait for happens just then (T4).")
    @Outcome(id = {"true, NOTHING_OWED, DONE", "true, STALE, DONE"}, expect = ACCEPTABLE, desc = "it has ended; nobody enqueues it")
    @Outcome(expect = FORBIDDEN, desc = "the end got lost, or somebody enqueues what has ended")
    @State
    public static class Running_Finish_Wake {
        final Word word = running();

        @Actor
        public void carrier(ZLL_Result r) {
            r.r1 = word.finish(true);
        }

        @Actor
        public void event(ZLL_Result r) {
            r.r2 = word.wake(word.firstWait, false);
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
        final Word word = ready();

        public Cancelled_TwoTakeCleanup() {
            word.tryCancel(false, true);
        }

        @Actor
        public void carrier(ZZ_Result r) {
            r.r1 = word.takeCleanup();
        }

        @Actor
        public void anotherCarrier(ZZ_Result r) {
            r.r2 = word.takeCleanup();
        }
    }

    @JCStressTest
    @Description("A carrier meets the queue entry of a task that is cancelled just then (T5).")
    @Outcome(id = {"claimed, BODY_INSIDE, LEAVING", "cleaned up, WHILE_READY, DONE"}, expect = ACCEPTABLE,
            desc = "it runs the body, or it does the cleanup")
    @Outcome(expect = FORBIDDEN, desc = "the entry is dropped and nobody cleans up")
    @State
    public static class Ready_ClaimElseTakeCleanup_Cancel {
        final Word word = ready();

        @Actor
        public void carrier(LLL_Result r) {
            r.r1 = word.claim() ? "claimed" : word.takeCleanup() ? "cleaned up" : "dropped";
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
            r.r1 = word.wake(word.firstWait, false) == TaskState.Woken.MUST_ENQUEUE && word.claim() ? captured : -1;
        }

        @Arbiter
        public void end(II_Result r) {
            r.r2 = captured;
        }
    }

    @JCStressTest
    @Description("What a body wrote before it was put back is seen by who runs it next (T3).")
    @Outcome(id = "7", expect = ACCEPTABLE, desc = "run, with what was written")
    @Outcome(id = "-1", expect = ACCEPTABLE, desc = "it is not back yet")
    @Outcome(expect = FORBIDDEN, desc = "run without what was written")
    @State
    public static class Running_BodyWritesAndIsPutBack_AnotherRunsOn {
        final Word word = running();
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
