package dev.skein.soak;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;

/// Memory, threads and descriptors of this JVM, sampled when all tasks but those that stay have ended.
///
/// How many threads there are goes up and down with the carriers that were stuck of late, and each has a descriptor open; so descriptors are counted beyond threads,
/// and beyond what there was before the soak.
final class Footprint {

    private static final double HEAP_SLACK = 0.1;
    private static final int HEAP_SAMPLES = 9;
    private static final int COUNT_SAMPLES = 30;
    /// 256 spares, and what the JVM and the soak have.
    private static final double THREADS_MAX = 256 + 100;
    private static final double DESCRIPTORS_MAX = 20;
    private static final double MIB = 1024 * 1024;

    private final long descriptorsBefore = descriptorsBeyondThreads();
    private final Trend heap = new Trend("heap after a collection, MiB", HEAP_SLACK, HEAP_SAMPLES, Double.POSITIVE_INFINITY);
    private final Trend threads = new Trend("threads beyond the workers", 0, COUNT_SAMPLES, THREADS_MAX);
    private final Trend descriptors = new Trend("descriptors beyond threads", 0, COUNT_SAMPLES, DESCRIPTORS_MAX);

    void sampleHeap() {
        System.gc();
        heap.add(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MIB);
    }

    void sampleCounts(int workers) {
        threads.add(liveThreads() - workers);
        descriptors.add(descriptorsBeyondThreads() - descriptorsBefore);
    }

    private static int liveThreads() {
        return ManagementFactory.getThreadMXBean().getThreadCount();
    }

    /// 0 where the system has no descriptors.
    private static long descriptorsBeyondThreads() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount() - liveThreads() : 0;
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
