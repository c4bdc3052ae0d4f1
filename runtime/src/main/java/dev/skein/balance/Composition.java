package dev.skein.balance;

import dev.skein.api.BalancePolicy;
import dev.skein.api.LoadSnapshot;
import dev.skein.api.Order;
import java.util.List;

/// Several policies as one: each sees what those before it have ordered as if it were under way, and what contradicts an earlier order is left out.
record Composition(List<BalancePolicy> policies) implements BalancePolicy {

    Composition {
        policies = List.copyOf(policies);
    }

    @Override
    public List<Order> decide(LoadSnapshot previous, LoadSnapshot now) {
        if (now.workers().size() < 2) return List.of();
        LoadSnapshot seen = now;
        Claims claims = null;
        for (int i = 0; i < policies.size(); i++) {
            List<Order> wishes = policies.get(i).decide(previous, seen);
            if (wishes.isEmpty()) continue;
            if (claims == null) claims = new Claims(now);
            List<Order> admitted = claims.admit(wishes);
            if (!admitted.isEmpty() && i < policies.size() - 1) seen = UnderWay.after(seen, admitted);
        }
        return claims == null ? List.of() : claims.orders();
    }
}
