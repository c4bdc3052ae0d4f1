package dev.skein.task;

import dev.skein.api.Awaitable;
import dev.skein.api.Waker;
import dev.skein.platform.StackRoom;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// One wait of one continuation for an event: what the event keeps of it. 32 bytes, since an event may keep it long after the task
/// has gone; the task itself is let go ([#forget]).
///
/// task: set to null by who lets the wait go; read by who wakes it. next: beside what [Waiter] says, links to itself when the event had
/// no room on its stack to wake the task.
final class EventWait extends Waiter implements Waker, BiConsumer<@Nullable Object, @Nullable Throwable> {

    private volatile @Nullable ContinuationTask<?> task;
    /// An [Awaitable], which is told when the waiter gives up; or the class of a stage, which cannot be told and is not kept by who waits for it.
    private final Object event;
    private final long number;

    EventWait(ContinuationTask<?> task, Object event, long number) {
        this.task = task;
        this.event = event instanceof Awaitable ? event : event.getClass();
        this.number = number;
    }

    @Override
    public boolean wake() {
        ContinuationTask<?> waiting = task;
        if (waiting == null) return false;
        try {
            StackRoom.require();             // a task that is woken and not enqueued would be lost
        } catch (StackOverflowError noRoom) {
            // Nothing is called here. A future would swallow the error, and the wake with it: the sentry sees to it.
            next = this;
            waiting.owner.wakeMissed = true;
            return true;
        }
        return waiting.endWait(number, false);
    }

    /// Makes up for a wake that its event had no room for.
    void wakeIfMissed() {
        if (next == this) wake();
    }

    /// The stage that is waited for is complete.
    @Override
    public void accept(@Nullable Object value, @Nullable Throwable failure) {
        wake();
    }

    @Override
    void release() {
        wake();
    }

    @Override
    boolean isGone() {
        return task == null;
    }

    /// The wait has ended, so the event need not keep the task alive.
    void forget() {
        task = null;
    }

    /// Tells the event that the task will not come for it.
    void abandon(TaskOwner owner) {
        if (!(event instanceof Awaitable awaitable)) return;
        try {
            awaitable.abandon(this);
        } catch (Throwable fromTheEvent) {       // a class of the user's: it must not spoil the end of the wait
            owner.uncaught(fromTheEvent);
        }
    }

    /// What is waited for: an [Awaitable], or the class of a stage.
    Object event() {
        return event;
    }

    /// Whether it waits for that event itself, and so is registered with it once.
    boolean isFor(Awaitable other) {
        return event == other;
    }
}
