package dev.skein.simulator;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

/// The work of one run, drawn before it begins, so that whoever schedules gets the same: when tasks come, how long each takes, and which two
/// workers each may choose from.
///
/// Tasks come in families of one from outside and those that it starts, with consecutive numbers; the families are in the order of arrival.
final class Arrivals {

    private final int family;
    private final long[] nanos;
    private final int[] first;
    private final int[] second;
    private final float[] service;

    private Arrivals(int family, long[] nanos, int[] first, int[] second, float[] service) {
        this.family = family;
        this.nanos = nanos;
        this.first = first;
        this.second = second;
        this.service = service;
    }

    static Arrivals of(Scenario scenario, long seed) {
        SplittableRandom root = new SplittableRandom(seed);
        long[] nanos = scenario.isEndless() ? new long[(int) scenario.expectedTasks()] : poisson(scenario, root.split());
        SplittableRandom choice = root.split();
        int workers = scenario.workers();
        int[] first = new int[nanos.length];
        int[] second = new int[nanos.length];
        for (int i = 0; i < nanos.length; i++) {
            first[i] = choice.nextInt(workers);
            second[i] = workers == 1 ? 0 : (first[i] + 1 + choice.nextInt(workers - 1)) % workers;
        }
        SplittableRandom draws = root.split();
        DoubleUnaryOperator quantile = scenario.service().quantile(scenario.tail());
        float[] service = new float[Math.multiplyExact(nanos.length, 1 + scenario.spawns())];
        for (int i = 0; i < service.length; i++) {
            service[i] = (float) Math.max(1, scenario.meanNanos() * quantile.applyAsDouble(draws.nextDouble()));
        }
        return new Arrivals(1 + scenario.spawns(), nanos, first, second, service);
    }

    private static long[] poisson(Scenario scenario, SplittableRandom random) {
        double atOnce = scenario.burst();
        double gap = scenario.durationNanos() * (1 + scenario.spawns()) * atOnce / scenario.expectedTasks();
        long[] nanos = new long[64];
        int count = 0;
        for (double at = 0; ; ) {
            at += gap * -StrictMath.log(1 - random.nextDouble());
            if (at >= scenario.durationNanos()) return Arrays.copyOf(nanos, count);
            for (int i = 0; i < atOnce; i++) {
                if (count == nanos.length) nanos = Arrays.copyOf(nanos, count * 2);
                nanos[count++] = (long) at;
            }
        }
    }

    /// All tasks, those that others start included.
    int tasks() {
        return service.length;
    }

    int fromOutside() {
        return nanos.length;
    }

    long nanos(int arrival) {
        return nanos[arrival];
    }

    /// The task that arrives from outside.
    int task(int arrival) {
        return arrival * family;
    }

    /// One of the two workers that it may choose from.
    int first(int arrival) {
        return first[arrival];
    }

    int second(int arrival) {
        return second[arrival];
    }

    double serviceNanos(int task) {
        return service[task];
    }

    /// How many tasks this one starts when it begins; they have the numbers after its own.
    int spawns(int task) {
        return task % family == 0 ? family - 1 : 0;
    }

    boolean isFromOutside(int task) {
        return task % family == 0;
    }
}
