package dev.skein.task;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.skein.queue.Inbox;
import dev.skein.stress.Gap;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/// Controls of [PlacedTaskStress]: moves that are broken in one way each. A run in which one of them works would not have
/// seen the fault in the real task either.
public class BrokenPlacedTaskStress {

    private static final int NOWHERE = -1;

    @JCStressTest
    @Description("A user's request that enqueues the task itself, after a look whether it is suspended (control of moves against wakes).")
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "enqueued once")
    @Outcome(id = "2", expect = ACCEPTABLE_INTERESTING, desc = "enqueued twice: the race is seen")
    @Outcome(expect = FORBIDDEN, desc = "not even this task does that")
    @State
    public static class EnqueuedAfterALook_BrokenControl {
        final AtomicInteger enqueued = new AtomicInteger();
        volatile boolean suspended = true;

        private void enqueue() {
            if (!suspended) return;
            suspended = false;
            enqueued.incrementAndGet();
        }

        @Actor
        public void event() {
            enqueue();
        }

        @Actor
        public void user() {
            enqueue();
        }

        @Arbiter
        public void end(I_Result r) {
            r.r1 = enqueued.get();
        }
    }

    @JCStressTest
    @Description("An enqueuer that reads a request and then clears it loses the one that comes in between (control of moves against wakes).")
    @Outcome(id = {"1", "2"}, expect = ACCEPTABLE, desc = "the last request stands or was taken up")
    @Outcome(id = "0", expect = ACCEPTABLE_INTERESTING, desc = "the later request is lost: the race is seen")
    @Outcome(expect = FORBIDDEN, desc = "not even this task does that")
    @State
    public static class RequestReadThenCleared_BrokenControl {
        volatile int moveTo = 1;
        int home;

        @Actor
        public void enqueuer() {
            int asked = moveTo;
            if (asked == NOWHERE) return;
            Gap.hold();
            moveTo = NOWHERE;
            home = asked;
        }

        @Actor
        public void user() {
            moveTo = 2;
        }

        @Arbiter
        public void end(I_Result r) {
            r.r1 = moveTo == 2 || home == 2 ? 2 : moveTo == NOWHERE ? 0 : 1;
        }
    }

    @JCStressTest
    @Description("A balancer that looks for a request and then writes its own replaces the user's (control of moves against moves).")
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "the user's word counts")
    @Outcome(id = "0", expect = ACCEPTABLE_INTERESTING, desc = "replaced by the order: the race is seen")
    @Outcome(expect = FORBIDDEN, desc = "not even this task does that")
    @State
    public static class OrderedAfterALook_BrokenControl {
        volatile int moveTo = NOWHERE;

        @Actor
        public void user() {
            moveTo = 1;
        }

        @Actor
        public void balancer() {
            if (moveTo < 0) moveTo = 0;
        }

        @Arbiter
        public void end(I_Result r) {
            r.r1 = moveTo;
        }
    }

    @JCStressTest
    @Description("A balancer that does not look again whether the task is movable when its order stands (control of moves against a declaration).")
    @Outcome(id = "-1", expect = ACCEPTABLE, desc = "the task stays")
    @Outcome(id = "1", expect = ACCEPTABLE_INTERESTING, desc = "an order moves what is not movable: the race is seen")
    @Outcome(expect = FORBIDDEN, desc = "not even this task does that")
    @State
    public static class OrderedWithoutALookAfter_BrokenControl {
        volatile boolean fixed;
        volatile int moveTo = NOWHERE;

        @Actor
        public void body() {
            fixed = true;
            moveTo = NOWHERE;
        }

        @Actor
        public void balancer() {
            if (fixed) return;
            Thread.onSpinWait();       // holds the gap open, so that it is hit more often
            moveTo = 1;
        }

        @Arbiter
        public void end(I_Result r) {
            r.r1 = moveTo;
        }
    }

    @JCStressTest
    @Description("A user who looks whether the task is movable and then writes replaces what the body asks for (control of moves against a declaration).")
    @Outcome(id = "2", expect = ACCEPTABLE, desc = "the task goes where its body wants")
    @Outcome(id = {"1", "-1"}, expect = ACCEPTABLE_INTERESTING, desc = "it is moved elsewhere, or not at all: the race is seen")
    @Outcome(expect = FORBIDDEN, desc = "not even this task does that")
    @State
    public static class AskedWithoutCas_BrokenControl {
        final AtomicInteger moveTo = new AtomicInteger(NOWHERE);
        volatile boolean fixed;

        @Actor
        public void body(I_Result r) {
            fixed = true;
            moveTo.set(2);
            Gap.hold();
            r.r1 = moveTo.getAndSet(NOWHERE);
        }

        @Actor
        public void user() {
            if (fixed) return;
            Gap.hold();
            moveTo.set(1);
            if (fixed) moveTo.compareAndSet(1, NOWHERE);
        }
    }

    @JCStressTest
    @Description("A canceller and an opener that each look whether the cleanup is due and then clear the mark (control of T5).")
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "cleaned up after once")
    @Outcome(id = "2", expect = ACCEPTABLE_INTERESTING, desc = "cleaned up after twice: the race is seen")
    @Outcome(expect = FORBIDDEN, desc = "not even this task does that")
    @State
    public static class CleanupTakenWithoutCas_BrokenControl {
        final AtomicInteger cleanups = new AtomicInteger();
        volatile boolean due = true;

        private void meetInQueue() {
            if (!due) return;
            due = false;
            cleanups.incrementAndGet();
        }

        @Actor
        public void target() {
            meetInQueue();
        }

        @Actor
        public void canceller() {
            meetInQueue();
        }

        @Arbiter
        public void end(I_Result r) {
            r.r1 = cleanups.get();
        }
    }

    @JCStressTest
    @Description("A source that sends a task away before its body has written all it writes (control of captured state across a move).")
    @Outcome(id = {"-1", "7"}, expect = ACCEPTABLE, desc = "not there yet, or with what was written")
    @Outcome(id = "0", expect = ACCEPTABLE_INTERESTING, desc = "run on without what was written: the race is seen")
    @Outcome(expect = FORBIDDEN, desc = "not even this source does that")
    @State
    public static class SentBeforeItsBodyIsOut_BrokenControl {

        private static final class Body {
            int written;
        }

        final Inbox<Body> inbox = new Inbox<>(2);
        final Body body = new Body();

        @Actor
        public void source() {
            inbox.offer(body);
            Gap.hold();
            body.written = 7;
        }

        @Actor
        public void target(I_Result r) {
            Body met = inbox.poll();
            r.r1 = met == null ? -1 : met.written;
        }
    }
}
