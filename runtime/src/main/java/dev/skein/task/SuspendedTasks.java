package dev.skein.task;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;
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
    /// Tasks that a walk reads under the lock of a stripe in one go: some 2 us, so that no worker waits for long.
    private static final int CHUNK = 1_024;

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

        /// Copies the tasks that stand before a place, [#CHUNK] at most, those next to it.
        ///
        /// @return the place before which the next ones stand
        synchronized int copyBefore(int place, @Nullable ContinuationTask<?>[] chunk) {
            int end = Math.min(place, size);
            int start = Math.max(0, end - CHUNK);
            Arrays.fill(chunk, null);
            System.arraycopy(tasks, start, chunk, 0, end - start);
            return start;
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

    /// Shows those that have suspended and not ended to somebody who may take any time for each: no lock is held meanwhile. One that is here all the time is
    /// seen; perhaps twice, if others end.
    ///
    /// Backwards: where a task ends, the last of its stripe, which was seen, takes its place. So none comes from before the walk to behind it.
    public void forEach(Consumer<? super ContinuationTask<?>> action) {
        @Nullable ContinuationTask<?>[] chunk = new ContinuationTask<?>[CHUNK];
        for (Stripe stripe : stripes) {
            for (int place = Integer.MAX_VALUE; place > 0; ) {
                place = stripe.copyBefore(place, chunk);
                for (ContinuationTask<?> task : chunk) {
                    if (task != null) action.accept(task);
                }
            }
        }
    }

    private record Aged(long age, ContinuationTask<?> task) {}

    /// Some of them, those known for longest first: by id, which a task is given when somebody asks for it; then those that nobody has asked for, in about the
    /// order in which they suspended first.
    ///
    /// @param count how many at most, 1 or more
    public List<ContinuationTask<?>> oldest(int count) {
        PriorityQueue<Aged> youngestFirst = new PriorityQueue<>(count + 1, Comparator.comparingLong(Aged::age).reversed());
        forEach(task -> {
            long age = age(task);
            Aged youngest = youngestFirst.peek();
            if (youngest != null && youngestFirst.size() >= count && age >= youngest.age()) return;
            youngestFirst.add(new Aged(age, task));
            if (youngestFirst.size() > count) youngestFirst.remove();
        });
        return youngestFirst.stream().sorted(Comparator.comparingLong(Aged::age)).<ContinuationTask<?>>map(Aged::task).distinct().toList();
    }

    private static long age(ContinuationTask<?> task) {
        long id = task.idIfGiven();
        return id != 0 ? id : Long.MAX_VALUE / 2 + (task.registryPlace >>> STRIPE_BITS);
    }
}
