package dev.skein.simulator;

/// What is simulated, but for the seed and for who schedules.
///
/// @param workers 1 to 1,024
/// @param load offered work by what all CPUs can do, above 0 to 2; of endless tasks: how many there are for each worker, up to 1,000
/// @param service how long tasks take
/// @param meanNanos mean service, 20 us to 1 s: tasks so short that a carrier vouches for its queue instead of waking others are not modelled
/// @param tail exponent of the Pareto tail, above 1 to 5
/// @param spawns how many tasks each one from outside starts when it begins, 0 to 100,000
/// @param burst how many tasks come from outside at once, 1 to 100,000
/// @param capacities of the CPUs
/// @param interference by other programs
/// @param yields whether a task gives way when its slice is over, as those that suspend do; else it runs to its end
/// @param durationNanos until the last arrival, 10 ms to 1 h
record Scenario(
        int workers, double load, ServiceTimes service, long meanNanos, double tail, int spawns, int burst,
        Capacities capacities, Interference interference, boolean yields, long durationNanos) {

    static final int WORKERS_MAX = 1_024;
    static final int TASKS_MAX = 20_000_000;

    Scenario {
        check("workers", workers, 1, WORKERS_MAX);
        check("load", load, 0.001, service == ServiceTimes.ENDLESS ? 1_000 : 2);
        check("mean service (us)", meanNanos / 1e3, 20, 1e6);
        check("tail", tail, 1.001, 5);
        check("spawns", spawns, 0, 100_000);
        check("burst", burst, 1, 100_000);
        check("duration (ms)", durationNanos / 1e6, 10, 3.6e6);
        if (service == ServiceTimes.ENDLESS && (spawns > 0 || burst > 1)) {
            throw new IllegalArgumentException("endless tasks are there from the start: spawns must be 0 and burst 1, got " + spawns + " and " + burst);
        }
        if (service == ServiceTimes.ENDLESS && !yields) throw new IllegalArgumentException("endless tasks must yield");
        double tasks = expectedTasks(workers, load, service, meanNanos, capacities, durationNanos);
        if (tasks > TASKS_MAX) throw new IllegalArgumentException("at most %,d tasks in a run, got %,.0f; take a shorter duration".formatted(TASKS_MAX, tasks));
    }

    /// 256 equal workers, four fifths of what they can do, Pareto with a mean of 1 ms.
    static Scenario standard() {
        return new Scenario(256, 0.8, ServiceTimes.PARETO, 1_000_000, 1.5, 0, 1, Capacities.EQUAL, Interference.NONE, true, 2_000_000_000L);
    }

    boolean isEndless() {
        return service == ServiceTimes.ENDLESS;
    }

    /// Waits are counted from here on: what comes earlier finds the workers idle.
    long warmUpNanos() {
        return durationNanos / 5;
    }

    /// Tasks to be expected in a run.
    double expectedTasks() {
        return expectedTasks(workers, load, service, meanNanos, capacities, durationNanos);
    }

    private static double expectedTasks(int workers, double load, ServiceTimes service, long meanNanos, Capacities capacities, long durationNanos) {
        if (service == ServiceTimes.ENDLESS) return Math.max(1, Math.round(load * workers));
        double capacity = 0;
        for (double each : capacities.ofAll(workers)) capacity += each;
        return load * capacity * durationNanos / meanNanos;
    }

    Scenario withWorkers(int count) {
        return new Scenario(count, load, service, meanNanos, tail, spawns, burst, capacities, interference, yields, durationNanos);
    }

    Scenario withLoad(double of) {
        return new Scenario(workers, of, service, meanNanos, tail, spawns, burst, capacities, interference, yields, durationNanos);
    }

    Scenario withService(ServiceTimes of) {
        return new Scenario(workers, load, of, meanNanos, tail, spawns, burst, capacities, interference, yields, durationNanos);
    }

    Scenario withMean(long nanos) {
        return new Scenario(workers, load, service, nanos, tail, spawns, burst, capacities, interference, yields, durationNanos);
    }

    Scenario withTail(double of) {
        return new Scenario(workers, load, service, meanNanos, of, spawns, burst, capacities, interference, yields, durationNanos);
    }

    Scenario withSpawns(int count) {
        return new Scenario(workers, load, service, meanNanos, tail, count, burst, capacities, interference, yields, durationNanos);
    }

    Scenario withBurst(int count) {
        return new Scenario(workers, load, service, meanNanos, tail, spawns, count, capacities, interference, yields, durationNanos);
    }

    Scenario withCapacities(Capacities of) {
        return new Scenario(workers, load, service, meanNanos, tail, spawns, burst, of, interference, yields, durationNanos);
    }

    Scenario withInterference(Interference by) {
        return new Scenario(workers, load, service, meanNanos, tail, spawns, burst, capacities, by, yields, durationNanos);
    }

    Scenario withYields(boolean whether) {
        return new Scenario(workers, load, service, meanNanos, tail, spawns, burst, capacities, interference, whether, durationNanos);
    }

    Scenario withDuration(long nanos) {
        return new Scenario(workers, load, service, meanNanos, tail, spawns, burst, capacities, interference, yields, nanos);
    }

    private static void check(String name, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException("%s must be %s to %s, got %s".formatted(name, plain(least), plain(most), plain(value)));
        }
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? "%,d".formatted((long) value) : Double.toString(value);
    }
}
