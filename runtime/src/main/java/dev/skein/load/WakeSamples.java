package dev.skein.load;

import dev.skein.api.LatencyStats;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// Measures how long tasks wait from their wake to their run, of some wakes, once somebody has asked.
///
/// Who wakes a task puts it into a slot with the time, and marks the task; a carrier that is about to run a marked task looks for it there. The slots
/// are used in turn: what nobody has come for, since the task was cancelled, is overwritten.
///
/// - N1 what is measured begins with a try to wake that very task: one waker at a time writes a slot and its time, which it has claimed for that, and who takes
///   a task out of its slot by CAS has read the time between two looks at the task.
///
/// slots: any thread, by CAS, and who has claimed one. times: who has claimed the slot.
public final class WakeSamples {

    /// Samples that may be under way at once: with one wake in 256, as tasks choose them, a backlog of 16,384.
    private static final int SLOTS = 64;
    /// Stands in a slot that a waker has claimed.
    private static final Object CLAIMED = new Object();
    private static final int SUB_BITS = 3;
    private static final int SUB = 1 << SUB_BITS;
    private static final int BUCKETS = (Long.SIZE - SUB_BITS) * SUB;

    private final AtomicReferenceArray<@Nullable Object> slots;
    private final AtomicLongArray times;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicLongArray buckets = new AtomicLongArray(BUCKETS);
    private volatile boolean wanted;

    public WakeSamples() {
        this(SLOTS);
    }

    /// @param count of slots, a power of two
    WakeSamples(int count) {
        slots = new AtomicReferenceArray<>(count);
        times = new AtomicLongArray(count);
    }

    /// A task that was chosen is about to be woken. Allocates nothing.
    ///
    /// @return whether it is to be measured; the caller then owes [#begins] or [#withdraw]
    public boolean wakes(Object task) {
        return wanted && put(task, System.nanoTime());
    }

    boolean put(Object task, long now) {
        int slot = next.getAndIncrement() & (slots.length() - 1);
        Object seen = slots.get(slot);
        if (seen == CLAIMED || !slots.compareAndSet(slot, seen, CLAIMED)) return false;
        times.set(slot, now);
        slots.set(slot, task);
        return true;
    }

    /// It was not woken after all.
    public void withdraw(Object task) {
        for (int slot = 0; slot < slots.length(); slot++) slots.compareAndSet(slot, task, null);
    }

    /// A task that was to be measured is about to run.
    public void begins(Object task) {
        begins(task, System.nanoTime());
    }

    void begins(Object task, long now) {
        for (int slot = 0; slot < slots.length(); slot++) {
            if (slots.get(slot) != task) continue;
            long woken = times.get(slot);
            if (slots.compareAndSet(slot, task, null)) {
                buckets.incrementAndGet(bucket(Math.max(0, now - woken)));
                return;
            }
        }
    }

    /// What was measured so far. The first call begins it.
    public LatencyStats stats() {
        wanted = true;
        long[] counts = new long[BUCKETS];
        long sum = 0;
        int last = -1;
        for (int i = 0; i < BUCKETS; i++) {
            counts[i] = buckets.get(i);
            sum += counts[i];
            if (counts[i] > 0) last = i;
        }
        if (sum == 0) return new LatencyStats(0, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        return new LatencyStats(sum, quantile(counts, sum, 0.5), quantile(counts, sum, 0.99), quantile(counts, sum, 0.999), upperEnd(last));
    }

    private static double quantile(long[] counts, long sum, double q) {
        long rank = (long) Math.ceil(q * (double) sum);
        int bucket = 0;
        for (long seen = counts[0]; seen < rank; seen += counts[bucket]) bucket++;
        return upperEnd(bucket);
    }

    /// Below 8 one bucket for each value, then 8 for each power of two.
    static int bucket(long nanos) {
        if (nanos < SUB) return (int) nanos;
        int shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos) - SUB_BITS;
        return (shift + 1) * SUB + (int) (nanos >>> shift) - SUB;
    }

    /// Largest value of a bucket.
    static double upperEnd(int bucket) {
        if (bucket < SUB) return bucket;
        int shift = bucket / SUB - 1;
        return (bucket % SUB + SUB + 1) * Math.pow(2, shift) - 1;
    }
}
