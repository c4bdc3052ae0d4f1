package dev.skein.queue;

import java.lang.reflect.Field;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jctools.queues.varhandle.MpmcVarHandleArrayQueue;

/// Lets queues fail as they do where there is no room or no memory. To be called while no other thread is inside the queue; what stands in an inbox stays.
public final class BrokenQueues {

    /// More elements than fit into a deque.
    public static final long FULL = 2L << 30;

    private static final int CAPACITY = 4096;

    private BrokenQueues() {}

    /// Polls of the inbox succeed so many times, then as many as `fails` throw, with nothing taken; after that all is well.
    public static void failPolls(Inbox<?> inbox, int successes, int fails, Error failure) {
        BrokenArray<Object> broken = replace(inbox);
        broken.failure = failure;
        broken.failsLeft.set(fails);
        broken.successesLeft.set(successes);
    }

    /// The inbox refuses everything from now on, as a full one.
    public static void refuseOffers(Inbox<?> inbox) {
        replace(inbox).refuses = true;
    }

    /// For so many offers there is no memory for an entry in the overflow.
    public static void failOffers(Overflow<?> overflow, int fails, OutOfMemoryError failure) {
        BrokenList<Object> broken = new BrokenList<>(fails, failure);
        set(Overflow.class, overflow, broken);
    }

    @SuppressWarnings("serial")
    private static final class BrokenList<E> extends ConcurrentLinkedQueue<E> {
        private final AtomicInteger failsLeft;
        private final OutOfMemoryError failure;

        BrokenList(int fails, OutOfMemoryError failure) {
            this.failsLeft = new AtomicInteger(fails);
            this.failure = failure;
        }

        @Override
        public boolean offer(E element) {
            if (failsLeft.get() > 0 && failsLeft.getAndDecrement() > 0) throw failure;
            return super.offer(element);
        }
    }

    private static final class BrokenArray<E> extends MpmcVarHandleArrayQueue<E> {
        private final AtomicInteger successesLeft = new AtomicInteger(Integer.MAX_VALUE);
        private final AtomicInteger failsLeft = new AtomicInteger();
        private volatile Error failure = new Error("not set");
        private volatile boolean refuses;

        BrokenArray() {
            super(CAPACITY);
        }

        @Override
        public boolean relaxedOffer(E element) {
            return !refuses && super.relaxedOffer(element);
        }

        @Override
        public E relaxedPoll() {
            if (successesLeft.get() <= 0 && failsLeft.getAndDecrement() > 0) throw failure;
            E element = super.relaxedPoll();
            if (element != null) successesLeft.decrementAndGet();
            return element;
        }
    }

    private static BrokenArray<Object> replace(Inbox<?> inbox) {
        BrokenArray<Object> broken = new BrokenArray<>();
        for (Object element; (element = inbox.poll()) != null; ) broken.relaxedOffer(element);
        set(Inbox.class, inbox, broken);
        return broken;
    }

    private static void set(Class<?> type, Object queue, Object broken) {
        try {
            Field field = type.getDeclaredField("queue");
            field.setAccessible(true);
            field.set(queue, broken);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    /// Makes a deque believe that it holds so many elements more; in truth nothing stands there. A negative number takes them back.
    public static void pretendToPush(WorkStealingDeque<?> deque, long elements) {
        deque.bottom += elements * TopWord.STEP;
    }
}
