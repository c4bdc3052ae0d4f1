package dev.skein.balance;

import dev.skein.api.Availability;
import dev.skein.api.LoadSnapshot;
import dev.skein.api.RunningLoad;
import dev.skein.api.WorkerHealth;
import dev.skein.api.WorkerLoad;
import dev.skein.api.WorkerState;

/// How long the balancer waits from tick to tick: its interval, less while a task waits beside a sleeping worker, more while there is nothing to balance, or where
/// ticks would cost too much.
///
/// What a tick costs depends on the machine far more than on this code: after some milliseconds of sleep caches are cold, and the wake-up alone takes 20
/// to 30 us. So the balancer reads its own CPU clock, and keeps an account: time earns it the part of one CPU that it may use, a tick takes from that what
/// it has cost, and a debt is waited off. The part is a quarter of a percent from 64 workers on, and more with fewer, so that with up to 8 or so ticks come
/// at the interval (docs/decisions/0006). What was earned in quiet times is there when work comes.
///
/// All of it is the balancer's own.
final class TickPace {

    /// What the last look has found.
    enum Found {
        /// A task waits for long, and a worker that could take it sleeps.
        HUNGER,
        /// Something waits, or runs for long, or is under way.
        WORK,
        /// Nothing lasts, and either nothing waits, or all run tasks beside it and no CPU is shared with others: who runs dry then steals, and sooner than an
        /// order could reach it. Or there is one worker, so that nothing can be moved.
        CALM,
        /// As [#CALM], but something was ordered, and there may be more of it than one tick may move.
        ORDERED;

        /// A drain time that is worth the shortest ticks.
        private static final double WORTH_HURRY_NANOS = 1e6;
        /// Tasks are short whose mean service is up to the interval at which a run that lasts should be seen.
        private static final double SHORT_NANOS = 5e6;

        static Found in(LoadSnapshot seen, boolean ordered) {
            boolean parked = false;
            boolean waits = seen.overflowTasks() > 0;
            boolean calm = !waits;
            boolean anyReady = false;
            boolean contended = false;
            boolean atRest = false;
            for (WorkerLoad worker : seen.workers()) {
                parked |= worker.state() == WorkerState.PARKED && worker.availability() != Availability.RETIRED;
                waits |= worker.readyTasks() > 0 && worker.drainNanos() > WORTH_HURRY_NANOS;
                calm &= isCalm(worker);
                anyReady |= worker.readyTasks() > 0;
                contended |= Figures.isContended(worker);
                atRest |= Figures.isAtRest(worker);
            }
            if (parked && waits) return HUNGER;
            boolean helpsItself = !anyReady || (!atRest && !contended);
            if (seen.workers().size() > 1 && !(calm && helpsItself)) return WORK;
            return ordered ? ORDERED : CALM;
        }

        /// Tasks are short there, nothing is under way, and nothing was there at the look before. One that is closed must be watched: it may be wanted again.
        private static boolean isCalm(WorkerLoad worker) {
            RunningLoad running = worker.running();
            return worker.availability() == Availability.OPEN && worker.health() == WorkerHealth.GETS_ON && worker.arrivingTasks() == 0
                    && worker.leavingTasks() == 0 && !(worker.meanServiceNanos() > SHORT_NANOS) && (running == null || running.ageNanos() == 0);
        }
    }

    /// So many calm looks in a row, sleeps between them or not, and the next pauses are of [#CALM_NANOS]. What then begins to run for long is seen up to
    /// 20 ms late instead of one interval, and known to last at the look after that. A runtime that has little to do, or nothing but short tasks, spends a
    /// quarter of the ticks: at a load of 10 % of two CPUs the balancer and the sentry took a fourteenth of all its CPU time, and on busy CPUs 200 wake-ups a
    /// second took 2 % of all (docs/decisions/0006).
    private static final int CALM_LOOKS = 4;
    private static final long CALM_NANOS = 20_000_000;
    /// Shortest time between two ticks, while a task waits and a worker sleeps.
    private static final long HUNGRY_NANOS = 1_000_000;
    /// Longest time to which ticks are spread. A worker that makes no progress is named at the third to fifth tick.
    private static final long SPREAD_NANOS_MAX = 250_000_000;
    /// Part of one CPU that the balancer may use from [#MANY_WORKERS] on: below the 0.3 % that are promised, since ticks differ.
    private static final double PART_OF_CPU = 0.0025;
    private static final int MANY_WORKERS = 64;
    /// And with few workers at most: what ticks of 5 ms take that cost 0.1 ms each. Ticks of a millisecond can be paid from what was saved only.
    private static final double PART_MAX = 0.02;
    /// To begin with, CPU time for some 500 ticks: code that is run seldom is not compiled, and costs five times as much for good.
    static final double FIRST_CREDIT_NANOS = 100e6;
    /// CPU time that can be saved up, some twenty ticks.
    static final double SAVED_NANOS_MAX = 5e6;
    /// CPU time that can be owed; a single tick that cost more than this, a log handler's say, is forgiven the rest.
    private static final double OWED_NANOS_MAX = 1e6;

    private final long intervalNanos;
    private final double part;
    private boolean clockIsKnown;
    private long cpuNanos;
    private long lastNanos;
    private double creditNanos = FIRST_CREDIT_NANOS;
    private int calmLooks;

    /// @param intervalNanos time between two ticks where they are cheap
    TickPace(long intervalNanos, int workers) {
        this.intervalNanos = intervalNanos;
        this.part = Math.min(PART_MAX, PART_OF_CPU * Math.max(1, (double) MANY_WORKERS / workers));
    }

    /// A tick is over.
    ///
    /// @param now value of `System.nanoTime()`
    /// @param cpuNow CPU time of the balancer's thread so far; -1: not known, and the tick is taken for free
    void ticked(long now, long cpuNow) {
        if (clockIsKnown && cpuNow >= 0) {
            double earned = part * Math.max(0, now - lastNanos);
            double before = Math.max(creditNanos, Math.min(SAVED_NANOS_MAX, creditNanos + earned));
            creditNanos = Math.max(-OWED_NANOS_MAX, before - Math.max(0, cpuNow - cpuNanos));
        }
        clockIsKnown = cpuNow >= 0;
        cpuNanos = cpuNow;
        lastNanos = now;
    }

    /// Time until the next tick, from when the last one was due. To be asked once after each tick.
    long pauseNanos(Found found) {
        if (found != Found.ORDERED) calmLooks = found == Found.CALM ? Math.min(CALM_LOOKS, calmLooks + 1) : 0;
        long wanted = switch (found) {
            case HUNGER -> Math.min(HUNGRY_NANOS, intervalNanos);
            case WORK, ORDERED -> intervalNanos;
            case CALM -> calmLooks == CALM_LOOKS ? Math.max(CALM_NANOS, intervalNanos) : intervalNanos;
        };
        if (!clockIsKnown || creditNanos >= 0) return wanted;
        return Math.max(wanted, (long) Math.min(SPREAD_NANOS_MAX, -creditNanos / part));
    }
}
