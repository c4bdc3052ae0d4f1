package dev.skein.simulator;

import java.util.Arrays;

/// What is known of each task of a run, by its number.
final class Tasks {

    private static final int NOWHERE = -1;
    private static final long LONG_AGO = Long.MIN_VALUE / 2;

    final int count;
    /// Work that is left, in nanoseconds on a CPU of capability 1.
    final double[] left;
    /// Work that was done, of endless tasks; null of others.
    final double[] done;
    /// When it came to be ready last.
    final long[] readyNanos;
    /// The worker that runs it or ran it last, since when, and until when.
    final int[] worker;
    final long[] cameNanos;
    final long[] ranNanos;
    /// The one before that.
    final int[] formerWorker;
    final long[] formerAgeNanos;
    final long[] formerRanNanos;
    /// When LOAD moved it last, and how often it has.
    final long[] loadMovedNanos;
    final int[] loadMoves;

    private final byte[] begun;
    private final byte[] ended;
    private int endedCount;

    Tasks(Arrivals arrivals, boolean endless) {
        count = arrivals.tasks();
        left = new double[count];
        for (int task = 0; task < count; task++) left[task] = arrivals.serviceNanos(task);
        done = new double[endless ? count : 0];
        readyNanos = new long[count];
        worker = new int[count];
        Arrays.fill(worker, NOWHERE);
        cameNanos = new long[count];
        ranNanos = new long[count];
        formerWorker = new int[count];
        Arrays.fill(formerWorker, NOWHERE);
        formerAgeNanos = new long[count];
        formerRanNanos = new long[count];
        loadMovedNanos = new long[count];
        Arrays.fill(loadMovedNanos, LONG_AGO);
        loadMoves = new int[count];
        begun = new byte[count];
        ended = new byte[count];
    }

    /// True the first time.
    boolean begins(int task) {
        if (begun[task] != 0) return false;
        begun[task] = 1;
        return true;
    }

    /// It runs on a worker from now on.
    void runsOn(int task, int index, long now) {
        if (worker[task] == index) return;
        if (worker[task] != NOWHERE) {
            formerWorker[task] = worker[task];
            formerAgeNanos[task] = ranNanos[task] - cameNanos[task];
            formerRanNanos[task] = ranNanos[task];
        }
        worker[task] = index;
        cameNanos[task] = now;
    }

    void movedByLoad(int task, long now) {
        loadMovedNanos[task] = now;
        loadMoves[task]++;
    }

    void ends(int task) {
        if (ended[task]++ != 0) throw new IllegalStateException("task " + task + " ended twice");
        endedCount++;
    }

    int ended() {
        return endedCount;
    }

    boolean allEnded() {
        return endedCount == count;
    }
}
