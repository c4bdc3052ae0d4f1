package dev.skein.engine;

import dev.skein.platform.Affinity;
import dev.skein.platform.StackRoom;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The tasks that wait for a time, and the one unpinned thread that wakes them.
///
/// The thread sleeps until the first is due, and without limit when there is none. Who adds a task that comes first wakes
/// it. A task that is cancelled is gone at once.
///
/// No due time is missed: the thread reads the first under the lock before each sleep; a task that came first since has been
/// added under the lock, and its unpark lets the sleep return.
///
/// Callers have made sure of the stack: a lock that is left locked, or a heap that is half changed, would stop all timers.
///
/// heap, and the place of each task in it: under `lock`.
final class Timers {

    private final ReentrantLock lock = new ReentrantLock();
    private final TimerHeap heap = new TimerHeap();
    private final Consumer<ScheduledTask<?>> whenDue;
    private final BiConsumer<String, Throwable> whenFailed;
    private final Affinity affinity;
    private final Thread thread;
    private volatile boolean stopped;

    /// @param whenDue called on the timer thread with each task when its time has come; must not block
    /// @param whenFailed called with what went wrong in our own code; must not throw
    Timers(String runtime, Affinity affinity, Consumer<ScheduledTask<?>> whenDue, BiConsumer<String, Throwable> whenFailed) {
        this.whenDue = whenDue;
        this.whenFailed = whenFailed;
        this.affinity = affinity;
        this.thread = Thread.ofPlatform().daemon(true).inheritInheritableThreadLocals(false)
                .name("skein-" + runtime + "-timer").unstarted(this::run);
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
    void add(ScheduledTask<?> task) {
        boolean first;
        lock.lock();
        try {
            heap.add(task);
            first = heap.first() == task;
        } finally {
            lock.unlock();
        }
        if (first) LockSupport.unpark(thread);
    }

    /// Takes a task out before its time; false if it is not there.
    boolean remove(ScheduledTask<?> task) {
        lock.lock();
        try {
            return heap.remove(task);
        } finally {
            lock.unlock();
        }
    }

    /// The tasks that wait now, in no order.
    List<ScheduledTask<?>> all() {
        lock.lock();
        try {
            return heap.all();
        } finally {
            lock.unlock();
        }
    }

    int size() {
        StackRoom.require();                 // asked for from outside, with no step before
        lock.lock();
        try {
            return heap.size();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        affinity.unpin();                    // who started this thread may be pinned
        while (!stopped) {
            try {
                ScheduledTask<?> due = takeDueOrSleep();
                if (due != null) whenDue.accept(due);
            } catch (Throwable e) {          // no memory, say: the thread must outlive it
                whenFailed.accept("the timer thread failed and goes on", e);
            }
        }
    }

    /// Takes the first task if its time has come; else sleeps, perhaps too short, and gives null.
    private @Nullable ScheduledTask<?> takeDueOrSleep() {
        long left = Long.MAX_VALUE;
        lock.lock();
        try {
            ScheduledTask<?> first = heap.first();
            if (first != null) {
                left = first.dueNanos() - System.nanoTime();
                if (left <= 0) {
                    heap.remove(first);
                    return first;
                }
            }
        } finally {
            lock.unlock();
        }
        if (!stopped) LockSupport.parkNanos(this, left);
        Thread.interrupted();
        return null;
    }
}
