package dev.skein.api;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/// The messages of a [Mailbox]: the lock-free linked FIFO queue of M. M. Michael and M. L. Scott, "Simple, fast, and practical
/// non-blocking and blocking concurrent queue algorithms" (PODC 1996). What differs:
///
/// - Nodes are numbered, so the length is a difference of two numbers.
/// - `last` may lag behind and is moved every other time only, as in the JDK's linked queue.
/// - A node that was passed is linked to itself. Else a dead node that a collector has promoted would keep all later ones
///   alive until the next full collection. Who meets such a node begins again at `first`.
///
/// What holds:
///
/// - M1 a message that is taken was sent, is taken once, and what its sender wrote before is visible to who takes it: it hangs
///   on a node that one CAS of `next` publishes, and belongs to who moves `first` onto that node.
/// - M2 a bound is exact. Full: the node that a sender counts was there before `first` was read, so that many messages were
///   there then. Not full: its CAS succeeds only behind the node that it has counted, and takers have only made room since.
///
/// first: takers, by CAS. last: senders, by CAS; a hint. next: senders, by CAS from null; then the taker that has passed the node.
final class MessageQueue<T> {

    static final int NO_BOUND = Integer.MAX_VALUE;

    private static final VarHandle FIRST;
    private static final VarHandle LAST;
    private static final VarHandle NEXT;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            FIRST = lookup.findVarHandle(MessageQueue.class, "first", Node.class);
            LAST = lookup.findVarHandle(MessageQueue.class, "last", Node.class);
            NEXT = lookup.findVarHandle(Node.class, "next", Node.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final class Node<T> {
        @Nullable T message;
        volatile @Nullable Node<T> next;
        /// Counted round; only differences mean anything.
        int number;

        Node(@Nullable T message, int number) {
            this.message = message;
            this.number = number;
        }

        void linkToItselfRelease() {
            NEXT.setRelease(this, this);     // nobody needs to see it soon: who does not, fails at its CAS or walks on
        }
    }

    private final int bound;
    /// The node that was taken last; the oldest message hangs on the next one.
    private volatile Node<T> first;
    private volatile Node<T> last;

    /// @param bound messages at most, 1 or more
    MessageQueue(int bound) {
        this(bound, 0);
    }

    /// For tests of the wrap: the first message gets the number after `number`.
    MessageQueue(int bound, int number) {
        this.bound = bound;
        this.first = new Node<>(null, number);
        this.last = first;
    }

    /// Adds a message; false if the queue is full.
    boolean offer(T message) {
        Node<T> added = new Node<>(message, 0);
        Node<T> from = last;
        Node<T> at = from;
        while (true) {
            Node<T> next = at.next;
            if (next == at) {                          // passed by takers
                from = last;
                at = first;
            } else if (next != null) {
                at = next;
            } else {
                added.number = at.number + 1;
                if (bound != NO_BOUND && added.number - first.number > bound) return false;   // M2
                if (NEXT.compareAndSet(at, null, added)) {
                    if (at != from) LAST.compareAndSet(this, from, added);
                    return true;
                }
            }
        }
    }

    /// Takes the oldest message, or gives null if there is none.
    @Nullable T poll() {
        while (true) {
            Node<T> passed = first;
            Node<T> next = passed.next;
            if (next == null) return null;
            if (next == passed || !FIRST.compareAndSet(this, passed, next)) continue;
            T message = next.message;
            next.message = null;
            passed.linkToItselfRelease();
            return message;
        }
    }

    boolean isEmpty() {
        while (true) {
            Node<T> passed = first;
            Node<T> next = passed.next;
            if (next != passed) return next == null;
        }
    }

    /// How many messages there are; while others send and take, a number that was near the truth during the call.
    int size() {
        int taken = first.number;
        Node<T> at = last;
        for (Node<T> next; (next = at.next) != null; ) at = next == at ? first : next;
        return at.number - taken;
    }

    int bound() {
        return bound;
    }
}
