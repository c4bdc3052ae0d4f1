package dev.skein.report;

import dev.skein.api.LoadSnapshot;
import dev.skein.api.SkeinMXBean;
import dev.skein.api.WorkerMXView;
import dev.skein.api.WorkerStats;
import dev.skein.engine.Inspection;
import java.util.List;

/// A runtime as JMX sees it. Each attribute is read for itself.
final class RuntimeBean implements SkeinMXBean {

    private static final double NANOS_PER_SECOND = 1e9;

    private final Inspection runtime;
    private final Reporting reporting;

    RuntimeBean(Inspection runtime, Reporting reporting) {
        this.runtime = runtime;
        this.reporting = reporting;
    }

    private record Worker(WorkerStats stats) implements WorkerMXView {
        @Override
        public int getWorker() {
            return stats.worker();
        }

        @Override
        public int getCpu() {
            return stats.cpu();
        }

        @Override
        public boolean isPinned() {
            return stats.pinned();
        }

        @Override
        public String getState() {
            return stats.state().name();
        }

        @Override
        public long getQueued() {
            return stats.queued();
        }

        @Override
        public long getCompleted() {
            return stats.completed();
        }

        @Override
        public long getSteals() {
            return stats.steals();
        }

        @Override
        public long getStolenTasks() {
            return stats.stolenTasks();
        }

        @Override
        public long getParks() {
            return stats.parks();
        }

        @Override
        public double getBusySeconds() {
            return stats.busyNanos() / NANOS_PER_SECOND;
        }

        @Override
        public double getCpuSeconds() {
            return stats.cpuNanos() < 0 ? Double.NaN : stats.cpuNanos() / NANOS_PER_SECOND;
        }
    }

    @Override
    public String getName() {
        return runtime.name();
    }

    @Override
    public String getState() {
        return runtime.state();
    }

    @Override
    public double getUpSeconds() {
        return runtime.ageNanos() / NANOS_PER_SECOND;
    }

    @Override
    public long getSubmitted() {
        return runtime.stats().submitted();
    }

    @Override
    public long getCompleted() {
        return runtime.stats().completed();
    }

    @Override
    public long getFailed() {
        return runtime.stats().failed();
    }

    @Override
    public long getCancelled() {
        return runtime.stats().cancelled();
    }

    @Override
    public long getRejected() {
        return runtime.stats().rejected();
    }

    @Override
    public long getQueued() {
        return runtime.stats().queued();
    }

    @Override
    public int getRunning() {
        return runtime.stats().running();
    }

    @Override
    public long getSuspended() {
        return runtime.stats().suspended();
    }

    @Override
    public long getSteals() {
        return runtime.stats().steals();
    }

    @Override
    public long getMoves() {
        return runtime.stats().moves();
    }

    @Override
    public long getRedirected() {
        return runtime.stats().redirected();
    }

    @Override
    public long getBalancerTicks() {
        return runtime.balancing().stats().ticks();
    }

    @Override
    public long getBalancerOrders() {
        return runtime.balancing().stats().orders();
    }

    @Override
    public long getBalancerRefusedOrders() {
        return runtime.balancing().stats().refusedOrders();
    }

    @Override
    public long getBalancerSkippedTicks() {
        return runtime.balancing().stats().skippedTicks();
    }

    @Override
    public int getBalancerRestarts() {
        return runtime.balancing().stats().restarts();
    }

    @Override
    public double getBalancerAgeSeconds() {
        return runtime.balancing().stats().ageNanos() / NANOS_PER_SECOND;
    }

    @Override
    public String getBalancerDecision() {
        return runtime.balancing().decided();
    }

    @Override
    public long getStuck() {
        return runtime.balancing().stats().stuck();
    }

    @Override
    public double getImbalance() {
        LoadSnapshot seen = runtime.balancing().lastSnapshot();
        return seen == null ? Double.NaN : seen.imbalance();
    }

    @Override
    public List<WorkerMXView> getWorkers() {
        return runtime.stats().workers().stream().<WorkerMXView>map(Worker::new).toList();
    }

    @Override
    public String dump() {
        return reporting.dump();
    }
}
