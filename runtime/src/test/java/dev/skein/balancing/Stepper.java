package dev.skein.balancing;

import dev.skein.api.Continuation;
import dev.skein.api.Step;
import dev.skein.api.TaskContext;

/// A task that computes in slices for ever, until it is stopped, and tells where it is.
final class Stepper implements Continuation<Long> {

    private final long sliceNanos;
    private final long footprint;
    private boolean movable = true;
    private long steps;
    private volatile long stepsSeen;
    private volatile int worker = -1;
    private volatile boolean stopped;

    private Stepper(long sliceNanos, long footprint) {
        this.sliceNanos = sliceNanos;
        this.footprint = footprint;
    }

    /// Puts itself back after so much time.
    static Stepper of(long sliceMicros) {
        return new Stepper(sliceMicros * 1_000, 0);
    }

    /// Runs on until it is told to yield.
    static Stepper longRunning() {
        return new Stepper(Long.MAX_VALUE / 2, 0);
    }

    Stepper withFootprint(long bytes) {
        return new Stepper(sliceNanos, bytes);
    }

    Stepper fixed() {
        movable = false;
        return this;
    }

    @Override
    public Step<Long> resume(TaskContext context) {
        context.movable(movable);
        worker = context.worker();
        long start = System.nanoTime();
        while (!stopped && System.nanoTime() - start < sliceNanos && !context.shouldYield()) Thread.onSpinWait();
        stepsSeen = ++steps;
        return stopped ? Step.done(steps) : Step.again();
    }

    @Override
    public long footprintBytes() {
        return footprint;
    }

    void stop() {
        stopped = true;
    }

    /// Where it ran last; -1: nowhere.
    int worker() {
        return worker;
    }

    long steps() {
        return stepsSeen;
    }
}
