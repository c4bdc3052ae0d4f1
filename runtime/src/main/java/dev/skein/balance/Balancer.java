package dev.skein.balance;

import dev.skein.api.BalancerStats;
import dev.skein.api.LoadSnapshot;
import dev.skein.handoff.Doze;
import dev.skein.load.Sampler;
import dev.skein.platform.ThreadClock;
import dev.skein.platform.ThreadMeter;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The daemon thread that takes snapshots, asks the policy, and places its orders. It never owns or runs a task, so its death loses none.
///
///     ticking -> asleep   two ticks in a row at which all workers sleep, as they did in between, and nothing is under way ([Doze], H5)
///     asleep  -> ticking  a worker leaves park
///     ticking -> dead     something was thrown that a tick could not outlive
///     dead    -> ticking  ensureAlive: whoever watches it starts another thread, every [#RESTART_NANOS] at most
///
/// - A1 whatever the policy throws or answers, the next tick comes ([Orders]).
/// - A2 a balancer that has died is replaced by the next look of who watches it; what it had asked for the workers carry out or refuse without it.
///
/// thread, stopped, startedNanos, restarts: under the object's lock; all but startedNanos are read without. kernelId, lastTickNanos, imbalance, lastDecision, the
/// counts: its thread; read by whoever wants figures.
public final class Balancer {

    private static final int IDLE_TICKS = 2;
    /// One that dies at its first tick would be started again at each look of who watches it, a thousand times a second; it is to be mended within 1 s.
    private static final long RESTART_NANOS = 500_000_000;

    private final BalancerSetup setup;
    private final Doze doze;
    private final PolicyWatch policyWatch;
    private volatile @Nullable Thread thread;
    private volatile boolean stopped;
    private volatile int restarts;
    private long startedNanos;
    private volatile long lastTickNanos = System.nanoTime();
    private volatile int kernelId = -1;
    private volatile double imbalance = Double.NaN;
    private volatile @Nullable Decision lastDecision;
    private final BalancerCounts counts = new BalancerCounts();

    public Balancer(BalancerSetup setup) {
        this.setup = setup;
        this.doze = setup.doze();
        this.policyWatch = new PolicyWatch(this::failElsewhere);
    }

    /// Not on the thread that watches: a policy may hang in the log, or hold a lock that it needs.
    private void failElsewhere(String what, Throwable failure) {
        setup.daemons().unstarted("policy", () -> setup.fail().fail(what, failure)).start();
    }

    /// Starts the thread.
    ///
    /// @throws OutOfMemoryError if the system refuses one
    public synchronized void start() {
        startedNanos = System.nanoTime();
        Thread next = setup.daemons().unstarted("balancer", this::run);
        next.setUncaughtExceptionHandler((dead, failure) -> setup.fail().fail("the balancer died, and is started again", failure));
        next.start();
        thread = next;
    }

    /// Ends the thread.
    public synchronized void stop() {
        stopped = true;
        LockSupport.unpark(thread);
    }

    /// Starts the thread again if it has died (A2), unless it was started a moment ago; tells of a policy that does not return. To be called from time to time, by
    /// one thread.
    public void ensureAlive() {
        Thread now = thread;
        if (now == null || stopped) return;
        if (now.isAlive()) policyWatch.look(System.nanoTime(), now);
        else revive();
    }

    private synchronized void revive() {
        Thread now = thread;
        if (now == null || now.isAlive() || stopped || System.nanoTime() - startedNanos < RESTART_NANOS) return;
        restarts = restarts + 1;               // under the lock
        start();
    }

    private void run() {
        doze.enter();
        policyWatch.ends();                    // of one that has died there
        kernelId = setup.threadId().getAsInt();
        try (Sampler sampler = setup.sampler().get(); ThreadMeter self = ThreadMeter.of(kernelId)) {
            Ticks mine = new Ticks(sampler, self);
            if (restarts > 0) mine.orders.startAfresh();
            while (!stopped) mine.next();
        } finally {
            kernelId = -1;                     // the kernel may give it to another thread
        }
    }

    /// What one thread of the balancer knows from tick to tick.
    private final class Ticks {
        private final Sampler sampler;
        private final ThreadMeter self;
        private final Flights flights = new Flights(setup.workers(), setup.desk(), setup.ledger());
        private final StuckWorkers stuck = new StuckWorkers(setup, counts);
        private final Orders orders = new Orders(setup, flights, counts);
        private final TickPace pace = new TickPace(setup.intervalNanos(), setup.workers());
        private @Nullable LoadSnapshot previous;
        private long dueNanos = System.nanoTime();
        private int idleTicks;

        Ticks(Sampler sampler, ThreadMeter self) {
            this.sampler = sampler;
            this.self = self;
        }

        void next() {
            if (idleTicks >= IDLE_TICKS) {
                sleepWhileAllDo();
                idleTicks = 0;
                dueNanos = System.nanoTime();
            }
            LoadSnapshot seen = previous;
            dueNanos += pace.pauseNanos(seen == null ? TickPace.Found.WORK : TickPace.Found.in(seen, orders.wereGiven()));
            // A policy may leave an interrupt behind, a worker a permit that came too late: neither makes a tick.
            for (long left; (left = dueNanos - System.nanoTime()) > 0 && !stopped; ) {
                LockSupport.parkNanos(this, left);
                Thread.interrupted();
            }
            if (!stopped) tick(System.nanoTime());
        }

        private void sleepWhileAllDo() {
            doze.announce();
            while (doze.isAsleep() && setup.allParked().getAsBoolean() && !stopped) {
                LockSupport.park(this);
                Thread.interrupted();
            }
            doze.retract();
        }

        private void tick(long now) {
            flights.look(now);
            LoadSnapshot snapshot = sampler.sample(now, dueNanos, flights.arriving(), flights.leaving(), setup.overflowTasks().getAsLong());
            flights.measure(snapshot);
            stuck.look(snapshot);
            policyWatch.begins(now);
            orders.decide(previous == null ? snapshot : previous, snapshot);
            policyWatch.ends();
            lastDecision = orders.last();
            previous = snapshot;
            idleTicks = setup.allParked().getAsBoolean() && flights.isEmpty() && !doze.hasStirred() ? idleTicks + 1 : 0;
            lastTickNanos = now;
            imbalance = snapshot.imbalance();
            counts.ticks.increment();
            pace.ticked(now, self.cpuNanos());
            // Not to make up for ticks that were missed. And a policy that takes long does not make the next tick a late one, which would judge nobody.
            long end = System.nanoTime();
            counts.tickNanos.add(end - now);
            if (end - dueNanos > setup.intervalNanos()) dueNanos = end;
        }
    }

    /// What the last tick saw and decided; null before the first.
    public @Nullable Decision lastDecision() {
        return lastDecision;
    }

    public BalancerStats stats() {
        return new BalancerStats(counts.ticks.sum(), counts.orders.sum(), counts.skippedTicks.sum(), counts.refusedOrders.sum(), counts.stuck.sum(), restarts,
                Math.max(0, System.nanoTime() - lastTickNanos), ThreadClock.cpuNanos(kernelId),
                counts.decisions(), counts.tickNanos.sum(), imbalance);
    }
}
