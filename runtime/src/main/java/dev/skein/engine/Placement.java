package dev.skein.engine;

import dev.skein.api.Pinning;
import dev.skein.platform.CpuClaims;
import dev.skein.platform.CpuSet;
import dev.skein.platform.Topology;
import dev.skein.worker.PoolConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// Decides how many workers there are and which CPU each gets: at the start, and again when the process's CPUs or other runtimes' claims change.
///
/// A runtime that may choose claims the CPUs that others leave free ([CpuClaims]). CPUs that the user names are taken as he named them, and
/// are claimed so that others keep away.
///
/// order, orderOf, cpus, claimed, released: under the object's lock. Claims are given back once; who settles after that changes nothing.
final class Placement {

    private final EngineConfig config;
    private final Machine machine;
    private final CpuSet firstSet;
    private final int firstBudget;
    private final Topology firstTopology;
    private final List<Integer> firstCpus;

    private List<Integer> order;
    private CpuSet orderOf;
    private List<Integer> cpus;
    private final boolean[] claimed;
    private boolean released;

    /// Claims CPUs for the workers of a runtime; [#release] is owed.
    ///
    /// @throws IllegalArgumentException if the pinning names a CPU that the process may not use; nothing is claimed then
    Placement(EngineConfig config, Machine machine) {
        this.config = config;
        this.machine = machine;
        this.firstSet = machine.affinity().processCpus();
        refuseForbidden(config.pinning(), firstSet);
        this.firstBudget = budget(firstSet);
        int workers = config.workers() > 0 ? config.workers() : Math.min(EngineConfig.MAX_WORKERS, firstBudget);
        this.firstTopology = machine.topology().get();
        this.order = order(firstSet, firstTopology);
        this.orderOf = firstSet;
        this.claimed = new boolean[workers];
        Arrays.fill(claimed, config.pinning() != Pinning.NONE);
        this.firstCpus = firstClaims(workers);
        this.cpus = firstCpus;
    }

    private static void refuseForbidden(Pinning pinning, CpuSet allowed) {
        for (int cpu : pinning.cpus()) {
            if (!allowed.contains(cpu)) {
                throw new IllegalArgumentException("pinning must name CPUs that this process may use (" + allowed + "), got " + cpu + " in " + pinning);
            }
        }
    }

    /// How many workers can run in parallel, of the CPUs of the process on those that the user has named.
    int budget(CpuSet allowed) {
        List<Integer> named = config.pinning().cpus();
        return machine.budget().applyAsInt(named.isEmpty() ? allowed : allowed.intersect(CpuSet.of(named)));
    }

    /// The CPUs that workers take, the best first; empty for unpinned workers.
    private List<Integer> order(CpuSet allowed, Topology topology) {
        if (isAuto()) return topology.order(allowed);
        return config.pinning().cpus().stream().filter(allowed::contains).toList();
    }

    private List<Integer> firstClaims(int workers) {
        if (isAuto()) return machine.claims().claim(order, workers);
        List<Integer> given = new ArrayList<>(workers);
        for (int worker = 0; worker < workers; worker++) given.add(order.isEmpty() ? CpuClaims.NO_CPU : order.get(worker % order.size()));
        machine.claims().claimAsGiven(given);
        return given;
    }

    /// How the runtime begins.
    PoolConfig plan() {
        List<Integer> packages = firstCpus.stream().map(cpu -> cpu < 0 ? 0 : firstTopology.packageOf(cpu).orElse(0)).toList();
        Thread creator = Thread.currentThread();
        return new PoolConfig(config.name(), firstCpus, packages, machine.budget().applyAsInt(firstSet), config.maxSpares(), config.stackBytes(),
                config.sliceNanos(), config.handler(), outermostGroup(creator), creator.getContextClassLoader());
    }

    /// Workers outlive the group of the thread that happens to build the runtime.
    private static ThreadGroup outermostGroup(Thread creator) {
        ThreadGroup group = creator.getThreadGroup();
        while (group.getParent() != null && !group.getName().equals("main")) group = group.getParent();
        return group;
    }

    /// Moves workers to where they should be by now.
    ///
    /// @param allowed the CPUs of the process
    /// @param active which workers are in use; the others claim nothing
    /// @return the CPU of each worker, or -1
    synchronized List<Integer> settle(CpuSet allowed, IntPredicate active) {
        if (released || config.pinning() == Pinning.NONE) return cpus;
        if (!allowed.equals(orderOf)) {
            order = order(allowed, machine.topology().get());     // a CPU that was offline before is described only now
            orderOf = allowed;
        }
        List<CpuClaims.Claim> claims = new ArrayList<>(cpus.size());
        for (int worker = 0; worker < cpus.size(); worker++) {
            claimIf(active.test(worker), worker);
            claims.add(new CpuClaims.Claim(cpus.get(worker), firstCpus.get(worker), claimed[worker]));
        }
        cpus = machine.claims().settle(claims, order, !isAuto());
        return cpus;
    }

    private void claimIf(boolean wanted, int worker) {
        if (wanted == claimed[worker]) return;
        List<Integer> cpu = List.of(cpus.get(worker));
        if (wanted) {
            machine.claims().claimAsGiven(cpu);
        } else {
            machine.claims().release(cpu);
        }
        claimed[worker] = wanted;
    }

    /// Gives back what is claimed; may be called again. To be called when the runtime's threads end.
    synchronized void release() {
        if (released) return;
        released = true;
        machine.claims().release(IntStream.range(0, claimed.length).filter(worker -> claimed[worker]).mapToObj(cpus::get).toList());
    }

    private boolean isAuto() {
        return config.pinning() == Pinning.AUTO;
    }

    /// The CPUs of the process at the start.
    CpuSet firstSet() {
        return firstSet;
    }

    /// How many workers could run in parallel at the start.
    int firstBudget() {
        return firstBudget;
    }

    /// The number of workers at the start.
    int workers() {
        return firstCpus.size();
    }

    /// Whether the user has left the number of workers to us.
    boolean followsBudget() {
        return config.workers() == 0;
    }

    /// The CPU of each worker now, or -1.
    synchronized List<Integer> cpus() {
        return cpus;
    }
}
