package dev.skein.balance;

import dev.skein.api.Availability;
import dev.skein.api.LoadSnapshot;
import dev.skein.api.Order;
import dev.skein.api.WorkerLoad;
import java.util.ArrayList;
import java.util.List;

/// A snapshot as the next policy should see it once others have ordered: as if their orders had been under way when it was taken.
///
/// A worker that is to be packed is packed already. One that is to be unpacked is still packed, since no order may name it before it is open.
final class UnderWay {

    private UnderWay() {}

    static LoadSnapshot after(LoadSnapshot now, List<Order> orders) {
        int workers = now.workers().size();
        int[] arriving = new int[workers];
        int[] leaving = new int[workers];
        boolean[] packed = new boolean[workers];
        for (Order order : orders) {
            switch (order) {
                case Order.Ready ready -> {
                    leaving[ready.from()] += ready.tasks();
                    arriving[ready.to()] += ready.tasks();
                }
                case Order.Running running -> {
                    leaving[running.from()]++;
                    arriving[running.to()]++;
                }
                case Order.Pack pack -> packed[pack.from()] = true;
                case Order.Home _, Order.Unpack _, Order.Nap _ -> { }
            }
        }
        List<WorkerLoad> loads = new ArrayList<>(workers);
        for (WorkerLoad load : now.workers()) {
            int worker = load.worker();
            boolean same = arriving[worker] == 0 && leaving[worker] == 0 && !packed[worker];
            loads.add(same ? load : change(load, arriving[worker], leaving[worker], packed[worker]));
        }
        return new LoadSnapshot(
                now.tick(), now.nanoTime(), now.elapsedNanos(), loads, now.overflowTasks(), now.tasks(), now.footprintBudgetBytes());
    }

    private static WorkerLoad change(WorkerLoad load, int arriving, int leaving, boolean packed) {
        return new WorkerLoad(
                load.worker(), load.state(), packed ? Availability.PACKED : load.availability(), load.health(),
                load.readyTasks(), load.standingTasks(), load.arrivingTasks() + arriving, load.leavingTasks() + leaving,
                load.meanServiceNanos(), load.busyShare(), load.runsPerSecond(), load.capability(), load.share(),
                load.running(), load.footprintBytes());
    }
}
