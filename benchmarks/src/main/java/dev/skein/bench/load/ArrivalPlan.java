package dev.skein.bench.load;

import java.util.SplittableRandom;
import java.util.stream.LongStream;

/// When each task is to come and how much work it is, decided before the first one comes. So no scheduler can slow down what it is given, and all get
/// the same.
///
/// Arrivals are a Poisson process. They and the work are drawn from two streams of the seed: with another distribution of the work, tasks come at the same times.
public final class ArrivalPlan {

    private final long[] dueNanos;
    private final long[] workSteps;

    private ArrivalPlan(long[] dueNanos, long[] workSteps) {
        this.dueNanos = dueNanos;
        this.workSteps = workSteps;
    }

    /// @param perSecond how many come, in the mean, above 0
    /// @param tasks how many in all, >= 1
    /// @param meanSteps of one, as [Work#burn] has it, >= 1; each gets one step at least
    public static ArrivalPlan of(ServiceTime service, double perSecond, int tasks, long meanSteps, long seed) {
        if (!(perSecond > 0)) throw new IllegalArgumentException("arrivals per second must be above 0, got " + perSecond);
        if (tasks < 1) throw new IllegalArgumentException("tasks must be >= 1, got " + tasks);
        if (meanSteps < 1) throw new IllegalArgumentException("steps of a task must be >= 1 in the mean, got " + meanSteps);
        SplittableRandom gaps = new SplittableRandom(seed);
        SplittableRandom services = gaps.split();
        double meanGapNanos = 1e9 / perSecond;
        long[] due = new long[tasks];
        long[] steps = new long[tasks];
        double at = 0;
        for (int i = 0; i < tasks; i++) {
            at += -StrictMath.log(1 - gaps.nextDouble()) * meanGapNanos;
            due[i] = Math.round(at);
            steps[i] = Math.max(1, Math.round(service.draw(services) * (double) meanSteps));
        }
        return new ArrivalPlan(due, steps);
    }

    public int tasks() {
        return dueNanos.length;
    }

    /// From the start of the plan.
    public long dueNanos(int task) {
        return dueNanos[task];
    }

    public long workSteps(int task) {
        return workSteps[task];
    }

    /// Of all tasks. With few tasks their mean is not quite what was asked for.
    public long totalSteps() {
        return LongStream.of(workSteps).sum();
    }

    /// When the last one is due.
    public long lengthNanos() {
        return dueNanos[dueNanos.length - 1];
    }
}
