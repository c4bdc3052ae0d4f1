package dev.skein.load;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// Counters that one thread bumps and any thread reads. 64 bits each, so none comes round in a machine's life.
///
/// A bump is a release store and a read an acquire load: who reads that a task has ended sees what the task did.
public final class WorkerCounters {

    // Names of the counters; indices rather than an enum, so that a bump is one store to a constant place.
    public static final int SUBMITTED = 0;
    public static final int COMPLETED = 1;
    public static final int FAILED = 2;
    public static final int CANCELLED = 3;
    public static final int STEALS = 4;
    public static final int STOLEN_TASKS = 5;
    public static final int PARKS = 6;
    public static final int BUSY_NANOS = 7;
    /// How often a task has suspended here.
    public static final int SUSPENSIONS = 8;
    /// How often a task that was suspended, here or elsewhere, was woken or cancelled by this thread.
    public static final int RESUMPTIONS = 9;
    /// Entries of carriers in the books for forks that no task in the books stands beneath.
    public static final int FORKING_BEGUN = 10;
    public static final int FORKING_ENDED = 11;
    /// How often a task was woken here that had run elsewhere.
    public static final int WAKES_ELSEWHERE = 12;
    /// How often it was woken, found nothing, and went to sleep again.
    public static final int EMPTY_WAKES = 13;
    private static final int COUNTERS = 14;

    /// Longs before and behind the counters, so that no other thread's data shares their cache lines.
    private static final int GAP = 16;

    private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);

    private final long[] values = new long[GAP + COUNTERS + GAP];

    /// Owner: adds to a counter.
    public void add(int counter, long amount) {
        int slot = GAP + counter;
        LONGS.setRelease(values, slot, values[slot] + amount);
    }

    /// Owner: adds one to a counter.
    public void bump(int counter) {
        add(counter, 1);
    }

    public long get(int counter) {
        return (long) LONGS.getAcquire(values, GAP + counter);
    }

    /// Tasks that have ended here, whatever the end.
    public long ended() {
        return get(COMPLETED) + get(FAILED) + get(CANCELLED);
    }
}
