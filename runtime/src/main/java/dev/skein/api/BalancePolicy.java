package dev.skein.api;

import java.util.List;

/// Decides what is to be moved: a pure function from load snapshots to orders, asked by the balancer at each of its ticks.
///
/// It has no state and no side effect; what is smoothed is smoothed in the snapshot. One that throws, takes long or answers nonsense (null, workers that do
/// not exist) hurts nobody: it is skipped for the tick, counted, and logged once a minute. One that does not return ends all balancing, and with it the search for
/// stuck workers; tasks run on, and the log says so after 10 s, with the stack. The policies that come with Skein are in `dev.skein.balance.Policies`.
@FunctionalInterface
public interface BalancePolicy {

    /// Decides for one tick.
    ///
    /// @param previous the snapshot of the tick before; at the first tick the same as `now`
    /// @param now the snapshot of this tick
    /// @return what is to be done, most urgent first; may be empty. At most 8 orders for each worker and 256 more: with more the tick is skipped. A worker has room
    ///     for one order of ready tasks and for one of the task that runs; a second one is refused
    List<Order> decide(LoadSnapshot previous, LoadSnapshot now);
}
