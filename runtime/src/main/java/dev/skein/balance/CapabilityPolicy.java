package dev.skein.balance;

import dev.skein.api.BalancePolicy;
import dev.skein.api.LoadSnapshot;
import dev.skein.api.MoveReason;
import dev.skein.api.Order;
import java.util.List;

/// Long runs on faster workers.
record CapabilityPolicy() implements BalancePolicy {

    @Override
    public List<Order> decide(LoadSnapshot previous, LoadSnapshot now) {
        return LongRuns.orders(now, MoveReason.CAPABILITY, Thresholds.LONG_RUN_NANOS);
    }
}
