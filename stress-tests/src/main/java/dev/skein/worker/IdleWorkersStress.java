package dev.skein.worker;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.skein.queue.Inbox;
import dev.skein.queue.WorkStealingDeque;
import java.util.function.BooleanSupplier;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.ILI_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.ZII_Result;
import org.openjdk.jcstress.infra.results.ZI_Result;
import org.openjdk.jcstress.infra.results.ZZI_Result;

/// Races of [IdleWorkers], by the methods that [WorkerPool] and [Carrier] call; the broken controls are in
/// [BrokenIdleWorkersStress].
public class IdleWorkersStress {

    /// A number for a worker that was not claimed.
    static final int NOBODY = -1;

    static final String ASLEEP = "asleep";
    static final String LOOKS_AGAIN = "looks again";
    static final String CLAIMED = "claimed";

    /// Two workers, so that one may search: worker 0 does.
    private static IdleWorkers oneSearches() {
        IdleWorkers idle = new IdleWorkers(2);
        idle.beginSearch(0);
        return idle;
    }

    /// Whom an enqueuer claims; a blocked worker too, as if a spare were at hand.
    static int call(IdleWorkers idle) {
        return orBlocked(idle, idle.call(0));
    }

    private static int orBlocked(IdleWorkers idle, int called) {
        if (called != IdleWorkers.ONE_THAT_BLOCKS) return called;
        int blocked = idle.claimBlocked();
        if (blocked >= 0) idle.countSearcher();
        return blocked;
    }

    /// A searcher goes to sleep.
    static String sleep(IdleWorkers idle, int worker, BooleanSupplier hasWork) {
        return switch (idle.goToSleep(worker, true, hasWork)) {
            case ASLEEP -> ASLEEP;
            case SEARCHES_AGAIN -> LOOKS_AGAIN;
            case CLAIMED -> CLAIMED;
        };
    }

    private static int searchEnds(IdleWorkers idle, BooleanSupplier hasWork) {
        return orBlocked(idle, idle.searchEnds(hasWork));
    }

    private static int goBlocked(IdleWorkers idle, int worker, BooleanSupplier hasWork) {
        return orBlocked(idle, idle.goBlocked(worker, hasWork));
    }

    /// Parks a worker that was not searching, before the actors begin.
    static void park(IdleWorkers idle, int worker) {
        idle.goToSleep(worker, false, () -> false);
    }

    // W1: no wake-up is lost.

    @JCStressTest
    @Description("A task is sent to an inbox while the last searcher goes to sleep (W1, W3).")
    @Outcome(id = "-1, looks again, 1", expect = ACCEPTABLE, desc = "the sleeper saw the task")
    @Outcome(id = "0, asleep, 1", expect = ACCEPTABLE, desc = "the enqueuer wakes the sleeper")
    @Outcome(id = "0, claimed, 1", expect = ACCEPTABLE, desc = "the sleeper saw the task when it had been claimed")
    @Outcome(id = "-1, asleep, 0", expect = FORBIDDEN, desc = "a lost wake-up: a task is left and nobody is awake")
    @Outcome(expect = FORBIDDEN, desc = "claimed twice, or the searchers are miscounted")
    @State
    public static class InboxFilled_LastSearcherParks {
        final IdleWorkers idle = oneSearches();
        final Inbox<Integer> inbox = new Inbox<>(2);

        @Actor
        public void enqueuer(ILI_Result r) {
            inbox.offer(1);
            r.r1 = call(idle);
        }

        @Actor
        public void sleeper(ILI_Result r) {
            r.r2 = sleep(idle, 0, () -> !inbox.isEmpty());
        }

        @Arbiter
        public void searchers(ILI_Result r) {
            r.r3 = idle.searchers();
        }
    }

    @JCStressTest
    @Description("A carrier pushes into its own deque while the last searcher goes to sleep (W1, W3).")
    @Outcome(id = "-1, looks again, 1", expect = ACCEPTABLE, desc = "the sleeper saw the task")
    @Outcome(id = "0, asleep, 1", expect = ACCEPTABLE, desc = "the enqueuer wakes the sleeper")
    @Outcome(id = "0, claimed, 1", expect = ACCEPTABLE, desc = "the sleeper saw the task when it had been claimed")
    @Outcome(id = "-1, asleep, 0", expect = FORBIDDEN, desc = "a lost wake-up: a task is left and nobody is awake")
    @Outcome(expect = FORBIDDEN, desc = "claimed twice, or the searchers are miscounted")
    @State
    public static class DequeFilled_LastSearcherParks {
        final IdleWorkers idle = oneSearches();
        final WorkStealingDeque<Integer> deque = new WorkStealingDeque<>(2);

        @Actor
        public void enqueuer(ILI_Result r) {
            deque.push(1);
            r.r1 = call(idle);
        }

        @Actor
        public void sleeper(ILI_Result r) {
            r.r2 = sleep(idle, 0, () -> !deque.isEmpty());
        }

        @Arbiter
        public void searchers(ILI_Result r) {
            r.r3 = idle.searchers();
        }
    }

    @JCStressTest
    @Description("A task is enqueued while the last searcher leaves with another; worker 1 is parked (W1, case 1).")
    @Outcome(id = {"1, -1, 1", "-1, 1, 1"}, expect = ACCEPTABLE, desc = "one of the two wakes the parked worker")
    @Outcome(id = "-1, -1, 0", expect = FORBIDDEN, desc = "a lost wake-up: each relied on the other")
    @Outcome(expect = FORBIDDEN, desc = "claimed twice, or the searchers are miscounted")
    @State
    public static class InboxFilled_LastSearcherLeavesWithTask {
        final IdleWorkers idle = oneSearches();
        final Inbox<Integer> inbox = new Inbox<>(2);

        public InboxFilled_LastSearcherLeavesWithTask() {
            park(idle, 1);
        }

        @Actor
        public void enqueuer(III_Result r) {
            inbox.offer(1);
            r.r1 = call(idle);
        }

        @Actor
        public void searcher(III_Result r) {
            r.r2 = searchEnds(idle, () -> !inbox.isEmpty());
        }

        @Arbiter
        public void searchers(III_Result r) {
            r.r3 = idle.searchers();
        }
    }

    @JCStressTest
    @Description("Two searchers leave with a task each, a third task is left and worker 2 is parked (W1, case 1).")
    @Outcome(id = {"2, -1", "-1, 2"}, expect = ACCEPTABLE, desc = "the last one wakes the parked worker")
    @Outcome(expect = FORBIDDEN, desc = "neither was the last, or both were")
    @State
    public static class TaskLeft_TwoSearchersLeaveWithTasks {
        final IdleWorkers idle = new IdleWorkers(4);

        public TaskLeft_TwoSearchersLeaveWithTasks() {
            idle.beginSearch(0);
            idle.beginSearch(1);
            park(idle, 2);
        }

        @Actor
        public void firstSearcher(II_Result r) {
            r.r1 = searchEnds(idle, () -> true);
        }

        @Actor
        public void secondSearcher(II_Result r) {
            r.r2 = searchEnds(idle, () -> true);
        }
    }

    @JCStressTest
    @Description("A task is enqueued while the only worker enters a managed block (W1).")
    @Outcome(id = {"0, -1, 1", "-1, 0, 1"}, expect = ACCEPTABLE, desc = "one of the two hands the worker to a spare")
    @Outcome(id = "-1, -1, 0", expect = FORBIDDEN, desc = "a lost wake-up: the task waits behind the block")
    @Outcome(expect = FORBIDDEN, desc = "claimed twice, or the searchers are miscounted")
    @State
    public static class InboxFilled_CarrierBlocks {
        final IdleWorkers idle = new IdleWorkers(1);
        final Inbox<Integer> inbox = new Inbox<>(2);

        @Actor
        public void enqueuer(III_Result r) {
            inbox.offer(1);
            r.r1 = call(idle);
        }

        @Actor
        public void blocker(III_Result r) {
            r.r2 = goBlocked(idle, 0, () -> !inbox.isEmpty());
        }

        @Arbiter
        public void searchers(III_Result r) {
            r.r3 = idle.searchers();
        }
    }

    @JCStressTest
    @Description("Worker 1 blocks with a task in its inbox while the last searcher leaves with another task (W1, case 1).")
    @Outcome(id = {"1, -1, 1", "-1, 1, 1"}, expect = ACCEPTABLE, desc = "one of the two hands worker 1 to a spare")
    @Outcome(id = "-1, -1, 0", expect = FORBIDDEN, desc = "a lost wake-up: each relied on the other")
    @Outcome(expect = FORBIDDEN, desc = "claimed twice, or the searchers are miscounted")
    @State
    public static class CarrierBlocks_LastSearcherLeavesWithTask {
        final IdleWorkers idle = oneSearches();

        @Actor
        public void blocker(III_Result r) {
            r.r1 = goBlocked(idle, 1, () -> true);
        }

        @Actor
        public void searcher(III_Result r) {
            r.r2 = searchEnds(idle, () -> true);
        }

        @Arbiter
        public void searchers(III_Result r) {
            r.r3 = idle.searchers();
        }
    }

    // W2: whoever clears a bit is one thread.

    @JCStressTest
    @Description("Two enqueuers, one parked worker: number 70, in the second word of bits (W2).")
    @Outcome(id = {"70, -1", "-1, 70"}, expect = ACCEPTABLE, desc = "one of them has it")
    @Outcome(expect = FORBIDDEN, desc = "claimed twice, or not at all")
    @State
    public static class OneParked_TwoClaim {
        final IdleWorkers idle = new IdleWorkers(100);

        public OneParked_TwoClaim() {
            park(idle, 70);
        }

        @Actor
        public void firstEnqueuer(II_Result r) {
            r.r1 = call(idle);
        }

        @Actor
        public void secondEnqueuer(II_Result r) {
            r.r2 = call(idle);
        }
    }

    @JCStressTest
    @Description("Two enqueuers that prefer the same of two parked workers (W2).")
    @Outcome(id = {"0, 1", "1, 0"}, expect = ACCEPTABLE, desc = "one each")
    @Outcome(id = {"0, -1", "-1, 0"}, expect = ACCEPTABLE, desc = "the second one found a searcher already")
    @Outcome(expect = FORBIDDEN, desc = "one claimed twice, or overlooked")
    @State
    public static class TwoParked_TwoClaim {
        final IdleWorkers idle = new IdleWorkers(2);

        public TwoParked_TwoClaim() {
            park(idle, 0);
            park(idle, 1);
        }

        @Actor
        public void firstEnqueuer(II_Result r) {
            r.r1 = call(idle);
        }

        @Actor
        public void secondEnqueuer(II_Result r) {
            r.r2 = call(idle);
        }
    }

    @JCStressTest
    @Description("A parked worker of a stopped pool retracts its bit, an enqueuer claims it and counts it as a searcher (W2, W3).")
    @Outcome(id = {"true, -1, 0", "false, 0, 1"}, expect = ACCEPTABLE, desc = "one of them has cleared the bit")
    @Outcome(expect = FORBIDDEN, desc = "both or neither, or the searchers are miscounted")
    @State
    public static class OneParked_ItRetracts_EnqueuerClaims {
        final IdleWorkers idle = new IdleWorkers(2);

        public OneParked_ItRetracts_EnqueuerClaims() {
            park(idle, 0);
        }

        @Actor
        public void sleeper(ZII_Result r) {
            r.r1 = idle.retractParked(0);
        }

        @Actor
        public void enqueuer(ZII_Result r) {
            r.r2 = call(idle);
        }

        @Arbiter
        public void searchers(ZII_Result r) {
            r.r3 = idle.searchers();
        }
    }

    @JCStressTest
    @Description("A worker announces itself in the word from which a neighbour is claimed: no bit is lost (W2).")
    @Outcome(id = "true, 1", expect = ACCEPTABLE, desc = "the neighbour is claimed, the announcement stands")
    @Outcome(id = "false, 0", expect = ACCEPTABLE, desc = "the one that has just announced itself is claimed")
    @Outcome(expect = FORBIDDEN, desc = "an announcement is lost, or nobody is claimed")
    @State
    public static class NeighbourParked_SleeperAnnounces_EnqueuerClaims {
        final IdleWorkers idle = new IdleWorkers(2);

        public NeighbourParked_SleeperAnnounces_EnqueuerClaims() {
            park(idle, 1);
        }

        @Actor
        public void sleeper() {
            park(idle, 0);
        }

        @Actor
        public void enqueuer(ZI_Result r) {
            r.r2 = call(idle);
        }

        @Arbiter
        public void stillParked(ZI_Result r) {
            r.r1 = idle.isParked(0);
        }
    }

    // W3: the searcher count.

    @JCStressTest
    @Description("Two workers want to search where one may (W3).")
    @Outcome(id = {"true, false, 1", "false, true, 1"}, expect = ACCEPTABLE, desc = "one of them searches")
    @Outcome(expect = FORBIDDEN, desc = "both or neither, or miscounted")
    @State
    public static class OneMaySearch_TwoBegin {
        final IdleWorkers idle = new IdleWorkers(2);

        @Actor
        public void firstWorker(ZZI_Result r) {
            r.r1 = idle.beginSearch(0);
        }

        @Actor
        public void secondWorker(ZZI_Result r) {
            r.r2 = idle.beginSearch(1);
        }

        @Arbiter
        public void searchers(ZZI_Result r) {
            r.r3 = idle.searchers();
        }
    }
}
