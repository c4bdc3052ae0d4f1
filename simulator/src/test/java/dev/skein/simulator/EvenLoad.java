package dev.skein.simulator;

import dev.skein.api.BalancePolicy;
import dev.skein.api.LoadSnapshot;
import dev.skein.api.MoveReason;
import dev.skein.api.Order;
import dev.skein.api.WorkerLoad;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A small LOAD policy for these tests: pairs the longest drain time with the shortest, the second longest with the second shortest and so on,
/// and moves half of the surplus.
final class EvenLoad implements BalancePolicy {

    private static final double BAND_NANOS = 1_000_000;
    private static final double BAND_SHARE = 0.25;

    @Override
    public List<Order> decide(LoadSnapshot previous, LoadSnapshot now) {
        List<WorkerLoad> known = now.workers().stream().filter(each -> each.mayTake() && !Double.isNaN(each.drainNanos()))
                .sorted(Comparator.comparingDouble(WorkerLoad::drainNanos)).toList();
        List<Order> orders = new ArrayList<>();
        for (int low = 0, high = known.size() - 1; low < high; low++, high--) {
            WorkerLoad to = known.get(low);
            WorkerLoad from = known.get(high);
            double surplus = from.drainNanos() - to.drainNanos();
            if (surplus < Math.max(BAND_NANOS, BAND_SHARE * from.drainNanos())) break;
            double perTask = from.meanServiceNanos() * (1 / from.effectiveCapacity() + 1 / to.effectiveCapacity());
            int tasks = (int) Math.min(Order.MAX_TASKS, Math.min(from.readyTasks() - from.leavingTasks(), Math.ceil(surplus / perTask)));
            if (tasks > 0) orders.add(new Order.Ready(from.worker(), to.worker(), tasks, MoveReason.LOAD, (long) (surplus / 2)));
        }
        return orders;
    }
}
