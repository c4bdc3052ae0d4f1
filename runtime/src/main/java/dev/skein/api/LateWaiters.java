package dev.skein.api;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Waiters that the end of their fork may have overlooked ([RecursiveTask], proof of J3, case 3). Somebody must call [#wake] from
/// time to time; the runtimes' sentries do. The waiters link themselves, so that none is lost for want of memory.
///
/// added: any thread, by CAS. fresh, first, last: under the object's lock.
final class LateWaiters {

    /// One list for all runtimes: it is nearly always empty, and whose fork it is cannot be told from here.
    static final LateWaiters OF_ALL = new LateWaiters();

    /// Waiters looked at again in one call, at most, without those that can be forgotten: a call takes 50 us then, a tenth of a sentry's time at most.
    private static final int LOOKS = 1_000;

    private final AtomicReference<@Nullable Waiter> added = new AtomicReference<>();
    /// Taken from there, and not looked at yet.
    private @Nullable Waiter fresh;
    private @Nullable Waiter first;
    private @Nullable Waiter last;

    void add(Waiter waiter) {
        Waiter seen;
        do {
            seen = added.get();
            waiter.nextLate = seen;
        } while (!added.compareAndSet(seen, waiter));
    }

    /// Wakes those whose forks are done by now, and forgets those that were woken or gave up. Looks at all that are new: a fork that ends overlooks a waiter only
    /// while that one registers. Besides, at the next so many of the others, and at the rest in later calls.
    synchronized void wake() {
        if (fresh == null && added.get() != null) fresh = added.getAndSet(null);
        Waiter kept = null;
        for (int looks = 0; looks < LOOKS && first != null && first != kept; ) {
            Waiter waiter = first;
            first = waiter.nextLate;
            if (first == null) last = null;
            if (!stays(waiter)) continue;
            if (kept == null) kept = waiter;
            looks++;
        }
        while (fresh != null) {
            Waiter waiter = fresh;
            fresh = waiter.nextLate;
            boolean _ = stays(waiter);
        }
    }

    /// Whether the waiter has to be looked at again; it stands at the end then, also where to wake it found no room on the stack.
    private boolean stays(Waiter waiter) {
        waiter.nextLate = null;
        boolean settled = false;
        try {
            settled = isSettled(waiter);
        } finally {
            if (!settled) append(waiter);
        }
        return !settled;
    }

    private void append(Waiter waiter) {
        if (last == null) first = waiter;
        else last.nextLate = waiter;
        last = waiter;
    }

    private static boolean isSettled(Waiter waiter) {
        if (waiter.isTaken()) return true;
        if (!waiter.fork.isDone()) return false;
        waiter.wake();
        return true;
    }

    /// For tests.
    synchronized boolean contains(RecursiveTask<?> fork) {
        return isIn(added.get(), fork) || isIn(fresh, fork) || isIn(first, fork);
    }

    private static boolean isIn(@Nullable Waiter chain, RecursiveTask<?> fork) {
        for (Waiter each = chain; each != null; each = each.nextLate) {
            if (each.fork == fork) return true;
        }
        return false;
    }
}
