package dev.skein.load;

import dev.skein.api.RunningLoad;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Tells for how long the task that runs on each worker has run there, and where it ran before: from what is seen at the ticks, so to a tick's accuracy.
///
/// A task is known by its id; what has none is known by the turn of the carrier's loop, which stays the same while it runs others within
/// itself. A continuation that puts itself back and is taken again at once stays the same task.
///
/// All of it is the balancer's own.
final class RunWatch {

    /// A task that ran shorter than that left nothing behind worth going back for (LOCALITY), 10 ms.
    static final long FORMER_MIN_NANOS = 10_000_000;
    /// How long a place that was left is remembered.
    private static final long FORMER_KEPT_NANOS = 20_000_000;

    private record Former(int worker, long ageNanos, long leftNanos) {}

    private final long[] task;
    private final long[] turn;
    private final long[] since;
    private final long[] runSince;
    private final long[] seen;
    private final @Nullable Former[] cameFrom;
    private final Map<Long, Former> left = new HashMap<>();

    /// @param workers how many
    RunWatch(int workers) {
        task = new long[workers];
        turn = new long[workers];
        since = new long[workers];
        runSince = new long[workers];
        seen = new long[workers];
        cameFrom = new Former[workers];
    }

    /// Begins a tick.
    void forgetOld(long now) {
        if (!left.isEmpty()) left.values().removeIf(former -> now - former.leftNanos > FORMER_KEPT_NANOS);
    }

    /// What runs on a worker.
    RunningLoad look(int worker, long runNow, long turnNow, long taskNow, boolean movable, long now) {
        boolean same = seen[worker] != 0 && (taskNow != 0 ? taskNow == task[worker] : task[worker] == 0 && turnNow == turn[worker]);
        if (!same) {
            leave(worker);
            since[worker] = now;
            Former former = taskNow == 0 || left.isEmpty() ? null : left.remove(taskNow);
            cameFrom[worker] = former == null || former.worker == worker ? null : former;
        }
        if (!same || turnNow != turn[worker]) runSince[worker] = now;
        task[worker] = taskNow;
        turn[worker] = turnNow;
        seen[worker] = now;
        long age = Math.max(0, now - since[worker]);
        long runAge = Math.max(0, now - runSince[worker]);
        Former former = cameFrom[worker];
        return former == null ? new RunningLoad(runNow, age, runAge, movable, taskNow, -1, 0, 0)
                : new RunningLoad(runNow, age, runAge, movable, taskNow, former.worker, former.ageNanos, Math.max(0, now - former.leftNanos));
    }

    /// Nothing runs on a worker.
    void leave(int worker) {
        long age = seen[worker] - since[worker];
        if (seen[worker] != 0 && task[worker] != 0 && age >= FORMER_MIN_NANOS) left.put(task[worker], new Former(worker, age, seen[worker]));
        seen[worker] = 0;
        task[worker] = 0;
        cameFrom[worker] = null;
    }
}
