package dev.skein.bench.queues;

import dev.skein.queue.Inbox;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jctools.queues.varhandle.MpmcVarHandleArrayQueue;
import org.jctools.queues.varhandle.MpscUnboundedVarHandleArrayQueue;
import org.jspecify.annotations.Nullable;

/// A queue that any thread offers to, and what of it is measured.
interface SharedQueue {

    /// As a worker has it.
    int CAPACITY = 4_096;

    boolean offer(Object element);

    @Nullable Object poll();

    /// @param kind `skein`, `mpmcArray`, `mpscUnbounded`, `concurrentLinkedQueue` or `linkedBlockingQueue`
    /// @param thieves threads other than one that will poll; `mpscUnbounded` allows none
    static SharedQueue of(String kind, int thieves) {
        return switch (kind) {
            case "skein" -> new Ours(new Inbox<>(CAPACITY), thieves > 0);
            case "mpmcArray" -> new Of(new MpmcVarHandleArrayQueue<>(CAPACITY));
            case "mpscUnbounded" -> {
                if (thieves > 0) throw new IllegalArgumentException("one thread at most may poll an mpscUnbounded: thieves must be 0, got " + thieves);
                yield new Of(new MpscUnboundedVarHandleArrayQueue<>(CAPACITY));
            }
            case "concurrentLinkedQueue" -> new Of(new ConcurrentLinkedQueue<>());
            case "linkedBlockingQueue" -> new Of(new LinkedBlockingQueue<>());
            default -> throw new IllegalArgumentException(
                    "a queue must be skein, mpmcArray, mpscUnbounded, concurrentLinkedQueue or linkedBlockingQueue, got " + kind);
        };
    }

    /// A thief that loses its CPU while it takes keeps its place, and an inbox refuses who comes round to that place, however few elements there are. A
    /// worker's sender then goes to the overflow; here it waits for the thief, as the array queue does within its own `offer`.
    ///
    /// @param robbed whether there are thieves; without any only a full inbox may refuse
    record Ours(Inbox<Object> inbox, boolean robbed) implements SharedQueue {

        @Override
        public boolean offer(Object element) {
            while (!inbox.offer(element)) {
                if (!robbed || inbox.size() >= CAPACITY) return false;
                Thread.onSpinWait();
            }
            return true;
        }

        @Override
        public @Nullable Object poll() {
            return inbox.poll();
        }
    }

    record Of(Queue<Object> queue) implements SharedQueue {

        @Override
        public boolean offer(Object element) {
            return queue.offer(element);
        }

        @Override
        public @Nullable Object poll() {
            return queue.poll();
        }
    }
}
