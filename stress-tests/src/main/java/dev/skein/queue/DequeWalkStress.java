package dev.skein.queue;

import static dev.skein.queue.WorkStealingDequeStress.dequeOf;
import static dev.skein.queue.WorkStealingDequeStress.drain;
import static dev.skein.queue.WorkStealingDequeStress.grownDequeOfThree;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.skein.queue.WorkStealingDequeStress.Parcel;
import dev.skein.stress.Gap;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/// Somebody looks at the elements of a [WorkStealingDeque] used as ready while its owner works on (D8). Results are what was shown, digit by digit.
public class DequeWalkStress {

    private static int shown(WorkStealingDeque<Integer> deque) {
        int[] digits = {0};
        deque.forEach(each -> digits[0] = WorkStealingDequeStress.append(digits[0], each));
        return digits[0];
    }

    @JCStressTest
    @Description("The owner takes 1 and pushes 3 into its slot while another looks (D8).")
    @Outcome(id = {"12", "2", "23"}, expect = ACCEPTABLE, desc = "what was there at some moment, in order")
    @Outcome(expect = FORBIDDEN, desc = "out of order, twice, or the new one in the place of the old")
    @State
    public static class SlotUsedAgain_OwnerPollsAndPushes_AnotherLooks {
        final WorkStealingDeque<Integer> deque = dequeOf(2, 2);

        @Actor
        public void owner() {
            deque.poll(true);
            deque.push(3);
        }

        @Actor
        public void observer(I_Result r) {
            r.r1 = shown(deque);
        }
    }

    @JCStressTest
    @Description("A full array grows while another looks (D4, D8).")
    @Outcome(id = {"12", "123"}, expect = ACCEPTABLE, desc = "with the new one or without")
    @Outcome(expect = FORBIDDEN, desc = "lost in the copy")
    @State
    public static class FullArray_OwnerPushes_AnotherLooks {
        final WorkStealingDeque<Integer> deque = dequeOf(2, 2, 1);

        @Actor
        public void owner() {
            deque.push(3);
        }

        @Actor
        public void observer(I_Result r) {
            r.r1 = shown(deque);
        }
    }

    @JCStressTest
    @Description("A grown deque with 3 in it is polled empty, shrinks and gets 4, while another looks (D4, D8).")
    @Outcome(id = {"3", "0", "4"}, expect = ACCEPTABLE, desc = "what was there at some moment")
    @Outcome(expect = FORBIDDEN, desc = "from the wrong array, or both")
    @State
    public static class Shrink_OwnerPollsAndPushes_AnotherLooks {
        final WorkStealingDeque<Integer> deque = grownDequeOfThree();

        @Actor
        public void owner() {
            deque.poll(true);
            deque.push(4);
        }

        @Actor
        public void observer(I_Result r) {
            r.r1 = shown(deque);
        }
    }

    @JCStressTest
    @Description("An element that is shown shows what was written into it before it was pushed (D1, D8).")
    @Outcome(id = {"0", "7"}, expect = ACCEPTABLE, desc = "not there yet, or whole")
    @Outcome(expect = FORBIDDEN, desc = "an element without its content")
    @State
    public static class Publication_OwnerPushes_AnotherLooks {
        final WorkStealingDeque<Parcel> deque = new WorkStealingDeque<>(2);

        @Actor
        public void owner() {
            Parcel parcel = new Parcel();
            parcel.content = 7;
            deque.push(parcel);
        }

        @Actor
        public void observer(I_Result r) {
            deque.forEach(parcel -> r.r1 = parcel.content == 7 ? 7 : -1);
        }
    }

    @JCStressTest
    @Description("Who does not look at top after the slot sees the new element in the place of the old (control of D8).")
    @Outcome(id = {"12", "2", "23"}, expect = ACCEPTABLE, desc = "as it should be")
    @Outcome(id = {"32", "123", "323"}, expect = ACCEPTABLE_INTERESTING, desc = "out of order or twice: the race is seen")
    @Outcome(expect = FORBIDDEN, desc = "not even this ring does that")
    @State
    public static class NoLookAtTop_BrokenControl {
        final Integer[] slots = {1, 2};
        volatile int top;
        volatile int bottom = 2;

        @Actor
        public void owner() {
            top = 1;
            slots[0] = 3;
            bottom = 3;
        }

        @Actor
        public void observer(I_Result r) {
            int digits = 0;
            int i = top;
            Gap.hold();
            for (int end = bottom; i < end; i++) digits = digits * 10 + slots[i & 1];
            r.r1 = digits;
        }
    }

    @JCStressTest
    @Description("Two take turns at a deque in which nothing is, while another looks (D8).")
    @Outcome(id = {"0", "1", "2"}, expect = ACCEPTABLE, desc = "none, or the one that was there")
    @Outcome(expect = FORBIDDEN, desc = "one that was taken before the other came")
    @State
    public static class OneAfterTheOther_AnotherLooks {
        final WorkStealingDeque<Integer> deque = new WorkStealingDeque<>(2);

        @Actor
        public void owner() {
            deque.push(1);
            drain(deque);
            deque.push(2);
        }

        @Actor
        public void observer(I_Result r) {
            r.r1 = shown(deque);
        }
    }
}
