package dev.skein.worker;

import dev.skein.platform.CpuSet;
import java.util.concurrent.locks.LockSupport;

/// The daemon thread that sees what workers cannot see of themselves: a deferred task that waits too long because the
/// task before it turned out to be a long one, and threads that a task has started and that are stuck on its CPU.
///
///     asleep   -> slow      ensureAwake  a worker that leaves park
///     slow     -> watching  tick         a carrier deferred, or wished to, since the last tick
///     watching -> slow      tick         no carrier has deferred for [#QUIET_TICKS] ticks
///     slow     -> asleep    tick         all workers were parked at two ticks in a row
///
/// - S1 a deferred task beside a parked worker starts within 2 ms: carriers defer only while the sentry watches, a watch
///   tick comes every 0.7 ms, and a task that is still there at the second tick that sees it is called overdue and
///   somebody is woken for it.
/// - S2 an idle runtime has no ticks: falling asleep is a handshake with [#ensureAwake] like that of the workers (W1).
///
/// Carriers push a deferred task without a fence. The sentry therefore looks twice more after it has ended its watch: a
/// store that took longer than a tick to become visible would miss the bound of S1, though not its carrier.
///
/// asleep, watching: the sentry; asleep also a worker that wakes it. wished: carriers. The rest is the sentry's own.
final class Sentry {

    private static final long SLOW_TICK_NANOS = 5_000_000;
    private static final long WATCH_TICK_NANOS = 700_000;
    private static final int QUIET_TICKS = 16;

    private final WorkerPool pool;
    private final Thread thread;
    private final long[] lastSeen;
    private volatile boolean asleep;
    private volatile boolean watching;
    private volatile boolean wished;
    private int quietTicks;
    private int lastLooks;
    private int idleTicks;

    Sentry(WorkerPool pool) {
        this.pool = pool;
        this.thread = Thread.ofPlatform().daemon(true).inheritInheritableThreadLocals(false)
                .name(pool.carrierName("sentry")).unstarted(this::run);
        this.lastSeen = new long[pool.config().workers()];
    }

    void start() {
        thread.start();
    }

    void stop() {
        LockSupport.unpark(thread);
    }

    /// Whether a carrier may defer a wake-up. Asking counts as a wish to.
    boolean watches() {
        if (watching) return true;
        if (!wished) wished = true;
        return false;
    }

    /// A worker has left park.
    void ensureAwake() {
        if (asleep) {
            asleep = false;
            LockSupport.unpark(thread);
        }
    }

    private void run() {
        unpinSelf();
        while (!pool.isStopped()) {
            if (idleTicks >= 2) {
                fallAsleep();
            } else {
                LockSupport.parkNanos(this, watching || lastLooks > 0 ? WATCH_TICK_NANOS : SLOW_TICK_NANOS);
                Thread.interrupted();
                try {
                    tick();
                } catch (Throwable e) {
                    WorkerPool.LOG.log(System.Logger.Level.ERROR, "skein " + pool.config().name() + ": sentry tick failed", e);
                }
            }
        }
    }

    /// The thread that builds a runtime may be pinned itself.
    private void unpinSelf() {
        CpuSet process = pool.affinity().processCpus();
        var _ = pool.affinity().setCpus(pool.affinity().currentThreadId(), process);
    }

    private void fallAsleep() {
        asleep = true;                 // volatile, as the bits we read next: pairs with a worker that clears its bit, then reads asleep (S2)
        while (asleep && allParked() && !pool.isStopped()) {
            LockSupport.park(this);
            Thread.interrupted();
        }
        asleep = false;
        idleTicks = 0;
    }

    private void tick() {
        idleTicks = allParked() ? idleTicks + 1 : 0;
        pool.foreignThreads().scanIfThreadsStarted();
        if (watching || lastLooks > 0) {
            watch();
        } else if (wished) {
            watching = true;
            quietTicks = 0;
        }
        wished = false;
    }

    private void watch() {
        boolean quiet = true;
        for (Worker worker : pool.workers()) {
            Carrier carrier = worker.carrier;
            if (carrier == null) continue;
            long mark = carrier.ready().lastDeferred();
            if (mark != lastSeen[worker.index]) {
                lastSeen[worker.index] = mark;
                quiet = false;
            } else if (carrier.ready().stillWaits(mark)) {
                carrier.ready().callOverdue(mark);
                if (pool.idle().anyParked()) pool.signalWork();
            }
        }
        quietTicks = quiet ? quietTicks + 1 : 0;
        if (watching && quietTicks >= QUIET_TICKS) {
            watching = false;
            lastLooks = 2;             // for what was deferred by carriers that saw us watch: one look to see it, one to call it overdue
        } else if (lastLooks > 0) {
            lastLooks--;
        }
    }

    private boolean allParked() {
        for (Worker worker : pool.workers()) {
            if (!pool.idle().isParked(worker.index)) return false;
        }
        return true;
    }
}
