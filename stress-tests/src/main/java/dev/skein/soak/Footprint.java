package dev.skein.soak;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;

/// Memory, threads and descriptors of this JVM, sampled when all tasks but those that stay have ended.
final class Footprint {

    private static final double HEAP_SLACK = 0.1;
    private static final double COUNT_SLACK = 0;
    private static final double MIB = 1024 * 1024;

    private final Trend heap = new Trend("heap after a collection, MiB", HEAP_SLACK);
    private final Trend threads = new Trend("threads", COUNT_SLACK);
    private final Trend descriptors = new Trend("descriptors", COUNT_SLACK);

    void sample() {
        System.gc();
        heap.add(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MIB);
        threads.add(ManagementFactory.getThreadMXBean().getThreadCount());
        if (ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.UnixOperatingSystemMXBean unix) {
            descriptors.add(unix.getOpenFileDescriptorCount());
        }
    }

    /// What grows without end, if anything does.
    Optional<Trend> growing() {
        return List.of(heap, threads, descriptors).stream().filter(Trend::grows).findFirst();
    }

    @Override
    public String toString() {
        return heap + ", " + threads + ", " + descriptors;
    }
}
