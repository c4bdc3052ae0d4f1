package dev.skein.queue;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

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

        private final Integer[] slots = {1, 2};
        int top;
        int bottom;

        SmallDeque(int count) {
            bottom = count;
        }

        abstract void fenceOfPop();

        abstract boolean advanceTop(int seen);

        final boolean casTop(int seen) {
            return TOP.compareAndSet(this, seen, seen + 1);
        }

        final int pop() {
            int b = bottom - 1;
            BOTTOM.setRelease(this, b);
            fenceOfPop();
            int t = (int) TOP.getOpaque(this);
            if (b > t) return slots[b];
            boolean won = b == t && advanceTop(t);
            BOTTOM.setRelease(this, b + 1);
            return won ? slots[b] : 0;
        }

        final int poll() {
            int t = (int) TOP.getAcquire(this);
            VarHandle.fullFence();
            int b = (int) BOTTOM.getAcquire(this);
            return b > t && advanceTop(t) ? slots[t] : 0;
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
            r.r2 = deque.slots[taken];
        }
    }
}
