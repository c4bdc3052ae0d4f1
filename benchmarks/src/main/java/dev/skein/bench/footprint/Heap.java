package dev.skein.bench.footprint;

import java.lang.management.ManagementFactory;

/// How much of the heap is reachable.
public final class Heap {

    private static final int COLLECTIONS_MAX = 8;
    private static final long SETTLED_BYTES = 64 * 1024;

    private Heap() { }

    /// Collects until a further collection frees next to nothing: cleaners and weak references need more than one.
    public static long usedBytesAfterGc() {
        long used = Long.MAX_VALUE;
        for (int i = 0; i < COLLECTIONS_MAX; i++) {
            System.gc();
            long now = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
            if (used - now < SETTLED_BYTES) return now;
            used = now;
        }
        return used;
    }

    public static double megabytes(long bytes) {
        return bytes / 1e6;
    }
}
