package dev.skein.balance;

import dev.skein.api.LoadSnapshot;
import dev.skein.api.MoveReason;
import dev.skein.api.Order;
import dev.skein.api.RunningLoad;
import dev.skein.api.WorkerLoad;
import java.util.ArrayList;
import java.util.List;

/// Sends long running tasks from slow workers to idle faster ones, who gains most to the fastest.
///
/// Only from a worker where nothing waits: what waits is cheaper to move, and goes first, by [Equaliser] or by a thief.
final class LongRuns {

    private LongRuns() {}

    /// Orders of running tasks.
    ///
    /// @param reason of the orders; with `CONTENTION` only workers whose CPU others use give
    /// @param ageNanos from which age on a run is long
    static List<Order> orders(LoadSnapshot now, MoveReason reason, long ageNanos) {
        double fastest = 0;
        double slowest = Double.MAX_VALUE;
        for (int i = 0; i < now.workers().size(); i++) {
            WorkerLoad load = now.workers().get(i);
            double capacity = Figures.capacity(load);
            if (isIdle(load) && capacity > fastest) fastest = capacity;
            if (gives(load, reason, ageNanos) && capacity < slowest) slowest = capacity;
        }
        return isFaster(fastest, slowest) ? pair(now, reason, ageNanos, fastest) : List.of();
    }

    private static List<Order> pair(LoadSnapshot now, MoveReason reason, long ageNanos, double fastest) {
        Ranking givers = new Ranking(now.workers().size());
        Ranking takers = new Ranking(now.workers().size());
        for (int i = 0; i < now.workers().size(); i++) {
            WorkerLoad load = now.workers().get(i);
            double capacity = Figures.capacity(load);
            if (isIdle(load) && Figures.isKnown(capacity)) takers.add(i, capacity);
            double gain = Figures.drain(load) - Figures.time(Figures.work(load), fastest);
            if (gives(load, reason, ageNanos) && gain > 0) givers.add(i, gain);
        }
        givers.sort();
        takers.sort();
        List<Order> orders = new ArrayList<>();
        int taker = 0;
        for (int giver = 0; giver < givers.size() && taker < takers.size(); giver++) {
            WorkerLoad from = now.workers().get(givers.fromHighest(giver));
            WorkerLoad to = now.workers().get(takers.fromHighest(taker));
            RunningLoad running = from.running();
            if (running == null || !isFaster(Figures.capacity(to), Figures.capacity(from))) continue;
            long gain = Figures.gainNanos(Figures.drain(from), Figures.time(Figures.work(from), Figures.capacity(to)));
            orders.add(new Order.Running(from.worker(), to.worker(), running.run(), reason, gain));
            taker++;
        }
        return orders;
    }

    private static boolean gives(WorkerLoad load, MoveReason reason, long ageNanos) {
        RunningLoad running = load.running();
        return running != null && running.movable() && running.ageNanos() >= ageNanos
                && load.readyTasks() == 0 && load.leavingTasks() == 0   // else it may be the running one that leaves already
                && Figures.comesToBoundaries(load)
                && (reason != MoveReason.CONTENTION || Figures.isContended(load));
    }

    private static boolean isIdle(WorkerLoad load) {
        return Figures.isAtRest(load) && load.running() == null && load.readyTasks() == 0 && load.arrivingTasks() == 0 && load.mayTake();
    }

    private static boolean isFaster(double capacity, double than) {
        return capacity >= than * Thresholds.FASTER;
    }
}
