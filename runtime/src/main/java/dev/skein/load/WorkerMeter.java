package dev.skein.load;

import dev.skein.api.RunningLoad;
import dev.skein.api.WorkerHealth;
import dev.skein.api.WorkerLoad;
import dev.skein.api.WorkerState;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// The figures of one worker over time: what it has done between two ticks, smoothed.
///
/// All of it is the balancer's own.
final class WorkerMeter {

    /// Weight of the past for what is smoothed: 100 ms, some twenty ticks.
    private static final double SMOOTH_NANOS = 100e6;
    private static final double NANOS_PER_SECOND = 1e9;
    /// A worker that was busy for less of a tick had nothing to run for some of it, though the same task is seen there before and after: that one has suspended.
    private static final double BUSY_THROUGHOUT = 0.9;

    private final WorkerProbe probe;
    private final ProgressWatch progress;
    private final CapacityMeter capacity;
    private final Average standing = new Average(SMOOTH_NANOS);
    /// Over the time in which it was busy. The mean of one run is its inverse: a mean of means would count the few long runs of one tick as much
    /// as the many short ones of the next.
    private final Average runsPerWorkNano = new Average(SMOOTH_NANOS);
    private final Average busyShare = new Average(SMOOTH_NANOS);
    private final Average runsPerSecond = new Average(SMOOTH_NANOS);
    private long runs;
    private int tid;
    private long busyNanos;
    // Since runs were counted last: ticks in which a long run goes on belong to it.
    private double busySince;
    private double workSince;
    private boolean ranForLong;
    private long runningSince;
    private boolean wasBusy;
    private long busyThroughoutSince;
    private int readyTasks;
    private WorkerState state = WorkerState.STOPPED;

    WorkerMeter(WorkerProbe probe, long stuckAfterNanos, long now, IntFunction<ThreadSensor> sensorOf) {
        this.probe = probe;
        this.capacity = new CapacityMeter(sensorOf);
        this.progress = new ProgressWatch(stuckAfterNanos);
        this.runs = probe.runsBegun();
        this.busyNanos = probe.busyNanos();
        this.busyThroughoutSince = now;
        this.tid = probe.kernelId();
        capacity.follow(tid, now);
    }

    /// Follows the worker to another thread; false: it is the same.
    boolean follow(long now) {
        int serving = probe.kernelId();
        if (serving == tid) return false;
        tid = serving;
        runs = probe.runsBegun();              // another carrier counts its own
        capacity.follow(tid, now);
        return true;
    }

    /// Whether the kernel is to be asked about it at this tick.
    boolean isDue(long now) {
        return probe.isBusy() ? ranForLong || capacity.sinceRead(now) >= Sampler.KERNEL_NANOS
                : capacity.sinceRead(now) >= 2 * Sampler.KERNEL_NANOS;
    }

    /// Asks the kernel.
    ///
    /// @return what that has cost, as [CapacityMeter#measure] has it
    int measure(long now) {
        return capacity.measure(now, ranForLong && now - runningSince >= capacity.sinceRead(now));
    }

    /// One tick.
    WorkerHealth look(long now, long elapsedNanos, long late) {
        double elapsed = elapsedNanos;
        state = probe.state();
        readyTasks = Math.max(0, probe.readyTasks());
        long runsNow = Math.max(0, probe.runsBegun());
        long busyNow = probe.busyNanos();
        long newRuns = Math.max(0, runsNow - runs);
        double busy = Math.clamp((double) (busyNow - busyNanos), 0, elapsed);
        runs = runsNow;
        busyNanos = busyNow;
        standing.add(readyTasks, elapsed);
        busyShare.add(busy / elapsed, elapsed);
        wasBusy = busy >= BUSY_THROUGHOUT * elapsed;
        runsPerSecond.add(newRuns * NANOS_PER_SECOND / elapsed, elapsed);
        countRuns(newRuns, busy);
        boolean judged = probe.isInsideTask() && state != WorkerState.BLOCKED;
        return progress.look(probe.progress(), judged, now, late, capacity.sensor());
    }

    private void countRuns(long newRuns, double busy) {
        double speed = capacity.share();
        busySince += busy;
        workSince += busy * (Double.isNaN(speed) ? 1 : speed);
        if (newRuns == 0 || workSince <= 0) return;
        runsPerWorkNano.add(newRuns / workSince, busySince);
        busySince = 0;
        workSince = 0;
    }

    /// @param capability of its CPU
    WorkerLoad load(int worker, WorkerHealth health, @Nullable RunningLoad running, double capability, int arriving, int leaving, long footprintBytes) {
        double standingTasks = standing.value();
        return new WorkerLoad(worker, state, probe.availability(), health, readyTasks, Double.isNaN(standingTasks) ? readyTasks : standingTasks,
                arriving, leaving, capability / runsPerWorkNano.value(), busyShare.value(), runsPerSecond.value(), capability, capacity.share(),
                running, footprintBytes);
    }

    /// What ran at this tick, or null.
    void runs(@Nullable RunningLoad running, long now, long elapsed) {
        if (!wasBusy) busyThroughoutSince = now;
        ranForLong = wasBusy && running != null && running.ageNanos() >= elapsed;
        if (running != null) runningSince = now - Math.min(running.ageNanos(), now - busyThroughoutSince);
    }

    CapacityMeter capacity() {
        return capacity;
    }
}
