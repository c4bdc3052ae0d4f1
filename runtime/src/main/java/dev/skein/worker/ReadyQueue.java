package dev.skein.worker;

import dev.skein.queue.WorkStealingDeque;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/// What a carrier has enqueued itself, first in, first out; with the mark of a task whose wake-up was deferred.
///
/// A task that a running task enqueues into an empty queue needs no second worker if its carrier is about to take it
/// anyway. Such a task is *deferred*: nobody is woken for it, and thieves leave it alone, since it would be run sooner
/// where it is. It stays so until its carrier takes it, blocks, or the [Sentry] calls it *overdue*.
///
/// Both marks are indices in the deque, so a mark goes stale by itself when its task has been taken.
///
/// deferred: the carrier, before the push whose release publishes both. overdue: the sentry.
final class ReadyQueue {

    /// Tasks taken from another carrier at once, at most. The copy must be short against the time between two takes of
    /// the victim, or every attempt fails.
    static final int STEAL_MAX = 32;
    private static final int INITIAL_CAPACITY = 256;
    private static final long NONE = -1;

    private static final VarHandle DEFERRED;
    private static final VarHandle OVERDUE;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            DEFERRED = lookup.findVarHandle(ReadyQueue.class, "deferred", long.class);
            OVERDUE = lookup.findVarHandle(ReadyQueue.class, "overdue", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final WorkStealingDeque<Runnable> tasks = new WorkStealingDeque<>(INITIAL_CAPACITY);
    private long deferred = NONE;
    private long overdue = NONE;

    // The carrier's side.

    void push(Runnable task) {
        tasks.push(task);
    }

    /// Adds a task that nobody is to be woken for.
    void pushDeferred(Runnable task) {
        setDeferredOpaque(tasks.nextIndex());
        tasks.push(task);
    }

    /// Ends a deferral: the carrier will not come soon.
    void endDeferral() {
        setDeferredOpaque(NONE);
    }

    @Nullable Runnable poll() {
        return tasks.poll(true);
    }

    // The thieves' side.

    /// Whether there is a task that a thief should take.
    boolean hasStealable() {
        long size = tasks.size();
        if (size != 1) return size > 1;
        long oldest = tasks.topIndex();
        return oldest != deferredOpaque() || oldest == (long) OVERDUE.getOpaque(this);
    }

    /// Moves half of the tasks, at most [#STEAL_MAX], to the end of the thief's own queue, and tells how many.
    int stealInto(ReadyQueue thief) {
        return hasStealable() ? tasks.stealInto(thief.tasks, STEAL_MAX) : 0;
    }

    /// Takes the oldest task, deferred or not; for a shutdown.
    @Nullable Runnable take() {
        return tasks.poll(false);
    }

    // The sentry's side.

    /// Mark of the last deferred task, taken or not: it changes as long as tasks are deferred.
    long lastDeferred() {
        return deferredOpaque();
    }

    /// Whether the task with that mark still waits.
    boolean stillWaits(long mark) {
        return mark != NONE && tasks.topIndex() == mark && !tasks.isEmpty();
    }

    /// Lets thieves take the task with that mark.
    void callOverdue(long mark) {
        OVERDUE.setOpaque(this, mark);
    }

    boolean isEmpty() {
        return tasks.isEmpty();
    }

    long size() {
        return tasks.size();
    }

    private long deferredOpaque() {
        return (long) DEFERRED.getOpaque(this);
    }

    private void setDeferredOpaque(long mark) {
        DEFERRED.setOpaque(this, mark);
    }
}
