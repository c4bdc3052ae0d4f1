package dev.skein.balance;

import org.jspecify.annotations.Nullable;

/// Tells the user of a policy that does not return: until it does nothing is balanced, and no stuck worker is found. Tasks run all the same.
///
/// askedNanos, asked: the balancer's thread. told: who watches it.
final class PolicyWatch {

    /// Time for which the policy of a tick may be asked before the user is told, 10 s.
    static final long PATIENCE_NANOS = 10_000_000_000L;

    private final BalancerSetup.Fail fail;
    private volatile long askedNanos;
    private volatile boolean asked;
    private @Nullable Long told;

    PolicyWatch(BalancerSetup.Fail fail) {
        this.fail = fail;
    }

    /// The policy is asked.
    void begins(long nanoTime) {
        askedNanos = nanoTime;
        asked = true;
    }

    /// It has answered, or thrown.
    void ends() {
        asked = false;
    }

    /// Looks whether it takes too long, and tells of each such question once, with the stack of the thread that asks.
    void look(long nanoTime, Thread balancer) {
        if (!asked) return;
        long since = askedNanos;                   // after the flag, which is raised after it was set
        if (nanoTime - since < PATIENCE_NANOS || (told != null && told == since)) return;
        IllegalStateException where = new IllegalStateException("it is here");
        where.setStackTrace(balancer.getStackTrace());
        fail.fail("the policy has not returned for " + (nanoTime - since) / 1_000_000_000 + " s; until it does no task is moved and no stuck worker is found", where);
        told = since;
    }
}
