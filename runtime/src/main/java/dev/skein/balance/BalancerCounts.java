package dev.skein.balance;

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
    /// How often a worker was found that did not get on.
    final LongAdder stuck = new LongAdder();
}
