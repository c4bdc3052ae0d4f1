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
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.ZLL_Result;

/// Races between the edges of [TaskState] that begin and end a wait. Results name what an edge returned; the last one is where the
/// task ended.
public class TaskWaitStress {

    @JCStressTest
    @Description("A carrier suspends a task that another thread cancels (T4).")
    @Outcome(id = "ASLEEP, WHILE_SUSPENDED, DONE", expect = ACCEPTABLE, desc = "suspended, then cancelled")
    @Outcome(id = "CANCELLED, BODY_INSIDE, LEAVING", expect = ACCEPTABLE, desc = "cancelled; the carrier owes left()")
    @Outcome(expect = FORBIDDEN, desc = "a cancelled task stays suspended, or the carrier does not learn of it")
    @State
    public static class Running_Suspend_Cancel {
        final StressedWord word = StressedWord.running();

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
        final StressedWord word = StressedWord.suspended();

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
        final StressedWord word = StressedWord.suspended();

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
        final StressedWord word = StressedWord.running();

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
        final StressedWord word = StressedWord.running();

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
        final StressedWord word = StressedWord.suspendedByItsBody();

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
        final StressedWord word = StressedWord.runningAgain();

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
        final StressedWord word = StressedWord.runningAgain();
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
        final StressedWord word = StressedWord.running();

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
    @Description("A body ends although what it was to wait for happens just then (T4).")
    @Outcome(id = {"true, NOTHING_OWED, DONE", "true, STALE, DONE"}, expect = ACCEPTABLE, desc = "it has ended; nobody enqueues it")
    @Outcome(expect = FORBIDDEN, desc = "the end got lost, or somebody enqueues what has ended")
    @State
    public static class Running_Finish_Wake {
        final StressedWord word = StressedWord.running();

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
    @Description("What a body wrote before it suspended is seen by who wakes and runs it (T3).")
    @Outcome(id = "7, 7", expect = ACCEPTABLE, desc = "woken and run, with what was written")
    @Outcome(id = "-1, 7", expect = ACCEPTABLE, desc = "the wake came before the suspend and owes nothing")
    @Outcome(expect = FORBIDDEN, desc = "run without what was written")
    @State
    public static class Running_BodyWritesAndSuspends_AnotherRunsOn {
        final StressedWord word = StressedWord.running();
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
}
