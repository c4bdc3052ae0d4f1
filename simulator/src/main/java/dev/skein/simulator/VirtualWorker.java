package dev.skein.simulator;

import dev.skein.platform.SpinBudget;

/// One worker: a CPU, a queue, and what it is doing.
///
///     RUNNING   -> SEARCHING  its queue is empty, and few enough search
///     RUNNING   -> PARKED     its queue is empty, and enough others search
///     SEARCHING -> STEALING   something was queued somewhere
///     STEALING  -> RUNNING    it has a task
///     STEALING  -> SEARCHING  others were faster
///     SEARCHING -> PARKED     its spin is over
///     PARKED    -> WAKING     somebody called it
///     WAKING    -> STEALING   it is awake, and something is queued
///     WAKING    -> SEARCHING  it is awake
///     SEARCHING -> NAPPING    its spin is over, and the policy has ordered naps
///     NAPPING   -> WAKING     the nap is over
final class VirtualWorker {

    enum State { RUNNING, SEARCHING, STEALING, WAKING, NAPPING, PARKED }

    private static final State[] STATES = State.values();

    final int index;
    final double capability;
    final TaskQueue queue = new TaskQueue();
    /// The runtime's own, which learns how long to search.
    final SpinBudget spin = SpinBudget.ofSearcher(2);

    State state = State.PARKED;
    int task = -1;
    /// Number of the run, which grows with every slice.
    long run;
    long runSinceNanos;
    /// Since when the same task has run here, slice after slice.
    long taskSinceNanos;
    long sliceEndNanos;
    long idleSinceNanos;
    long searchEndNanos;
    /// Own doings that put off its next run.
    long lateNanos;
    boolean packed;
    long napNanos;
    int emptyNaps;

    private double foreignShare;
    private double speed;
    private long settledNanos;
    private double workNanos;
    private long stateSinceNanos;
    private final long[] nanosIn = new long[STATES.length];
    private long foreignSinceNanos;
    private double foreignNanos;

    VirtualWorker(int index, double capability) {
        this.index = index;
        this.capability = capability;
        this.speed = capability;
    }

    void enter(State next, long now) {
        nanosIn[state.ordinal()] += now - stateSinceNanos;
        stateSinceNanos = now;
        state = next;
    }

    /// Begins a run, or goes on with the same task in the next one.
    void begin(int next, long now, long sliceNanos) {
        if (task != next) taskSinceNanos = now;
        task = next;
        run++;
        runSinceNanos = now;
        settledNanos = now + lateNanos;
        lateNanos = 0;
        sliceEndNanos = settledNanos + sliceNanos;
        if (state != State.RUNNING) enter(State.RUNNING, now);
    }

    /// When the running task ends or its slice does, as things stand.
    long boundaryNanos(double left, boolean slices) {
        double end = settledNanos + Math.ceil(left / speed);
        return slices && end > sliceEndNanos ? sliceEndNanos : (long) end;
    }

    /// Counts what was done since the last time.
    ///
    /// @return work of the running task, in nanoseconds on a CPU of capability 1
    double settle(double left, long now) {
        double work = Math.min(left, Math.max(0, now - settledNanos) * speed);
        settledNanos = Math.max(settledNanos, now);
        workNanos += work;
        return work;
    }

    /// Others take that share of the CPU from now on; what runs was settled before.
    void interfere(double share, long now) {
        foreignNanos += (now - foreignSinceNanos) * foreignShare;
        foreignSinceNanos = now;
        foreignShare = share;
        speed = capability * (1 - share);
    }

    double speed() {
        return speed;
    }

    double workNanos() {
        return workNanos;
    }

    /// Time in a state so far.
    long nanosIn(State which, long now) {
        return nanosIn[which.ordinal()] + (state == which ? now - stateSinceNanos : 0);
    }

    /// Time that others have taken so far.
    double foreignNanos(long now) {
        return foreignNanos + (now - foreignSinceNanos) * foreignShare;
    }

    /// Time in which it was awake.
    long activeNanos(long now) {
        return nanosIn(State.RUNNING, now) + nanosIn(State.SEARCHING, now) + nanosIn(State.STEALING, now) + nanosIn(State.WAKING, now);
    }
}
