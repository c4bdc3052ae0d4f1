package dev.skein.load;

import dev.skein.api.RunningLoad;
import dev.skein.api.WorkerHealth;
import dev.skein.api.WorkerLoad;
import dev.skein.api.WorkerState;
import dev.skein.platform.KernelState;
import org.jspecify.annotations.Nullable;

/// The figures of one worker over time: what it has done between two ticks, smoothed.
///
/// All of it is the balancer's own.
final class WorkerMeter {

    /// Weight of the past for what is smoothed: 100 ms, some twenty ticks.
    private static final double SMOOTH_NANOS = 100e6;
    private static final double NANOS_PER_SECOND = 1e9;

    private final WorkerProbe probe;
    private final ProgressWatch progress;
    private final CapacityMeter capacity = new CapacityMeter();
    private final Average standing = new Average(SMOOTH_NANOS);
    private final Average service = new Average(SMOOTH_NANOS);
    private final Average busyShare = new Average(SMOOTH_NANOS);
    private final Average runsPerSecond = new Average(SMOOTH_NANOS);
    private final ProgressWatch.Kernel kernel = new ProgressWatch.Kernel() {
        @Override
        public long cpuNanos() {
            return capacity.meter().cpuNanos();
        }

        @Override
        public KernelState state() {
            return capacity.meter().state();
        }
    };
    private long run;
    private int tid;
    private long busyNanos;
    private boolean ranForLong;
    private int readyTasks;
    private WorkerState state = WorkerState.STOPPED;

    WorkerMeter(WorkerProbe probe, long stuckAfterNanos, long now) {
        this.probe = probe;
        this.progress = new ProgressWatch(stuckAfterNanos);
        this.run = probe.run();
        this.busyNanos = probe.busyNanos();
        this.tid = probe.kernelId();
        capacity.follow(tid, now);
    }

    /// Follows the worker to another thread.
    void follow(long now) {
        int serving = probe.kernelId();
        if (serving == tid) return;
        tid = serving;
        run = probe.run();                     // another carrier counts its own runs
        capacity.follow(tid, now);
    }

    /// Whether the kernel is to be asked about it at this tick.
    boolean isDue(long now) {
        return probe.isBusy() ? ranForLong || capacity.sinceRead(now) >= Sampler.KERNEL_NANOS
                : capacity.sinceRead(now) >= 2 * Sampler.KERNEL_NANOS;
    }

    /// One tick.
    WorkerHealth look(long now, long elapsedNanos, long late) {
        double elapsed = elapsedNanos;
        state = probe.state();
        readyTasks = Math.max(0, probe.readyTasks());
        long runNow = probe.run();
        long busyNow = probe.busyNanos();
        long newRuns = Math.max(0, runNow - run);
        double busy = Math.clamp((double) (busyNow - busyNanos), 0, elapsed);
        run = runNow;
        busyNanos = busyNow;
        standing.add(readyTasks, elapsed);
        busyShare.add(busy / elapsed, elapsed);
        runsPerSecond.add(newRuns * NANOS_PER_SECOND / elapsed, elapsed);
        double speed = capacity.share();
        if (newRuns > 0) service.add(busy * (Double.isNaN(speed) ? 1 : speed) / newRuns, busy);
        boolean judged = probe.isBusy() && state != WorkerState.BLOCKED;
        return progress.look(probe.progress(), judged, now, late, kernel);
    }

    /// @param capability of its CPU
    WorkerLoad load(int worker, WorkerHealth health, @Nullable RunningLoad running, double capability, int arriving, int leaving, long footprintBytes) {
        double standingTasks = standing.value();
        return new WorkerLoad(worker, state, probe.availability(), health, readyTasks, Double.isNaN(standingTasks) ? readyTasks : standingTasks,
                arriving, leaving, service.value() * capability, busyShare.value(), runsPerSecond.value(), capability, capacity.share(),
                running, footprintBytes);
    }

    /// Whether the same task ran at the last two ticks.
    boolean ranForLong() {
        return ranForLong;
    }

    void ranForLong(boolean sameTask) {
        ranForLong = sameTask;
    }

    long run() {
        return run;
    }

    CapacityMeter capacity() {
        return capacity;
    }
}
