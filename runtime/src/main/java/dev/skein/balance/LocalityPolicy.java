package dev.skein.balance;

import dev.skein.api.BalancePolicy;
import dev.skein.api.LoadSnapshot;
import dev.skein.api.MoveReason;
import dev.skein.api.Order;
import dev.skein.api.RunningLoad;
import dev.skein.api.TaskLoad;
import dev.skein.api.WorkerLoad;
import java.util.ArrayList;
import java.util.List;

/// Back to where it ran for long and left a moment ago, unless it left for a good reason that still holds: the former worker is slower by
/// the band, has more to do, or no room for the task's footprint.
record LocalityPolicy() implements BalancePolicy {

    @Override
    public List<Order> decide(LoadSnapshot previous, LoadSnapshot now) {
        List<Order> orders = List.of();
        boolean[] named = {};
        for (int i = 0; i < now.workers().size(); i++) {
            WorkerLoad here = now.workers().get(i);
            RunningLoad running = here.running();
            if (running == null || !isHomesick(running, now) || !Figures.comesToBoundaries(here) || here.leavingTasks() > 0) continue;
            if (running.formerWorker() == i || running.formerWorker() >= now.workers().size()) continue;
            WorkerLoad there = now.workers().get(running.formerWorker());
            if (!isAsGood(there, here) || !hasRoom(now, there, running.task())) continue;
            if (orders.isEmpty()) {
                orders = new ArrayList<>();
                named = new boolean[now.workers().size()];
            }
            if (named[i] || named[there.worker()]) continue;
            named[i] = true;
            named[there.worker()] = true;
            orders.add(new Order.Running(i, there.worker(), running.run(), MoveReason.LOCALITY, 0));
        }
        return orders;
    }

    /// When it left is known to a tick's accuracy.
    private static boolean isHomesick(RunningLoad running, LoadSnapshot now) {
        long warmNanos = Math.max(Thresholds.STILL_WARM_NANOS, Math.min(now.elapsedNanos(), Thresholds.SETTLED_NANOS));
        return running.movable() && running.formerWorker() >= 0 && running.formerAgeNanos() >= Thresholds.SETTLED_NANOS
                && running.leftNanosAgo() >= 0 && running.leftNanosAgo() < warmNanos;
    }

    /// Whether the task is as well off there: what it would wait for is not longer by the band than what waits here beside it, and the worker
    /// not slower by the band.
    private static boolean isAsGood(WorkerLoad there, WorkerLoad here) {
        double capacityHere = Figures.capacity(here);
        double capacityThere = Figures.capacity(there);
        double othersHere = Figures.time(Figures.queuedWork(here), capacityHere);
        double allThere = Figures.drain(there);
        return there.mayTake() && capacityThere * Thresholds.FASTER > capacityHere
                && Figures.isKnown(othersHere) && Figures.isKnown(allThere) && !Figures.isLonger(allThere, othersHere);
    }

    private static boolean hasRoom(LoadSnapshot now, WorkerLoad there, long task) {
        if (now.footprintBudgetBytes() == 0) return true;
        long footprint = 0;
        for (int i = 0; i < now.tasks().size(); i++) {
            TaskLoad load = now.tasks().get(i);
            if (load.task() == task && load.worker() != there.worker()) footprint = load.footprintBytes();
        }
        return footprint <= now.footprintBudgetBytes() - there.footprintBytes();
    }
}
