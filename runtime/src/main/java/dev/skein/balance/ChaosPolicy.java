package dev.skein.balance;

import dev.skein.api.Availability;
import dev.skein.api.BalancePolicy;
import dev.skein.api.LoadSnapshot;
import dev.skein.api.MoveReason;
import dev.skein.api.Order;
import dev.skein.api.RunningLoad;
import dev.skein.api.TaskLoad;
import dev.skein.api.WorkerLoad;
import java.util.ArrayList;
import java.util.List;

/// Everything moves to the next worker at each tick, and from time to time a worker is packed. For tests of what carries orders out.
record ChaosPolicy() implements BalancePolicy {

    private static final int NOBODY = -1;

    @Override
    public List<Order> decide(LoadSnapshot previous, LoadSnapshot now) {
        if (now.workers().size() < 2) return List.of();
        List<Order> orders = new ArrayList<>();
        int packed = pack(now, orders);
        for (WorkerLoad load : now.workers()) {
            int to = next(now, load.worker(), packed);
            if (to == NOBODY) continue;
            int tasks = Math.min(Order.MAX_TASKS, Figures.waiting(load));
            if (tasks > 0) orders.add(new Order.Ready(load.worker(), to, tasks, MoveReason.LOAD, 0));
            RunningLoad running = load.running();
            if (running != null && running.movable()) {
                orders.add(new Order.Running(load.worker(), to, running.run(), MoveReason.CAPABILITY, 0));
            }
        }
        int homes = 0;
        for (TaskLoad task : now.tasks()) {
            if (homes == Thresholds.HOMES_MAX) break;
            int to = next(now, task.worker(), packed);
            boolean exists = task.worker() < now.workers().size();
            if (!task.movable() || !exists || to == NOBODY) continue;
            orders.add(new Order.Home(task.task(), task.worker(), to, MoveReason.MEMORY, 0));
            homes++;
        }
        return orders;
    }

    /// Packs one worker or unpacks all, if it is time to; tells which one is packed now.
    private static int pack(LoadSnapshot now, List<Order> orders) {
        long phase = Math.floorMod(now.tick(), (long) Thresholds.CHAOS_PACK_TICKS);
        if (phase == Thresholds.CHAOS_PACK_TICKS / 2) {
            for (WorkerLoad load : now.workers()) {
                if (load.availability() == Availability.PACKED) orders.add(new Order.Unpack(load.worker()));
            }
        }
        if (phase != 0) return NOBODY;
        int worker = (int) Math.floorMod(now.tick() / Thresholds.CHAOS_PACK_TICKS, (long) now.workers().size());
        boolean mayRest = now.workers().get(worker).availability() == Availability.OPEN && next(now, worker, worker) != NOBODY;
        if (!mayRest) return NOBODY;
        orders.add(new Order.Pack(worker));
        return worker;
    }

    /// The next worker that may take.
    private static int next(LoadSnapshot now, int worker, int packed) {
        int workers = now.workers().size();
        for (int step = 1; step < workers; step++) {
            int to = (int) (((long) worker + step) % workers);
            if (to != packed && now.workers().get(to).mayTake()) return to;
        }
        return NOBODY;
    }
}
