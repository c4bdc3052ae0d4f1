package dev.skein.engine;

import dev.skein.platform.Affinity;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The tasks that wait for a time, and the one unpinned thread that wakes them.
///
/// A skip list ordered by due time holds them: adding and removing cost O(log n) without a lock, and a task that is
/// cancelled is gone at once. The thread sleeps until the first is due, and without limit when there is none.
///
/// No due time is missed: who adds a task that comes first writes it into the list, then reads `sleepsFor`; the
/// thread writes `sleepsFor`, then reads the list's first. Both are volatile, so one sees the other.
///
/// sleepsFor: the timer thread. The list: any thread.
final class Timers {

    private final ConcurrentSkipListMap<ScheduledTask<?>, Boolean> tasks = new ConcurrentSkipListMap<>();
    private final LongAdder count = new LongAdder();
    private final Consumer<ScheduledTask<?>> whenDue;
    private final Affinity affinity;
    private final Thread thread;
    private volatile @Nullable ScheduledTask<?> sleepsFor;
    private volatile boolean stopped;

    /// @param whenDue called on the timer thread with each task when its time has come; must not block
    Timers(String runtime, Affinity affinity, Consumer<ScheduledTask<?>> whenDue) {
        this.whenDue = whenDue;
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

    void add(ScheduledTask<?> task) {
        tasks.put(task, Boolean.TRUE);
        count.increment();
        ScheduledTask<?> first = sleepsFor;
        if (first == null || task.compareTo(first) < 0) LockSupport.unpark(thread);
    }

    /// Takes a task out before its time; false if it is not there.
    boolean remove(ScheduledTask<?> task) {
        if (tasks.remove(task) == null) return false;
        count.decrement();
        return true;
    }

    /// Calls `action` for each task that waits now.
    void forEach(Consumer<ScheduledTask<?>> action) {
        tasks.keySet().forEach(action);
    }

    long size() {
        return Math.max(0, count.sum());
    }

    private void run() {
        affinity.unpin();                    // who started this thread may be pinned
        while (!stopped) {
            try {
                fireOrSleep();
            } catch (Throwable e) {          // no memory, say: the thread must outlive it
                Engine.LOG.log(System.Logger.Level.ERROR, "the timer thread failed and goes on", e);
            }
        }
    }

    private void fireOrSleep() {
        ScheduledTask<?> first = firstOrNull();
        if (first == null) {
            sleep(null, Long.MAX_VALUE);
            return;
        }
        long left = first.dueNanos() - System.nanoTime();
        if (left > 0) {
            sleep(first, left);
        } else if (remove(first)) {
            whenDue.accept(first);
        }
    }

    private @Nullable ScheduledTask<?> firstOrNull() {
        Map.Entry<ScheduledTask<?>, Boolean> first = tasks.firstEntry();
        return first == null ? null : first.getKey();
    }

    private void sleep(@Nullable ScheduledTask<?> first, long nanos) {
        sleepsFor = first;
        if (firstOrNull() == first && !stopped) LockSupport.parkNanos(this, nanos);
        Thread.interrupted();
    }
}
