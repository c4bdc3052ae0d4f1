package dev.skein.worker;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.skein.queue.Overflow;
import dev.skein.queue.WorkStealingDeque;
import dev.skein.stress.Gap;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.IL_Result;
import org.openjdk.jcstress.infra.results.ZZL_Result;
import org.openjdk.jcstress.infra.results.ZZZ_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;
import org.openjdk.jcstress.infra.results.Z_Result;

/// Races of a carrier that is taken over while it holds its worker, by the steps of [Carrier] and [Spares]. Managed blocks alone are in
/// [HoldStress].
public class TakeOverStress {

    private static Hold resting() {
        Hold hold = new Hold();
        hold.rest();
        return hold;
    }

    private static Hold blocking() {
        Hold hold = new Hold();
        hold.enterBlock();
        return hold;
    }

    // C5: a carrier that sleeps cannot lose its worker.

    @JCStressTest
    @Description("A carrier goes to sleep while the balancer, which found it blocked a moment ago, takes its worker (C4, C5).")
    @Outcome(id = {"true, false, RESTS", "false, true, LOST"}, expect = ACCEPTABLE, desc = "it sleeps with its worker, or has lost it awake")
    @Outcome(expect = FORBIDDEN, desc = "it sleeps without its worker, or two have it")
    @State
    public static class Holding_CarrierRests_BalancerTakesOver {
        final Hold hold = new Hold();

        @Actor
        public void carrier(ZZL_Result r) {
            r.r1 = hold.rest();
        }

        @Actor
        public void balancer(ZZL_Result r) {
            r.r2 = hold.tryTakeOverStuck();
        }

        @Arbiter
        public void end(ZZL_Result r) {
            r.r3 = hold.state();
        }
    }

    @JCStressTest
    @Description("A carrier rises from its sleep while the balancer takes its worker (C4, C5).")
    @Outcome(id = {"false, false, true", "true, true, false"}, expect = ACCEPTABLE, desc = "refused while it slept, or taken awake, which it learns")
    @Outcome(id = "false, true, false", expect = ACCEPTABLE, desc = "taken after it had looked")
    @Outcome(expect = FORBIDDEN, desc = "taken while it slept, or the loss is overwritten")
    @State
    public static class Resting_CarrierRises_BalancerTakesOver {
        final Hold hold = resting();

        @Actor
        public void carrier(ZZZ_Result r) {
            hold.riseAgain();
            r.r1 = hold.isLost();
        }

        @Actor
        public void balancer(ZZZ_Result r) {
            r.r2 = hold.tryTakeOverStuck();
        }

        @Arbiter
        public void canRest(ZZZ_Result r) {
            r.r3 = hold.rest();
        }
    }

    // C4: one server.

    @JCStressTest
    @Description("A carrier enters a managed block while the balancer takes its worker as that of a stuck one (C4).")
    @Outcome(id = {"true, false", "false, true"}, expect = ACCEPTABLE, desc = "it blocks with its worker, or has lost it")
    @Outcome(expect = FORBIDDEN, desc = "both or neither")
    @State
    public static class Holding_CarrierBlocks_BalancerTakesOver {
        final Hold hold = new Hold();

        @Actor
        public void carrier(ZZ_Result r) {
            r.r1 = hold.enterBlock();
        }

        @Actor
        public void balancer(ZZ_Result r) {
            r.r2 = hold.tryTakeOverStuck();
        }
    }

    @JCStressTest
    @Description("A carrier returns from a managed block while the balancer takes its worker as that of a stuck one (C4).")
    @Outcome(id = {"true, false, HOLDS", "true, true, LOST"}, expect = ACCEPTABLE, desc = "it came back, and has its worker, or has lost it since")
    @Outcome(expect = FORBIDDEN, desc = "taken out of a managed block, or the loss is overwritten")
    @State
    public static class Blocking_CarrierReturns_BalancerTakesOver {
        final Hold hold = blocking();

        @Actor
        public void carrier(ZZL_Result r) {
            r.r1 = hold.exitBlock();
        }

        @Actor
        public void balancer(ZZL_Result r) {
            r.r2 = hold.tryTakeOverStuck();
        }

        @Arbiter
        public void end(ZZL_Result r) {
            r.r3 = hold.state();
        }
    }

    @JCStressTest
    @Description("An enqueuer takes the worker of a carrier that blocks while the balancer takes it as that of a stuck one (C4).")
    @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "the enqueuer has it")
    @Outcome(expect = FORBIDDEN, desc = "two spares serve the worker, or none")
    @State
    public static class Blocking_EnqueuerTakesOver_BalancerTakesOver {
        final Hold hold = blocking();

        @Actor
        public void enqueuer(ZZ_Result r) {
            r.r1 = hold.tryTakeOver();
        }

        @Actor
        public void balancer(ZZ_Result r) {
            r.r2 = hold.tryTakeOverStuck();
        }
    }

    // C3: no task stays behind.

    @JCStressTest
    @Description("A carrier enqueues two tasks and gives up what is left while it is taken over, and the spare steals from it (C3, C4).")
    @Outcome(id = {"2, 0, 0", "1, 1, 0"}, expect = ACCEPTABLE, desc = "the carrier has not learnt of its loss yet; each task stands in one place")
    @Outcome(id = {"0, 1, 1", "0, 0, 2"}, expect = ACCEPTABLE, desc = "the carrier has given up what the spare has not stolen")
    @Outcome(expect = FORBIDDEN, desc = "a task is lost, or in two places")
    @State
    public static class Holding_OwnerPushesAndGivesUp_SpareTakesOverAndSteals {
        final Hold hold = new Hold();
        final WorkStealingDeque<Integer> ready = new WorkStealingDeque<>(2);
        final WorkStealingDeque<Integer> ofTheSpare = new WorkStealingDeque<>(2);
        final Overflow<Integer> overflow = new Overflow<>();

        @Actor
        public void owner() {
            ready.push(1);
            ready.push(2);
            if (!hold.isLost()) return;
            for (Integer left; (left = ready.poll(true)) != null; ) overflow.offer(left);
        }

        @Actor
        public void spare() {
            if (hold.tryTakeOverStuck()) ready.stealInto(ofTheSpare, 2);
        }

        @Arbiter
        public void count(III_Result r) {
            r.r1 = count(ready);
            r.r2 = count(ofTheSpare);
            while (overflow.poll() != null) r.r3++;
        }

        private static int count(WorkStealingDeque<Integer> deque) {
            int count = 0;
            while (deque.poll(true) != null) count++;
            return count;
        }
    }

    @JCStressTest
    @Description("A thief looks for the carrier with the tasks while its worker goes to a spare (C3).")
    @Outcome(id = "true", expect = ACCEPTABLE, desc = "it finds the carrier, at its worker or among those that have lost theirs")
    @Outcome(expect = FORBIDDEN, desc = "its tasks are out of sight for a moment")
    @State
    public static class Holding_BalancerHandsOver_ThiefLooks {
        private static final String OLD = "old";
        private static final String SPARE = "spare";

        final Hold hold = new Hold();
        final List<String> detached = new CopyOnWriteArrayList<>();
        volatile String carrier = OLD;

        @Actor
        public void balancer() {
            detached.add(OLD);
            if (hold.tryTakeOverStuck()) carrier = SPARE;
        }

        @Actor
        public void thief(Z_Result r) {
            r.r1 = carrier.equals(OLD) || detached.contains(OLD);
        }
    }

    @JCStressTest
    @Description("A carrier without a worker gives up its last task while the last searcher goes to sleep (C3, W1).")
    @Outcome(id = "-1, looks again", expect = ACCEPTABLE, desc = "the sleeper saw the task, before or after it changed places")
    @Outcome(id = {"0, asleep", "0, claimed"}, expect = ACCEPTABLE, desc = "the carrier wakes the sleeper")
    @Outcome(expect = FORBIDDEN, desc = "a lost wake-up: the task was in nobody's sight when the sleeper looked")
    @State
    public static class Lost_CarrierGivesUp_LastSearcherParks extends GivingUp {

        @Actor
        public void carrier(IL_Result r) {
            for (Integer left; (left = ready.poll(true)) != null; ) overflow.offer(left);
            r.r1 = IdleWorkersStress.call(idle);
        }

        @Actor
        public void sleeper(IL_Result r) {
            r.r2 = sleep();
        }
    }

    /// A carrier that has lost its worker holds a task; worker 0 searches.
    abstract static class GivingUp {
        final IdleWorkers idle = new IdleWorkers(2);
        final WorkStealingDeque<Integer> ready = new WorkStealingDeque<>(2);
        final Overflow<Integer> overflow = new Overflow<>();

        GivingUp() {
            idle.beginSearch(0);
            ready.push(1);
        }

        /// Looks in the order of [Backlog].
        final String sleep() {
            return IdleWorkersStress.sleep(idle, 0, () -> !ready.isEmpty() || !overflow.isEmpty());
        }
    }

    // Controls.

    @JCStressTest
    @Description("A carrier that looks whether it has its worker and then says that it sleeps (control of C5).")
    @Outcome(id = {"true, false", "false, true"}, expect = ACCEPTABLE, desc = "it sleeps with its worker, or has lost it awake")
    @Outcome(id = "true, true", expect = ACCEPTABLE_INTERESTING, desc = "it sleeps without its worker: the race is seen")
    @Outcome(expect = FORBIDDEN, desc = "not even this carrier does that")
    @State
    public static class RestsAfterALook_BrokenControl {
        volatile Hold.State state = Hold.State.HOLDS;

        private boolean leaveHoldsFor(Hold.State next) {
            if (state != Hold.State.HOLDS) return false;
            state = next;
            return true;
        }

        @Actor
        public void carrier(ZZ_Result r) {
            r.r1 = leaveHoldsFor(Hold.State.RESTS);
        }

        @Actor
        public void balancer(ZZ_Result r) {
            r.r2 = leaveHoldsFor(Hold.State.LOST);
        }
    }

    @JCStressTest
    @Description("A taker that names the carrier among those without a worker only after the hand-over (control of C3).")
    @Outcome(id = "true", expect = ACCEPTABLE, desc = "the thief finds the carrier")
    @Outcome(id = "false", expect = ACCEPTABLE_INTERESTING, desc = "the tasks are out of sight: the race is seen")
    @State
    public static class HandsOverFirst_BrokenControl {
        final List<String> detached = new CopyOnWriteArrayList<>();
        volatile boolean handedOver;

        @Actor
        public void balancer() {
            handedOver = true;
            detached.add("old");
        }

        @Actor
        public void thief(Z_Result r) {
            r.r1 = !handedOver || detached.contains("old");
        }
    }

    @JCStressTest
    @Description("An owner that gives up what it counts in its deque, without taking it by CAS (control of C3).")
    @Outcome(id = {"0, 1, 0", "0, 0, 1"}, expect = ACCEPTABLE, desc = "the task stands in one place")
    @Outcome(id = "0, 1, 1", expect = ACCEPTABLE_INTERESTING, desc = "the task is in two places: the race is seen")
    @Outcome(expect = FORBIDDEN, desc = "not even this owner does that")
    @State
    public static class GivesUpWithoutTaking_BrokenControl {
        final Hold hold = new Hold();
        volatile int task = 1;

        private boolean take() {
            if (task == 0) return false;
            task = 0;
            return true;
        }

        @Actor
        public void owner(III_Result r) {
            if (hold.isLost() && take()) r.r3 = 1;
        }

        @Actor
        public void spare(III_Result r) {
            if (hold.tryTakeOverStuck() && take()) r.r2 = 1;
        }

        @Arbiter
        public void count(III_Result r) {
            r.r1 = task;
        }
    }

    @JCStressTest
    @Description("A carrier that wakes somebody before it gives up its last task (control of C3 and W1).")
    @Outcome(id = {"-1, looks again", "0, asleep", "0, claimed"}, expect = ACCEPTABLE, desc = "somebody is awake for the task")
    @Outcome(id = "-1, asleep", expect = ACCEPTABLE_INTERESTING, desc = "the task was in nobody's sight: the race is seen")
    @Outcome(expect = FORBIDDEN, desc = "not even this carrier does that")
    @State
    public static class WakesBeforeItGivesUp_BrokenControl extends GivingUp {

        @Actor
        public void carrier(IL_Result r) {
            r.r1 = IdleWorkersStress.call(idle);
            for (Integer left; (left = ready.poll(true)) != null; ) {
                Gap.hold();
                overflow.offer(left);
            }
        }

        @Actor
        public void sleeper(IL_Result r) {
            r.r2 = sleep();
        }
    }
}
