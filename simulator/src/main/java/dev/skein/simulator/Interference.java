package dev.skein.simulator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/// Programs that are not ours and take a part of some CPUs for some time. Each takes half of its CPU, as one busy thread does.
enum Interference {

    NONE("none", 0, 0, 0),
    /// A quarter of the CPUs, 50 ms of each 200 ms on the average.
    BRIEF("brief", 0.25, 50_000_000, 150_000_000),
    /// An eighth of the CPUs, 500 ms of each second on the average.
    LASTING("lasting", 0.125, 500_000_000, 500_000_000);

    /// From an instant on, others take this share of a worker's CPU.
    record Change(long nanos, int worker, double foreignShare) {}

    private static final double SHARE = 0.5;

    private final String label;
    private final double part;
    private final long onNanos;
    private final long offNanos;

    Interference(String label, double part, long onNanos, long offNanos) {
        this.label = label;
        this.part = part;
        this.onNanos = onNanos;
        this.offNanos = offNanos;
    }

    /// What happens up to `untilNanos`, in order of time. At least one CPU is hit if any is.
    List<Change> changes(int workers, long untilNanos, SplittableRandom random) {
        List<Change> changes = new ArrayList<>();
        int hit = part == 0 ? 0 : (int) Math.max(1, Math.round(part * workers));
        for (int i = 0; i < hit; i++) {
            int worker = (int) ((long) i * workers / hit);
            long nanos = exponential(offNanos, random);
            for (boolean on = true; nanos < untilNanos; on = !on) {
                changes.add(new Change(nanos, worker, on ? SHARE : 0));
                nanos += exponential(on ? onNanos : offNanos, random);
            }
        }
        changes.sort(Comparator.comparingLong(Change::nanos).thenComparingInt(Change::worker));
        return changes;
    }

    private static long exponential(long meanNanos, SplittableRandom random) {
        return (long) Math.max(1, meanNanos * -StrictMath.log(1 - random.nextDouble()));
    }

    @Override
    public String toString() {
        return label;
    }
}
