package dev.skein.engine;

import dev.skein.task.PlainTask;
import dev.skein.task.Slice;
import dev.skein.task.Timed;
import dev.skein.task.Wrapper;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A task that is run at a time, once or again and again. It is SUSPENDED while it waits for its time, so that nobody who
/// waits for it runs it early; the timer's wake makes it READY.
///
/// dueNanos: who makes the task, then the running carrier before it suspends; never while the task is in the timers.
/// heapIndex: the timers, under their lock.
final class ScheduledTask<R extends @Nullable Object> extends PlainTask<R> implements RunnableScheduledFuture<R>, Timed {

    private final Engine engine;
    private final long sequence = Timed.nextSequence();
    /// 0: once. Above: from start to start. Below: its negative, from end to start.
    private final long periodNanos;
    private volatile long dueNanos;
    private int heapIndex = NOWHERE;
    private @Nullable Callable<R> body;

    /// @param delayNanos from now; 0 or less makes it READY at once, which the caller then enqueues
    ScheduledTask(Engine engine, Callable<R> body, long delayNanos, long periodNanos) {
        super(engine, delayNanos > 0);
        this.engine = engine;
        this.body = body;
        this.periodNanos = periodNanos;
        this.dueNanos = System.nanoTime() + Math.clamp(delayNanos, 0, MAX_DELAY_NANOS);
    }

    @Override
    @SuppressWarnings("NullAway")   // the body is dropped only when the task has ended
    protected R compute() throws Exception {
        return body.call();
    }

    @Override
    public Run runClaimed(@Nullable Slice slice) {
        return isPeriodic() ? runOnceMore(slice) : super.runClaimed(slice);
    }

    private Run runOnceMore(@Nullable Slice slice) {
        if (!engine.isOpen()) {
            var _ = cancel(false);
            return Run.CANCELLED;
        }
        try {
            compute();
        } catch (Throwable failure) {
            return fail(failure);
        }
        dueNanos = periodNanos > 0 ? dueNanos + periodNanos : System.nanoTime() - periodNanos;
        if (slice != null) slice.bodyLeft();
        if (!trySuspend()) return Run.CANCELLED;
        try {
            engine.scheduling().arm(this);
        } catch (OutOfMemoryError noRoom) {      // better ended than waiting for a time that nobody watches
            var _ = cancelWithRoom(false);
        }
        return Run.SUSPENDED;
    }

    @Override
    protected void release() {
        body = null;
    }

    @Override
    public long dueNanos() {
        return dueNanos;
    }

    @Override
    public long sequence() {
        return sequence;
    }

    @Override
    public int heapIndex() {
        return heapIndex;
    }

    @Override
    public void heapIndex(int index) {
        heapIndex = index;
    }

    @Override
    public boolean isPeriodic() {
        return periodNanos != 0;
    }

    @Override
    public long getDelay(TimeUnit unit) {
        return unit.convert(dueNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    /// Earlier due first; of two that are due at the same time, the one made first.
    @Override
    public int compareTo(Delayed other) {
        if (other == this) return 0;
        if (other instanceof ScheduledTask<?> task) return isBefore(task) ? -1 : 1;
        return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }

    @Override
    public String bodyClass() {
        Callable<R> work = body;
        return work == null ? "-" : Wrapper.classOf(work);
    }

    @Override
    protected String describe() {
        Callable<R> work = body;
        return (isPeriodic() ? "Periodic " : "Scheduled ") + (work == null ? "task" : work.getClass().getName());
    }
}
