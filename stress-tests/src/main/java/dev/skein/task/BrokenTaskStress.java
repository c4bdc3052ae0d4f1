package dev.skein.task;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.skein.stress.Gap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.L_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;
import org.openjdk.jcstress.infra.results.Z_Result;

/// Tasks with a fault each, all of which the launcher wants to be seen: the counterpart of [TaskStateStress],
/// [TaskWaitStress], [TaskCellStress], [ContinuationTaskStress] and [SuspendedTasksStress].
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
    @Description("A task stays RUNNING though two entries of it lie in queues, and two carriers take one each (control of T1, T2).")
    @Outcome(id = {"true, false", "false, true"}, expect = ACCEPTABLE, desc = "one of them runs it")
    @Outcome(id = "true, true", expect = ACCEPTABLE_INTERESTING, desc = "both run it: the race is seen")
    @Outcome(expect = FORBIDDEN, desc = "not even this task does that")
    @State
    public static class StaysInTwoQueues_BrokenControl {
        final StressedWord word = StressedWord.staying();

        @Actor
        public void carrier(ZZ_Result r) {
            r.r1 = word.claimEntry(true);
        }

        @Actor
        public void carrierOfTheOther(ZZ_Result r) {
            r.r2 = word.claimEntry(true);
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
            Gap.hold();
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

    @JCStressTest
    @Description("A wake that names no wait ends the next one (control of T6).")
    @Outcome(id = {"nothing owed", "its own wait"}, expect = ACCEPTABLE, desc = "it came too late for any, or in time for its own")
    @Outcome(id = "another wait", expect = ACCEPTABLE_INTERESTING, desc = "a stale wake has ended the second wait: the race is seen")
    @Outcome(expect = FORBIDDEN, desc = "not even this task does that")
    @State
    public static class WakeWithoutNumber_BrokenControl {
        final AtomicBoolean suspended = new AtomicBoolean(true);
        volatile int wait = 1;

        @Actor
        public void limitAndCarrier() {
            if (!suspended.compareAndSet(true, false)) return;
            wait = 2;
            suspended.set(true);
        }

        @Actor
        public void lateEvent(L_Result r) {
            r.r1 = !suspended.compareAndSet(true, false) ? "nothing owed" : wait == 1 ? "its own wait" : "another wait";
        }
    }

    @JCStressTest
    @Description("A carrier that looks whether the task was woken, then writes that it sleeps (control of T2).")
    @Outcome(id = {"READY", "WOKEN"}, expect = ACCEPTABLE, desc = "the wake is seen by one of the two")
    @Outcome(id = "SUSPENDED", expect = ACCEPTABLE_INTERESTING, desc = "woken and asleep for good: the race is seen")
    @Outcome(expect = FORBIDDEN, desc = "not even this task does that")
    @State
    public static class SuspendWithoutCas_BrokenControl {
        volatile TaskState.Place place = TaskState.Place.RUNNING;

        @Actor
        public void carrier() {
            if (place == TaskState.Place.RUNNING) place = TaskState.Place.SUSPENDED;
        }

        @Actor
        public void event() {
            place = place == TaskState.Place.SUSPENDED ? TaskState.Place.READY : TaskState.Place.WOKEN;
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = place;
        }
    }

    @JCStressTest
    @Description("Wakers that read the word and then write it both enqueue the task (control of T2).")
    @Outcome(id = {"true, false", "false, true"}, expect = ACCEPTABLE, desc = "one of them enqueues it")
    @Outcome(id = "true, true", expect = ACCEPTABLE_INTERESTING, desc = "both enqueue it: the race is seen")
    @Outcome(expect = FORBIDDEN, desc = "not even this wake does that")
    @State
    public static class WakeWithoutCas_BrokenControl {
        volatile boolean suspended = true;

        private boolean wake() {
            if (!suspended) return false;
            suspended = false;
            return true;
        }

        @Actor
        public void timer(ZZ_Result r) {
            r.r1 = wake();
        }

        @Actor
        public void event(ZZ_Result r) {
            r.r2 = wake();
        }
    }

    @JCStressTest
    @Description("A task that is put back before its body has written its state (control of T3).")
    @Outcome(id = {"7", "-1"}, expect = ACCEPTABLE, desc = "what was written, or not back yet")
    @Outcome(id = "0", expect = ACCEPTABLE_INTERESTING, desc = "resumed without what was written: the race is seen")
    @Outcome(expect = FORBIDDEN, desc = "not even this task does that")
    @State
    public static class ReadyBeforeItsBodyIsOut_BrokenControl {
        volatile boolean ready;
        volatile int captured;

        @Actor
        public void carrier() {
            ready = true;
            Gap.hold();
            captured = 7;
        }

        @Actor
        public void nextCarrier(I_Result r) {
            r.r1 = ready ? captured : -1;
        }
    }

    @JCStressTest
    @Description("A cancel that reads and then writes where the carrier ends the body: two outcomes (control of T4).")
    @Outcome(id = {"true, false", "false, true"}, expect = ACCEPTABLE, desc = "one outcome")
    @Outcome(id = "true, true", expect = ACCEPTABLE_INTERESTING, desc = "finished and cancelled: the race is seen")
    @Outcome(expect = FORBIDDEN, desc = "not even this task does that")
    @State
    public static class CancelWithoutCas_BrokenControl {
        volatile boolean ended;

        private boolean end() {
            if (ended) return false;
            ended = true;
            return true;
        }

        @Actor
        public void carrier(ZZ_Result r) {
            r.r1 = end();
        }

        @Actor
        public void canceller(ZZ_Result r) {
            r.r2 = end();
        }
    }

    @JCStressTest
    @Description("A carrier that looks whether the task is cancelled and then claims it enters a body that was cancelled before (control of T5).")
    @Outcome(id = {"true, false", "false, true"}, expect = ACCEPTABLE, desc = "cancelled before its body, or entered")
    @Outcome(id = "true, true", expect = ACCEPTABLE_INTERESTING, desc = "entered after the cancel has won: the race is seen")
    @Outcome(id = "false, false", expect = FORBIDDEN, desc = "not even this claim does that")
    @State
    public static class ClaimAfterALook_BrokenControl {
        volatile boolean cancelled;
        volatile boolean claimed;

        @Actor
        public void carrier(ZZ_Result r) {
            if (cancelled) return;
            Gap.hold();
            claimed = true;
            r.r2 = true;
        }

        @Actor
        public void canceller(ZZ_Result r) {
            if (claimed) return;
            cancelled = true;
            r.r1 = true;
        }
    }

    @JCStressTest
    @Description("A closer that takes the outcome of a cancelled task for its end (control of T7).")
    @Outcome(id = "false", expect = ACCEPTABLE, desc = "its body was out and cleaned up after")
    @Outcome(id = "true", expect = ACCEPTABLE_INTERESTING, desc = "the runtime ends before the cleanup: the race is seen")
    @State
    public static class OutcomeTakenForTheEnd_BrokenControl {
        final StressedContinuation it = StressedContinuation.thatAwaits(new StressedEvent());

        @Actor
        public void carrier() {
            it.run();
        }

        @Actor
        public void cancellerAndCloser(Z_Result r) {
            it.task.cancel(false);
            r.r1 = it.task.isDone() && it.cleanups.get() == 0;
        }
    }

    @JCStressTest
    @Description("A stripe of suspended tasks without its lock (control of the registry).")
    @Outcome(id = "2", expect = ACCEPTABLE, desc = "both are found")
    @Outcome(id = "1", expect = ACCEPTABLE_INTERESTING, desc = "one is lost: the race is seen")
    @Outcome(expect = FORBIDDEN, desc = "not even this stripe does that")
    @State
    public static class StripeWithoutLock_BrokenControl {
        final Object[] tasks = new Object[4];
        int size;

        private void add(Object task) {
            tasks[size++] = task;
        }

        @Actor
        public void carrier() {
            add("one");
        }

        @Actor
        public void anotherCarrier() {
            add("two");
        }

        @Arbiter
        public void end(I_Result r) {
            for (Object task : tasks) if (task != null) r.r1++;
        }
    }
}
