package dev.skein.queue;

import static dev.skein.queue.WorkStealingDequeStress.dequeOf;
import static dev.skein.queue.WorkStealingDequeStress.drain;
import static dev.skein.queue.WorkStealingDequeStress.poll;
import static dev.skein.queue.WorkStealingDequeStress.pop;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.skein.platform.AsymmetricFence;
import dev.skein.stress.Gap;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/// Races of a [WorkStealingDeque] that its owner pops without fences, and thieves that come all the same. Results are written as in [WorkStealingDequeStress].
///
/// Where the owner pops once and is done, the thief passes the heavy fence; where it goes on popping, the owner shares the deque more often than not.
public class BiasedDequeStress {

    static WorkStealingDeque<Integer> biasedDequeOf(int count) {
        AsymmetricFence.prepare();
        WorkStealingDeque<Integer> deque = dequeOf(count, 4);
        deque.bias();
        if (!TopWord.isBiased(deque.topAcquire())) throw new IllegalStateException("no deque can be biased here, so nothing is tested");
        return deque;
    }

    @JCStressTest
    @Description("One element of a biased deque: the owner pops it, a thief polls it (D3, D10).")
    @Outcome(id = "1, 0, 0", expect = ACCEPTABLE, desc = "the owner has it")
    @Outcome(id = "0, 1, 0", expect = ACCEPTABLE, desc = "the thief has it")
    @Outcome(expect = FORBIDDEN, desc = "taken twice, or lost")
    @State
    public static class LastElement_OwnerPops_ThiefPolls {
        final WorkStealingDeque<Integer> deque = biasedDequeOf(1);

        @Actor
        public void owner(III_Result r) {
            r.r1 = pop(deque, 1);
        }

        @Actor
        public void thief(III_Result r) {
            r.r2 = poll(deque, 1);
        }

        @Arbiter
        public void leftBehind(III_Result r) {
            r.r3 = drain(deque);
        }
    }

    @JCStressTest
    @Description("Two elements of a biased deque: the owner pops twice, a thief polls twice (D2, D3, D10).")
    @Outcome(id = "21, 0, 0", expect = ACCEPTABLE, desc = "the owner has both")
    @Outcome(id = "2, 1, 0", expect = ACCEPTABLE, desc = "one each")
    @Outcome(id = "0, 12, 0", expect = ACCEPTABLE, desc = "the thief has both")
    @Outcome(expect = FORBIDDEN, desc = "one taken twice, or lost, or in the wrong order")
    @State
    public static class TwoElements_OwnerPops_ThiefPolls {
        final WorkStealingDeque<Integer> deque = biasedDequeOf(2);

        @Actor
        public void owner(III_Result r) {
            r.r1 = pop(deque, 2);
        }

        @Actor
        public void thief(III_Result r) {
            r.r2 = poll(deque, 2);
        }

        @Arbiter
        public void leftBehind(III_Result r) {
            r.r3 = drain(deque);
        }
    }

    @JCStressTest
    @Description("Two elements of a biased deque: the owner pops the younger and pushes 3 into its slot, a thief polls twice (D2, D10).")
    @Outcome(id = "2, 1, 3", expect = ACCEPTABLE, desc = "the thief has one, the new one is left")
    @Outcome(id = "2, 13, 0", expect = ACCEPTABLE, desc = "the thief has the old and the new one")
    @Outcome(id = "0, 12, 3", expect = ACCEPTABLE, desc = "the thief has both old ones")
    @Outcome(expect = FORBIDDEN, desc = "taken twice, or lost")
    @State
    public static class SameIndexAgain_OwnerPopsAndPushes_ThiefPolls {
        final WorkStealingDeque<Integer> deque = biasedDequeOf(2);

        @Actor
        public void owner(III_Result r) {
            r.r1 = pop(deque, 1);
            deque.push(3);
        }

        @Actor
        public void thief(III_Result r) {
            r.r2 = poll(deque, 2);
        }

        @Arbiter
        public void leftBehind(III_Result r) {
            r.r3 = drain(deque);
        }
    }

    @JCStressTest
    @Description("Two elements of a biased deque whose owner does nothing, two thieves poll once each (D2, D10).")
    @Outcome(id = "1, 2, 0", expect = ACCEPTABLE, desc = "the first thief was first")
    @Outcome(id = "2, 1, 0", expect = ACCEPTABLE, desc = "the second thief was first")
    @Outcome(expect = FORBIDDEN, desc = "one taken twice, or a thief went away with nothing")
    @State
    public static class TwoElements_TwoThievesPoll {
        final WorkStealingDeque<Integer> deque = biasedDequeOf(2);

        @Actor
        public void firstThief(III_Result r) {
            r.r1 = poll(deque, 1);
        }

        @Actor
        public void secondThief(III_Result r) {
            r.r2 = poll(deque, 1);
        }

        @Arbiter
        public void leftBehind(III_Result r) {
            r.r3 = drain(deque);
        }
    }

    @JCStressTest
    @Description("Two elements of a shared deque: the owner biases it and pops twice, while a thief that has seen it shared polls twice (D2, D3, D10).")
    @Outcome(id = "21, 0, 0", expect = ACCEPTABLE, desc = "the owner has both")
    @Outcome(id = "2, 1, 0", expect = ACCEPTABLE, desc = "one each")
    @Outcome(id = "0, 12, 0", expect = ACCEPTABLE, desc = "the thief has both")
    @Outcome(expect = FORBIDDEN, desc = "one taken twice, or lost, or in the wrong order")
    @State
    public static class Shared_OwnerBiasesAndPops_ThiefPolls {
        final WorkStealingDeque<Integer> deque = dequeOf(2, 4);

        public Shared_OwnerBiasesAndPops_ThiefPolls() {
            AsymmetricFence.prepare();
        }

        @Actor
        public void owner(III_Result r) {
            deque.bias();
            r.r1 = pop(deque, 2);
        }

        @Actor
        public void thief(III_Result r) {
            r.r2 = poll(deque, 2);
        }

        @Arbiter
        public void leftBehind(III_Result r) {
            r.r3 = drain(deque);
        }
    }

    // Broken ones.

    @JCStressTest
    @Description("A thief that shares a biased deque without a fence of its owner takes what the owner has popped (control of D10).")
    @Outcome(id = {"21, 0", "2, 1", "0, 12"}, expect = ACCEPTABLE, desc = "as it should be")
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "one taken twice: the race is seen")
    @State
    public static class SharedWithoutFence_BrokenControl {
        final WorkStealingDeque<Integer> deque = biasedDequeOf(2);

        @Actor
        public void owner(II_Result r) {
            r.r1 = pop(deque, 2);
        }

        @Actor
        public void thief(II_Result r) {
            long top = deque.topAcquire();
            boolean ignored = deque.casTop(top, TopWord.shared(top));
            r.r2 = poll(deque, 2);
        }
    }

    @JCStressTest
    @Description("An owner that takes a CAS which met another mode for one that met a thief leaves the last element to nobody (control of D3, D10).")
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "as it should be")
    @Outcome(id = "0", expect = ACCEPTABLE_INTERESTING, desc = "lost: the race is seen")
    @State
    public static class LastElementByOneCas_BrokenControl {
        final WorkStealingDeque<Integer> deque = biasedDequeOf(1);

        @Actor
        public void owner(I_Result r) {
            long top = deque.topAcquire();
            Gap.hold();
            r.r1 = deque.casTop(top, top + TopWord.STEP) ? 1 : 0;
        }

        @Actor
        public void thief() {
            long top = deque.topAcquire();
            if (TopWord.isBiased(top) && deque.casTop(top, TopWord.revoking(top))) Gap.hold();
        }
    }
}
