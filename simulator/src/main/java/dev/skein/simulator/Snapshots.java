package dev.skein.simulator;

import dev.skein.api.Availability;
import dev.skein.api.LoadSnapshot;
import dev.skein.api.RunningLoad;
import dev.skein.api.WorkerHealth;
import dev.skein.api.WorkerLoad;
import dev.skein.api.WorkerState;
import dev.skein.simulator.VirtualWorker.State;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the runtime's sampler (`dev.skein.load.Sampler`) would report of the virtual workers: live figures, figures smoothed over 100 ms, and the share of
/// the CPU, for which the kernel is asked about some workers per tick, in turn.
///
/// The kernel answers exactly here. What a thread lost to others it knows at once, and there is no noise of the clock.
final class Snapshots {

    private static final double SMOOTH_NANOS = 100e6;
    private static final double SHARE_NANOS = 8e6;
    private static final long KERNEL_NANOS = 50_000_000;
    /// What the kernel may be asked per tick, and what the questions cost, as in `dev.skein.load.CapacityMeter`.
    private static final int READS_PER_TICK = 16;
    private static final int CLOCK_COST = 1;
    private static final int BOTH_COST = 4;
    private static final int STATE_COST = 10;
    private static final double WORTH_ASKING = 0.9;
    private static final double LEAST_IDLE_SHARE = 0.5;
    private static final long STUCK_NANOS = 100_000_000;

    private final WorkStealing run;
    private final Handoffs handoffs;
    private final Meter[] meters;
    private long tick;
    private long takenNanos;
    private int next;

    Snapshots(WorkStealing run, Handoffs handoffs) {
        this.run = run;
        this.handoffs = handoffs;
        this.meters = new Meter[run.workers.length];
        Arrays.setAll(meters, _ -> new Meter());
    }

    /// What was seen of one worker so far.
    private static final class Meter {
        double standing = Double.NaN;
        double serviceNanos = Double.NaN;
        double busyShare = Double.NaN;
        double runsPerSecond = Double.NaN;
        double share = Double.NaN;
        long run;
        long busyNanos;
        long readNanos;
        double foreignNanos;
    }

    LoadSnapshot take() {
        long now = run.now;
        long elapsed = Math.max(1, now - takenNanos);
        takenNanos = now;
        readKernel(elapsed);
        List<WorkerLoad> loads = new ArrayList<>(meters.length);
        for (VirtualWorker worker : run.workers) {
            smooth(worker, elapsed);
            loads.add(load(worker));
        }
        return new LoadSnapshot(tick++, now, elapsed, loads, 0, List.of(), 0);
    }

    private void readKernel(long elapsed) {
        int reads = 0;
        int start = next;
        for (int k = 0; k < meters.length && reads < READS_PER_TICK; k++) {
            int at = (start + k) % meters.length;
            VirtualWorker worker = run.workers[at];
            long window = run.now - meters[at].readNanos;
            boolean runsLong = worker.state == State.RUNNING && run.now - worker.taskSinceNanos >= elapsed;
            boolean due = runsLong || window >= (worker.state == State.RUNNING ? KERNEL_NANOS : 2 * KERNEL_NANOS);
            if (!due || window <= 0) continue;
            double measured = readShare(worker, meters[at], window);
            reads += !runsLong ? BOTH_COST : measured >= WORTH_ASKING ? CLOCK_COST : STATE_COST;
            next = at + 1;
        }
    }

    private double readShare(VirtualWorker worker, Meter meter, long window) {
        double foreign = worker.foreignNanos(run.now);
        double measured = 1 - (foreign - meter.foreignNanos) / window;
        if (worker.state != State.RUNNING) measured = Math.max(LEAST_IDLE_SHARE, measured);
        meter.share = average(meter.share, Math.clamp(measured, 0, 1), SHARE_NANOS, window);
        meter.foreignNanos = foreign;
        meter.readNanos = run.now;
        return measured;
    }

    private void smooth(VirtualWorker worker, long elapsed) {
        Meter meter = meters[worker.index];
        long busyNow = worker.nanosIn(State.RUNNING, run.now);
        double busy = Math.clamp((double) (busyNow - meter.busyNanos), 0, elapsed);
        long newRuns = worker.run - meter.run;
        meter.standing = average(meter.standing, worker.queue.size(), SMOOTH_NANOS, elapsed);
        meter.busyShare = average(meter.busyShare, busy / elapsed, SMOOTH_NANOS, elapsed);
        meter.runsPerSecond = average(meter.runsPerSecond, newRuns * 1e9 / elapsed, SMOOTH_NANOS, elapsed);
        double speed = Double.isNaN(meter.share) ? 1 : meter.share;
        if (newRuns > 0) meter.serviceNanos = average(meter.serviceNanos, busy * speed / newRuns, SMOOTH_NANOS, busy);
        meter.run = worker.run;
        meter.busyNanos = busyNow;
    }

    /// A mean of late, in which the past weighs as much as a value that stood for `constantNanos`.
    private static double average(double mean, double value, double constantNanos, double elapsed) {
        if (elapsed <= 0) return mean;
        return Double.isNaN(mean) ? value : mean + elapsed / (constantNanos + elapsed) * (value - mean);
    }

    private WorkerLoad load(VirtualWorker worker) {
        Meter meter = meters[worker.index];
        boolean stuck = worker.state == State.RUNNING && run.now - worker.runSinceNanos >= STUCK_NANOS;
        return new WorkerLoad(
                worker.index, state(worker), worker.packed ? Availability.PACKED : Availability.OPEN, stuck ? WorkerHealth.HOGGED : WorkerHealth.GETS_ON,
                worker.queue.size(), meter.standing, handoffs.arriving(worker), handoffs.leaving(worker),
                meter.serviceNanos * worker.capability, meter.busyShare, meter.runsPerSecond, worker.capability, meter.share, running(worker), 0);
    }

    private static WorkerState state(VirtualWorker worker) {
        return switch (worker.state) {
            case RUNNING -> WorkerState.RUNNING;
            case SEARCHING, STEALING, WAKING -> WorkerState.SEARCHING;
            case NAPPING, PARKED -> WorkerState.PARKED;
        };
    }

    private @Nullable RunningLoad running(VirtualWorker worker) {
        if (worker.state != State.RUNNING) return null;
        Tasks tasks = run.tasks;
        int task = worker.task;
        int former = tasks.formerWorker[task];
        long age = run.now - worker.taskSinceNanos;
        return former < 0 ? new RunningLoad(worker.run, age, run.scenario.yields(), task + 1L)
                : new RunningLoad(worker.run, age, run.scenario.yields(), task + 1L, former, tasks.formerAgeNanos[task], run.now - tasks.formerRanNanos[task]);
    }
}
