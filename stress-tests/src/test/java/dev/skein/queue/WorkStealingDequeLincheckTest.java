package dev.skein.queue;

import dev.skein.lincheck.ModelChecker;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/// [WorkStealingDeque] beside a plain deque: whatever owner and thieves do, it looks as if they had done it one after the other. Two slots at first, so that it
/// grows and shrinks.
class WorkStealingDequeLincheckTest {

    private static final int SLOTS = 2;
    private static final String OWNER = "owner";

    /// The use "forks".
    public static class Forks {
        private final WorkStealingDeque<Integer> deque = new WorkStealingDeque<>(SLOTS);

        @Operation(nonParallelGroup = OWNER)
        public void push(int element) {
            deque.push(element);
        }

        @Operation(nonParallelGroup = OWNER)
        public Integer pop() {
            return deque.pop();
        }

        @Operation
        public Integer steal() {
            return deque.poll(false);
        }
    }

    /// The use "ready". A thief that may take several takes one here: how many half of them are depends on when it looks.
    public static class Ready {
        private final WorkStealingDeque<Integer> deque = new WorkStealingDeque<>(SLOTS);
        private final WorkStealingDeque<Integer> thiefs = new WorkStealingDeque<>(SLOTS);

        @Operation(nonParallelGroup = OWNER)
        public void push(int element) {
            deque.push(element);
        }

        @Operation(nonParallelGroup = OWNER)
        public Integer poll() {
            return deque.poll(true);
        }

        @Operation
        public Integer steal() {
            return deque.poll(false);
        }

        @Operation(nonParallelGroup = "thief")
        public Integer stealIntoOwn() {
            return deque.stealInto(thiefs, 1) == 0 ? null : thiefs.poll(true);
        }
    }

    /// What both must look like.
    public static class Plain {
        private final Deque<Integer> deque = new ArrayDeque<>();

        public void push(int element) {
            deque.addLast(element);
        }

        public Integer pop() {
            return deque.pollLast();
        }

        public Integer poll() {
            return deque.pollFirst();
        }

        public Integer steal() {
            return deque.pollFirst();
        }

        public Integer stealIntoOwn() {
            return deque.pollFirst();
        }
    }

    /// The owner takes the last element without asking `top`.
    public static class PopWithoutCas {
        private final AtomicReferenceArray<Integer> slots = new AtomicReferenceArray<>(64);
        private final AtomicInteger top = new AtomicInteger();
        private final AtomicInteger bottom = new AtomicInteger();

        @Operation(nonParallelGroup = OWNER)
        public void push(int element) {
            slots.set(bottom.get(), element);
            bottom.incrementAndGet();
        }

        @Operation(nonParallelGroup = OWNER)
        public Integer pop() {
            int b = bottom.decrementAndGet();
            if (b >= top.get()) return slots.get(b);
            bottom.set(top.get());
            return null;
        }

        @Operation
        public Integer steal() {
            while (true) {
                int t = top.get();
                if (t >= bottom.get()) return null;
                Integer element = slots.get(t);
                if (top.compareAndSet(t, t + 1)) return element;
            }
        }
    }

    @Test
    void forks_ownerAndThieves_areLinearizable() {
        ModelChecker.options().sequentialSpecification(Plain.class).check(Forks.class);
    }

    @Test
    void ready_ownerAndThieves_areLinearizable() {
        ModelChecker.options().sequentialSpecification(Plain.class).check(Ready.class);
    }

    @Test
    void popWithoutCas_isRejected() {
        ModelChecker.mustReject(() -> ModelChecker.options().sequentialSpecification(Plain.class).check(PopWithoutCas.class));
    }
}
