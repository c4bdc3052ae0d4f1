package dev.skein.task;

import dev.skein.api.TaskLoad;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/// The tasks that have declared a footprint, and the sum of them by worker. Tasks that have declared none are not in here and pay nothing.
///
/// A task counts for its home, or else for the worker that ran it last. Where it has gone by itself the sums learn at the next [#sample].
///
/// tasks: any thread. bytes: any thread, by add.
public final class Footprints {

    /// Tasks that a snapshot shows, at most: a policy looks at each.
    private static final int SAMPLED_MAX = 1_024;

    private static final class Entry {
        final ContinuationTask<?> task;
        final long bytes;
        int worker;

        Entry(ContinuationTask<?> task, long bytes, int worker) {
            this.task = task;
            this.bytes = bytes;
            this.worker = worker;
        }
    }

    private final Map<Long, Entry> tasks = new ConcurrentHashMap<>();
    private final AtomicLongArray bytes;

    /// @param workers how many
    public Footprints(int workers) {
        bytes = new AtomicLongArray(workers);
    }

    /// Counts a task that has not begun.
    ///
    /// @param footprintBytes above 0
    /// @param worker where it will be
    public void add(ContinuationTask<?> task, long footprintBytes, int worker) {
        tasks.put(task.id(), new Entry(task, footprintBytes, worker));
        bytes.addAndGet(worker, footprintBytes);             // last: it wants no memory
    }

    /// Forgets a task that has ended; no effect if it is not in here. Must not throw: where there is no memory for it, [#sample] forgets the task.
    void remove(long id) {
        if (tasks.isEmpty()) return;
        Entry entry;
        try {
            entry = tasks.remove(id);
        } catch (OutOfMemoryError noRoom) {
            return;
        }
        if (entry == null) return;
        synchronized (entry) {
            bytes.addAndGet(entry.worker, -entry.bytes);
            entry.worker = -1;
        }
    }

    /// Sum of the footprints of a worker, in bytes.
    public long bytes(int worker) {
        return bytes.get(worker);
    }

    /// The task with this id, or null if it is not in here.
    public @Nullable ContinuationTask<?> find(long id) {
        Entry entry = tasks.get(id);
        return entry == null ? null : entry.task;
    }

    /// Where the tasks are now; with very many, some of them.
    public List<TaskLoad> sample() {
        if (tasks.isEmpty()) return List.of();
        List<TaskLoad> sample = new ArrayList<>();
        for (Entry entry : tasks.values()) {
            if (entry.task.isReleased()) {
                remove(entry.task.id());
                continue;
            }
            int worker = locate(entry);
            if (worker >= 0 && sample.size() < SAMPLED_MAX) {
                sample.add(new TaskLoad(entry.task.id(), worker, entry.bytes, entry.task.isMovable() && !entry.task.isAskedToMove()));
            }
        }
        return sample;
    }

    private int locate(Entry entry) {
        int home = entry.task.destination();
        synchronized (entry) {
            if (entry.worker < 0 || home < 0 || home == entry.worker) return entry.worker;
            bytes.addAndGet(entry.worker, -entry.bytes);
            bytes.addAndGet(home, entry.bytes);
            entry.worker = home;
            return home;
        }
    }
}
