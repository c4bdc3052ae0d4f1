package dev.skein.balance;

import dev.skein.api.BalancePolicy;
import dev.skein.api.LoadSnapshot;
import dev.skein.api.Order;
import java.util.List;

/// Leaves everything to thieves.
record NoPolicy() implements BalancePolicy {

    @Override
    public List<Order> decide(LoadSnapshot previous, LoadSnapshot now) {
        return List.of();
    }
}
