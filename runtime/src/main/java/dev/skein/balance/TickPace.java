package dev.skein.balance;

/// How long the balancer waits from tick to tick: its interval, less while a task waits beside a sleeping worker, more where ticks would cost too much.
///
/// What a tick costs depends on the machine far more than on this code: after some milliseconds of sleep caches are cold, and the wake-up alone takes 20
/// to 30 us. So the balancer reads its own CPU clock, and spreads its ticks until they cost no more than the part that it may use: a quarter of a percent
/// of one CPU from 64 workers on, more with fewer, so that with up to 8 or so ticks come at the interval (docs/decisions/0006).
///
/// All of it is the balancer's own.
final class TickPace {

    /// Shortest time between two ticks, while a task waits and a worker sleeps.
    private static final long HUNGRY_NANOS = 1_000_000;
    /// Longest time to which ticks are spread: with it a worker that does not get on is still named within half a second.
    private static final long SPREAD_NANOS_MAX = 200_000_000;
    /// Part of one CPU that the balancer may use from [#MANY_WORKERS] on: below the 0.3 % that are promised, since ticks differ.
    private static final double PART_OF_CPU = 0.0025;
    private static final int MANY_WORKERS = 64;
    /// Ticks that come at the interval whatever they cost, 500: code that is run seldom is not compiled, and costs five times as much for good.
    static final int FIRST_TICKS = 500;
    /// Weight of the last tick in what a tick is expected to cost.
    private static final double LAST_TICK = 0.125;

    private final long intervalNanos;
    private final double part;
    private long cpuNanos = -1;
    private double tickNanos;
    private int firstTicks = FIRST_TICKS;

    /// @param intervalNanos time between two ticks where they are cheap
    TickPace(long intervalNanos, int workers) {
        this.intervalNanos = intervalNanos;
        this.part = PART_OF_CPU * Math.max(1, (double) MANY_WORKERS / workers);
    }

    /// A tick is over.
    ///
    /// @param cpuNow CPU time of the balancer's thread so far; -1: not known, and ticks are taken for cheap
    void ticked(long cpuNow) {
        if (firstTicks > 0) firstTicks--;
        if (cpuNow >= 0 && cpuNanos >= 0) {
            double last = Math.max(0, cpuNow - cpuNanos);
            tickNanos = tickNanos == 0 ? last : tickNanos + LAST_TICK * (last - tickNanos);
        }
        cpuNanos = cpuNow;
    }

    /// Time until the next tick, from when the last one was due.
    long pauseNanos(boolean hungry) {
        if (firstTicks > 0) return wantedNanos(hungry);
        return Math.max(wantedNanos(hungry), (long) Math.min(SPREAD_NANOS_MAX, tickNanos / part));
    }

    private long wantedNanos(boolean hungry) {
        return hungry ? Math.min(HUNGRY_NANOS, intervalNanos) : intervalNanos;
    }
}
