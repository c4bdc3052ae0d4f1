package dev.skein.load;

import dev.skein.api.WorkerHealth;
import dev.skein.platform.KernelState;

/// Tells whether one worker gets on, and if not, why: by its progress, the CPU clock of its thread, and what the kernel says that thread does.
///
///     gets on -> hogged, preempted, blocked   a tick, when one run has shown no progress for `stuckAfter`
///     any     -> gets on                      a tick that sees progress, or that nothing runs
///
/// A worker that has not got on is *hogged* if its thread used its CPU for a fifth of that time or more; else *preempted* if the thread is ready to run, and
/// *blocked* if it sleeps, at two ticks in a row. A preempted one is judged again after as long. A tick that itself came late judges nobody: what stopped the balancer has perhaps
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

    /// What the judgement rests on that costs a system call.
    interface Kernel {
        /// CPU time of the worker's thread, in nanoseconds; -1: not known.
        long cpuNanos();

        KernelState state();
    }

    /// One tick.
    ///
    /// @param seen the worker's progress
    /// @param judged whether something runs, outside a managed block
    /// @param lateNanos by how much the tick came later than it should
    WorkerHealth look(long seen, boolean judged, long now, long lateNanos, Kernel kernel) {
        if (seen != progress || !judged) {
            progress = seen;
            health = WorkerHealth.GETS_ON;
            asleepBefore = false;
            sinceNanos = now;
            readNanos = NOT_READ;
            return health;
        }
        if (readNanos == NOT_READ) {               // not at each sign of progress: most workers show one at each tick
            readNanos = now;
            cpuNanosThen = kernel.cpuNanos();
        }
        boolean late = lateNanos > LATE_NANOS;
        if (late) sinceNanos = Math.min(now, sinceNanos + lateNanos);
        boolean open = health == WorkerHealth.GETS_ON || (health == WorkerHealth.PREEMPTED && now - readNanos >= stuckAfterNanos);
        if (open && !late && now - sinceNanos >= stuckAfterNanos) judge(now, kernel);
        return health;
    }

    private void judge(long now, Kernel kernel) {
        long cpu = kernel.cpuNanos();
        boolean known = cpu >= 0 && cpuNanosThen >= 0;
        KernelState state = kernel.state();
        boolean asleep = state == KernelState.SLEEPING || state == KernelState.DISK_SLEEP;
        if (!known || state == KernelState.UNKNOWN || cpu - cpuNanosThen >= USES_CPU * (now - readNanos)) {
            health = WorkerHealth.HOGGED;          // where the kernel tells nothing: the mildest, its queue leaves and no more
        } else if (!asleep) {
            health = WorkerHealth.PREEMPTED;
            readNanos = now;                       // judged anew from here on: others may leave it the CPU again
            cpuNanosThen = cpu;
        } else if (asleepBefore) {
            health = WorkerHealth.BLOCKED;
        }
        asleepBefore = asleep;
    }

    /// For how long no progress was seen, in nanoseconds.
    long stillNanos(long now) {
        return now - sinceNanos;
    }
}
