package dev.skein.api;

import dev.skein.platform.StackRoom;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Messages for a [Continuation], which waits for them without holding a thread. Any thread may send, any number of tasks may
/// receive, each message goes to one of them, and those of one sender come in the order in which it sent them.
///
///     T message = mailbox.poll();
///     if (message == null) return Step.await(mailbox);
///
/// One message wakes one receiver, and the receiver that is woken must [#poll] at least once; it may find that another was
/// faster. Those that wait are woken in the order in which they began to, as a rule.
///
/// - M1 a message that is taken was sent, is taken once, and what its sender did before is visible to who takes it: the queue is the
///   JDK's.
/// - M2 a bound is exact: a sender takes a place before it sends, and gives it back if there was none; a taker gives one back after
///   it has taken.
/// - M3 no wake-up is lost: with a message in the mailbox and a receiver that waits, a wake is on its way to some receiver.
/// - M4 a wake is not wasted on a wait that has ended: it goes on to the next receiver, and so does the one of a receiver that
///   has abandoned its wait, while messages are left.
/// - M5 a receiver that is registered is woken once for it, or not at all if it was told that there is something to be had.
/// - M6 a receiver that has abandoned its wait leaves nothing behind.
///
/// **Proof of M3.** Let S be a sender and R a receiver.
///
///     S: link the message; look at `waiter`, then at `others`; wake the first that is found, or the next if its wait has ended
///     R: stand in `waiter` or among `others`; look for a message; if there is one: leave that place again, else wait
///
/// The link, the entry and both looks are volatile accesses, so they have one order that all agree on. Either S looks at R's
/// place after R has entered it, and takes R, or somebody before R, or finds that R has left; or S has linked its message before
/// R looks, and R sees it, unless it was taken. So every message in the mailbox that R has not seen has woken a receiver of its own
/// after it was linked. Each of these polls once more, first in, first out, or hands the duty on (M4). Hence after the polls of all
/// of them the messages are gone. R itself, if it leaves because it saw a message, polls too; if it cannot leave, S has taken it, and
/// wakes it.
///
/// places: any thread, by CAS. waiter: receivers, from null, and whoever takes one out, both by CAS. others: made by the first receiver that finds `waiter` taken, by
/// CAS; then any thread.
///
/// @param <T> the messages
public final class Mailbox<T> implements Awaitable {

    private static final VarHandle WAITER;
    private static final VarHandle OTHERS;

    static {
        try {
            WAITER = MethodHandles.lookup().findVarHandle(Mailbox.class, "waiter", Waker.class);
            OTHERS = MethodHandles.lookup().findVarHandle(Mailbox.class, "others", ConcurrentLinkedQueue.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final int NO_BOUND = Integer.MAX_VALUE;

    private final ConcurrentLinkedQueue<T> messages = new ConcurrentLinkedQueue<>();
    private final int bound;
    /// Places that are taken; counted only where there is a bound.
    private final AtomicInteger places = new AtomicInteger();
    /// A receiver that waits: with one receiver, as most mailboxes have, all there is to waiting.
    private volatile @Nullable Waker waiter;
    private volatile @Nullable ConcurrentLinkedQueue<Waker> others;

    private Mailbox(int bound) {
        this.bound = bound;
    }

    /// A mailbox that takes whatever is sent, as long as there is memory.
    public Mailbox() {
        this(NO_BOUND);
    }

    /// A mailbox that holds so many messages at most.
    ///
    /// @param bound 1 or more
    public static <T> Mailbox<T> bounded(int bound) {
        if (bound < 1) throw new IllegalArgumentException("bound must be 1 or more, got " + bound);
        return new Mailbox<>(bound);
    }

    // Sending.

    /// Sends a message. What the sender did before is visible to who receives it.
    ///
    /// @throws IllegalStateException if the mailbox is full, as only a bounded one can be; nothing was sent then
    public void send(T message) {
        if (!offer(message)) {
            throw new IllegalStateException("mailbox full: bound " + bound + " reached; raise the bound, slow the senders, or use offer() and look at its result");
        }
    }

    /// As [#send], but tells by its result whether there was room. Never blocks.
    ///
    /// @return false if the mailbox is full; nothing was sent then
    public boolean offer(T message) {
        Objects.requireNonNull(message, "message");
        StackRoom.require();             // a receiver that is taken out must be woken, and a place that is taken filled
        if (bound != NO_BOUND && !tryTakePlace()) return false;
        try {
            messages.add(message);
        } catch (OutOfMemoryError noRoom) {
            if (bound != NO_BOUND) places.decrementAndGet();
            throw noRoom;
        }
        wakeOne();                       // the link before our look at who waits (M3)
        return true;
    }

    private boolean tryTakePlace() {
        int taken;
        do {
            taken = places.get();
            if (taken >= bound) return false;
        } while (!places.compareAndSet(taken, taken + 1));
        return true;
    }

    /// Wakes the first receiver whose wait has not ended, if there is one (M4).
    private void wakeOne() {
        for (Waker next; (next = takeWaiter()) != null; ) {
            if (next.wake()) return;
        }
    }

    private @Nullable Waker takeWaiter() {
        for (Waker seen; (seen = waiter) != null; ) {
            if (WAITER.compareAndSet(this, seen, null)) return seen;
        }
        ConcurrentLinkedQueue<Waker> more = others;
        return more == null ? null : more.poll();
    }

    // Receiving.

    /// Takes the oldest message, or gives null if there is none. Any thread may.
    public @Nullable T poll() {
        if (bound != NO_BOUND) StackRoom.require();      // a message that is taken must free its place
        T message = messages.poll();
        if (message != null && bound != NO_BOUND) places.decrementAndGet();
        return message;
    }

    /// For [Step#await(Awaitable)].
    @Override
    public boolean register(Waker waker) {
        if (!messages.isEmpty()) return false;
        enter(waker);
        if (messages.isEmpty()) return true;     // our entry before this look (M3)
        return !leave(waker);                    // gone already: who has taken us wakes us
    }

    @Override
    public void abandon(Waker waker) {
        StackRoom.require();                     // as in offer
        try {
            leave(waker);
        } finally {
            if (!messages.isEmpty()) wakeOne();  // perhaps for one of them we were taken (M4)
        }
    }

    /// Behind those that wait already: who comes again and again must not be before them each time.
    private void enter(Waker waker) {
        ConcurrentLinkedQueue<Waker> more = others;
        if ((more == null || more.isEmpty()) && WAITER.compareAndSet(this, null, waker)) return;
        if (more == null) {
            OTHERS.compareAndSet(this, null, new ConcurrentLinkedQueue<Waker>());
            more = Objects.requireNonNull(others);
        }
        more.add(waker);
    }

    /// False: the waker is not here any more.
    @SuppressWarnings("CollectionIncompatibleType")      // it is equal to the one that is looked for
    private boolean leave(Waker waker) {
        if (waiter == waker && WAITER.compareAndSet(this, waker, null)) return true;
        ConcurrentLinkedQueue<Waker> more = others;
        return more != null && more.remove(new Itself(waker));
    }

    /// Is equal to one waker only, whatever that one is equal to: lets a queue look for it, and stop where it is.
    private record Itself(Waker waker) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other == waker;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(waker);
        }
    }

    // Figures.

    /// How many messages wait; while others send and take, an estimate. Without a bound it walks through them.
    public int size() {
        return bound == NO_BOUND ? messages.size() : places.get();
    }

    public boolean isEmpty() {
        return messages.isEmpty();
    }

    /// How many receivers wait, for tests; walks them all.
    int waiting() {
        ConcurrentLinkedQueue<Waker> more = others;
        return (waiter == null ? 0 : 1) + (more == null ? 0 : more.size());
    }

    @Override
    public String toString() {
        return "Mailbox[size=" + size() + (bound == NO_BOUND ? "" : ", bound=" + bound) + "]";
    }
}
