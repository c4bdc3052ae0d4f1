package dev.skein.balancing;

import dev.skein.api.BalancePolicy;
import dev.skein.api.LoadSnapshot;
import dev.skein.api.Order;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A policy that orders what a test tells it to, once each.
final class Ordered implements BalancePolicy {

    private final ConcurrentLinkedQueue<Function<LoadSnapshot, @Nullable Order>> next = new ConcurrentLinkedQueue<>();
    private volatile @Nullable LoadSnapshot last;

    /// Gives an order at a tick soon.
    void give(Order order) {
        next.add(_ -> order);
    }

    /// Gives an order that is made from the snapshot, at the first tick at which that gives one.
    void giveWhen(Function<LoadSnapshot, @Nullable Order> maker) {
        next.add(maker);
    }

    @Override
    public List<Order> decide(LoadSnapshot previous, LoadSnapshot now) {
        last = now;
        Function<LoadSnapshot, @Nullable Order> maker = next.peek();
        Order order = maker == null ? null : maker.apply(now);
        if (order == null) return List.of();
        next.remove();
        return List.of(order);
    }

    /// The last snapshot that the balancer has shown it.
    @Nullable LoadSnapshot last() {
        return last;
    }
}
