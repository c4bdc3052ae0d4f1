package dev.skein.engine;

import dev.skein.task.Timed;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A binary heap of timed entries by due time, in which each knows its place, so that any one can be taken out in O(log n)
/// (J. W. J. Williams, "Algorithm 232: Heapsort", CACM 1964). An array, so that a collector has no long chain to follow.
///
/// Not thread-safe: [Timers] holds its lock. Its callers have made sure of the stack: a step that is left half done would
/// ruin the heap for all.
final class TimerHeap {

    private static final int INITIAL_CAPACITY = 64;

    private @Nullable Timed[] tasks = new Timed[INITIAL_CAPACITY];
    private int size;

    /// For tests.
    int size() {
        return size;
    }

    /// The task that is due first, or null.
    @Nullable Timed first() {
        return tasks[0];
    }

    /// @throws OutOfMemoryError if there is no room; the task is not in the heap then
    void add(Timed task) {
        if (size == tasks.length) tasks = Arrays.copyOf(tasks, size * 2);
        size++;
        siftUp(size - 1, task);
    }

    /// False if the task is not here.
    boolean remove(Timed task) {
        int at = task.heapIndex();
        if (at < 0) return false;
        task.heapIndex(Timed.NOWHERE);
        Timed last = tasks[--size];
        tasks[size] = null;
        if (last != null && last != task) {
            siftDown(at, last);
            if (last.heapIndex() == at) siftUp(at, last);
        }
        if (tasks.length > INITIAL_CAPACITY && size < tasks.length / 4) shrink();
        return true;
    }

    private void shrink() {
        try {
            tasks = Arrays.copyOf(tasks, tasks.length / 2);
        } catch (OutOfMemoryError keepTheLargeOne) {
            return;                  // the caller's task is out already, and that must stand
        }
    }

    /// All tasks, in no order.
    List<Timed> all() {
        return Arrays.asList(Arrays.copyOf(present(), size));
    }

    @SuppressWarnings("NullAway")   // the slots below size are filled
    private Timed[] present() {
        return tasks;
    }

    private void siftUp(int from, Timed task) {
        int at = from;
        while (at > 0) {
            int above = (at - 1) >>> 1;
            Timed parent = present()[above];
            if (!task.isBefore(parent)) break;
            put(at, parent);
            at = above;
        }
        put(at, task);
    }

    private void siftDown(int from, Timed task) {
        int at = from;
        for (int child; (child = 2 * at + 1) < size; ) {
            Timed[] all = present();
            if (child + 1 < size && all[child + 1].isBefore(all[child])) child++;
            if (!all[child].isBefore(task)) break;
            put(at, all[child]);
            at = child;
        }
        put(at, task);
    }

    private void put(int at, Timed task) {
        tasks[at] = task;
        task.heapIndex(at);
    }
}
