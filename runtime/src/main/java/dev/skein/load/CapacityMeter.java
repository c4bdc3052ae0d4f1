package dev.skein.load;

import dev.skein.platform.KernelState;
import java.util.function.IntFunction;

/// Which share of its CPU a worker's thread gets when it wants it, or would get: smoothed.
///
/// While the thread runs tasks, its share is its CPU time by that time and its run-queue delay. The kernel charges the delay only when
/// the thread has the CPU again, which is too late for a task that should leave soon: of a thread that has run one task for the whole time, what
/// is missing is taken for delay unless the thread sleeps. While it is idle, the share is what others leave of its CPU, but at least a
/// half: a fair scheduler gives no less against one other.
///
/// All of it is the balancer's own.
final class CapacityMeter {

    /// Weight of the past. Short against what a user feels, long against the 3 ms for which the kernel's scheduler lets one of two run: 8 ms.
    private static final double SHARE_NANOS = 8e6;
    /// A thread that wanted less of the window than this says nothing of what it would get.
    private static final double WANTS_ENOUGH = 0.2;
    /// A loss that is worth a system call to tell it from sleep.
    private static final double WORTH_ASKING = 0.9;
    private static final double LEAST_IDLE_SHARE = 0.5;
    /// A thread that waits for its CPU has a share all the same: what is divided by it stays finite.
    private static final double LEAST_SHARE = 0.01;

    private static final long NOT_READ = -1;
    /// What reads cost, in units of 0.3 us: the CPU clock, that and the run-queue delay, that and the state of the thread.
    private static final int CLOCK_COST = 1;
    private static final int BOTH_COST = 4;
    private static final int STATE_COST = 10;

    private final Average share = new Average(SHARE_NANOS);
    private final IntFunction<ThreadSensor> sensorOf;
    private ThreadSensor sensor;
    private int tid = -1;
    private long readNanos;
    private long cpuNanos = -1;
    private long delayNanos = -1;
    // Of the last window; NaN: not known.
    private double shareUsed;
    private double shareWanted;

    /// @param sensorOf by kernel id; -1 stands for no thread
    CapacityMeter(IntFunction<ThreadSensor> sensorOf) {
        this.sensorOf = sensorOf;
        this.sensor = sensorOf.apply(tid);
    }

    /// The thread that serves the worker now; another one begins anew.
    void follow(int kernelId, long now) {
        if (kernelId == tid) return;
        sensor.close();
        sensor = sensorOf.apply(kernelId);
        tid = kernelId;
        readNanos = now;
        cpuNanos = sensor.cpuNanos();
        delayNanos = sensor.runDelayNanos();
    }

    long sinceRead(long now) {
        return now - readNanos;
    }

    /// Reads the thread's clocks: of a thread that has run one task for the whole time since the last read only what it has used, for it wanted all.
    ///
    /// @return what that has cost, where reading the CPU clock alone costs 1
    int measure(long now, boolean busyThroughout) {
        double window = now - readNanos;
        long cpuThen = cpuNanos;
        long delayThen = delayNanos;
        readNanos = now;
        cpuNanos = sensor.cpuNanos();
        delayNanos = busyThroughout ? NOT_READ : sensor.runDelayNanos();
        boolean known = cpuNanos >= 0 && cpuThen >= 0 && window > 0;
        shareUsed = known ? Math.clamp((cpuNanos - cpuThen) / window, 0, 1) : Double.NaN;
        shareWanted = shareUsed;
        if (!known) return CLOCK_COST;
        if (busyThroughout) return measureBusy(window);
        if (delayNanos < 0 || delayThen < 0) return BOTH_COST;
        // A wait is charged at its end: what it lasted before this window, other windows have lacked.
        shareWanted = Math.min(1, shareUsed + Math.max(0, delayNanos - delayThen) / window);
        if (shareWanted >= WANTS_ENOUGH) add(shareUsed / shareWanted, window);
        return BOTH_COST;
    }

    /// A loss is worth a look whether the thread sleeps: then it did not want its CPU.
    private int measureBusy(double window) {
        if (shareUsed >= WORTH_ASKING) {
            add(shareUsed, window);
            return CLOCK_COST;
        }
        if (sensor.state() == KernelState.RUNNING) {
            shareWanted = 1;
            add(shareUsed, window);
        }
        return STATE_COST;
    }

    private void add(double value, double window) {
        share.add(Math.max(LEAST_SHARE, value), window);
    }

    /// For a worker that has wanted its CPU little: what others leave of it.
    ///
    /// @param busyShare of the CPU, 0 to 1, by all; NaN: not known
    void measureIdle(double busyShare, double windowNanos) {
        if (Double.isNaN(busyShare) || Double.isNaN(shareWanted) || shareWanted >= WANTS_ENOUGH) return;
        double others = Math.max(0, busyShare - shareUsed);
        share.add(Math.max(LEAST_IDLE_SHARE, 1 - others), windowNanos);
    }

    /// 0 to 1; NaN: not known.
    double share() {
        return share.value();
    }

    /// Of the thread that is followed.
    ThreadSensor sensor() {
        return sensor;
    }

    void close() {
        sensor.close();
    }
}
