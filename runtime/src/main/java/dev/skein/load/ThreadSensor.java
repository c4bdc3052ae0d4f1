package dev.skein.load;

import dev.skein.platform.KernelState;
import dev.skein.platform.ThreadMeter;

/// What the kernel tells of the thread that serves a worker. One or a few microseconds for each question.
interface ThreadSensor {

    /// CPU time it has used, in nanoseconds; -1: not known.
    long cpuNanos();

    /// Time it was ready and another had the CPU, in nanoseconds; -1: not known.
    long runDelayNanos();

    KernelState state();

    /// Every figure is absent from then on.
    void close();

    /// The sensor of a thread by its kernel id; of -1 every figure is absent.
    static ThreadSensor of(int kernelId) {
        ThreadMeter meter = ThreadMeter.of(kernelId);
        return new ThreadSensor() {
            @Override
            public long cpuNanos() {
                return meter.cpuNanos();
            }

            @Override
            public long runDelayNanos() {
                return meter.runDelayNanos();
            }

            @Override
            public KernelState state() {
                return meter.state();
            }

            @Override
            public void close() {
                meter.close();
            }
        };
    }
}
