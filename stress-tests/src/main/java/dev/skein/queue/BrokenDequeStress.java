package dev.skein.queue;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.skein.stress.Gap;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/// Deques with a fault each. The launcher wants each fault to be seen: where it is not, the silence of
/// [WorkStealingDequeStress] means nothing.
public class BrokenDequeStress {

    /// The heart of a Chase-Lev deque, with one array and no care for wrapping, to be broken by subclasses.
    abstract static class SmallDeque {
        private static final VarHandle TOP;
        private static final VarHandle BOTTOM;

        static {
            try {
                TOP = MethodHandles.lookup().findVarHandle(SmallDeque.class, "top", int.class);
                BOTTOM = MethodHandles.lookup().findVarHandle(SmallDeque.class, "bottom", int.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        private static final int MASK = 3;

        final Integer[] slots = {1, 2, 3, 4};
        int top;
        int bottom;

        SmallDeque(int count) {
            bottom = count;
        }

        /// With two elements, the older of which has this index.
        static SmallDeque from(int index) {
            SmallDeque deque = new DequeWithFence(0);
            deque.top = index;
            deque.bottom = index + 2;
            return deque;
        }

        final int at(int index) {
            return slots[index & MASK];
        }

        final int topAcquire() {
            return (int) TOP.getAcquire(this);
        }

        final int bottomAcquire() {
            return (int) BOTTOM.getAcquire(this);
        }

        final void setBottomRelease(int index) {
            BOTTOM.setRelease(this, index);
        }

        abstract void fenceOfPop();

        abstract boolean advanceTop(int seen);

        final boolean casTop(int seen) {
            return casTop(seen, seen + 1);
        }

        final boolean casTop(int seen, int next) {
            return TOP.compareAndSet(this, seen, next);
        }

        final int pop() {
            int b = bottom - 1;
            BOTTOM.setRelease(this, b);
            fenceOfPop();
            int t = (int) TOP.getOpaque(this);
            if (b > t) return at(b);
            boolean won = b == t && advanceTop(t);
            BOTTOM.setRelease(this, b + 1);
            return won ? at(b) : 0;
        }

        final int poll() {
            int t = topAcquire();
            VarHandle.fullFence();
            int b = bottomAcquire();
            return b > t && advanceTop(t) ? at(t) : 0;
        }
    }

    /// Nothing is wrong with it but what an actor does to it.
    static final class DequeWithFence extends SmallDeque {
        DequeWithFence(int count) {
            super(count);
        }

        @Override
        void fenceOfPop() {
            VarHandle.fullFence();
        }

        @Override
        boolean advanceTop(int seen) {
            return casTop(seen);
        }
    }

    static final class DequeWithoutFence extends SmallDeque {
        DequeWithoutFence() {
            super(2);
        }

        @Override
        void fenceOfPop() { }

        @Override
        boolean advanceTop(int seen) {
            return casTop(seen);
        }
    }

    static final class DequeWithoutCas extends SmallDeque {
        DequeWithoutCas() {
            super(1);
        }

        @Override
        void fenceOfPop() {
            VarHandle.fullFence();
        }

        @Override
        boolean advanceTop(int seen) {
            top = seen + 1;
            return true;
        }
    }

    @JCStressTest
    @Description("Without the fence of pop the owner takes an element that the thief has taken too (control of D3).")
    @Outcome(id = {"21, 0", "2, 1", "0, 12"}, expect = ACCEPTABLE, desc = "as it should be")
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "2 taken twice: the race is seen")
    @State
    public static class PopWithoutFence_BrokenControl {
        final SmallDeque deque = new DequeWithoutFence();

        @Actor
        public void owner(II_Result r) {
            r.r1 = deque.pop();
            int second = deque.pop();
            if (second != 0) r.r1 = r.r1 * 10 + second;
        }

        @Actor
        public void thief(II_Result r) {
            r.r2 = deque.poll();
            int second = deque.poll();
            if (second != 0) r.r2 = r.r2 * 10 + second;
        }
    }

    @JCStressTest
    @Description("Thieves that read top and then write it take one element twice (control of D2).")
    @Outcome(id = {"1, 0", "0, 1"}, expect = ACCEPTABLE, desc = "as it should be")
    @Outcome(id = "1, 1", expect = ACCEPTABLE_INTERESTING, desc = "taken twice: the race is seen")
    @Outcome(expect = FORBIDDEN, desc = "not even this deque does that")
    @State
    public static class StealWithoutCas_BrokenControl {
        final SmallDeque deque = new DequeWithoutCas();

        @Actor
        public void firstThief(II_Result r) {
            r.r1 = deque.poll();
        }

        @Actor
        public void secondThief(II_Result r) {
            r.r2 = deque.poll();
        }
    }

    @JCStressTest
    @Description("A thief takes before it copies, and the owner does not know that it copies (control of D9).")
    @Outcome(id = {"1, 2", "2, 1"}, expect = ACCEPTABLE, desc = "as it should be")
    @Outcome(id = "2, 3", expect = ACCEPTABLE_INTERESTING, desc = "the new one copied for the old: the race is seen")
    @Outcome(expect = FORBIDDEN, desc = "not even this deque does that")
    @State
    public static class CopyUnannounced_BrokenControl {
        final SmallDeque deque = new DequeWithoutFence();

        @Actor
        public void owner(II_Result r) {
            while ((r.r1 = deque.poll()) == 0) Thread.onSpinWait();
            deque.slots[0] = 3;            // nobody needs it any more, says top
        }

        @Actor
        public void thief(II_Result r) {
            int taken = deque.top;
            while (!deque.casTop(taken)) taken++;
            Gap.hold();
            r.r2 = deque.slots[taken];
        }
    }

    @JCStressTest
    @Description("An owner that says that there is an element before it stands in its slot (control of D1).")
    @Outcome(id = {"-1", "7"}, expect = ACCEPTABLE, desc = "not there yet, or the element")
    @Outcome(id = "0", expect = ACCEPTABLE_INTERESTING, desc = "taken before it was there: the race is seen")
    @Outcome(expect = FORBIDDEN, desc = "not even this deque does that")
    @State
    public static class BottomBeforeSlot_BrokenControl {
        final SmallDeque deque = new DequeWithFence(0);

        public BottomBeforeSlot_BrokenControl() {
            deque.slots[0] = 0;
        }

        @Actor
        public void owner() {
            deque.setBottomRelease(1);
            Gap.hold();
            deque.slots[0] = 7;
        }

        @Actor
        public void thief(I_Result r) {
            boolean taken = deque.bottomAcquire() == 1 && deque.casTop(0);
            r.r1 = taken ? deque.at(0) : -1;
        }
    }

    @JCStressTest
    @Description("An owner that grows says that there is a third element before it shows the array that has it (control of D4).")
    @Outcome(id = {"12", "123"}, expect = ACCEPTABLE, desc = "as it should be")
    @Outcome(id = "121", expect = ACCEPTABLE_INTERESTING, desc = "taken from the array that was replaced: the race is seen")
    @Outcome(expect = FORBIDDEN, desc = "not even this deque does that")
    @State
    public static class BottomBeforeArray_BrokenControl {
        final SmallDeque indices = new DequeWithFence(2);
        volatile int[] slots = {1, 2};

        @Actor
        public void owner() {
            int[] grown = {1, 2, 3, 0};
            indices.setBottomRelease(3);
            Gap.hold();
            slots = grown;
        }

        @Actor
        public void thief(I_Result r) {
            for (int i = 0; i < 3; i++) {
                if (indices.bottomAcquire() <= i) return;
                int[] seen = slots;
                if (indices.casTop(i)) r.r1 = r.r1 * 10 + seen[i & seen.length - 1];
            }
        }
    }

    @JCStressTest
    @Description("A thief that clears the slot it has taken from destroys what the owner has put there since (control of D5).")
    @Outcome(id = "1, 5", expect = ACCEPTABLE, desc = "as it should be")
    @Outcome(id = "1, 0", expect = ACCEPTABLE_INTERESTING, desc = "the new one is lost: the race is seen")
    @Outcome(expect = FORBIDDEN, desc = "not even this deque does that")
    @State
    public static class ThiefClears_BrokenControl {
        final SmallDeque deque = new DequeWithFence(1);

        @Actor
        public void owner() {
            while (deque.topAcquire() == 0) Thread.onSpinWait();
            deque.slots[0] = 5;            // nobody needs it any more, says top
        }

        @Actor
        public void thief(II_Result r) {
            r.r1 = deque.at(0);
            if (!deque.casTop(0)) return;
            Gap.hold();
            deque.slots[0] = 0;
        }

        @Arbiter
        public void leftBehind(II_Result r) {
            r.r2 = deque.at(0);
        }
    }

    @JCStressTest
    @Description("A thief takes half of a deque whose owner pops (control of D6).")
    @Outcome(id = {"3, 12", "32, 1"}, expect = ACCEPTABLE, desc = "as it should be")
    @Outcome(id = "32, 12", expect = ACCEPTABLE_INTERESTING, desc = "2 taken twice: the race is seen")
    @Outcome(expect = FORBIDDEN, desc = "not even this deque does that")
    @State
    public static class HalfOfAPoppedDeque_BrokenControl {
        final SmallDeque deque = new DequeWithFence(3);

        @Actor
        public void owner(II_Result r) {
            r.r1 = deque.pop();
            int second = deque.pop();
            if (second != 0) r.r1 = r.r1 * 10 + second;
        }

        @Actor
        public void thief(II_Result r) {
            int top = deque.topAcquire();
            int count = (deque.bottomAcquire() - top + 1) / 2;
            Gap.hold();
            if (!deque.casTop(top, top + count)) return;
            for (int i = top; i < top + count; i++) r.r2 = r.r2 * 10 + deque.at(i);
        }
    }

    @JCStressTest
    @Description("Indices that are compared instead of subtracted: at the wrap nobody finds what is there (control of D7).")
    @Outcome(id = {"14, 0", "1, 4", "0, 41"}, expect = ACCEPTABLE, desc = "as it should be")
    @Outcome(id = "0, 0", expect = ACCEPTABLE_INTERESTING, desc = "both are lost: the fault is seen")
    @Outcome(expect = FORBIDDEN, desc = "not even this deque does that")
    @State
    public static class IndicesCompared_BrokenControl {
        final SmallDeque deque = SmallDeque.from(Integer.MAX_VALUE);

        @Actor
        public void owner(II_Result r) {
            r.r1 = deque.pop();
            int second = deque.pop();
            if (second != 0) r.r1 = r.r1 * 10 + second;
        }

        @Actor
        public void thief(II_Result r) {
            r.r2 = deque.poll();
            int second = deque.poll();
            if (second != 0) r.r2 = r.r2 * 10 + second;
        }
    }

    @JCStressTest
    @Description("An owner that pops the last element without moving top, and pushes at its index again: a thief's CAS cannot tell (control of D2).")
    @Outcome(id = {"1, 0", "1, 5", "0, 1"}, expect = ACCEPTABLE, desc = "as it should be")
    @Outcome(id = "1, 1", expect = ACCEPTABLE_INTERESTING, desc = "the old one taken twice, and the new one lost: the race is seen")
    @Outcome(expect = FORBIDDEN, desc = "not even this deque does that")
    @State
    public static class SameIndexWithoutCas_BrokenControl {
        final SmallDeque deque = new DequeWithFence(1);

        @Actor
        public void owner(II_Result r) {
            deque.setBottomRelease(0);
            VarHandle.fullFence();
            if (deque.topAcquire() != 0) return;
            r.r1 = deque.at(0);
            deque.slots[0] = 5;
            deque.setBottomRelease(1);
        }

        @Actor
        public void thief(II_Result r) {
            if (deque.bottomAcquire() == 0) return;
            int read = deque.at(0);
            Gap.hold();
            if (deque.casTop(0)) r.r2 = read;
        }
    }
}
