package dev.skein.queue;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The unbounded FIFO queue behind all inboxes: takes what does not fit into one, or has lost its place.
///
/// The JDK's linked queue costs 24 bytes for each element and gives them back when it is taken. Its own `size()` walks
/// the queue, so the length is counted beside it.
public final class Overflow<E> {

    private final ConcurrentLinkedQueue<E> queue = new ConcurrentLinkedQueue<>();
    private final LongAdder length = new LongAdder();
    /// What the adder had no memory for: it grows where several threads count at the same time.
    private final AtomicLong uncounted = new AtomicLong();

    public void offer(E element) {
        queue.offer(element);
        try {
            length.increment();
        } catch (OutOfMemoryError noRoomToCount) {
            uncounted.incrementAndGet();     // the element is in the queue, and that must not look as if it were not
        }
    }

    public @Nullable E poll() {
        E element = queue.poll();
        if (element != null) decrement();
        return element;
    }

    /// The element is in the caller's hands, and must not be lost for a count.
    private void decrement() {
        try {
            length.decrement();
        } catch (OutOfMemoryError noRoomToCount) {
            uncounted.decrementAndGet();
        }
    }

    /// Shows the elements that are here, oldest first, to somebody who takes none; what others add and take meanwhile may be missed.
    public void forEach(Consumer<? super E> action) {
        queue.forEach(action);
    }

    public boolean isEmpty() {
        return queue.isEmpty();
    }

    /// How many elements there are; an estimate while others add and take.
    public long size() {
        return Math.max(0, length.sum() + uncounted.get());
    }
}
