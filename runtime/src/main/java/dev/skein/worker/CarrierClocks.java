package dev.skein.worker;

import dev.skein.platform.RunDelay;
import dev.skein.platform.ThreadClock;
import org.jspecify.annotations.Nullable;

/// What the kernel counts of a carrier's thread, and which part of it belongs to the worker that it serves now. Figures, and a wish: -1 is what is not known.
///
/// All fields: written by the carrier, read by any thread.
final class CarrierClocks {

    private volatile int kernelId = -1;
    private volatile @Nullable RunDelay runDelay;
    private volatile long cpuNanosAtAttach;
    private volatile long runDelayNanosAtAttach;

    int kernelId() {
        return kernelId;
    }

    void setKernelId(int id) {
        kernelId = id;
    }

    void openRunDelay() {
        runDelay = RunDelay.of(kernelId);
    }

    void close() {
        RunDelay mine = runDelay;
        if (mine != null) mine.close();
    }

    /// The carrier begins to serve a worker.
    void attach() {
        cpuNanosAtAttach = Math.max(0, ThreadClock.cpuNanos(kernelId));
        runDelayNanosAtAttach = Math.max(0, runDelayNanos());
    }

    /// CPU time since then, in nanoseconds.
    long cpuNanosSinceAttach() {
        long now = ThreadClock.cpuNanos(kernelId);
        return now < 0 ? -1 : Math.max(0, now - cpuNanosAtAttach);
    }

    /// Time since then in which the thread was ready and another had the CPU, in nanoseconds.
    long runDelayNanosSinceAttach() {
        long now = runDelayNanos();
        return now < 0 ? -1 : Math.max(0, now - runDelayNanosAtAttach);
    }

    private long runDelayNanos() {
        RunDelay meter = runDelay;
        return meter == null ? -1 : meter.nanos();
    }
}
