package dev.skein.worker;

import java.util.concurrent.locks.LockSupport;

/// The daemon thread that sees what workers cannot see of themselves: that a carrier does not keep its word
/// ([Promptness]) because the task it runs is a long one, that its tasks have turned long ([Pace]), that forks wait while a worker
/// sleeps ([ForkCarrier]), that a fork has ended for all to see but for one who waits for it, and that a thread which a task has
/// started is stuck on its CPU.
///
///     asleep   -> slow      ensureAwake  a worker that leaves park
///     slow     -> watching  tick         a carrier has asked since the last tick whether we watch
///     watching -> slow      tick         no carrier has vouched for [#QUIET_TICKS] ticks
///     slow     -> asleep    tick         all workers were parked at two ticks in a row
///
/// - S1 a task that was queued beside a parked worker without a wake-up starts within 2 ms: carriers vouch only while
///   the sentry watches; a watch tick comes every 0.7 ms; a carrier that vouches, has a backlog and has ended no task
///   between two ticks loses its word, and somebody is woken.
/// - S2 an idle runtime has no ticks: falling asleep is a handshake with [#ensureAwake] like that of the workers (W1).
///
/// A carrier that saw us watch may vouch after the watch has ended; the slow ticks look too, and then find it later.
///
/// asleep: the sentry, and a worker that wakes it. watching: the sentry. asked: carriers. lookDue: who
/// could not wake a worker. The rest is the sentry's own.
final class Sentry {

    private static final long SLOW_TICK_NANOS = 5_000_000;
    private static final long WATCH_TICK_NANOS = 700_000;
    /// While all workers are parked, and only carriers without one run: then it is asleep but for waiters that are overlooked.
    private static final long DETACHED_TICK_NANOS = 100_000_000;
    private static final int QUIET_TICKS = 16;
    private static final int LAST_LOOKS = 2;

    private final WorkerPool pool;
    private final Thread thread;
    private final long[] lastEnded;
    private final int[] looksDue;
    private volatile boolean asleep;
    private volatile boolean watching;
    private volatile boolean asked;
    private volatile boolean lookDue;
    private int quietTicks;
    private int idleTicks;

    Sentry(WorkerPool pool) {
        this.pool = pool;
        this.thread = Thread.ofPlatform().daemon(true).inheritInheritableThreadLocals(false)
                .name(pool.carrierName("sentry")).unstarted(this::run);
        this.lastEnded = new long[pool.config().workers()];
        this.looksDue = new int[pool.config().workers()];
    }

    void start() {
        thread.start();
    }

    void stop() {
        LockSupport.unpark(thread);
    }

    /// Whether a carrier may vouch. Asking counts as the wish to.
    boolean watches() {
        if (watching) return true;
        if (!asked) asked = true;
        return false;
    }

    /// A worker has left park.
    void ensureAwake() {
        if (asleep) {
            asleep = false;
            LockSupport.unpark(thread);
        }
    }

    /// Somebody has enqueued a task and could not wake a worker for it: we do.
    void lookForQueued() {
        lookDue = true;
        LockSupport.unpark(thread);
    }

    private void run() {
        pool.affinity().unpin();       // the thread that builds a runtime may be pinned itself
        while (!pool.isStopped()) {
            if (idleTicks >= 2) {
                fallAsleep();
            } else {
                LockSupport.parkNanos(this, watching ? WATCH_TICK_NANOS : SLOW_TICK_NANOS);
                Thread.interrupted();
                try {
                    tick();
                } catch (Throwable e) {
                    pool.logSafely("the sentry's tick failed", e);
                }
            }
        }
        ForkCarrier.wakeLate();
    }

    private void fallAsleep() {
        asleep = true;                 // volatile, as the bits we read next: pairs with a worker that clears its bit, then reads asleep (S2)
        while (asleep && !lookDue && allParked() && !pool.isStopped()) {
            boolean nobodyForks = pool.detachedCarriers().isEmpty();
            ForkCarrier.wakeLate();    // what those have forked that are parked or gone is done for all to see
            if (nobodyForks) LockSupport.park(this);
            else LockSupport.parkNanos(this, DETACHED_TICK_NANOS);
            Thread.interrupted();
        }
        asleep = false;
        idleTicks = 0;
    }

    private void tick() {
        idleTicks = allParked() ? idleTicks + 1 : 0;
        pool.foreignThreads().scanIfThreadsStarted();
        ForkCarrier.wakeLate();
        if (lookDue) {
            lookDue = false;
            if (pool.needsHelp()) pool.signalWork();
        }
        watch();
        if (asked && !watching) {
            watching = true;
            quietTicks = 0;
        }
        asked = false;
    }

    private void watch() {
        boolean quiet = true;
        for (Worker worker : pool.workers()) {
            Carrier carrier = worker.carrier;
            if (carrier != null) carrier.nudge();
            if (worker.hasForks()) pool.signalWork();      // who has forked may have overlooked one that went to sleep
            if (!worker.vouches()) {
                lookAgain(worker);
                continue;
            }
            quiet = false;
            long ended = worker.ended();
            if (ended != lastEnded[worker.index]) {
                lastEnded[worker.index] = ended;
            } else {
                revoke(worker);
            }
        }
        quietTicks = quiet ? quietTicks + 1 : 0;
        if (quietTicks >= QUIET_TICKS) watching = false;
    }

    private void revoke(Worker worker) {
        Carrier carrier = worker.carrier;
        if (carrier == null) return;
        carrier.promptness().revoke();
        pool.signalIfQueued(worker);
        looksDue[worker.index] = LAST_LOOKS;
    }

    /// A task that the carrier enqueued for itself at the very time of the revocation may have missed it, without a fence
    /// on that side; the next look finds it.
    private void lookAgain(Worker worker) {
        if (looksDue[worker.index] == 0) return;
        looksDue[worker.index]--;
        pool.signalIfQueued(worker);
    }

    private boolean allParked() {
        for (Worker worker : pool.workers()) {
            if (!pool.idle().isParked(worker.index)) return false;
        }
        return true;
    }
}
