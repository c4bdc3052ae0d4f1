package dev.skein.queue;

import java.util.function.Consumer;
import org.jctools.queues.varhandle.MpmcVarHandleArrayQueue;
import org.jspecify.annotations.Nullable;

/// What other threads send to a worker: a bounded lock-free FIFO queue of any number of producers and takers
/// (JCTools' queue after D. Vyukov's bounded MPMC queue). Thieves take from it as the worker does.
///
/// [#poll] does not wait for a producer that has claimed a slot and was preempted before it filled it: it returns null
/// although later elements stand behind it, even some whose [#offer] has returned. So null is never final. [#isEmpty] is: it
/// counts claimed slots, and so every element whose offer has returned.
public final class Inbox<E> {

    private final MpmcVarHandleArrayQueue<E> queue;

    /// @param capacity elements at most, a power of two from 2
    public Inbox(int capacity) {
        queue = new MpmcVarHandleArrayQueue<>(capacity);
    }

    /// Adds an element at the end. Does not wait either, for a taker that was preempted before it freed its slot.
    ///
    /// @return false if the inbox is full, or the next slot is not free yet; the element then belongs into the [Overflow]
    public boolean offer(E element) {
        return queue.relaxedOffer(element);
    }

    /// Takes the oldest element, or returns null if there is none that can be had at once.
    public @Nullable E poll() {
        return queue.relaxedPoll();
    }

    /// Shows the elements that are here, oldest first, to somebody who takes none; what others add and take meanwhile may be missed.
    public void forEach(Consumer<? super E> action) {
        for (E element : queue) action.accept(element);
    }

    /// How many elements there are; an estimate while others add and take.
    public int size() {
        return queue.size();
    }

    public boolean isEmpty() {
        return queue.isEmpty();
    }
}
