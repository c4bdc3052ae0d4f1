package dev.skein.task;

import dev.skein.api.Waker;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Those who wait for a task's outcome: a stack after R. K. Treiber, "Systems programming: coping with parallelism"
/// (IBM Almaden, 1986).
///
/// No waiter is left behind: a waiter pushes itself, then looks for the outcome; whoever gives the outcome publishes it,
/// then takes the whole stack. Both are CAS on volatile words, so one of the two sees the other.
///
/// head: any thread, by CAS.
abstract class WaiterStack extends TaskState {

    /// Links that one who gives up looks at, at least, to unlink others who did.
    private static final int SWEEP_MIN = 64;

    private static final VarHandle HEAD;

    static {
        try {
            HEAD = MethodHandles.lookup().findVarHandle(WaiterStack.class, "head", Waiter.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /// thread: set to null by the waiter that gave up; read by who releases it.
    private static final class WaitingThread extends Waiter {
        volatile @Nullable Thread thread = Thread.currentThread();

        @Override
        void release() {
            Thread waiting = thread;
            if (waiting != null) LockSupport.unpark(waiting);
        }

        @Override
        boolean isGone() {
            return thread == null;
        }
    }

    private volatile @Nullable Waiter head;

    WaiterStack(boolean suspended) {
        super(suspended);
    }

    /// Blocks the calling thread until there is an outcome or the time is over.
    public final void blockForOutcome(boolean timed, long deadlineNanos) throws InterruptedException {
        WaitingThread self = new WaitingThread();
        push(self);
        try {
            while (!hasOutcome()) {
                if (Thread.interrupted()) throw new InterruptedException();
                if (timed) {
                    long left = deadlineNanos - System.nanoTime();
                    if (left <= 0) return;
                    LockSupport.parkNanos(this, left);
                } else {
                    LockSupport.park(this);
                }
            }
        } finally {
            self.thread = null;
            if (!hasOutcome()) sweep();
        }
    }

    /// Adds one that is to be released with the outcome. False: the outcome is there; the waiter may be released all the same.
    final boolean tryAdd(Waiter waiter) {
        if (hasOutcome()) return false;
        push(waiter);
        return !hasOutcome();
    }

    /// Releases all who wait; to be called after the outcome was published.
    final void releaseWaiters() {
        if (head == null) return;
        Waiter waiter = (Waiter) HEAD.getAndSet(this, null);
        while (waiter != null) {
            Waiter next = waiter.next;
            try {
                waiter.release();
            } catch (Throwable fromTheUser) {      // the others wait for their release too
                uncaught(fromTheUser);
            }
            waiter = next;
        }
    }

    /// A waiter of the user's threw. Must not throw.
    abstract void uncaught(Throwable failure);

    /// Lets a waker go that waits here.
    final void forgetWaker(Waker abandoned) {
        Waiter next;
        for (Waiter waiter = head; waiter != null; waiter = next) {
            if (waiter instanceof WakerWaiter foreign) foreign.forget(abandoned);
            next = waiter.next;
            if (next == waiter) return;      // it was released, and its wake missed ([EventWait]): the chain is nobody's any more
        }
    }

    private void push(Waiter self) {
        Waiter seen;
        do {
            seen = head;
            self.next = seen;
        } while (!HEAD.compareAndSet(this, seen, self));
    }

    /// Unlinks those who gave up, so that waiting with a limit does not pile up memory. How far it looks is drawn by lot, `n` links
    /// or more with probability 64 / n: so each sweep costs O(log n), whoever waits for how long, and among n waiters every
    /// n / 64th goes to the end and leaves none. A waiter that is unlinked from behind another one that gave up at the same
    /// time may stay until the next sweep.
    final void sweep() {
        Waiter live = null;
        double looks = SWEEP_MIN / (1 - ThreadLocalRandom.current().nextDouble());
        for (Waiter waiter = head; waiter != null && looks > 0; waiter = waiter.next, looks--) {
            if (!waiter.isGone()) {
                live = waiter;
            } else if (live != null) {
                live.next = waiter.next;
            } else {
                HEAD.compareAndSet(this, waiter, waiter.next);
            }
        }
    }
}
