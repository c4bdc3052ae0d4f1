package dev.skein.load;

import dev.skein.api.WorkerHealth;
import dev.skein.platform.KernelState;

/// Tells whether one worker makes progress, and if not, why: by its progress, the CPU clock of its thread, and what the kernel says that thread does.
///
///     gets on -> hogged, preempted, blocked   a tick, when one run has shown no progress for `stuckAfter`
///     any     -> hogged, preempted, blocked   a tick, when it has shown none for as long again: what computed may block now, or have its CPU again
///     any     -> gets on                      a tick that sees progress, or that nothing runs
///
/// A worker that has made no progress is *hogged* if its thread used its CPU for a fifth of that time or more; else *preempted* if the thread is ready to run, and
/// *blocked* if it sleeps, at two ticks in a row. A tick that itself came late judges nobody: what stopped the balancer has perhaps
/// stopped the workers.
///
/// All of it is the balancer's own.
final class ProgressWatch {

    /// A tick so much later than it should be tells of a pause of the whole process, 50 ms: a collection, or time that the host took.
    static final long LATE_NANOS = 50_000_000;

    private static final double USES_CPU = 0.2;

    private static final long NOT_READ = -1;

    private final long stuckAfterNanos;
    private long progress = -1;
    private long sinceNanos;
    private long readNanos = NOT_READ;
    private long cpuNanosThen;
    private boolean asleepBefore;
    private WorkerHealth health = WorkerHealth.GETS_ON;

    /// @param stuckAfterNanos time without progress after which a worker is judged
    ProgressWatch(long stuckAfterNanos) {
        this.stuckAfterNanos = stuckAfterNanos;
    }

    /// One tick.
    ///
    /// @param seen the worker's progress
    /// @param judged whether something runs, outside a managed block
    /// @param lateNanos by how much the tick came later than it should
    /// @param sensor of the worker's thread; asked only where the worker makes no progress
    WorkerHealth look(long seen, boolean judged, long now, long lateNanos, ThreadSensor sensor) {
        if (seen != progress || !judged) {
            progress = seen;
            health = WorkerHealth.GETS_ON;
            asleepBefore = false;
            sinceNanos = now;
            readNanos = NOT_READ;
            return health;
        }
        boolean late = lateNanos > LATE_NANOS;
        if (late) sinceNanos = later(sinceNanos, lateNanos, now);
        if (readNanos == NOT_READ) {               // not at each sign of progress: most workers show one at each tick
            readFrom(now, sensor.cpuNanos());
            return health;                         // a judgement needs some time between two reads
        }
        if (late) {
            readNanos = later(readNanos, lateNanos, now);
            return health;
        }
        boolean due = health == WorkerHealth.GETS_ON ? now - sinceNanos >= stuckAfterNanos : now - readNanos >= stuckAfterNanos;
        if (due) judge(now, sensor);
        return health;
    }

    /// A pause of the whole process does not count.
    private static long later(long nanos, long pauseNanos, long now) {
        return nanos + Math.min(pauseNanos, now - nanos);
    }

    private void readFrom(long now, long cpuNanos) {
        readNanos = now;
        cpuNanosThen = cpuNanos;
    }

    private void judge(long now, ThreadSensor sensor) {
        long cpu = sensor.cpuNanos();
        boolean known = cpu >= 0 && cpuNanosThen >= 0;
        KernelState state = sensor.state();
        boolean asleep = state == KernelState.SLEEPING || state == KernelState.DISK_SLEEP;
        if (!known || state == KernelState.UNKNOWN || cpu - cpuNanosThen >= USES_CPU * (now - readNanos)) {
            health = WorkerHealth.HOGGED;          // where the kernel tells nothing: the mildest, its queue leaves and no more
            asleep = false;
        } else if (!asleep) {
            health = WorkerHealth.PREEMPTED;
        } else if (asleepBefore) {
            health = WorkerHealth.BLOCKED;
        } else {
            asleepBefore = true;                   // the next tick looks again, over the same time
            return;
        }
        asleepBefore = asleep;
        readFrom(now, cpu);
    }
}
