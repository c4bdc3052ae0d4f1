package dev.skein.worker;

import dev.skein.handoff.Doze;
import dev.skein.platform.AsymmetricFence;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/// The daemon thread that sees what workers cannot see of themselves: that a carrier does not keep its word
/// ([Promptness]) because the task it runs is a long one, that its tasks have turned long ([Pace]), that a run has lasted longer
/// than its time slice ([TimeSlice]), that a worker does not come to what is meant for it ([Intake], P4), that forks wait while a worker
/// sleeps ([ForkCarrier]), that a fork has ended for all to see but for one who waits for it, and that a thread which a task has
/// started is stuck on its CPU.
///
///     asleep   -> slow      ensureAwake  a worker that leaves park
///     slow     -> watching  tick         a carrier has asked since the last tick whether we watch
///     watching -> slow      tick         no carrier has vouched for [#QUIET_TICKS] ticks
///     slow     -> calm      tick         [#CALM_LOOKS] ticks in a row found nothing that lasts or waits for us, whatever workers did in between
///     calm     -> slow      tick         runs last, a worker has mail, a word is given, or forks wait while a worker sleeps
///     slow, calm, watching -> asleep  tick  all workers were parked at two ticks in a row and in between, and no carrier without a worker runs
///
/// - S1 a task that was queued beside a parked worker without a wake-up starts within 2 ms: carriers vouch only while
///   the sentry watches; a watch tick comes every 0.7 ms; a carrier that vouches, has a backlog and has begun no run
///   between two ticks loses its word, and somebody is woken.
/// - S2 an idle runtime has no ticks: it falls asleep as the balancer does ([Doze]), but for a look once a second.
/// - S3 what runs when a runtime is stopped at once is cancelled or interrupted within two ticks, though who stops it may have looked before
///   the carrier's name of it was to be seen, and the carrier before the flag was: between a plain task's name and the look at the flag is no fence, which
///   each task would have to pay for. The ticks do not interrupt a run again, unless it has run another within itself since; who stops
///   the runtime may, where it meets the carrier.
///
/// A carrier that saw us watch may vouch after the watch has ended; the slow ticks look too, and then find it later.
///
/// watching: the sentry. asked: carriers. lookDue: who could not wake a worker. The rest is the sentry's own.
final class Sentry {

    private static final long SLOW_TICK_NANOS = 5_000_000;
    private static final long WATCH_TICK_NANOS = 700_000;
    /// Longest sleep while all workers sleep, 1 s: who has no stack to wake a task has none to wake us. It costs 0.005 % of a CPU.
    private static final long LOOK_ASLEEP_NANOS = 1_000_000_000;
    /// Tick while each worker is parked or has begun a turn in every [#SLOW_TICK_NANOS] or so; what carriers without a worker run does not count. To wake us
    /// costs more than a short task, a thread that wakes moves others from CPU to CPU, and on CPUs that are busy 200 wake-ups a second took 2 % of all
    /// (docs/decisions/0006).
    private static final long CALM_TICK_NANOS = 20_000_000;
    private static final int CALM_LOOKS = 4;
    private static final int QUIET_TICKS = 16;
    private static final int LAST_LOOKS = 2;

    private final WorkerPool pool;
    private final Thread thread;
    /// The turn that each worker's carrier was in at the last watch tick.
    private final long[] lastTurn;
    /// The turn that it was in at the last tick of any kind.
    private final long[] seenTurn;
    private long lookedNanos = System.nanoTime();
    private final int[] looksDue;
    final Doze doze = new Doze();
    private volatile boolean watching;
    private volatile boolean asked;
    private volatile boolean lookDue;
    private int quietTicks;
    /// Ticks in a row that found nothing that lasts, and ticks in a row at which all workers were parked and since which none has left park.
    private int calmLooks;
    private int idleTicks;
    private Runnable watch = () -> {};

    Sentry(WorkerPool pool) {
        this.pool = pool;
        this.thread = pool.daemons().unstarted("sentry", this::run);
        this.lastTurn = new long[pool.config().workers()];
        this.seenTurn = new long[pool.config().workers()];
        this.looksDue = new int[pool.config().workers()];
    }

    /// To be called before [#start].
    void setWatch(Runnable calledAtTicks) {
        watch = calledAtTicks;
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
        doze.ensureAwake();
    }

    /// Somebody has enqueued a task and could not wake a worker for it: we do.
    void lookForQueued() {
        lookDue = true;
        LockSupport.unpark(thread);
    }

    private void run() {
        doze.enter();
        prepareFence();
        while (!pool.isStopped()) {
            try {
                if (idleTicks >= 2) {
                    fallAsleep();
                } else {
                    LockSupport.parkNanos(this, lookDue ? WATCH_TICK_NANOS : tickNanos());
                    Thread.interrupted();
                    tick();
                }
            } catch (Throwable e) {
                pool.reports().logSafely(Reports.Mishap.TICK, e);
            }
        }
        ForkCarrier.wakeLate();
    }

    /// Here, since nobody waits for this thread.
    private void prepareFence() {
        try {
            AsymmetricFence.prepare();
        } catch (Throwable e) {
            pool.reports().logSafely(Reports.Mishap.TICK, e);
        }
    }

    private long tickNanos() {
        if (watching) return WATCH_TICK_NANOS;
        return calmLooks >= CALM_LOOKS ? CALM_TICK_NANOS : SLOW_TICK_NANOS;
    }

    private void fallAsleep() {
        doze.announce();
        try {
            while (doze.isAsleep() && !lookDue && allParked() && pool.detachedCarriers().isEmpty() && !pool.isStopped() && !pool.owner().hasMissedWakes()) {
                ForkCarrier.wakeLate();    // the last forks of those that park are done for all to see
                watchSafely();
                LockSupport.parkNanos(this, LOOK_ASLEEP_NANOS);
                Thread.interrupted();
            }
        } finally {
            doze.retract();
            idleTicks = 0;
            calmLooks = 0;
        }
    }

    private void watchSafely() {
        try {
            watch.run();
            pool.closed().look(System.nanoTime());
        } catch (Throwable e) {
            pool.reports().logSafely("what the sentry watches over failed", e);
        }
    }

    private void tick() {
        watchSafely();
        countIdle();
        pool.foreignThreads().scanIfThreadsStarted();
        ForkCarrier.wakeLate();
        pool.owner().wakeThoseMissed();
        pool.cancelThoseMissed();
        if (lookDue) look();
        long now = System.nanoTime();
        pool.spares().retryRefused(now);
        boolean calm = true;
        for (Worker worker : pool.workers()) calm &= !lookAtRun(worker, now, now - lookedNanos);
        lookedNanos = now;
        for (Carrier carrier : pool.detachedCarriers()) {
            carrier.runner().lookAtRun(now);
            if (carrier.hasForks()) {
                pool.signalWork();                         // as in watch
                calm &= !pool.idle().anySleeps();
            }
        }
        calm &= !watch();
        calmLooks = calm && !watching ? Math.min(CALM_LOOKS, calmLooks + 1) : 0;
        if (asked && !watching) {
            watching = true;
            quietTicks = 0;
        }
        asked = false;
        pool.lookWhoRecords();
        pool.whenTicking().accept(now);
    }

    private void look() {
        lookDue = false;                       // before the look: who could not wake anybody from now on says so again
        try {
            if (pool.backlog().needsHelp()) pool.signalWork();
            pool.intake().wakeThoseMeant();
        } catch (Throwable noRoom) {
            lookDue = true;
            throw noRoom;
        }
    }

    private void countIdle() {
        idleTicks = allParked() && !doze.hasStirred() && pool.detachedCarriers().isEmpty() ? idleTicks + 1 : 0;
    }

    /// Ends the slice of a run that has lasted long enough, and takes away what is meant for a worker that begins no other: it may be
    /// in the body, or clean up after it.
    ///
    /// @param sinceLast time since the last look
    /// @return whether the next look should come soon: runs last, or there is something to take away from one that may
    private boolean lookAtRun(Worker worker, long now, long sinceLast) {
        boolean hasMail = !worker.addressed.isEmpty();
        Carrier carrier = worker.carrier;
        if (carrier == null) return hasMail;
        long turn = carrier.runner().turnNumber();
        long turns = turn - seenTurn[worker.index];        // of another carrier it may be any number: one look too early or too late
        seenTurn[worker.index] = turn;                     // also of one that is idle: what it did before is no rate of what it begins
        if (!carrier.isBusy()) {
            carrier.runner().forgetRun();
            return hasMail;
        }
        long nanos = carrier.runner().lookAtRun(now);
        if (nanos >= SLOW_TICK_NANOS && hasMail) pool.intake().giveAddressedToAll(worker);
        return turns * SLOW_TICK_NANOS < sinceLast || hasMail;
    }

    /// Looks at what carriers have vouched for, and for forks that a worker which sleeps could run.
    ///
    /// @return whether there is either
    private boolean watch() {
        boolean quiet = true;
        boolean forksWait = false;
        boolean anySleeps = pool.idle().anySleeps();
        for (Worker worker : pool.workers()) {
            Carrier carrier = worker.carrier;
            if (carrier != null) carrier.nudge();
            if (worker.hasForks()) {
                pool.signalWork();                         // who has forked may have overlooked one that went to sleep
                forksWait |= anySleeps;
            }
            if (!worker.vouches()) {
                lookAgain(worker);
                continue;
            }
            quiet = false;
            long turn = carrier == null ? 0 : carrier.runner().turnNumber();
            if (turn != lastTurn[worker.index]) {
                lastTurn[worker.index] = turn;
            } else {
                revoke(worker);
            }
        }
        quietTicks = quiet ? quietTicks + 1 : 0;
        if (quietTicks >= QUIET_TICKS) watching = false;
        return forksWait || !quiet;
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
        return pool.steering().allSleep();
    }
}
