package dev.skein.simulator;

import dev.skein.api.Availability;
import dev.skein.api.BalancePolicy;
import dev.skein.api.LoadSnapshot;
import dev.skein.api.MoveReason;
import dev.skein.api.Order;
import dev.skein.api.WorkerLoad;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// A policy that orders anything: moves of all reasons, orders that are stale or for nothing, packs, unpacks and naps.
final class Upheaval implements BalancePolicy {

    private static final MoveReason[] REASONS = {MoveReason.LOAD, MoveReason.CONTENTION, MoveReason.STUCK};

    private final SplittableRandom random;

    Upheaval(long seed) {
        random = new SplittableRandom(seed);
    }

    @Override
    public List<Order> decide(LoadSnapshot previous, LoadSnapshot now) {
        int workers = now.workers().size();
        List<Order> orders = new ArrayList<>();
        for (WorkerLoad load : now.workers()) {
            int to = (load.worker() + 1 + random.nextInt(workers - 1)) % workers;
            MoveReason reason = REASONS[random.nextInt(REASONS.length)];
            switch (random.nextInt(6)) {
                case 0 -> orders.add(new Order.Ready(load.worker(), to, 1 + random.nextInt(8), reason, 0));
                case 1 -> {
                    long run = load.running() == null ? 0 : load.running().run() + random.nextInt(2);
                    orders.add(new Order.Running(load.worker(), to, run, reason, 0));
                }
                case 2 -> orders.add(load.availability() == Availability.PACKED ? new Order.Unpack(load.worker()) : new Order.Pack(load.worker()));
                case 3 -> orders.add(new Order.Nap(load.worker(), random.nextInt(2) * 300_000L));
                default -> { }
            }
        }
        return orders;
    }
}
