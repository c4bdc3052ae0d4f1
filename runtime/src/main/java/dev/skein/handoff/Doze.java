package dev.skein.handoff;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Lets the balancer's thread sleep while no worker is awake, and a worker that wakes wake it.
///
///     awake  -> asleep  fallAsleep   the balancer, when all workers sleep
///     asleep -> awake   ensureAwake  a carrier that leaves park, or could not go there after it had announced it
///
/// - H5 a balancer sleeps only while all workers do: it sets `asleep`, then looks whether all of them sleep; a carrier finds its bit clear, or clears it,
///   then looks at `asleep`. Both are volatile, so one of the two sees the other.
///
/// asleep: the balancer, and who wakes it. thread: the balancer, when it starts.
public final class Doze {

    private volatile boolean asleep;
    private volatile @Nullable Thread thread;

    /// The calling thread is the balancer's from now on.
    public void enter() {
        thread = Thread.currentThread();
    }

    /// First half of falling asleep; the caller then looks whether all workers sleep, and parks if they do.
    public void announce() {
        asleep = true;
    }

    /// Ends the announcement.
    public void retract() {
        asleep = false;
    }

    public boolean isAsleep() {
        return asleep;
    }

    /// A worker has left park.
    public void ensureAwake() {
        if (!asleep) return;
        asleep = false;
        Thread sleeper = thread;
        if (sleeper != null) LockSupport.unpark(sleeper);
    }
}
