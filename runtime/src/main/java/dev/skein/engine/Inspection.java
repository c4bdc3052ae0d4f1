package dev.skein.engine;

import dev.skein.api.SkeinStats;
import dev.skein.platform.StackRoom;
import dev.skein.task.ContinuationTask;
import dev.skein.task.SuspendedTasks;
import dev.skein.task.TaskCell;
import dev.skein.task.Timed;
import dev.skein.worker.PoolInspection;
import dev.skein.worker.Reports;
import dev.skein.worker.WorkerPool;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What those may read who tell of a runtime: its dump, its bean, its trace. Any thread may ask, also when the runtime has ended, and none is stopped for it.
///
/// toDoAtEnd, ended: under the object's lock.
public final class Inspection {

    private final EngineConfig settings;
    private final Phases phases;
    private final Figures figures;
    private final Timers timers;
    private final SuspendedTasks suspended;
    private final Balancing balancing;
    private final PoolInspection workers;
    private final Reports reports;
    private final long startNanos = System.nanoTime();
    private final List<Runnable> toDoAtEnd = new ArrayList<>();
    private boolean ended;

    Inspection(EngineConfig settings, WorkerPool pool, Phases phases, Figures figures, Timers timers, SuspendedTasks suspended, Balancing balancing) {
        this.settings = settings;
        this.phases = phases;
        this.figures = figures;
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
        return figures.stats();
    }

    public Balancing balancing() {
        return balancing;
    }

    public PoolInspection workers() {
        return workers;
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

    // The end.

    /// Has `action` called when the runtime has ended, before those learn of it who wait for that; at once if it has. What it throws is logged.
    public void atEnd(Runnable action) {
        synchronized (toDoAtEnd) {
            if (!ended) {
                toDoAtEnd.add(action);
                return;
            }
        }
        runSafely(action);
    }

    /// Takes back what was given to [#atEnd].
    public void forget(Runnable action) {
        synchronized (toDoAtEnd) {
            toDoAtEnd.remove(action);
        }
    }

    /// All threads but this one have ended. Nothing is thrown.
    void ended() {
        for (Runnable action; (action = nextAtEnd()) != null; ) runSafely(action);
    }

    private @Nullable Runnable nextAtEnd() {
        synchronized (toDoAtEnd) {
            ended = true;
            return toDoAtEnd.isEmpty() ? null : toDoAtEnd.removeLast();
        }
    }

    private void runSafely(Runnable action) {
        try {
            action.run();
        } catch (Throwable failure) {
            reports.logSafely("failed at the end of the runtime", failure);
        }
    }
}
