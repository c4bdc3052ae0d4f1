package dev.skein.simulator;

/// What things cost and how often the balancer looks, in nanoseconds. The standard is what was measured of the runtime, and what its code says.
///
/// @param steal a thief's look round that ends with tasks in its hands
/// @param wake from the call until the woken worker looks for work
/// @param call time of a worker that wakes another one
/// @param handoff time of the giver for an order that it carries out
/// @param slice after which a running task gives way
/// @param tick the balancer's interval
/// @param hungryTick its interval while a task waits for long and a worker is parked
/// @param residence after it was moved by LOAD a task is not moved by LOAD for so long
record Costs(long steal, long wake, long call, long handoff, long slice, long tick, long hungryTick, long residence) {

    /// Tasks that one steal takes at most.
    static final int STEAL_MAX = 32;
    /// An order that nobody has carried out by then is withdrawn.
    static final long TAKE_NANOS = 50_000_000;

    static Costs standard() {
        return new Costs(1_000, 30_000, 12_000, 1_000, 10_000_000, 5_000_000, 1_000_000, 100_000_000);
    }

    /// Steals, wake-ups and handoffs for nothing: what is lost then is lost by where tasks are, not by what it costs to move them.
    Costs free() {
        return new Costs(0, 0, 0, 0, slice, tick, hungryTick, residence);
    }
}
