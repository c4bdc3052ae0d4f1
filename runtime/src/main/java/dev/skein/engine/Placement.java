package dev.skein.engine;

import dev.skein.api.Pinning;
import dev.skein.platform.CpuSet;
import dev.skein.platform.Topology;
import dev.skein.worker.PoolConfig;
import java.util.ArrayList;
import java.util.List;

/// Decides how many workers there are and which CPU each gets.
final class Placement {

    private Placement() {}

    /// @throws IllegalArgumentException if the pinning names a CPU that the process may not use
    static PoolConfig plan(EngineConfig config, CpuSet allowed, Topology topology, int availableCpus) {
        int workers = config.workers() > 0 ? config.workers() : availableCpus;
        List<Integer> cpus = order(config.pinning(), allowed, topology);
        List<Integer> cpuOfWorker = new ArrayList<>(workers);
        List<Integer> packageOfWorker = new ArrayList<>(workers);
        for (int worker = 0; worker < workers; worker++) {
            int cpu = cpus.isEmpty() ? -1 : cpus.get(worker % cpus.size());
            cpuOfWorker.add(cpu);
            packageOfWorker.add(cpu < 0 ? 0 : topology.packageOf(cpu).orElse(0));
        }
        Thread creator = Thread.currentThread();
        return new PoolConfig(config.name(), cpuOfWorker, packageOfWorker, availableCpus, config.maxSpares(), config.stackBytes(),
                config.sliceNanos(), config.handler(), outermostGroup(creator), creator.getContextClassLoader());
    }

    /// The CPUs that workers take in turn; empty for unpinned workers.
    private static List<Integer> order(Pinning pinning, CpuSet allowed, Topology topology) {
        if (pinning == Pinning.NONE) return List.of();
        if (pinning == Pinning.AUTO) return topology.order(allowed);
        for (int cpu : pinning.cpus()) {
            if (!allowed.contains(cpu)) {
                throw new IllegalArgumentException("pinning must name CPUs that this process may use (" + allowed + "), got " + cpu + " in " + pinning);
            }
        }
        return pinning.cpus();
    }

    /// Workers outlive the group of the thread that happens to build the runtime.
    private static ThreadGroup outermostGroup(Thread creator) {
        ThreadGroup group = creator.getThreadGroup();
        while (group.getParent() != null && !group.getName().equals("main")) group = group.getParent();
        return group;
    }
}
