package dev.skein.load;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// The drain time of each worker, as the balancer saw it last, for whoever must choose between two workers: one read.
///
/// values: the balancer, opaque; read by whoever submits. All stand side by side, since they are written once a tick and read often.
public final class DrainBoard {

    /// In place of the drain time of a worker that is to be given nothing.
    public static final long CLOSED = Long.MAX_VALUE;

    /// Longest drain time of a worker that is open, 146 years.
    static final long LONGEST = 1L << 62;

    private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);
    /// Drain time, time of one task, tasks at that time.
    private static final int FIGURES = 3;

    private final long[] values;

    /// @param workers 1 or more; at first each has a drain time of 0
    public DrainBoard(int workers) {
        values = new long[workers * FIGURES];
    }

    /// Time until the worker has done what it had, in nanoseconds; [#CLOSED]: it is to be given nothing.
    public long drainNanos(int worker) {
        return get(worker, 0);
    }

    /// The same with what has come, or gone, since.
    ///
    /// @param queuedTasks that wait there now
    public long drainNanos(int worker, long queuedTasks) {
        long then = get(worker, 0);
        if (then == CLOSED) return CLOSED;
        double since = (double) (queuedTasks - get(worker, 2)) * get(worker, 1);      // as a real number: it has no end to run over
        return (long) Math.clamp(then + since, 0, LONGEST);
    }

    /// Publishes the figures of a worker.
    ///
    /// @param drainNanos 0 or more, or [#CLOSED]
    /// @param taskNanos time that one task takes there; 0: not known
    /// @param queuedTasks that wait there
    public void publish(int worker, long drainNanos, long taskNanos, long queuedTasks) {
        set(worker, 0, drainNanos);
        set(worker, 1, taskNanos);
        set(worker, 2, queuedTasks);
    }

    private long get(int worker, int figure) {
        return (long) LONGS.getOpaque(values, worker * FIGURES + figure);
    }

    /// A line that does not change stays in the caches of those who read it.
    private void set(int worker, int figure, long value) {
        if (get(worker, figure) != value) LONGS.setOpaque(values, worker * FIGURES + figure, value);
    }
}
