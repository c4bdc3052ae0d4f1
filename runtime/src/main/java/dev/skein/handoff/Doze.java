package dev.skein.handoff;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Lets a thread that watches the workers, the balancer or the sentry, sleep while no worker is awake, and a worker that wakes wake it.
///
///     awake  -> asleep  announce     the watcher, when all workers sleep
///     asleep -> awake   ensureAwake  a carrier that leaves park, or could not go there after it had announced it
///     asleep -> awake   retract      the watcher, which has seen one awake, or has something else to do
///
/// - H5 a watcher sleeps only while all workers do: it sets `asleep`, then looks whether all of them sleep; a carrier finds its bit clear, or clears it,
///   then looks at `asleep`. Both are volatile, so one of the two sees the other.
///
/// To wake the watcher costs the carrier some microseconds before it begins what it was woken for, so a watcher had better stay awake while workers come
/// and go: [#hasStirred].
///
/// asleep: the watcher, and who wakes it. stirred: carriers set it, the watcher takes it back; one that is lost costs a wake-up. thread: the watcher, when
/// it starts.
public final class Doze {

    private volatile boolean asleep;
    private volatile @Nullable Thread thread;
    private volatile boolean stirred;

    /// The calling thread is the watcher from now on.
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

    /// Whether a worker has left park since the last question.
    public boolean hasStirred() {
        if (!stirred) return false;
        stirred = false;
        return true;
    }

    /// A worker has left park.
    public void ensureAwake() {
        if (!stirred) stirred = true;
        if (!asleep) return;
        asleep = false;
        Thread sleeper = thread;
        if (sleeper != null) LockSupport.unpark(sleeper);
    }
}
