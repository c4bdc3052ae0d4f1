package dev.skein.task;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds the tasks that suspend, for a shutdown and for dumps: nothing else of the runtime refers to a task that waits.
///
/// A task is entered before its first suspension and taken out at its end, so what never suspends pays nothing, and what suspends often
/// pays once. It is striped by worker; each stripe is an array in which every task knows its place, so that a collector has no
/// long chain to follow.
///
/// The arrays, and the place of each task in them: under the stripe's lock.
public final class SuspendedTasks {

    private static final int STRIPE_BITS = 4;
    private static final int STRIPES = 1 << STRIPE_BITS;
    private static final int INITIAL_CAPACITY = 16;

    private static final class Stripe {
        private @Nullable ContinuationTask<?>[] tasks = new ContinuationTask<?>[INITIAL_CAPACITY];
        private int size;

        synchronized void add(ContinuationTask<?> task, int stripe) {
            if (size == tasks.length) tasks = Arrays.copyOf(tasks, size * 2);
            task.registryPlace = (size << STRIPE_BITS) | stripe;
            tasks[size++] = task;
        }

        synchronized void remove(ContinuationTask<?> task) {
            int at = task.registryPlace >>> STRIPE_BITS;
            ContinuationTask<?> last = tasks[--size];
            tasks[size] = null;
            if (last != null && last != task) {
                tasks[at] = last;
                last.registryPlace = task.registryPlace;
            }
            if (tasks.length > INITIAL_CAPACITY && size < tasks.length / 4) shrink();
        }

        private void shrink() {
            try {
                tasks = Arrays.copyOf(tasks, tasks.length / 2);
            } catch (OutOfMemoryError keepTheLargeOne) {
                return;                  // the task is out already, and that must stand
            }
        }

        synchronized void addAllTo(List<ContinuationTask<?>> all) {
            for (int i = 0; i < size; i++) {
                ContinuationTask<?> task = tasks[i];
                if (task != null) all.add(task);
            }
        }
    }

    private final Stripe[] stripes = new Stripe[STRIPES];

    public SuspendedTasks() {
        Arrays.setAll(stripes, i -> new Stripe());
    }

    /// Enters a task that is not in here.
    ///
    /// @param worker where it runs
    /// @throws OutOfMemoryError if there is no room; the task is not in here then
    void add(ContinuationTask<?> task, int worker) {
        int stripe = worker & (STRIPES - 1);
        stripes[stripe].add(task, stripe);
    }

    /// Takes out a task that is in here.
    void remove(ContinuationTask<?> task) {
        stripes[task.registryPlace & (STRIPES - 1)].remove(task);
    }

    /// Those that have suspended and not ended, whatever they do now; in no order.
    public List<ContinuationTask<?>> all() {
        List<ContinuationTask<?>> all = new ArrayList<>();
        for (Stripe stripe : stripes) stripe.addAllTo(all);
        return all;
    }
}
