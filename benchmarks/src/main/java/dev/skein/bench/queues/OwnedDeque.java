package dev.skein.bench.queues;

import dev.skein.queue.WorkStealingDeque;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.LinkedBlockingDeque;
import org.jspecify.annotations.Nullable;

/// A deque with one owner, and what of it is measured.
interface OwnedDeque {

    /// Owner.
    void push(Object element);

    /// Owner.
    @Nullable Object takeYoungest();

    /// Owner.
    @Nullable Object takeOldest();

    /// Any other thread.
    @Nullable Object steal();

    /// @param kind `skein`, `concurrentLinkedDeque` or `linkedBlockingDeque`
    static OwnedDeque of(String kind) {
        return switch (kind) {
            case "skein" -> new Ours(WorkStealingDeque.apart(1 << 8));
            case "concurrentLinkedDeque" -> new Linked(new ConcurrentLinkedDeque<>());
            case "linkedBlockingDeque" -> new Locked(new LinkedBlockingDeque<>());
            default -> throw new IllegalArgumentException("a deque must be skein, concurrentLinkedDeque or linkedBlockingDeque, got " + kind);
        };
    }

    record Ours(WorkStealingDeque<Object> deque) implements OwnedDeque {

        @Override
        public void push(Object element) {
            deque.push(element);
        }

        @Override
        public @Nullable Object takeYoungest() {
            return deque.pop();
        }

        @Override
        public @Nullable Object takeOldest() {
            return deque.poll(true);
        }

        @Override
        public @Nullable Object steal() {
            return deque.poll(false);
        }
    }

    record Linked(ConcurrentLinkedDeque<Object> deque) implements OwnedDeque {

        @Override
        public void push(Object element) {
            deque.addLast(element);
        }

        @Override
        public @Nullable Object takeYoungest() {
            return deque.pollLast();
        }

        @Override
        public @Nullable Object takeOldest() {
            return deque.pollFirst();
        }

        @Override
        public @Nullable Object steal() {
            return deque.pollFirst();
        }
    }

    record Locked(BlockingDeque<Object> deque) implements OwnedDeque {

        @Override
        public void push(Object element) {
            deque.addLast(element);
        }

        @Override
        public @Nullable Object takeYoungest() {
            return deque.pollLast();
        }

        @Override
        public @Nullable Object takeOldest() {
            return deque.pollFirst();
        }

        @Override
        public @Nullable Object steal() {
            return deque.pollFirst();
        }
    }
}
