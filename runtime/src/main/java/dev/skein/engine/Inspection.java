package dev.skein.engine;

import dev.skein.api.SkeinStats;
import dev.skein.platform.StackRoom;
import dev.skein.platform.Throttling;
import dev.skein.task.ContinuationTask;
import dev.skein.task.SuspendedTasks;
import dev.skein.task.TaskCell;
import dev.skein.task.Timed;
import dev.skein.worker.PoolInspection;
import dev.skein.worker.Reports;
import dev.skein.worker.WorkerPool;
import java.util.List;
import java.util.function.Consumer;

/// What those may read who tell of a runtime: its dump, its bean, its trace. Any thread may ask, also when the runtime has ended, and none is stopped for it.
public final class Inspection {

    private final EngineConfig settings;
    private final Phases phases;
    private final StatsReader statsReader;
    private final Timers timers;
    private final SuspendedTasks suspended;
    private final Balancing balancing;
    private final PoolInspection workers;
    private final Reports reports;
    private final long startNanos = System.nanoTime();
    private final Endings endings;

    Inspection(EngineConfig settings, WorkerPool pool, Phases phases, StatsReader statsReader, Timers timers, SuspendedTasks suspended, Balancing balancing, Endings endings) {
        this.settings = settings;
        this.endings = endings;
        this.phases = phases;
        this.statsReader = statsReader;
        this.timers = timers;
        this.suspended = suspended;
        this.balancing = balancing;
        this.workers = new PoolInspection(pool);
        this.reports = pool.reports();
    }

    /// What the user asked for.
    public EngineConfig settings() {
        return settings;
    }

    public String name() {
        return settings.name();
    }

    /// Name of the phase of its life.
    public String state() {
        return phases.name();
    }

    /// Time since it was put together, in nanoseconds.
    public long ageNanos() {
        return System.nanoTime() - startNanos;
    }

    public SkeinStats stats() {
        return statsReader.stats();
    }

    public Balancing balancing() {
        return balancing;
    }

    public PoolInspection workers() {
        return workers;
    }

    /// How far the CPU quotas of the process's control groups have held it back since they were made; -1: not known.
    ///
    /// @param periods in which something ran
    /// @param throttledPeriods those in which the quota was used up
    /// @param nanos for which it was not let run, summed over the CPUs
    public record Throttled(long periods, long throttledPeriods, long nanos) {}

    public Throttled throttled() {
        try (Throttling groups = Throttling.open()) {
            return new Throttled(groups.periods(), groups.throttledPeriods(), groups.throttledNanos());
        }
    }

    public Reports reports() {
        return reports;
    }

    // Tasks that are in no queue.

    /// Shows the tasks that wait for their time, in no order.
    public void forEachScheduled(Consumer<TaskCell<?>> action) {
        StackRoom.require();                 // before the timers take their lock
        for (Timed entry : timers.all()) {
            if (entry instanceof ScheduledTask<?> task) action.accept(task);
        }
    }

    /// Shows the continuations that have suspended and not ended, see [SuspendedTasks#forEach].
    public void forEachSuspendable(Consumer<? super ContinuationTask<?>> action) {
        suspended.forEach(action);
    }

    /// As [SuspendedTasks#oldest].
    public List<ContinuationTask<?>> oldestSuspendable(int count) {
        return suspended.oldest(count);
    }

    /// What is done when the runtime has ended.
    public Endings endings() {
        return endings;
    }
}
