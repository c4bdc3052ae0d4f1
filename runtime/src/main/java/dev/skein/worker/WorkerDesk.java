package dev.skein.worker;

import dev.skein.api.MoveReason;
import dev.skein.api.Order;
import dev.skein.handoff.Envelope;
import dev.skein.handoff.OrderDesk;
import dev.skein.handoff.OrderSlots;
import dev.skein.task.ContinuationTask;
import java.lang.invoke.VarHandle;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// Hands the balancer's orders to the workers.
final class WorkerDesk extends OrderDesk {

    private final WorkerPool pool;
    private final LongFunction<@Nullable ContinuationTask<?>> taskById;

    /// @param taskById finds a task that has declared a footprint, or null
    WorkerDesk(WorkerPool pool, LongFunction<@Nullable ContinuationTask<?>> taskById) {
        this.pool = pool;
        this.taskById = taskById;
    }

    @Override
    public boolean place(Envelope envelope, int carriedBy) {
        Worker worker = pool.workers()[carriedBy];
        OrderSlots slots = pool.handoffs().slots();
        if (envelope.handoff().order() instanceof Order.Running) {
            if (!slots.putRunning(carriedBy, envelope)) return false;
            Carrier carrier = worker.carrier;
            if (carrier != null) carrier.runner().askToYieldNow();       // no fence: a run that misses it is told by the next tick of the slices
            return true;
        }
        if (!slots.putReady(carriedBy, envelope)) return false;
        VarHandle.fullFence();                 // the order before our look whether the worker sleeps: pairs with its announcement (W1)
        if (pool.idle().callFor(carriedBy)) {
            pool.wake(carriedBy);
        } else {
            Carrier carrier = worker.carrier;
            if (carrier != null) carrier.nudge();
            if (carrier != null && worker.napNanos > 0) carrier.wakeUp();     // it may nap, and the order is old by the end of that
        }
        return true;
    }

    @Override
    public void withdraw(Envelope envelope, int carriedBy) {
        pool.handoffs().slots().remove(carriedBy, envelope);
    }

    @Override
    public void reoffer(Envelope envelope) {
        pool.handoffs().reoffer(envelope);
    }

    @Override
    public HomeOutcome orderHome(long task, int to, MoveReason reason) {
        ContinuationTask<?> found = taskById.apply(task);
        if (found == null || found.isDone()) return HomeOutcome.GONE;
        return found.orderHome(to, reason) ? HomeOutcome.ORDERED : HomeOutcome.NOT_MOVABLE;
    }

    @Override
    public boolean pack(int worker) {
        return pool.closed().pack(pool.workers()[worker]);
    }

    @Override
    public boolean unpack(int worker) {
        return pool.closed().unpack(pool.workers()[worker]);
    }

    @Override
    public void nap(int worker, long nanos) {
        pool.workers()[worker].napNanos = nanos;
    }

    @Override
    public boolean takeOver(int worker, long run) {
        return pool.spares().standInForStuck(pool.workers()[worker], run);
    }

    @Override
    public void giveAllToAll(int worker) {
        var _ = pool.intake().giveAllToAll(pool.workers()[worker]);
    }

    @Override
    public String describe(int worker) {
        return pool.handoffs().describe(worker);
    }

    @Override
    public String classOfRunning(int worker) {
        return pool.handoffs().classOfRunning(worker);
    }
}
