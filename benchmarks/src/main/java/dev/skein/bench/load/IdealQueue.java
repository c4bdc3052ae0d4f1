package dev.skein.bench.load;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.PriorityQueue;
import org.HdrHistogram.Histogram;

/// What an [ArrivalPlan] would come to where nothing costs anything: one queue, in the order of arrival, and servers that take from it without delay. No
/// scheduler that knows as little of its tasks can be expected to do better, so it tells how much of a figure is the load's and how much the scheduler's.
///
/// With a slice, a task that has had one goes behind those that wait.
public final class IdealQueue {

    private static final int DIGITS = 3;

    private final ArrivalPlan plan;
    private final double nanosPerStep;
    private final double sliceNanos;
    private final double[] leftNanos;
    private final Deque<Integer> waiting = new ArrayDeque<>();
    private final PriorityQueue<Leaving> served = new PriorityQueue<>();
    private final Histogram sojournNanos = new Histogram(DIGITS);

    /// A task that will have had its slice, or have ended, at that time. Of two at once, the one that came first leaves first.
    private record Leaving(double atNanos, int task, double hadNanos) implements Comparable<Leaving> {
        @Override
        public int compareTo(Leaving other) {
            int byTime = Double.compare(atNanos, other.atNanos);
            return byTime != 0 ? byTime : Integer.compare(task, other.task);
        }
    }

    private IdealQueue(ArrivalPlan plan, double nanosPerStep, double sliceNanos) {
        this.plan = plan;
        this.nanosPerStep = nanosPerStep;
        this.sliceNanos = sliceNanos;
        this.leftNanos = new double[plan.tasks()];
    }

    /// The tasks' times from arrival to end where each runs to its end without a break.
    public static Histogram firstComeFirstServed(ArrivalPlan plan, double nanosPerStep, int servers) {
        return new IdealQueue(plan, nanosPerStep, Double.POSITIVE_INFINITY).run(servers);
    }

    /// As [#firstComeFirstServed], with a slice.
    public static Histogram sliced(ArrivalPlan plan, double nanosPerStep, int servers, Duration slice) {
        return new IdealQueue(plan, nanosPerStep, slice.toNanos()).run(servers);
    }

    private Histogram run(int servers) {
        if (servers < 1) throw new IllegalArgumentException("servers must be >= 1, got " + servers);
        int came = 0;
        while (came < plan.tasks() || !served.isEmpty()) {
            boolean arrives = came < plan.tasks() && (served.isEmpty() || plan.dueNanos(came) <= served.peek().atNanos);
            double now;
            if (arrives) {
                now = plan.dueNanos(came);
                leftNanos[came] = plan.workSteps(came) * nanosPerStep;
                waiting.add(came++);
            } else {
                now = leave(served.remove());
            }
            while (!waiting.isEmpty() && served.size() < servers) serve(waiting.remove(), now);
        }
        return sojournNanos;
    }

    private void serve(int task, double now) {
        double nanos = Math.min(leftNanos[task], sliceNanos);
        served.add(new Leaving(now + nanos, task, nanos));
    }

    private double leave(Leaving leaving) {
        int task = leaving.task;
        leftNanos[task] -= leaving.hadNanos;
        if (leftNanos[task] > 0) waiting.add(task);
        else sojournNanos.recordValue(Math.round(leaving.atNanos - plan.dueNanos(task)));
        return leaving.atNanos;
    }
}
