package dev.skein.worker;

import dev.skein.api.Availability;
import dev.skein.api.MoveReason;
import dev.skein.handoff.Doze;
import dev.skein.handoff.Ledger;
import dev.skein.handoff.OrderDesk;
import dev.skein.load.DrainBoard;
import dev.skein.load.WorkerProbe;
import dev.skein.task.ContinuationTask;
import dev.skein.task.PlacedTask;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// What those who steer the workers of a pool need of it: the balancer, and users who retire workers or ask where tasks went.
public final class Steering {

    private final WorkerPool pool;
    private final DrainBoard drainBoard;
    private final Doze doze = new Doze();

    Steering(WorkerPool pool) {
        this.pool = pool;
        this.drainBoard = new DrainBoard(pool.workers().length);
    }

    /// Through which the balancer gives its orders.
    ///
    /// @param taskById finds a task that an order may name, or null
    public OrderDesk desk(LongFunction<@Nullable ContinuationTask<?>> taskById) {
        return new WorkerDesk(pool, taskById);
    }

    /// What the balancer reads, one for each worker.
    public List<? extends WorkerProbe> probes() {
        return Arrays.stream(pool.workers()).map(worker -> new WorkerReading(worker, pool.idle())).toList();
    }

    /// Where the balancer publishes drain times.
    public DrainBoard drainBoard() {
        return drainBoard;
    }

    /// What lets the balancer sleep while all workers do.
    public Doze doze() {
        return doze;
    }

    public Ledger ledger() {
        return pool.handoffs().ledger();
    }

    /// Whether all workers sleep.
    public boolean allSleep() {
        for (Worker worker : pool.workers()) {
            if (!worker.sleeps(pool.idle())) return false;
        }
        return true;
    }

    /// Whether tasks may be sent to a worker.
    public boolean isOpen(int worker) {
        return !pool.workers()[worker].isClosed();
    }

    /// Whether a worker is not retired; it may be packed away.
    public boolean isActive(int worker) {
        return pool.workers()[worker].availability != Availability.RETIRED;
    }

    /// Tasks that wait with no worker.
    public long overflowTasks() {
        return pool.overflow().size();
    }

    /// Lets the sentry call this at each of its ticks, and once a second while all workers sleep; to be set before the start.
    public void setWatch(Runnable watch) {
        pool.sentry().setWatch(watch);
    }

    /// As `Skein.retire`; the caller has made sure of the stack.
    public CompletableFuture<Void> retire(int worker) {
        return pool.closed().retire(pool.workers()[worker]);
    }

    /// As `Skein.restore`; the caller has made sure of the stack.
    public void restore(int worker) {
        pool.closed().restore(pool.workers()[worker]);
    }

    /// Writes down that a task goes to another worker because it was asked to; not if that one is closed, for then it is redirected ([Intake#place]).
    ///
    /// @return whether it goes there
    public boolean moved(PlacedTask<?> task, int from, int to, MoveReason reason) {
        if (!isOpen(to)) return false;
        ledger().moved(task.id(), 1, task.nameOrClass(), from, to, reason, null);
        return true;
    }
}
