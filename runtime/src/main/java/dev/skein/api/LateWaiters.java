package dev.skein.api;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Waiters that the end of their fork may have overlooked ([RecursiveTask], proof of J3, case 3). Somebody must call [#wake] from
/// time to time; the runtimes' sentries do. The waiters link themselves, so that none is lost for want of memory.
///
/// added: any thread, by CAS. first, last: under the object's lock.
final class LateWaiters {

    /// One list for all runtimes: it is nearly always empty, and whose fork it is cannot be told from here.
    static final LateWaiters OF_ALL = new LateWaiters();

    /// Waiters looked at in one call, at most: a call takes 50 us then, a tenth of a sentry's time at most.
    private static final int LOOKS = 1_000;

    private final AtomicReference<@Nullable Waiter> added = new AtomicReference<>();
    private @Nullable Waiter first;
    private @Nullable Waiter last;

    void add(Waiter waiter) {
        Waiter seen;
        do {
            seen = added.get();
            waiter.nextLate = seen;
        } while (!added.compareAndSet(seen, waiter));
    }

    /// Wakes those whose forks are done by now, and forgets those that were woken or gave up. Looks at the next so many, and
    /// at the others in later calls.
    synchronized void wake() {
        if (added.get() != null) append(added.getAndSet(null));
        Waiter kept = null;
        for (int look = 0; look < LOOKS && first != null && first != kept; look++) {
            Waiter waiter = first;
            first = waiter.nextLate;
            waiter.nextLate = null;
            if (first == null) last = null;
            if (isSettled(waiter)) continue;
            append(waiter);
            if (kept == null) kept = waiter;
        }
    }

    private void append(@Nullable Waiter chain) {
        if (chain == null) return;
        if (last == null) first = chain;
        else last.nextLate = chain;
        Waiter end = chain;
        for (Waiter next = chain; next != null; next = next.nextLate) end = next;
        last = end;
    }

    private static boolean isSettled(Waiter waiter) {
        if (waiter.isTaken()) return true;
        if (!waiter.fork.isDone()) return false;
        waiter.wake();
        return true;
    }

    /// For tests.
    synchronized boolean contains(RecursiveTask<?> fork) {
        return isIn(added.get(), fork) || isIn(first, fork);
    }

    private static boolean isIn(@Nullable Waiter chain, RecursiveTask<?> fork) {
        for (Waiter each = chain; each != null; each = each.nextLate) {
            if (each.fork == fork) return true;
        }
        return false;
    }
}
