package dev.skein.balance;

import dev.skein.api.BalancePolicy;
import dev.skein.api.LoadSnapshot;
import dev.skein.api.MoveReason;
import dev.skein.api.Order;
import dev.skein.api.WorkerLoad;
import java.util.ArrayList;
import java.util.List;

/// All that waits with a stuck worker goes elsewhere, whatever its other figures say: its mean service is seldom known.
record StuckPolicy() implements BalancePolicy {

    @Override
    public List<Order> decide(LoadSnapshot previous, LoadSnapshot now) {
        List<Order> orders = List.of();
        List<WorkerLoad> takers = List.of();
        int turn = 0;
        for (int i = 0; i < now.workers().size(); i++) {
            WorkerLoad from = now.workers().get(i);
            if (!Figures.isStuck(from) || Figures.waiting(from) == 0) continue;
            if (orders.isEmpty()) {
                takers = takers(now);
                if (takers.isEmpty()) return List.of();
                orders = new ArrayList<>();
            }
            turn = evacuate(from, takers, turn, orders);
        }
        return orders;
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
    ///
    /// @param turn whose turn it is
    /// @return whose turn it is then
    private static int evacuate(WorkerLoad from, List<WorkerLoad> takers, int turn, List<Order> orders) {
        int left = Figures.waiting(from);
        int each = Math.min(Order.MAX_TASKS, Math.ceilDiv(left, takers.size()));
        int next = turn;
        while (left > 0 && orders.size() < Thresholds.EVACUATION_ORDERS_MAX) {
            int tasks = Math.min(each, left);
            WorkerLoad to = takers.get(next);
            orders.add(new Order.Ready(from.worker(), to.worker(), tasks, MoveReason.STUCK, gainNanos(from, to, tasks)));
            left -= tasks;
            next = (next + 1) % takers.size();
        }
        return next;
    }

    private static long gainNanos(WorkerLoad from, WorkerLoad to, int tasks) {
        double moved = tasks * from.meanServiceNanos();
        double before = Figures.drain(from);
        double after = Math.max(before - moved / Figures.capacity(from), Figures.drain(to) + Figures.time(moved, Figures.capacity(to)));
        return Figures.gainNanos(Math.max(before, Figures.drain(to)), after);
    }
}
