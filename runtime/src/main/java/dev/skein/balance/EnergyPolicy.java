package dev.skein.balance;

import dev.skein.api.Availability;
import dev.skein.api.BalancePolicy;
import dev.skein.api.LoadSnapshot;
import dev.skein.api.Order;
import dev.skein.api.WorkerHealth;
import dev.skein.api.WorkerLoad;
import dev.skein.api.WorkerState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Few workers, and those that work nap, as long as tasks wait no longer than a bound.
///
/// It unpacks at once, as many as are needed, and packs at most once in a period, what two ticks agree on. After it has unpacked, the share is such
/// that one worker fewer would be one too few to pack; so nothing flaps.
///
/// @param waitMax the bound: 99 of 100 tasks wait no longer than that, if arrivals come as they came
record EnergyPolicy(Duration waitMax) implements BalancePolicy {

    private static final Duration WAIT_MIN = Duration.ofMillis(1);
    private static final Duration WAIT_MAX = Duration.ofSeconds(1);

    EnergyPolicy {
        if (waitMax.compareTo(WAIT_MIN) < 0 || waitMax.compareTo(WAIT_MAX) > 0) {
            throw new IllegalArgumentException("waitMax must be 1 ms to 1 s, got " + waitMax);
        }
    }

    private long waitMaxNanos() {
        return waitMax.toNanos();
    }

    @Override
    public List<Order> decide(LoadSnapshot previous, LoadSnapshot now) {
        if (now.workers().size() < 2) return List.of();
        Crew crew = Crew.open(now, waitMaxNanos());
        List<Order> orders = new ArrayList<>();
        if (isCrowded(crew)) {
            unpack(now, crew, orders);
        } else if (isPackingTime(previous, now)) {
            pack(previous, now, orders);
        }
        nap(now, crew, orders);
        return orders;
    }

    /// Whether tasks wait too long: nobody is there, somebody has a queue longer than the bound, all run for longer than that, or all are busy.
    private boolean isCrowded(Crew crew) {
        return crew.longestQueue > waitMaxNanos() || crew.shortestDrain > waitMaxNanos() || crew.busyShare() > Thresholds.CROWDED_SHARE;
    }

    private void unpack(LoadSnapshot now, Crew crew, List<Order> orders) {
        Ranking packed = new Ranking(now.workers().size());
        for (WorkerLoad load : now.workers()) {
            double capacity = Figures.capacity(load);
            boolean fit = load.health() == WorkerHealth.GETS_ON && load.state() != WorkerState.STOPPED;
            if (load.availability() == Availability.PACKED && fit) packed.add(load.worker(), Figures.isKnown(capacity) ? capacity : 0);
        }
        packed.sort();
        double capacity = crew.capacity;
        for (int place = 0; place < packed.size(); place++) {
            int worker = packed.fromHighest(place);
            orders.add(new Order.Unpack(worker));
            double more = Figures.capacity(now.workers().get(worker));
            if (Figures.isKnown(more)) capacity += more;
            boolean calm = crew.busyCapacity <= Thresholds.CALM_SHARE * capacity;
            if (calm && crew.queuedWork <= Thresholds.PACK_QUEUE_PART * waitMaxNanos() * capacity) return;
        }
    }

    private static boolean isPackingTime(LoadSnapshot previous, LoadSnapshot now) {
        return Math.floorDiv(previous.nanoTime(), Thresholds.PACK_PERIOD_NANOS) != Math.floorDiv(now.nanoTime(), Thresholds.PACK_PERIOD_NANOS);
    }

    /// Packs those that rest anyway, as long as the others can do their work: the least busy first, in whole percents, and of equals the
    /// least capable.
    private void pack(LoadSnapshot previous, LoadSnapshot now, List<Order> orders) {
        Crew before = Crew.open(previous, waitMaxNanos());
        Crew crew = Crew.open(now, waitMaxNanos());
        Ranking resting = new Ranking(now.workers().size());
        for (WorkerLoad load : now.workers()) {
            boolean rests = Figures.isAtRest(load) && load.running() == null && load.readyTasks() == 0 && load.arrivingTasks() == 0;
            double rank = Math.rint(load.busyShare() * 100) + Figures.capacity(load);
            if (load.mayTake() && rests && Figures.isKnown(rank)) resting.add(load.worker(), rank);
        }
        resting.sort();
        int most = Math.max(1, crew.workers / Thresholds.PACK_PART);
        for (int place = 0; place < Math.min(most, resting.size()); place++) {
            int worker = resting.fromLowest(place);
            if (worker >= previous.workers().size() || !before.takeOutIfSpared(previous.workers().get(worker))
                    || !crew.takeOutIfSpared(now.workers().get(worker))) return;
            orders.add(new Order.Pack(worker));
        }
    }

    /// The same nap for all that are open, at each tick; between calm and not calm it says nothing, and naps stay as they are.
    private void nap(LoadSnapshot now, Crew crew, List<Order> orders) {
        if (!crew.isKnown()) return;
        double wait = crew.waitNanos();
        boolean calm = crew.busyShare() <= Thresholds.CALM_SHARE && wait <= Thresholds.NAP_QUEUE_PART * waitMaxNanos()
                && crew.longestQueue <= waitMaxNanos();
        boolean busy = crew.busyShare() >= Thresholds.NO_NAP_SHARE || wait > Thresholds.PACK_QUEUE_PART * waitMaxNanos()
                || crew.longestQueue > waitMaxNanos();
        if (!calm && !busy) return;
        long napNanos = calm ? (long) (Thresholds.NAP_PART * waitMaxNanos()) : 0;
        for (WorkerLoad load : now.workers()) {
            if (load.mayTake()) orders.add(new Order.Nap(load.worker(), napNanos));
        }
    }
}
