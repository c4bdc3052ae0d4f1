package dev.skein.report;

import dev.skein.api.Trace;
import dev.skein.engine.Inspection;
import java.io.Flushable;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// Writes a [TraceLine] once a period, on a daemon thread that is bound to no CPU.
///
///     writing -> closed  close  whoever closes it, the end of the runtime, or the thread itself when what it writes to has thrown
///
/// closed: any thread, only to true.
final class TraceThread implements Trace {

    private final Inspection runtime;
    private final long periodNanos;
    private final Appendable out;
    private final Runnable end = this::close;
    private final Thread thread;
    private volatile boolean closed;

    TraceThread(Inspection runtime, Duration period, Appendable out) {
        this.runtime = runtime;
        this.periodNanos = period.toNanos();
        this.out = out;
        this.thread = runtime.workers().daemon("trace", this::run);
    }

    /// @throws OutOfMemoryError if the system refuses a thread
    void start() {
        if (!runtime.endings().add(end)) closed = true;
        try {
            thread.start();
        } catch (Throwable refused) {
            close();
            throw refused;
        }
    }

    private void run() {
        try {
            long due = System.nanoTime();
            TraceLine.Figures before = figures();
            while (true) {
                due += periodNanos;
                for (long left; (left = due - System.nanoTime()) > 0 && !closed; ) {
                    LockSupport.parkNanos(this, left);
                    Thread.interrupted();
                }
                if (closed) return;
                TraceLine.Figures now = figures();
                String line = line(before, now) + "\n";
                if (closed) return;                   // it took its time
                out.append(line);
                if (out instanceof Flushable flushable) flushable.flush();
                before = now;
                due = Math.max(due, System.nanoTime() - periodNanos);      // lines that were missed are not made up for
            }
        } catch (Throwable failure) {
            if (!closed) runtime.reports().logSafely("the trace ends, since it could not write", failure);
        } finally {
            close();
        }
    }

    private TraceLine.Figures figures() {
        return new TraceLine.Figures(System.nanoTime(), runtime.stats());
    }

    private String line(TraceLine.Figures before, TraceLine.Figures now) {
        return TraceLine.of(before, now, runtime.ageNanos(), runtime.balancing().lastSnapshot(), runtime.balancing().decided());
    }

    @Override
    public void close() {
        closed = true;
        runtime.endings().remove(end);
        LockSupport.unpark(thread);
    }

    @Override
    public boolean isClosed() {
        return closed;
    }
}
