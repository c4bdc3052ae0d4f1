package dev.skein.queue;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/// Races of [WorkStealingDeque] that concern every use of it, or its use as forks, where the owner pops at the bottom.
/// Those of its use as ready are in [WorkStealingDequeReadyStress], the broken controls of both in [BrokenDequeStress].
///
/// Elements are the numbers 1 to 9, put in ascending order. What somebody takes is written as the digits in the order
/// of taking, 0 for nothing: `21` is "2, then 1". The last figure of a result tells what was left behind.
public class WorkStealingDequeStress {

    /// A deque that holds 1, 2, ... `count`, oldest first.
    static WorkStealingDeque<Integer> dequeOf(int count, int capacity, long firstIndex) {
        WorkStealingDeque<Integer> deque = new WorkStealingDeque<>(capacity, firstIndex);
        for (int element = 1; element <= count; element++) deque.push(element);
        return deque;
    }

    static WorkStealingDeque<Integer> dequeOf(int count, int capacity) {
        return dequeOf(count, capacity, 0);
    }

    /// A deque that has grown from 2 slots to 4 and holds only the element 3 now; it shrinks when that is taken.
    static WorkStealingDeque<Integer> grownDequeOfThree() {
        WorkStealingDeque<Integer> deque = dequeOf(3, 2);
        deque.poll(true);
        deque.poll(true);
        return deque;
    }

    static int append(int digits, Integer taken) {
        return taken == null ? digits : digits * 10 + taken;
    }

    static int pop(WorkStealingDeque<Integer> deque, int times) {
        int digits = 0;
        for (int i = 0; i < times; i++) digits = append(digits, deque.pop());
        return digits;
    }

    static int poll(WorkStealingDeque<Integer> deque, int times) {
        int digits = 0;
        for (int i = 0; i < times; i++) digits = append(digits, deque.poll(false));
        return digits;
    }

    /// What is left, taken by the owner.
    static int drain(WorkStealingDeque<Integer> deque) {
        int digits = 0;
        for (Integer taken; (taken = deque.poll(true)) != null; ) digits = append(digits, taken);
        return digits;
    }

    /// An element with a field that only the deque publishes.
    static final class Parcel {
        int content;
    }

    // Forks: the owner pops at the bottom.

    @JCStressTest
    @Description("One element: the owner pops it, a thief polls it (D3).")
    @Outcome(id = "1, 0, 0", expect = ACCEPTABLE, desc = "the owner has it")
    @Outcome(id = "0, 1, 0", expect = ACCEPTABLE, desc = "the thief has it")
    @Outcome(expect = FORBIDDEN, desc = "taken twice, or lost")
    @State
    public static class LastElement_OwnerPops_ThiefPolls {
        final WorkStealingDeque<Integer> deque = dequeOf(1, 2);

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
    @Description("One element whose index is the last before the wrap: the owner pops it, a thief polls it (D3, D7).")
    @Outcome(id = "1, 0, 0", expect = ACCEPTABLE, desc = "the owner has it")
    @Outcome(id = "0, 1, 0", expect = ACCEPTABLE, desc = "the thief has it")
    @Outcome(expect = FORBIDDEN, desc = "taken twice, or lost")
    @State
    public static class LastElementBeforeTheWrap_OwnerPops_ThiefPolls {
        final WorkStealingDeque<Integer> deque = dequeOf(1, 2, TopWord.LAST_INDEX);

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
    @Description("Two elements: the owner pops twice, a thief polls twice (D2, D3).")
    @Outcome(id = "21, 0, 0", expect = ACCEPTABLE, desc = "the owner has both")
    @Outcome(id = "2, 1, 0", expect = ACCEPTABLE, desc = "one each")
    @Outcome(id = "0, 12, 0", expect = ACCEPTABLE, desc = "the thief has both")
    @Outcome(expect = FORBIDDEN, desc = "one taken twice, or lost, or in the wrong order")
    @State
    public static class TwoElements_OwnerPops_ThiefPolls {
        final WorkStealingDeque<Integer> deque = dequeOf(2, 2);

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
    @Description("The owner pops the last element and pushes 3 into the freed place, a thief polls (D2, D5).")
    @Outcome(id = "1, 0, 3", expect = ACCEPTABLE, desc = "the thief came too late for the old one and too early for the new")
    @Outcome(id = "1, 3, 0", expect = ACCEPTABLE, desc = "the owner has the old one, the thief the new")
    @Outcome(id = "0, 1, 3", expect = ACCEPTABLE, desc = "the thief has the old one")
    @Outcome(expect = FORBIDDEN, desc = "taken twice, lost, or a slot cleared that had been filled again")
    @State
    public static class LastElement_OwnerPopsAndPushes_ThiefPolls {
        final WorkStealingDeque<Integer> deque = dequeOf(1, 2);

        @Actor
        public void owner(III_Result r) {
            r.r1 = pop(deque, 1);
            deque.push(3);
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
    @Description("Two elements: the owner pops the younger and pushes 3 into its slot, a thief polls twice (D2, D5).")
    @Outcome(id = "2, 1, 3", expect = ACCEPTABLE, desc = "the thief has one, the new one is left")
    @Outcome(id = "2, 13, 0", expect = ACCEPTABLE, desc = "the thief has the old and the new one")
    @Outcome(id = "0, 12, 3", expect = ACCEPTABLE, desc = "the thief has both old ones")
    @Outcome(expect = FORBIDDEN, desc = "taken twice, or lost")
    @State
    public static class SameIndexAgain_OwnerPopsAndPushes_ThiefPolls {
        final WorkStealingDeque<Integer> deque = dequeOf(2, 2);

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
    @Description("A grown deque is popped empty, shrinks and gets 4, while a thief polls twice (D4).")
    @Outcome(id = "3, 0, 4", expect = ACCEPTABLE, desc = "the thief has nothing")
    @Outcome(id = "3, 4, 0", expect = ACCEPTABLE, desc = "the thief has the one from the small array")
    @Outcome(id = "0, 3, 4", expect = ACCEPTABLE, desc = "the thief has the one from the large array")
    @Outcome(id = "0, 34, 0", expect = ACCEPTABLE, desc = "the thief has one from each array")
    @Outcome(expect = FORBIDDEN, desc = "taken twice, lost, or taken from the wrong array")
    @State
    public static class Shrink_OwnerPopsAndPushes_ThiefPolls {
        final WorkStealingDeque<Integer> deque = grownDequeOfThree();

        @Actor
        public void owner(III_Result r) {
            r.r1 = pop(deque, 1);
            deque.push(4);
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

    // Both uses.

    @JCStressTest
    @Description("One element, two thieves (D2).")
    @Outcome(id = "1, 0, 0", expect = ACCEPTABLE, desc = "the first thief has it")
    @Outcome(id = "0, 1, 0", expect = ACCEPTABLE, desc = "the second thief has it")
    @Outcome(expect = FORBIDDEN, desc = "taken twice, or lost")
    @State
    public static class OneElement_TwoThievesPoll {
        final WorkStealingDeque<Integer> deque = dequeOf(1, 2);

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
    @Description("Two elements, two thieves that poll once each (D2).")
    @Outcome(id = "1, 2, 0", expect = ACCEPTABLE, desc = "the first thief was first")
    @Outcome(id = "2, 1, 0", expect = ACCEPTABLE, desc = "the second thief was first")
    @Outcome(expect = FORBIDDEN, desc = "one taken twice, or a thief went away with nothing")
    @State
    public static class TwoElements_TwoThievesPoll {
        final WorkStealingDeque<Integer> deque = dequeOf(2, 2);

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
    @Description("The owner fills an element and pushes it, a thief polls and looks inside (D1).")
    @Outcome(id = "7, 0", expect = ACCEPTABLE, desc = "the thief has the element and sees what is in it")
    @Outcome(id = "-1, 7", expect = ACCEPTABLE, desc = "the thief came too early")
    @Outcome(expect = FORBIDDEN, desc = "an element without its content, or lost")
    @State
    public static class Publication_OwnerPushes_ThiefPolls {
        final WorkStealingDeque<Parcel> deque = new WorkStealingDeque<>(2);

        @Actor
        public void owner() {
            Parcel parcel = new Parcel();
            parcel.content = 7;
            deque.push(parcel);
        }

        @Actor
        public void thief(II_Result r) {
            Parcel parcel = deque.poll(false);
            r.r1 = parcel == null ? -1 : parcel.content;
        }

        @Arbiter
        public void leftBehind(II_Result r) {
            Parcel parcel = deque.poll(true);
            if (parcel != null) r.r2 = parcel.content;
        }
    }

    @JCStressTest
    @Description("A full array of two: the owner pushes 3, so that it grows or clears a slot; a thief polls three times (D4, D5).")
    @Outcome(id = "12, 3", expect = ACCEPTABLE, desc = "the thief was done before the push")
    @Outcome(id = "123, 0", expect = ACCEPTABLE, desc = "the thief has all")
    @Outcome(expect = FORBIDDEN, desc = "taken twice, or lost in the copy")
    @State
    public static class FullArray_OwnerPushes_ThiefPolls {
        final WorkStealingDeque<Integer> deque = dequeOf(2, 2, 1);

        @Actor
        public void owner() {
            deque.push(3);
        }

        @Actor
        public void thief(II_Result r) {
            r.r1 = poll(deque, 3);
        }

        @Arbiter
        public void leftBehind(II_Result r) {
            r.r2 = drain(deque);
        }
    }

    @JCStressTest
    @Description("A full array of two: the owner pushes two more, a thief polls once; what is left is whole and in order (D4, D5).")
    @Outcome(id = "1, 234", expect = ACCEPTABLE, desc = "the thief has the oldest")
    @Outcome(expect = FORBIDDEN, desc = "taken twice, lost in the copy, or out of order")
    @State
    public static class FullArray_OwnerPushesTwo_ThiefPollsOne {
        final WorkStealingDeque<Integer> deque = dequeOf(2, 2, 1);

        @Actor
        public void owner() {
            deque.push(3);
            deque.push(4);
        }

        @Actor
        public void thief(II_Result r) {
            r.r1 = poll(deque, 1);
        }

        @Arbiter
        public void leftBehind(II_Result r) {
            r.r2 = drain(deque);
        }
    }
}
