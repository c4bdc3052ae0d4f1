package dev.skein.load;

import dev.skein.platform.KernelState;

/// A thread of which a test says what the kernel tells.
final class FakeThread implements ThreadSensor {

    long cpuNanos;
    long runDelayNanos;
    KernelState state = KernelState.RUNNING;
    int asked;
    boolean closed;

    /// One of which the kernel tells nothing.
    static FakeThread absent() {
        FakeThread thread = new FakeThread();
        thread.cpuNanos = -1;
        thread.runDelayNanos = -1;
        thread.state = KernelState.UNKNOWN;
        return thread;
    }

    @Override
    public long cpuNanos() {
        asked++;
        return cpuNanos;
    }

    @Override
    public long runDelayNanos() {
        asked++;
        return runDelayNanos;
    }

    @Override
    public KernelState state() {
        asked++;
        return state;
    }

    @Override
    public void close() {
        closed = true;
    }
}
