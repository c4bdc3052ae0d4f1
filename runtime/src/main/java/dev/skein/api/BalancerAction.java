package dev.skein.api;

/// What came of a look of the balancer.
public enum BalancerAction {
    /// The policy asked for nothing, or for what is so already. Counted once for the look, all others once for each order.
    HOLD,
    /// An [Order.Ready] was given.
    READY,
    /// An [Order.Running] was given.
    RUNNING,
    /// An [Order.Home] was given.
    HOME,
    /// An [Order.Pack] was given.
    PACK,
    /// An [Order.Unpack] was given.
    UNPACK,
    /// An [Order.Nap] was given.
    NAP,
    /// An order could not be given: the worker had one already, the task was gone or not movable.
    REFUSED,
    /// The policy threw or answered nonsense. Counted once for the look.
    SKIPPED
}
