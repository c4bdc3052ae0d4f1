package dev.skein.balance;

import dev.skein.api.Availability;
import dev.skein.api.LoadSnapshot;
import dev.skein.api.WorkerLoad;

/// The open workers taken together, and what a task would wait for them.
final class Crew {

    /// One of so many tasks waits longer than is predicted.
    private static final double ONE_IN = 100;

    private final double halfNanos;
    private boolean known = true;
    int workers;
    double capacity;
    /// What runs, as a part of that capacity, in the same unit.
    double busyCapacity;
    /// What those that are no longer open still run; it will come back to those that are.
    private double strayCapacity;
    /// The longest mean service of any of them.
    private double serviceNanos;
    /// Work that waits, as [Figures#work] counts it.
    double queuedWork;
    /// Drain time of the worker with tasks waiting that has the longest one; 0: nobody has tasks waiting.
    double longestQueue;
    /// For ever, if there is nobody.
    double shortestDrain = Double.MAX_VALUE;
    /// How many of them a task could go to and wait for half the bound at most.
    private int free;

    private Crew(long waitMaxNanos) {
        halfNanos = Thresholds.PACK_QUEUE_PART * waitMaxNanos;
    }

    /// The workers that may take tasks.
    ///
    /// @param waitMaxNanos bound for the wait of a task
    static Crew open(LoadSnapshot snapshot, long waitMaxNanos) {
        Crew crew = new Crew(waitMaxNanos);
        for (int i = 0; i < snapshot.workers().size(); i++) {
            WorkerLoad load = snapshot.workers().get(i);
            if (load.mayTake()) {
                crew.add(load);
            } else if (load.availability() == Availability.PACKED) {
                double stray = load.busyShare() * Figures.capacity(load);
                if (Figures.isKnown(stray)) crew.strayCapacity += stray;
            }
        }
        return crew;
    }

    private void add(WorkerLoad load) {
        workers++;
        double its = Figures.capacity(load);
        double drain = Figures.drain(load);
        boolean sayable = Figures.isKnown(its) && Figures.isKnown(drain) && Figures.isKnown(load.busyShare())
                && (load.busyShare() == 0 || Figures.isKnown(load.meanServiceNanos()));
        if (!sayable) {
            known = false;
            return;
        }
        capacity += its;
        busyCapacity += load.busyShare() * its;
        queuedWork += Figures.queuedWork(load);
        if (drain <= halfNanos) free++;
        if (load.busyShare() > 0) serviceNanos = Math.max(serviceNanos, load.meanServiceNanos());
        if (drain > longestQueue && Figures.queuedWork(load) > 0) longestQueue = drain;
        shortestDrain = Math.min(shortestDrain, drain);
    }

    /// Whether the figures of all are known.
    boolean isKnown() {
        return known && workers > 0;
    }

    double busyShare() {
        return capacity == 0 ? 0 : busyCapacity / capacity;
    }

    /// The wait that one task of a hundred exceeds, in nanoseconds.
    double waitNanos() {
        return waitNanos(busyCapacity, capacity, workers);
    }

    /// Takes a worker out, if the others can do its work; else changes nothing.
    ///
    /// @return whether they can: all figures are known, and with one worker fewer they are calm, tasks wait for half the bound at most, and one is
    ///     free beside those that have long runs
    boolean takeOutIfSpared(WorkerLoad load) {
        double left = capacity - Figures.capacity(load);
        double expected = busyCapacity + strayCapacity;
        boolean can = isKnown() && workers > 1 && load.mayTake() && expected <= Thresholds.CALM_SHARE * left
                && waitNanos(expected, left, workers - 1) <= halfNanos && queuedWork <= halfNanos * left
                && free > 1;
        if (!can) return false;
        free--;
        workers--;
        capacity = left;
        return true;
    }

    /// The wait in the queue of one server with Poisson arrivals exceeds t with probability `busy x exp(-t (1 - busy) / (spread x service))`, nearly.
    /// That each worker serves for itself is assumed too; as it is, they steal, and waits are shorter.
    private double waitNanos(double busyCapacity, double capacity, int workers) {
        double busy = busyCapacity / capacity;
        if (!(busy < 1)) return Double.POSITIVE_INFINITY;
        if (busy * ONE_IN <= 1) return 0;
        double service = serviceNanos * workers / capacity;
        return Thresholds.SPREAD * service / (1 - busy) * Math.log(busy * ONE_IN);
    }
}
