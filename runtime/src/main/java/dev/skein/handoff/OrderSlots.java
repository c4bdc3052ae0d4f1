package dev.skein.handoff;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// Where carriers find the orders that they are to carry out: for each worker a place for one order of ready tasks, and one for an order of the task
/// that runs. A look at an empty place is one read of a line that nobody writes meanwhile.
///
/// Who puts in an order of ready tasks fences, then wakes or nudges the worker's carrier; a carrier that goes to sleep announces that, fences, and looks here among
/// other places. So an order is seen, as a task is (W1).
///
/// slots: the balancer puts in and takes out what was not taken; the carrier takes out what it carries. By CAS.
public final class OrderSlots {

    /// References between two places, so that each has its own cache line.
    private static final int GAP = 32;

    private final AtomicReferenceArray<@Nullable Envelope> ready;
    private final AtomicReferenceArray<@Nullable Envelope> running;

    /// @param workers 1 or more
    public OrderSlots(int workers) {
        ready = new AtomicReferenceArray<>((workers + 1) * GAP);
        running = new AtomicReferenceArray<>((workers + 1) * GAP);
    }

    /// False: there is one already.
    public boolean putReady(int worker, Envelope order) {
        return ready.compareAndSet(at(worker), null, order);
    }

    /// False: there is one already.
    public boolean putRunning(int worker, Envelope order) {
        return running.compareAndSet(at(worker), null, order);
    }

    public boolean hasReady(int worker) {
        return ready.getOpaque(at(worker)) != null;
    }

    public boolean hasRunning(int worker) {
        return running.getOpaque(at(worker)) != null;
    }

    public @Nullable Envelope takeReady(int worker) {
        return ready.getAndSet(at(worker), null);
    }

    public @Nullable Envelope takeRunning(int worker) {
        return running.getAndSet(at(worker), null);
    }

    /// Takes an order out that was not taken; no effect if it is not there.
    public void remove(int worker, Envelope order) {
        ready.compareAndSet(at(worker), order, null);
        running.compareAndSet(at(worker), order, null);
    }

    private static int at(int worker) {
        return (worker + 1) * GAP;
    }
}
