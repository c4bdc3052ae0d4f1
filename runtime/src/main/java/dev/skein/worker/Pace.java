package dev.skein.worker;

/// A carrier's sense of time without a clock for each task: it reads the clock every so many tasks, and tunes that number
/// so that a reading comes about every 50 us. Where tasks turn long all at once, the sentry's nudge ends the tick.
///
/// nudged: the sentry, and the carrier, which clears it. The rest is the carrier's own.
final class Pace {

    /// Time between two looks at what others have sent, so that tasks that feed themselves starve nobody, and at whether
    /// the backlog calls for help.
    private static final long TICK_NANOS = 50_000;
    /// Mean time of a task up to which it is short: a backlog of two is done before another worker could be awake.
    private static final long QUICK_NANOS = 10_000;
    private static final int MAX_TASKS = 4096;
    /// Fewer tasks than these say nothing about the next one, unless they were long.
    private static final int ENOUGH_TASKS = 4;

    private int tasksPerTick = 16;
    private int tasksLeft = tasksPerTick;
    private long tickStart;
    private long meanNanos = Long.MAX_VALUE;
    private volatile boolean nudged;

    /// Counts a task; true if a tick is over and [#tick] is due.
    boolean countTask() {
        return --tasksLeft < 0 || nudged;
    }

    /// The sentry: the next task ends the tick.
    void nudge() {
        nudged = true;
    }

    /// Begins a stretch of work.
    void start(long now) {
        tickStart = now;
        tasksLeft = tasksPerTick;
    }

    /// Ends a tick or a stretch of work, and learns from it.
    void tick(long now) {
        int tasks = tasksPerTick - Math.max(0, tasksLeft);
        long elapsed = now - tickStart;
        boolean saysSomething = tasks >= ENOUGH_TASKS || elapsed > TICK_NANOS;
        if (tasks > 0 && saysSomething) meanNanos = elapsed / tasks;
        if (tasksLeft < 0 && elapsed < TICK_NANOS / 2) tasksPerTick = Math.min(MAX_TASKS, tasksPerTick * 2);
        if (elapsed > TICK_NANOS * 2) tasksPerTick = (int) Math.max(1, tasks * TICK_NANOS / elapsed);
        if (nudged) nudged = false;
        start(now);
    }

    /// Whether the tasks of late were short.
    boolean isQuick() {
        return meanNanos <= QUICK_NANOS;
    }

    /// Mean time of a task of late, in nanoseconds.
    long meanNanos() {
        return meanNanos;
    }
}
