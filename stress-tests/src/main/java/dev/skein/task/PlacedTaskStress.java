package dev.skein.task;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.skein.api.MoveReason;
import dev.skein.api.Order;
import dev.skein.handoff.Envelope;
import dev.skein.handoff.Handoff;
import dev.skein.queue.Inbox;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.IIL_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.LII_Result;
import org.openjdk.jcstress.infra.results.ZI_Result;

/// Races of [PlacedTask]: moves against wakes, against other moves, and against cancels. The broken controls are in
/// [BrokenPlacedTaskStress].
public class PlacedTaskStress {

    // A move against a wake.

    @JCStressTest
    @Description("A suspended task is woken while its user asks it to move: enqueued once, moved once (T2).")
    @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "enqueued once; moved now or at its next enqueue, and recorded once")
    @Outcome(expect = FORBIDDEN, desc = "enqueued twice or not at all, the request lost, or recorded twice")
    @State
    public static class Suspended_EventWakes_UserAsksToMove {
        final StressedEvent event = new StressedEvent();
        final StressedContinuation it = StressedContinuation.suspendedFor(event);

        @Actor
        public void event() {
            event.waker.wake();
        }

        @Actor
        public void user() {
            it.task.requestMove(1);
        }

        @Arbiter
        public void end(III_Result r) {
            r.r1 = it.enqueued.get();
            it.task.takeDestination();
            r.r2 = it.task.home();
            r.r3 = it.owner.moves.get();
        }
    }

    @JCStressTest
    @Description("A suspended task is woken while the balancer orders its home elsewhere (T2).")
    @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "enqueued once; moved now or at its next enqueue, and recorded once")
    @Outcome(expect = FORBIDDEN, desc = "enqueued twice or not at all, the order lost, or recorded twice")
    @State
    public static class Suspended_EventWakes_BalancerOrdersHome {
        final StressedEvent event = new StressedEvent();
        final StressedContinuation it = StressedContinuation.suspendedFor(event);

        @Actor
        public void event() {
            event.waker.wake();
        }

        @Actor
        public void balancer() {
            it.task.orderHome(1, MoveReason.MEMORY);
        }

        @Arbiter
        public void end(III_Result r) {
            r.r1 = it.enqueued.get();
            it.task.takeDestination();
            r.r2 = it.task.home();
            r.r3 = it.owner.moves.get();
        }
    }

    @JCStressTest
    @Description("A task takes up the order for another home as it suspends, and is woken just then (T2, T3).")
    @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "enqueued once, for its new home, and moved once")
    @Outcome(expect = FORBIDDEN, desc = "enqueued twice or not at all, or by one who does not know of its new home")
    @State
    public static class HomeOrdered_CarrierSuspends_StageCompletes {
        /// Of a class that cannot be known to be over: the task does begin to suspend, whenever its stage completes.
        private static final class StageOfUser extends CompletableFuture<Object> { }

        final CompletableFuture<Object> stage = new StageOfUser();
        final StressedContinuation it = StressedContinuation.atHomeThatAwaits(stage);

        public HomeOrdered_CarrierSuspends_StageCompletes() {
            it.orderedHome = 1;
        }

        @Actor
        public void carrier() {
            it.run();
        }

        @Actor
        public void event() {
            stage.complete("now");
        }

        @Arbiter
        public void end(III_Result r) {
            r.r1 = it.enqueued.get();
            r.r2 = it.owner.sentTo;
            r.r3 = it.task.moveCount();
        }
    }

    // A move against another.

    @JCStressTest
    @Description("The user asks a task to move while the balancer orders its home: the user's word counts.")
    @Outcome(id = {"true, 1", "false, 1"}, expect = ACCEPTABLE, desc = "it goes where the user wants it, whoever came first")
    @Outcome(expect = FORBIDDEN, desc = "the order has replaced what the user asked for")
    @State
    public static class Ready_UserAsksToMove_BalancerOrdersHome {
        final StressedContinuation it = StressedContinuation.thatEnds();

        @Actor
        public void user() {
            it.task.requestMove(1);
        }

        @Actor
        public void balancer(ZI_Result r) {
            r.r1 = it.task.orderHome(0, MoveReason.MEMORY);
        }

        @Arbiter
        public void end(ZI_Result r) {
            r.r2 = it.task.takeDestination();
        }
    }

    @JCStressTest
    @Description("A body declares that its task is not movable while the balancer orders its home: the declaration counts.")
    @Outcome(id = {"true, -1", "false, -1"}, expect = ACCEPTABLE, desc = "it stays, whatever the balancer has been told")
    @Outcome(expect = FORBIDDEN, desc = "an order moves what is not movable")
    @State
    public static class Running_BodyDeclares_BalancerOrdersHome {
        final StressedContinuation it = StressedContinuation.thatEnds();

        @Actor
        public void body() {
            it.task.setMovable(false);
        }

        @Actor
        public void balancer(ZI_Result r) {
            r.r1 = it.task.orderHome(1, MoveReason.MEMORY);
        }

        @Arbiter
        public void end(ZI_Result r) {
            r.r2 = it.task.takeDestination();
        }
    }

    @JCStressTest
    @Description("A body declares that its task is not movable while its user asks it to move: the declaration counts.")
    @Outcome(id = "-1", expect = ACCEPTABLE, desc = "it stays")
    @Outcome(expect = FORBIDDEN, desc = "a user moves what is not movable")
    @State
    public static class Running_BodyDeclares_UserAsksToMove {
        final StressedContinuation it = StressedContinuation.thatEnds();

        @Actor
        public void body(I_Result r) {
            it.task.setMovable(false);
            r.r1 = it.task.takeDestination();
        }

        @Actor
        public void user() {
            it.task.requestMove(1);
        }
    }

    @JCStressTest
    @Description("A body goes to a worker of its choice and stays there, while its user asks it to move elsewhere: the body's own word counts.")
    @Outcome(id = "0", expect = ACCEPTABLE, desc = "it is where it wanted to be")
    @Outcome(expect = FORBIDDEN, desc = "a user moves what is not movable, or what the body asked for is lost")
    @State
    public static class Running_BodyDeclaresAndMoves_UserAsksToMove {
        final StressedContinuation it = StressedContinuation.thatEnds();

        @Actor
        public void body(I_Result r) {
            it.task.setMovable(false);
            it.task.askToMove(0);
            r.r1 = it.task.takeDestination();
        }

        @Actor
        public void user() {
            it.task.requestMove(1);
        }
    }

    @JCStressTest
    @Description("A task stands in two queues, since one that waited for it has run it: both enqueuers take up the request to move.")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "one of them has moved it, and it is recorded once")
    @Outcome(expect = FORBIDDEN, desc = "recorded twice or not at all")
    @State
    public static class Asked_TwoTakeDestination {
        final StressedContinuation it = StressedContinuation.thatEnds();

        public Asked_TwoTakeDestination() {
            it.task.requestMove(1);
        }

        @Actor
        public void enqueuer() {
            it.task.takeDestination();
        }

        @Actor
        public void joiner() {
            it.task.takeDestination();
        }

        @Arbiter
        public void end(II_Result r) {
            r.r1 = it.task.home();
            r.r2 = it.owner.moves.get();
        }
    }

    // A move and what the body has written.

    @JCStressTest
    @Description("A body writes and gives way; its source sends it away, and the target runs it on (T3, H2).")
    @Outcome(id = {"7, -1, 2", "-1, 7, 2"}, expect = ACCEPTABLE, desc = "run on once, by the target now or later, with what was written")
    @Outcome(expect = FORBIDDEN, desc = "run on without what was written, or lost")
    @State
    public static class Running_SourceSendsItAway_TargetRunsItOn {
        final StressedContinuation it = StressedContinuation.thatGivesWay();
        final Envelope envelope = taken();
        final Inbox<Envelope> inbox = new Inbox<>(2);

        @Actor
        public void source() {
            it.run();
            envelope.put(it.task);
            envelope.handoff().offer(1);
            inbox.offer(envelope);
        }

        @Actor
        public void target(III_Result r) {
            r.r1 = captured();
        }

        @Arbiter
        public void targetLater(III_Result r) {
            r.r2 = captured();
            r.r3 = it.task.moveCount() == 1 && it.task.home() == 1 ? it.resumes.get() : -1;
        }

        private int captured() {
            Envelope met = inbox.poll();
            if (met == null) return -1;
            openAndRun(met, it);
            return it.captured;
        }
    }

    // A move against a cancel.

    /// As a carrier of worker 1 opens an envelope with one continuation, and runs what is in it.
    private static void openAndRun(Envelope envelope, StressedContinuation it) {
        if (!envelope.handoff().accept()) return;
        Runnable task = envelope.takeAt(0);
        if (task == it.task && it.task.waitsInQueue()) it.task.broughtTo(1, 0);
        envelope.handoff().settle(0);
        it.run();
    }

    private static Envelope taken() {
        Envelope envelope = new Envelope(Handoff.requested(1, new Order.Ready(0, 1, 1, MoveReason.LOAD, 0), 0, Double.NaN, Double.NaN, 0), 1);
        envelope.handoff().take(0);
        return envelope;
    }

    private static Envelope offered(StressedContinuation it) {
        Envelope envelope = taken();
        envelope.put(it.task);
        envelope.handoff().offer(1);
        return envelope;
    }

    @JCStressTest
    @Description("A task is cancelled while its envelope is opened: run to its end, or cleaned up after once (T4, T5).")
    @Outcome(id = {"COMPLETED, 0, 0", "CANCELLED, 1, 0"}, expect = ACCEPTABLE, desc = "one end, and a cleanup after a cancel only")
    @Outcome(expect = FORBIDDEN, desc = "two ends or none, a cleanup too many or too few, or an enqueue that nobody owes")
    @State
    public static class InEnvelope_TargetOpensAndRuns_AnotherCancels {
        final StressedContinuation it = StressedContinuation.thatEnds();
        final Envelope envelope = offered(it);

        @Actor
        public void target() {
            openAndRun(envelope, it);
        }

        @Actor
        public void canceller() {
            it.task.cancel(true);
        }

        @Arbiter
        public void end(LII_Result r) {
            r.r1 = it.task.isCancelled() ? "CANCELLED" : it.task.isDone() ? "COMPLETED" : "LOST";
            r.r2 = it.cleanups.get();
            r.r3 = it.enqueued.get();
        }
    }

    @JCStressTest
    @Description("A suspended task is cancelled while its user asks it to move: enqueued once for its cleanup (T4, T5).")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "enqueued once, cleaned up after once")
    @Outcome(expect = FORBIDDEN, desc = "enqueued twice or not at all, or not cleaned up after exactly once")
    @State
    public static class Suspended_UserAsksToMove_AnotherCancels {
        final StressedEvent event = new StressedEvent();
        final StressedContinuation it = StressedContinuation.suspendedFor(event);

        @Actor
        public void user() {
            it.task.requestMove(1);
        }

        @Actor
        public void canceller() {
            it.task.cancel(false);
        }

        @Arbiter
        public void end(II_Result r) {
            r.r1 = it.enqueued.get();
            it.meetInQueue();
            r.r2 = it.cleanups.get();
        }
    }

    @JCStressTest
    @Description("One that waits for a task runs it while the envelope is opened that it was in: run once (T1, T2).")
    @Outcome(id = "1, 0, COMPLETED", expect = ACCEPTABLE, desc = "one of them has run it, the other has dropped its entry")
    @Outcome(expect = FORBIDDEN, desc = "run twice or not at all, or enqueued by somebody who does not owe it")
    @State
    public static class InEnvelope_TargetOpensAndRuns_JoinerRuns {
        final StressedContinuation it = StressedContinuation.thatEnds();
        final Envelope envelope = offered(it);

        @Actor
        public void target() {
            openAndRun(envelope, it);
        }

        @Actor
        public void joiner() {
            it.join();
        }

        @Arbiter
        public void end(IIL_Result r) {
            r.r1 = it.resumes.get();
            r.r2 = it.enqueued.get();
            r.r3 = it.task.isDone() && !it.task.isCancelled() ? "COMPLETED" : "LOST";
        }
    }
}
