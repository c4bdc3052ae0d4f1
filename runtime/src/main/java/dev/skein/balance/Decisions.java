package dev.skein.balance;

import dev.skein.api.LoadSnapshot;
import dev.skein.api.Order;
import dev.skein.api.WorkerLoad;
import dev.skein.events.FlightEvents;
import java.util.List;
import java.util.Locale;

/// Tells the Flight Recorder what was decided, and from what, if somebody records that.
final class Decisions {

    private Decisions() {}

    /// @param runtime whose balancer it is
    /// @param orders of the policy; none: it holds
    static void record(String runtime, LoadSnapshot seen, List<Order> orders) {
        if (FlightEvents.recordsDecisions()) record(runtime, seen, orders.isEmpty() ? "hold" : orders.toString());
    }

    /// The policy failed at this tick.
    static void recordSkipped(String runtime, LoadSnapshot seen) {
        if (FlightEvents.recordsDecisions()) record(runtime, seen, "skipped");
    }

    private static void record(String runtime, LoadSnapshot seen, String decision) {
        StringBuilder workers = new StringBuilder();
        for (WorkerLoad worker : seen.workers()) {
            if (worker.worker() > 0) workers.append("; ");
            workers.append(String.format(Locale.ROOT, "%d: %d ready, drain %.3f ms, capacity %.2f, %s", worker.worker(), worker.readyTasks(),
                    worker.drainNanos() / 1e6, worker.effectiveCapacity(), worker.health()));
        }
        FlightEvents.decided(runtime, seen.tick(), decision, workers.toString(), seen.overflowTasks());
    }
}
