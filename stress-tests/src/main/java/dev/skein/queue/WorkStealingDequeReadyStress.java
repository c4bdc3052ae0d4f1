package dev.skein.queue;

import static dev.skein.queue.WorkStealingDequeStress.dequeOf;
import static dev.skein.queue.WorkStealingDequeStress.drain;
import static dev.skein.queue.WorkStealingDequeStress.grownDequeOfThree;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.skein.queue.WorkStealingDequeStress.Parcel;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/// Races of a [WorkStealingDeque] used as ready: all take at the top, and a thief may take half at once. Results are
/// written as in [WorkStealingDequeStress].
public class WorkStealingDequeReadyStress {

    private static final int NO_LIMIT = 32;

    /// What a thief has after it has taken half of `victim` into `own`.
    private static int stealHalf(WorkStealingDeque<Integer> victim, WorkStealingDeque<Integer> own) {
        victim.stealInto(own, NO_LIMIT);
        return drain(own);
    }

    private static int ownerPolls(WorkStealingDeque<Integer> deque, int times) {
        int digits = 0;
        for (int i = 0; i < times; i++) digits = WorkStealingDequeStress.append(digits, deque.poll(true));
        return digits;
    }

    @JCStressTest
    @Description("Four elements: the owner polls two, a thief takes half (D2, D6).")
    @Outcome(id = "34, 12, 0", expect = ACCEPTABLE, desc = "the thief took half of four")
    @Outcome(id = "14, 23, 0", expect = ACCEPTABLE, desc = "the thief took two of three")
    @Outcome(id = "12, 3, 4", expect = ACCEPTABLE, desc = "the thief took half of two")
    @Outcome(expect = FORBIDDEN, desc = "taken twice, lost, or half a steal")
    @State
    public static class FourElements_OwnerPolls_ThiefTakesHalf {
        final WorkStealingDeque<Integer> deque = dequeOf(4, 4);
        final WorkStealingDeque<Integer> thiefs = new WorkStealingDeque<>(4);

        @Actor
        public void owner(III_Result r) {
            r.r1 = ownerPolls(deque, 2);
        }

        @Actor
        public void thief(III_Result r) {
            r.r2 = stealHalf(deque, thiefs);
        }

        @Arbiter
        public void leftBehind(III_Result r) {
            r.r3 = drain(deque);
        }
    }

    @JCStressTest
    @Description("Two elements: the owner takes the oldest if it is the first one, a thief takes one (D2, D3).")
    @Outcome(id = "1, 2, 0", expect = ACCEPTABLE, desc = "the owner was first")
    @Outcome(id = "0, 1, 2", expect = ACCEPTABLE, desc = "the thief was, and the owner takes nothing")
    @Outcome(expect = FORBIDDEN, desc = "taken twice, or lost")
    @State
    public static class TwoElements_OwnerPollsTheFirst_ThiefPolls {
        final WorkStealingDeque<Integer> deque = dequeOf(2, 4);

        @Actor
        public void owner(III_Result r) {
            Integer oldest = deque.oldest();
            r.r1 = oldest != null && oldest == 1 && deque.pollIf(oldest) ? 1 : 0;
        }

        @Actor
        public void thief(III_Result r) {
            Integer taken = deque.poll(false);
            r.r2 = taken == null ? 0 : taken;
        }

        @Arbiter
        public void leftBehind(III_Result r) {
            r.r3 = drain(deque);
        }
    }

    @JCStressTest
    @Description("Four elements on both sides of the wrap: the owner polls two, a thief takes half (D6, D7).")
    @Outcome(id = "34, 12, 0", expect = ACCEPTABLE, desc = "the thief took half of four")
    @Outcome(id = "14, 23, 0", expect = ACCEPTABLE, desc = "the thief took two of three")
    @Outcome(id = "12, 3, 4", expect = ACCEPTABLE, desc = "the thief took half of two")
    @Outcome(expect = FORBIDDEN, desc = "taken twice, lost, or half a steal")
    @State
    public static class FourElementsAcrossTheWrap_OwnerPolls_ThiefTakesHalf {
        final WorkStealingDeque<Integer> deque = dequeOf(4, 4, TopWord.LAST_INDEX - 1);
        final WorkStealingDeque<Integer> thiefs = new WorkStealingDeque<>(4, TopWord.LAST_INDEX);

        @Actor
        public void owner(III_Result r) {
            r.r1 = ownerPolls(deque, 2);
        }

        @Actor
        public void thief(III_Result r) {
            r.r2 = stealHalf(deque, thiefs);
        }

        @Arbiter
        public void leftBehind(III_Result r) {
            r.r3 = drain(deque);
        }
    }

    @JCStressTest
    @Description("Four elements: two thieves take half each (D2, D6).")
    @Outcome(id = "12, 3, 4", expect = ACCEPTABLE, desc = "the first thief was first")
    @Outcome(id = "3, 12, 4", expect = ACCEPTABLE, desc = "the second thief was first")
    @Outcome(id = "12, 0, 34", expect = ACCEPTABLE, desc = "the second thief came while the first was at it")
    @Outcome(id = "0, 12, 34", expect = ACCEPTABLE, desc = "the first thief came while the second was at it")
    @Outcome(expect = FORBIDDEN, desc = "taken twice, lost, or half a steal")
    @State
    public static class FourElements_TwoThievesTakeHalf {
        final WorkStealingDeque<Integer> deque = dequeOf(4, 4);
        final WorkStealingDeque<Integer> firstThiefs = new WorkStealingDeque<>(4);
        final WorkStealingDeque<Integer> secondThiefs = new WorkStealingDeque<>(4);

        @Actor
        public void firstThief(III_Result r) {
            r.r1 = stealHalf(deque, firstThiefs);
        }

        @Actor
        public void secondThief(III_Result r) {
            r.r2 = stealHalf(deque, secondThiefs);
        }

        @Arbiter
        public void leftBehind(III_Result r) {
            r.r3 = drain(deque);
        }
    }

    @JCStressTest
    @Description("Four elements: one thief takes half, another polls one (D2, D6).")
    @Outcome(id = "12, 3, 4", expect = ACCEPTABLE, desc = "half, then one")
    @Outcome(id = "23, 1, 4", expect = ACCEPTABLE, desc = "one, then half of three")
    @Outcome(expect = FORBIDDEN, desc = "taken twice, lost, or half a steal")
    @State
    public static class FourElements_OneThiefTakesHalf_AnotherPolls {
        final WorkStealingDeque<Integer> deque = dequeOf(4, 4);
        final WorkStealingDeque<Integer> thiefs = new WorkStealingDeque<>(4);

        @Actor
        public void thiefOfHalf(III_Result r) {
            r.r1 = stealHalf(deque, thiefs);
        }

        @Actor
        public void thiefOfOne(III_Result r) {
            r.r2 = WorkStealingDequeStress.poll(deque, 1);
        }

        @Arbiter
        public void leftBehind(III_Result r) {
            r.r3 = drain(deque);
        }
    }

    @JCStressTest
    @Description("A full array of two grows under a thief that takes half (D4, D6).")
    @Outcome(id = "1, 23", expect = ACCEPTABLE, desc = "the thief took half of two")
    @Outcome(id = "12, 3", expect = ACCEPTABLE, desc = "the thief took two of three")
    @Outcome(expect = FORBIDDEN, desc = "taken twice, or lost in the copy")
    @State
    public static class FullArray_OwnerPushes_ThiefTakesHalf {
        final WorkStealingDeque<Integer> deque = dequeOf(2, 2, 1);
        final WorkStealingDeque<Integer> thiefs = new WorkStealingDeque<>(4);

        @Actor
        public void owner() {
            deque.push(3);
        }

        @Actor
        public void thief(II_Result r) {
            r.r1 = stealHalf(deque, thiefs);
        }

        @Arbiter
        public void leftBehind(II_Result r) {
            r.r2 = drain(deque);
        }
    }

    @JCStressTest
    @Description("The owner polls 1 and pushes 3 into the slot of 1, a thief polls (D2, D5).")
    @Outcome(id = "1, 2, 3", expect = ACCEPTABLE, desc = "the owner was first")
    @Outcome(id = "2, 1, 3", expect = ACCEPTABLE, desc = "the thief was first")
    @Outcome(expect = FORBIDDEN, desc = "taken twice, lost, or the new one taken for the old")
    @State
    public static class SlotUsedAgain_OwnerPollsAndPushes_ThiefPolls {
        final WorkStealingDeque<Integer> deque = dequeOf(2, 2);

        @Actor
        public void owner(III_Result r) {
            r.r1 = ownerPolls(deque, 1);
            deque.push(3);
        }

        @Actor
        public void thief(III_Result r) {
            r.r2 = WorkStealingDequeStress.poll(deque, 1);
        }

        @Arbiter
        public void leftBehind(III_Result r) {
            r.r3 = drain(deque);
        }
    }

    @JCStressTest
    @Description("The owner polls 1 and pushes 3 into the slot of 1, a thief takes half (D5, D6).")
    @Outcome(id = "1, 2, 3", expect = ACCEPTABLE, desc = "the owner was first")
    @Outcome(id = "2, 1, 3", expect = ACCEPTABLE, desc = "the thief was first")
    @Outcome(expect = FORBIDDEN, desc = "taken twice, lost, or the new one taken for the old")
    @State
    public static class SlotUsedAgain_OwnerPollsAndPushes_ThiefTakesHalf {
        final WorkStealingDeque<Integer> deque = dequeOf(2, 2);
        final WorkStealingDeque<Integer> thiefs = new WorkStealingDeque<>(4);

        @Actor
        public void owner(III_Result r) {
            r.r1 = ownerPolls(deque, 1);
            deque.push(3);
        }

        @Actor
        public void thief(III_Result r) {
            r.r2 = stealHalf(deque, thiefs);
        }

        @Arbiter
        public void leftBehind(III_Result r) {
            r.r3 = drain(deque);
        }
    }

    @JCStressTest
    @Description("The owner polls one and pushes two where a thief may still copy from: the array does for one of them (D4, D9).")
    @Outcome(id = "2, 1, 34", expect = ACCEPTABLE, desc = "the thief was first")
    @Outcome(id = "1, 2, 34", expect = ACCEPTABLE, desc = "the owner was first")
    @Outcome(id = "1, 23, 4", expect = ACCEPTABLE, desc = "the thief came last and took two of three")
    @Outcome(expect = FORBIDDEN, desc = "taken twice, lost, or the new one copied for the old")
    @State
    public static class SlotsUsedAgain_OwnerPollsAndPushesTwo_ThiefTakesHalf {
        final WorkStealingDeque<Integer> deque = dequeOf(2, 2);
        final WorkStealingDeque<Integer> thiefs = new WorkStealingDeque<>(4);

        @Actor
        public void owner(III_Result r) {
            r.r1 = ownerPolls(deque, 1);
            deque.push(3);
            deque.push(4);
        }

        @Actor
        public void thief(III_Result r) {
            r.r2 = stealHalf(deque, thiefs);
        }

        @Arbiter
        public void leftBehind(III_Result r) {
            r.r3 = drain(deque);
        }
    }

    @JCStressTest
    @Description("A grown deque is polled empty, shrinks and gets 4, while a thief takes half (D4, D6).")
    @Outcome(id = "3, 0, 4", expect = ACCEPTABLE, desc = "the thief has nothing")
    @Outcome(id = "3, 4, 0", expect = ACCEPTABLE, desc = "the thief has the one from the small array")
    @Outcome(id = "0, 3, 4", expect = ACCEPTABLE, desc = "the thief has the one from the large array")
    @Outcome(expect = FORBIDDEN, desc = "taken twice, lost, or taken from the wrong array")
    @State
    public static class Shrink_OwnerPollsAndPushes_ThiefTakesHalf {
        final WorkStealingDeque<Integer> deque = grownDequeOfThree();
        final WorkStealingDeque<Integer> thiefs = new WorkStealingDeque<>(4);

        @Actor
        public void owner(III_Result r) {
            r.r1 = ownerPolls(deque, 1);
            deque.push(4);
        }

        @Actor
        public void thief(III_Result r) {
            r.r2 = stealHalf(deque, thiefs);
        }

        @Arbiter
        public void leftBehind(III_Result r) {
            r.r3 = drain(deque);
        }
    }

    @JCStressTest
    @Description("The owner pushes 3 and polls one, a thief polls two; nothing keeps hold of what was taken (D5).")
    @Outcome(id = {"1, 23, 0", "2, 13, 0", "3, 12, 0"}, expect = ACCEPTABLE, desc = "each taken once, each slot cleared")
    @Outcome(expect = FORBIDDEN, desc = "taken twice, lost, or a slot never cleared")
    @State
    public static class Clearing_OwnerPushesAndPolls_ThiefPolls {
        final WorkStealingDeque<Integer> deque = dequeOf(2, 4);

        @Actor
        public void owner(III_Result r) {
            deque.push(3);
            r.r1 = ownerPolls(deque, 1);
        }

        @Actor
        public void thief(III_Result r) {
            r.r2 = WorkStealingDequeStress.poll(deque, 2);
        }

        @Arbiter
        public void leftBehind(III_Result r) {
            r.r3 = drain(deque) + deque.occupiedSlots();
        }
    }

    @JCStressTest
    @Description("A thief moves an element into its own deque, from where another thief takes it (D1).")
    @Outcome(id = "7, 0", expect = ACCEPTABLE, desc = "the second thief has it and sees what is in it")
    @Outcome(id = "-1, 7", expect = ACCEPTABLE, desc = "the second thief came too early")
    @Outcome(expect = FORBIDDEN, desc = "an element without its content, or lost")
    @State
    public static class Relay_ThiefTakesHalf_AnotherPollsFromIt {
        final WorkStealingDeque<Parcel> source = new WorkStealingDeque<>(2);
        final WorkStealingDeque<Parcel> thiefs = new WorkStealingDeque<>(2);

        @Actor
        public void thief() {
            Parcel parcel = new Parcel();
            parcel.content = 7;
            source.push(parcel);
            source.stealInto(thiefs, NO_LIMIT);
        }

        @Actor
        public void secondThief(II_Result r) {
            Parcel parcel = thiefs.poll(false);
            r.r1 = parcel == null ? -1 : parcel.content;
        }

        @Arbiter
        public void leftBehind(II_Result r) {
            Parcel parcel = thiefs.poll(true);
            if (parcel != null) r.r2 = parcel.content;
        }
    }
}
