package dev.skein.balance;

import dev.skein.api.BalancePolicy;
import dev.skein.api.LoadSnapshot;
import dev.skein.api.MoveReason;
import dev.skein.api.Order;
import java.util.List;

/// Equal drain times.
record LoadPolicy() implements BalancePolicy {

    @Override
    public List<Order> decide(LoadSnapshot previous, LoadSnapshot now) {
        return Equaliser.orders(previous, now, MoveReason.LOAD);
    }
}
