package dev.skein.task;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The threads that wait for a task's outcome: a stack after R. K. Treiber, "Systems programming: coping with
/// parallelism" (IBM Almaden, 1986).
///
/// No waiter is left behind: a waiter pushes itself, then looks for the outcome; whoever gives the outcome publishes it,
/// then takes the whole stack. Both are CAS on volatile words, so one of the two sees the other.
///
/// head: any thread, by CAS. A waiter's thread field: set to null by the waiter that gave up, or by who wakes it.
abstract class WaiterStack extends TaskState {

    private static final VarHandle HEAD;

    static {
        try {
            HEAD = MethodHandles.lookup().findVarHandle(WaiterStack.class, "head", Waiter.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final class Waiter {
        volatile @Nullable Thread thread = Thread.currentThread();
        volatile @Nullable Waiter next;
    }

    private volatile @Nullable Waiter head;

    WaiterStack(boolean suspended) {
        super(suspended);
    }

    /// Blocks the calling thread until there is an outcome or the time is over.
    final void parkForOutcome(boolean timed, long deadlineNanos) throws InterruptedException {
        Waiter self = new Waiter();
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

    /// Wakes all who wait; to be called after the outcome was published.
    final void releaseWaiters() {
        if (head == null) return;
        Waiter waiter = (Waiter) HEAD.getAndSet(this, null);
        for (; waiter != null; waiter = waiter.next) {
            Thread thread = waiter.thread;
            if (thread != null) LockSupport.unpark(thread);
        }
    }

    private void push(Waiter self) {
        Waiter seen;
        do {
            seen = head;
            self.next = seen;
        } while (!HEAD.compareAndSet(this, seen, self));
    }

    /// Unlinks those who gave up, so that waiting with a limit in a loop does not pile up memory. A waiter that is
    /// unlinked from behind another one that gave up at the same time may stay until the next sweep.
    private void sweep() {
        Waiter live = null;
        for (Waiter waiter = head; waiter != null; waiter = waiter.next) {
            if (waiter.thread != null) {
                live = waiter;
            } else if (live != null) {
                live.next = waiter.next;
            } else {
                HEAD.compareAndSet(this, waiter, waiter.next);
            }
        }
    }
}
