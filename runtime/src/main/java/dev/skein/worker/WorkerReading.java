package dev.skein.worker;

import dev.skein.api.Availability;
import dev.skein.api.WorkerState;
import dev.skein.load.WorkerProbe;
import dev.skein.task.ContinuationTask;
import org.jspecify.annotations.Nullable;

/// A worker as the balancer reads it.
final class WorkerReading implements WorkerProbe {

    /// Far more than what a carrier counts in its life.
    private static final long ANOTHER_CARRIER = 1L << 48;

    private final Worker worker;
    private final IdleWorkers idle;

    WorkerReading(Worker worker, IdleWorkers idle) {
        this.worker = worker;
        this.idle = idle;
    }

    @Override
    public int cpu() {
        return worker.cpu;
    }

    @Override
    public WorkerState state() {
        return worker.state(worker.carrier, idle);
    }

    @Override
    public Availability availability() {
        return worker.availability;
    }

    @Override
    public int readyTasks() {
        Carrier carrier = worker.carrier;
        long ready = carrier == null ? 0 : carrier.ready().size();
        return (int) Math.min(Integer.MAX_VALUE, ready + worker.inbox.size() + worker.addressed.size());
    }

    @Override
    public long run() {
        Carrier carrier = worker.carrier;
        return carrier == null ? 0 : carrier.runner().runNumber();
    }

    @Override
    public long turn() {
        Carrier carrier = worker.carrier;
        return carrier == null ? 0 : carrier.runner().turnNumber();
    }

    @Override
    public long runsBegun() {
        Carrier carrier = worker.carrier;
        return carrier == null ? 0 : carrier.runner().runsBegun();
    }

    @Override
    public boolean isBusy() {
        Carrier carrier = worker.carrier;
        return carrier != null && carrier.isBusy();
    }

    @Override
    public boolean isInsideTask() {
        Carrier carrier = worker.carrier;
        return carrier != null && carrier.isBusy() && carrier.runner().isRunning();
    }

    @Override
    public long progress() {
        Carrier carrier = worker.carrier;
        if (carrier == null) return 0;
        long ofThisCarrier = carrier.threadId() * ANOTHER_CARRIER;     // two carriers have both begun a run 1
        return ofThisCarrier + carrier.runner().runProgress() + carrier.forkProgress();
    }

    @Override
    public long busyNanos() {
        return worker.busyNanos();
    }

    @Override
    public int kernelId() {
        Carrier carrier = worker.carrier;
        return carrier == null ? -1 : carrier.kernelId();
    }

    @Override
    public long runningTask() {
        ContinuationTask<?> running = running();
        return running == null ? 0 : running.id();
    }

    @Override
    public boolean isRunningMovable() {
        ContinuationTask<?> running = running();
        return running != null && running.isMovable();
    }

    private @Nullable ContinuationTask<?> running() {
        Carrier carrier = worker.carrier;
        return carrier != null && carrier.runner().currentFromOutside() instanceof ContinuationTask<?> task ? task : null;
    }
}
