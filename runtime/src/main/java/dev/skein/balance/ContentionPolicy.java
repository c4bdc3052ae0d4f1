package dev.skein.balance;

import dev.skein.api.BalancePolicy;
import dev.skein.api.LoadSnapshot;
import dev.skein.api.MoveReason;
import dev.skein.api.Order;
import java.util.ArrayList;
import java.util.List;

/// Away from CPUs that others use: what waits, down to the share that is left, and what runs alone there.
///
/// A worker gives one of both at most, since a running task leaves only where nothing waits; but a worker at rest may be asked for by both.
record ContentionPolicy() implements BalancePolicy {

    @Override
    public List<Order> decide(LoadSnapshot previous, LoadSnapshot now) {
        if (!isAnyContended(now)) return List.of();
        List<Order> queued = Equaliser.orders(previous, now, MoveReason.CONTENTION);
        LoadSnapshot rest = queued.isEmpty() ? now : UnderWay.after(now, queued);
        List<Order> running = LongRuns.orders(rest, MoveReason.CONTENTION, Thresholds.CONTENDED_RUN_NANOS);
        if (running.isEmpty()) return queued;
        List<Order> orders = new ArrayList<>(queued);
        orders.addAll(running);
        return orders;
    }

    private static boolean isAnyContended(LoadSnapshot now) {
        for (int i = 0; i < now.workers().size(); i++) {
            if (Figures.isContended(now.workers().get(i))) return true;
        }
        return false;
    }
}
