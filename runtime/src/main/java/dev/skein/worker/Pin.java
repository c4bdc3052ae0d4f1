package dev.skein.worker;

import org.jspecify.annotations.Nullable;

/// Where one thread of the runtime runs; kept by [Pins].
///
/// bound: read by any thread. The rest is under the lock of [Pins].
final class Pin {

    static final int NO_CPU = -1;

    final Thread thread;
    int kernelId = -1;
    /// The worker that it serves or has served last; null for a thread that serves none.
    @Nullable WorkerCpu worker;
    /// The CPU that the kernel has bound it to by our wish, or -1.
    int cpu = NO_CPU;
    private volatile boolean bound;

    Pin(Thread thread) {
        this.thread = thread;
    }

    void isNow(int cpuBoundTo) {
        cpu = cpuBoundTo;
        bound = cpuBoundTo >= 0;
    }

    /// Whether the thread is bound to its worker's CPU.
    boolean isBound() {
        return bound;
    }
}
