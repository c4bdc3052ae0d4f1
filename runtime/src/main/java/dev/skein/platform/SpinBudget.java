package dev.skein.platform;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// Learns how long it pays to spin before a thread parks. Being woken costs some 50 us, so spinning pays while what one
/// waits for comes within about that time; where it does not, the budget shrinks to its least, and with that nobody spins: where the
/// kernel runs both sides on one CPU, each spin is time in which the other cannot run. A joiner spins for the least all the same, since to block
/// has a spare serve its worker.
///
/// Where even the longest spin of a caller was in vain and the sleep after it was short, the spin itself may be what is in the
/// way: it keeps a CPU from the worker that it waits for. Then some waits go by without a spin before longer ones are
/// tried again, twice as many each time. The first of them and some others have the least, since it may have been one worker that lost its CPU once, and
/// the next outcome may come at once. A worker spins on a CPU of its own, and waits for whoever comes.
///
/// Multiplicative increase and decrease, as for adaptive spinning in locks (A. Karlin, K. Li, M. Manasse, S. Owicki,
/// "Empirical studies of competitive spinning for a shared-memory multiprocessor", SOSP 1991). Threads may share one
/// object: a lost update costs accuracy and nothing else.
public final class SpinBudget {

    /// Longest spin. About the cost of parking and being woken: spinning longer cannot pay.
    static final long MAX_NANOS = 50_000;
    /// The least, from which it grows again.
    static final long MIN_NANOS = 1_000;
    /// A wait up to this long, its wake-up included, would have been shorter with more spinning.
    static final long PAYS_NANOS = 100_000;

    /// A wait longer than its spin by no more than this ended while it spun.
    static final long SLACK_NANOS = 2_000;
    /// Waits that go by without a spin after the longest was in vain: at first, and at most. Of [#MIN_REST] one has the least.
    static final int MIN_REST = 32;
    static final int MAX_REST = 1_024;

    private static final VarHandle NANOS;

    static {
        try {
            NANOS = MethodHandles.lookup().findVarHandle(SpinBudget.class, "nanos", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final boolean useless;
    private final boolean mayBeInTheWay;
    private final boolean spinsTheLeast;
    private long nanos = MIN_NANOS * 8;
    /// Waits still to go by, most of them without a spin.
    private int rest;
    /// How many it will be the next time.
    private int nextRest = MIN_REST;

    private SpinBudget(int cpus, boolean mayBeInTheWay, boolean spinsTheLeast) {
        this.useless = cpus < 2;
        this.mayBeInTheWay = mayBeInTheWay;
        this.spinsTheLeast = spinsTheLeast;
    }

    /// For a worker that searches.
    ///
    /// @param cpus CPUs that the process may use; with one, nothing can come while we spin, so the budget is 0
    public static SpinBudget ofSearcher(int cpus) {
        return new SpinBudget(cpus, false, false);
    }

    /// For a worker that joins a fork.
    ///
    /// @param cpus as for a searcher
    public static SpinBudget ofJoiner(int cpus) {
        return new SpinBudget(cpus, false, true);
    }

    /// For callers that wait for a worker, and share the budget.
    ///
    /// @param cpus as for a searcher
    public static SpinBudget ofCallers(int cpus) {
        return new SpinBudget(cpus, true, false);
    }

    /// How long to spin now, 0 to 50,000 ns.
    public long nanos() {
        if (useless) return 0;
        long now = (long) NANOS.getOpaque(this);
        if (now > MIN_NANOS) return now;
        int left = rest;
        return spinsTheLeast || (left > 0 && left % MIN_REST == 0) ? MIN_NANOS : 0;
    }

    /// A wait took that long from its begin to its end, spinning and sleeping together.
    public void waited(long waitNanos) {
        long now = (long) NANOS.getOpaque(this);
        if (waitNanos > PAYS_NANOS) {
            NANOS.setOpaque(this, Math.max(MIN_NANOS, now / 2));
        } else if (rest > 0 && waitNanos > now + SLACK_NANOS) {
            rest--;
        } else if (now < MAX_NANOS) {
            NANOS.setOpaque(this, Math.min(MAX_NANOS, now * 2));
        } else if (waitNanos > MAX_NANOS + SLACK_NANOS) {
            if (mayBeInTheWay) rest();
        } else if (nextRest != MIN_REST) {
            nextRest = MIN_REST;
        }
    }

    private void rest() {
        NANOS.setOpaque(this, MIN_NANOS);
        rest = nextRest;
        nextRest = Math.min(MAX_REST, nextRest * 2);
    }
}
