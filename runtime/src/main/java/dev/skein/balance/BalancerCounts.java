package dev.skein.balance;

import dev.skein.api.BalancerAction;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/// What the balancer has counted since its start, over all its threads.
final class BalancerCounts {

    final LongAdder ticks = new LongAdder();
    /// Orders that were given.
    final LongAdder orders = new LongAdder();
    /// Ticks at which the policy threw or answered nonsense.
    final LongAdder skippedTicks = new LongAdder();
    /// Orders that could not be given.
    final LongAdder refusedOrders = new LongAdder();
    /// How often a worker was found that made no progress.
    final LongAdder stuck = new LongAdder();
    /// Time in ticks, in nanoseconds.
    final LongAdder tickNanos = new LongAdder();
    private final Map<BalancerAction, LongAdder> decisions = new EnumMap<>(BalancerAction.class);      // never written after the constructor

    BalancerCounts() {
        for (BalancerAction action : BalancerAction.values()) decisions.put(action, new LongAdder());
    }

    void decided(BalancerAction action) {
        Objects.requireNonNull(decisions.get(action), "one adder for each action").increment();
    }

    Map<BalancerAction, Long> decisions() {
        Map<BalancerAction, Long> sums = new EnumMap<>(BalancerAction.class);
        decisions.forEach((action, count) -> sums.put(action, count.sum()));
        return sums;
    }
}
