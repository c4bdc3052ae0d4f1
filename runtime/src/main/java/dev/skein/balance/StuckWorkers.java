package dev.skein.balance;

import dev.skein.api.LoadSnapshot;
import dev.skein.api.RunningLoad;
import dev.skein.api.WorkerHealth;
import dev.skein.api.WorkerLoad;
import dev.skein.events.FlightEvents;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// What becomes of workers that make no progress: the user is told, a spare takes over a blocked one, and what policies leave behind is given to all.
///
/// All of it is the balancer's own.
final class StuckWorkers {

    private static final long WARN_EVERY_NANOS = 60_000_000_000L;
    private static final int CLASSES_MAX = 1_000;

    private final BalancerSetup setup;
    private final BalancerCounts counts;
    private final WorkerHealth[] before;
    private final Map<String, Long> warned = new HashMap<>();

    StuckWorkers(BalancerSetup setup, BalancerCounts counts) {
        this.setup = setup;
        this.counts = counts;
        this.before = new WorkerHealth[setup.workers()];
        Arrays.fill(before, WorkerHealth.GETS_ON);
    }

    void look(LoadSnapshot now) {
        for (WorkerLoad worker : now.workers()) {
            WorkerHealth health = worker.health();
            WorkerHealth then = before[worker.worker()];
            boolean found = then != health;
            before[worker.worker()] = health;
            if (!isStuck(health)) continue;
            if (!isStuck(then)) counts.stuck.increment();
            if (found) tell(worker);
            String warning = found ? warning(worker, now.nanoTime()) : "";
            RunningLoad running = worker.running();
            if (health == WorkerHealth.BLOCKED && running != null && setup.desk().takeOver(worker.worker(), running.run())) {
                before[worker.worker()] = WorkerHealth.GETS_ON;
            }
            if (!found && worker.readyTasks() > 0) setup.desk().giveAllToAll(worker.worker());     // what no order has moved
            if (!warning.isEmpty()) setup.warn().warn(warning);                                  // last: a log handler may take its time
        }
    }

    private static boolean isStuck(WorkerHealth health) {
        return health == WorkerHealth.HOGGED || health == WorkerHealth.BLOCKED;
    }

    /// While it still runs what it is stuck with.
    private void tell(WorkerLoad worker) {
        if (!FlightEvents.recordsStuck()) return;
        int index = worker.worker();
        try {
            FlightEvents.stuck(setup.name(), index, worker.health().name(), setup.desk().classOfRunning(index), setup.desk().describe(index));
        } catch (Throwable notRecorded) {
            return;                              // who is stuck is helped all the same
        }
    }

    /// What to tell the user, once a minute for each class of tasks; else the empty string.
    private String warning(WorkerLoad worker, long now) {
        String taskClass = setup.desk().classOfRunning(worker.worker());
        Long last = warned.get(taskClass);
        if (last != null && now - last < WARN_EVERY_NANOS) return "";
        if (warned.size() >= CLASSES_MAX) warned.clear();
        warned.put(taskClass, now);
        String how = worker.health() == WorkerHealth.HOGGED ? "is held by a task that uses its CPU" : "is blocked outside Skein.blocking";
        String what = setup.desk().describe(worker.worker());
        return "worker " + worker.worker() + ' ' + how + ": " + (what.isEmpty() ? "it has ended while it was looked for" : what)
                + "; more of this class within a minute is counted only";
    }
}
