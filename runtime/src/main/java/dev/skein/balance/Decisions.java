package dev.skein.balance;

import dev.skein.api.LoadSnapshot;
import dev.skein.api.WorkerLoad;
import dev.skein.events.FlightEvents;
import java.util.Locale;

/// Tells the Flight Recorder what was decided, and from what, if somebody records that.
final class Decisions {

    private Decisions() {}

    /// @param runtime whose balancer it is
    static void record(String runtime, Decision decision) {
        if (!FlightEvents.recordsDecisions()) return;
        try {
            tell(runtime, decision);
        } catch (Throwable notRecorded) {
            return;                              // the tick goes on (A1)
        }
    }

    private static void tell(String runtime, Decision decision) {
        LoadSnapshot seen = decision.snapshot();
        StringBuilder workers = new StringBuilder();
        for (WorkerLoad worker : seen.workers()) {
            if (worker.worker() > 0) workers.append("; ");
            workers.append(String.format(Locale.ROOT, "%d: %d ready, drain %.3f ms, capacity %.2f, %s", worker.worker(), worker.readyTasks(),
                    worker.drainNanos() / 1e6, worker.effectiveCapacity(), worker.health()));
        }
        FlightEvents.decided(runtime, seen.tick(), decision.text(), decision.given().toString(), workers.toString(), seen.overflowTasks());
    }
}
