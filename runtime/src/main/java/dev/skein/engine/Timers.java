package dev.skein.engine;

import dev.skein.platform.Daemons;
import dev.skein.platform.StackRoom;
import dev.skein.task.Timed;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The tasks that wait for a time, and the one unpinned thread that wakes them.
///
/// The thread sleeps until the first is due, and without limit when there is none. Who adds a task that comes first wakes
/// it. A task that is cancelled is gone at once; the limit of a wait that its event has ended goes when the task goes on.
///
/// No due time is missed: the thread reads the first under the lock before each sleep; a task that came first since has been
/// added under the lock, and its unpark lets the sleep return.
///
/// Callers have made sure of the stack: a lock that is left locked, or a heap that is half changed, would stop all timers.
///
/// heap, and the place of each task in it: under `lock`. leftNanos: the thread's own.
final class Timers {

    private final ReentrantLock lock = new ReentrantLock();
    private final TimerHeap heap = new TimerHeap();
    private final Consumer<Timed> whenDue;
    private final BiConsumer<String, Throwable> whenFailed;
    private final Thread thread;
    private int scheduled;
    private long leftNanos;
    private volatile boolean stopped;

    /// @param whenDue called on the timer thread with each task when its time has come; must not block
    /// @param whenFailed called with what went wrong in our own code; must not throw
    Timers(Daemons daemons, Consumer<Timed> whenDue, BiConsumer<String, Throwable> whenFailed) {
        this.whenDue = whenDue;
        this.whenFailed = whenFailed;
        this.thread = daemons.unstarted("timer", this::run);
    }

    void start() {
        thread.start();
    }

    void stop() {
        stopped = true;
        LockSupport.unpark(thread);
    }

    /// Adds a task that is in no timers.
    ///
    /// @throws OutOfMemoryError if there is no room; the task has not been added then
    void add(Timed task) {
        boolean first;
        lock.lock();
        try {
            heap.add(task);
            if (task instanceof ScheduledTask) scheduled++;
            first = heap.first() == task;
        } finally {
            lock.unlock();
        }
        if (first) LockSupport.unpark(thread);
    }

    /// Takes a task out before its time; false if it is not there.
    boolean remove(Timed task) {
        lock.lock();
        try {
            return takeOut(task);
        } finally {
            lock.unlock();
        }
    }

    /// The tasks that wait now, in no order.
    List<Timed> all() {
        lock.lock();
        try {
            return heap.all();
        } finally {
            lock.unlock();
        }
    }

    /// Tasks that wait for their time here; the alarms of others are not counted.
    int scheduled() {
        StackRoom.require();                 // asked for from outside, with no step before
        lock.lock();
        try {
            return scheduled;
        } finally {
            lock.unlock();
        }
    }

    private boolean takeOut(Timed entry) {
        boolean there = heap.remove(entry);
        if (there && entry instanceof ScheduledTask) scheduled--;
        return there;
    }

    private void run() {
        while (!stopped) {
            try {
                if (!handOverDue()) sleep();
            } catch (Throwable e) {          // no memory, say: the thread must outlive it
                tell(e);
            }
        }
    }

    /// Nothing is thrown. Where there is no memory not even the words may be had: the first use of a string allocates it.
    private void tell(Throwable inOurOwnCode) {
        try {
            whenFailed.accept("the timer thread failed and goes on", inOurOwnCode);
        } catch (Throwable noRoom) {
            return;
        }
    }

    /// Takes the first task if its time has come, and hands it over.
    private boolean handOverDue() {
        Timed due = takeDue();
        if (due == null) return false;
        whenDue.accept(due);
        return true;
    }

    private @Nullable Timed takeDue() {
        lock.lock();
        try {
            Timed first = heap.first();
            leftNanos = first == null ? Long.MAX_VALUE : first.dueNanos() - System.nanoTime();
            return leftNanos <= 0 && first != null && takeOut(first) ? first : null;
        } finally {
            lock.unlock();
        }
    }

    /// A method of its own, with no task among its variables or its caller's: where the code is interpreted, what they name lives on, and a task that is
    /// cancelled meanwhile would be held for an hour.
    private void sleep() {
        if (!stopped) LockSupport.parkNanos(this, leftNanos);
        Thread.interrupted();
    }
}
