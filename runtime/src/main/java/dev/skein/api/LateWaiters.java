package dev.skein.api;

import java.util.Iterator;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/// Waiters that the end of their fork may have overlooked ([RecursiveTask], proof of J3, case 3). Somebody must call [#wake] from
/// time to time; the runtimes' sentries do.
///
/// One list for all runtimes: it is nearly always empty, and whose fork it is cannot be told from here.
final class LateWaiters {

    /// Old entries looked at for each new one, so that the list does not grow where no sentry is.
    private static final int LOOKS_PER_ENTRY = 2;

    private static final ConcurrentLinkedQueue<Waiter> LIST = new ConcurrentLinkedQueue<>();

    private LateWaiters() {}

    static void add(Waiter waiter) {
        LIST.add(waiter);
        for (int look = 0; look < LOOKS_PER_ENTRY; look++) {
            Waiter old = LIST.poll();
            if (old != null && !isSettled(old)) LIST.add(old);
        }
    }

    /// Wakes those whose forks are done by now, and forgets those that were woken or gave up.
    static void wake() {
        for (Iterator<Waiter> each = LIST.iterator(); each.hasNext(); ) {
            if (isSettled(each.next())) each.remove();
        }
    }

    /// For tests.
    static boolean contains(RecursiveTask<?> fork) {
        return LIST.stream().anyMatch(waiter -> waiter.fork == fork);
    }

    private static boolean isSettled(@Nullable Waiter waiter) {
        if (waiter == null || waiter.isTaken()) return true;
        if (!waiter.fork.isDone()) return false;
        waiter.wake();
        return true;
    }
}
