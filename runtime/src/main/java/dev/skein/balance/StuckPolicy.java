package dev.skein.balance;

import dev.skein.api.BalancePolicy;
import dev.skein.api.LoadSnapshot;
import dev.skein.api.MoveReason;
import dev.skein.api.Order;
import dev.skein.api.WorkerLoad;
import java.util.ArrayList;
import java.util.List;

/// All that waits with a stuck worker goes elsewhere, whatever its other figures say: its mean service is seldom known. A worker has room for one order of ready
/// tasks at a time, and those that take carry these out; so each gets one at a tick, and what is left waits for the next.
record StuckPolicy() implements BalancePolicy {

    @Override
    public List<Order> decide(LoadSnapshot previous, LoadSnapshot now) {
        List<WorkerLoad> stuck = stuck(now);
        if (stuck.isEmpty()) return List.of();
        List<WorkerLoad> takers = takers(now);
        List<Order> orders = new ArrayList<>();
        for (int i = 0; i < stuck.size() && orders.size() < takers.size(); i++) {
            List<WorkerLoad> left = takers.subList(orders.size(), takers.size());
            int share = Math.ceilDiv(left.size(), stuck.size() - i);
            evacuate(stuck.get(i), left.subList(0, share), orders);
        }
        return orders;
    }

    /// Those with something to evacuate. Nothing is allocated where there is none, as at nearly all ticks.
    private static List<WorkerLoad> stuck(LoadSnapshot now) {
        List<WorkerLoad> stuck = List.of();
        for (int i = 0; i < now.workers().size(); i++) {
            WorkerLoad worker = now.workers().get(i);
            if (!Figures.isStuck(worker) || Figures.waiting(worker) == 0) continue;
            if (stuck.isEmpty()) stuck = new ArrayList<>();
            stuck.add(worker);
        }
        return stuck;
    }

    /// Who takes: the worker with the shortest drain time, and those whose is not much longer.
    private static List<WorkerLoad> takers(LoadSnapshot now) {
        Ranking ranking = new Ranking(now.workers().size());
        for (int i = 0; i < now.workers().size(); i++) {
            WorkerLoad load = now.workers().get(i);
            double drain = Figures.drain(load);
            if (load.mayTake() && Figures.isKnown(drain)) ranking.add(i, drain);
        }
        ranking.sort();
        List<WorkerLoad> takers = new ArrayList<>();
        for (int place = 0; place < ranking.size(); place++) {
            WorkerLoad load = now.workers().get(ranking.fromLowest(place));
            if (place > 0 && isMuchLonger(Figures.drain(load), Figures.drain(takers.getFirst()))) break;
            takers.add(load);
        }
        return takers;
    }

    private static boolean isMuchLonger(double drain, double shortest) {
        return Figures.isLonger(drain, shortest) && drain - shortest > Thresholds.SMALL_DRAIN_NANOS;
    }

    /// Deals out what waits, to each about as much.
    private static void evacuate(WorkerLoad from, List<WorkerLoad> takers, List<Order> orders) {
        int left = Figures.waiting(from);
        int each = Math.min(Order.MAX_TASKS, Math.ceilDiv(left, takers.size()));
        for (WorkerLoad to : takers) {
            int tasks = Math.min(each, left);
            if (tasks == 0) return;
            orders.add(new Order.Ready(from.worker(), to.worker(), tasks, MoveReason.STUCK, gainNanos(from, to, tasks)));
            left -= tasks;
        }
    }

    private static long gainNanos(WorkerLoad from, WorkerLoad to, int tasks) {
        double moved = tasks * from.meanServiceNanos();
        double before = Figures.drain(from);
        double after = Math.max(before - moved / Figures.capacity(from), Figures.drain(to) + Figures.time(moved, Figures.capacity(to)));
        return Figures.gainNanos(Math.max(before, Figures.drain(to)), after);
    }
}
