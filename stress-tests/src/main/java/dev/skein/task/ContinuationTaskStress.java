package dev.skein.task;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.CompletableFuture;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.LII_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/// Races of a whole [ContinuationTask] between its carrier, what it waits for, its limit, and who cancels it.
public class ContinuationTaskStress {

    @JCStressTest
    @Description("A body awaits a stage that is completed just then (T2, T3).")
    @Outcome(id = "1, 7", expect = ACCEPTABLE, desc = "enqueued once, and the next run sees what the first has written")
    @Outcome(expect = FORBIDDEN, desc = "enqueued twice, or left asleep, or run without what was written")
    @State
    public static class Await_CarrierSuspends_StageCompletes {
        final CompletableFuture<Object> stage = new CompletableFuture<>();
        final StressedContinuation it = StressedContinuation.thatAwaits(stage);

        @Actor
        public void carrier() {
            it.run();
        }

        @Actor
        public void event() {
            stage.complete("now");
        }

        @Arbiter
        public void end(II_Result r) {
            r.r1 = it.enqueued.get();
            it.run();
            r.r2 = it.captured;
        }
    }

    @JCStressTest
    @Description("A suspended task is woken by its stage, and run by who woke it, while its limit comes (T2, T6).")
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "one of them ended the wait")
    @Outcome(expect = FORBIDDEN, desc = "enqueued twice, or left asleep")
    @State
    public static class AwaitWithLimit_StageCompletes_LimitComes {
        final CompletableFuture<Object> stage = new CompletableFuture<>();
        final StressedContinuation it = StressedContinuation.suspendedWithLimit(stage);
        final Alarm alarm = it.owner.alarm;

        @Actor
        public void event() {
            stage.complete("now");
        }

        @Actor
        public void timer() {
            alarm.ring();
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = it.enqueued.get();
        }
    }

    @JCStressTest
    @Description("A task whose wait timed out goes into a second one while the stage of the first completes (T6).")
    @Outcome(id = "SUSPENDED, 1, 0", expect = ACCEPTABLE, desc = "the late stage changes nothing; only the limit had it enqueued")
    @Outcome(expect = FORBIDDEN, desc = "the stage of the first wait has ended the second")
    @State
    public static class AwaitAgain_CarrierSuspends_FirstStageCompletes {
        final CompletableFuture<Object> first = new CompletableFuture<>();
        final StressedContinuation it = StressedContinuation.suspendedWithLimit(first);

        public AwaitAgain_CarrierSuspends_FirstStageCompletes() {
            it.owner.alarm.ring();
        }

        @Actor
        public void carrier() {
            it.run();
        }

        @Actor
        public void lateEvent() {
            first.complete("late");
        }

        @Arbiter
        public void end(LII_Result r) {
            r.r1 = it.task.place();
            r.r2 = it.enqueued.get();
            r.r3 = it.cleanups.get();
        }
    }

    @JCStressTest
    @Description("A body awaits an event while the task is cancelled: one cleanup, and the event is told if it was asked (T4, T5, T7).")
    @Outcome(id = "1, 0, 0", expect = ACCEPTABLE, desc = "cancelled before it registered")
    @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "cancelled after it registered")
    @Outcome(expect = FORBIDDEN, desc = "not cleaned up after exactly once, or the event waits for nobody")
    @State
    public static class Await_CarrierSuspends_AnotherCancels {
        final StressedEvent event = new StressedEvent();
        final StressedContinuation it = StressedContinuation.thatAwaits(event);

        @Actor
        public void carrier() {
            it.run();
        }

        @Actor
        public void canceller() {
            it.task.cancel(false);
        }

        @Arbiter
        public void end(III_Result r) {
            it.meetInQueue();
            r.r1 = it.cleanups.get();
            r.r2 = event.registered.get();
            r.r3 = event.abandoned.get();
        }
    }

    @JCStressTest
    @Description("A suspended task is woken by its event while it is cancelled: it is in a queue once, for its cleanup (T2, T4, T5).")
    @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "enqueued once, cleaned up after once, and the event is told once")
    @Outcome(expect = FORBIDDEN, desc = "enqueued twice or not at all, or not cleaned up after exactly once")
    @State
    public static class Suspended_EventWakes_AnotherCancels {
        final StressedEvent event = new StressedEvent();
        final StressedContinuation it = StressedContinuation.suspendedFor(event);

        @Actor
        public void event() {
            event.waker.wake();
        }

        @Actor
        public void canceller() {
            it.task.cancel(true);
        }

        @Arbiter
        public void end(III_Result r) {
            r.r1 = it.enqueued.get();
            it.meetInQueue();
            r.r2 = it.cleanups.get();
            r.r3 = event.abandoned.get();
        }
    }

    @JCStressTest
    @Description("A body ends with a value while the task is cancelled (T4, T5).")
    @Outcome(id = {"COMPLETED, 0, 1", "CANCELLED, 1, 1"}, expect = ACCEPTABLE, desc = "one outcome, for the view too; a cleanup after a cancel only")
    @Outcome(expect = FORBIDDEN, desc = "two outcomes, or a cleanup too many or too few, or a view without the outcome")
    @State
    public static class Running_BodyEnds_AnotherCancels {
        final StressedContinuation it = StressedContinuation.thatEnds();
        final CompletableFuture<Object> view = it.task.toCompletableFuture();

        @Actor
        public void carrier() {
            it.run();
        }

        @Actor
        public void canceller() {
            it.task.cancel(true);
        }

        @Arbiter
        public void end(LII_Result r) {
            it.meetInQueue();
            r.r1 = it.task.isCancelled() ? "CANCELLED" : "COMPLETED";
            r.r2 = it.cleanups.get();
            r.r3 = view.isCancelled() == it.task.isCancelled() && view.isDone() ? 1 : 0;
        }
    }

    @JCStressTest
    @Description("A view is asked for while the body ends: it gets the outcome (T4).")
    @Outcome(id = "7", expect = ACCEPTABLE, desc = "the outcome")
    @Outcome(expect = FORBIDDEN, desc = "the view is left without it")
    @State
    public static class Running_BodyEnds_AnotherAsksForAView {
        final StressedContinuation it = StressedContinuation.thatEnds();
        CompletableFuture<Object> view;

        @Actor
        public void carrier() {
            it.run();
        }

        @Actor
        public void reader() {
            view = it.task.toCompletableFuture();
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = view.getNow("nothing");
        }
    }

    @JCStressTest
    @Description("A task awaits another that ends just then (T2).")
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "it goes on, once")
    @Outcome(expect = FORBIDDEN, desc = "left asleep, or enqueued twice")
    @State
    public static class AwaitTask_CarrierSuspends_TheOtherEnds {
        final StressedContinuation other = StressedContinuation.thatEnds();
        final StressedContinuation it = StressedContinuation.thatAwaits(other.task);

        @Actor
        public void carrier() {
            it.run();
        }

        @Actor
        public void otherCarrier() {
            other.run();
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = it.enqueued.get();
        }
    }

    @JCStressTest
    @Description("A move is asked for while a woken task is put into a queue.")
    @Outcome(id = {"-1, 1", "1, 1"}, expect = ACCEPTABLE, desc = "it goes there now, or its next enqueue takes it there; counted once")
    @Outcome(expect = FORBIDDEN, desc = "the request is lost or counted twice")
    @State
    public static class Ready_EnqueuerTakesDestination_AnotherAsksToMove {
        final StressedContinuation it = StressedContinuation.thatEnds();

        @Actor
        public void enqueuer(II_Result r) {
            r.r1 = it.task.takeDestination();
        }

        @Actor
        public void asker() {
            it.task.requestMove(1);
        }

        @Arbiter
        public void end(II_Result r) {
            r.r2 = it.task.takeDestination() == 1 ? it.task.moveCount() : -1;
        }
    }
}
