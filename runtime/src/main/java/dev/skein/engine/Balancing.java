package dev.skein.engine;

import dev.skein.api.BalancerStats;
import dev.skein.api.Continuation;
import dev.skein.api.LoadSnapshot;
import dev.skein.api.MoveRecord;
import dev.skein.api.OrderRecord;
import dev.skein.api.TaskLoad;
import dev.skein.balance.Balancer;
import dev.skein.balance.BalancerSetup;
import dev.skein.balance.Decision;
import dev.skein.balance.Policies;
import dev.skein.load.FootprintSource;
import dev.skein.load.Sampler;
import dev.skein.platform.Affinity;
import dev.skein.platform.CpuSet;
import dev.skein.platform.CpuTimes;
import dev.skein.platform.StackRoom;
import dev.skein.platform.Topology;
import dev.skein.task.Footprints;
import dev.skein.worker.Steering;
import dev.skein.worker.WorkerPool;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The balancer of one runtime, put together, with the footprints that tasks have declared: what users ask about places of tasks.
public final class Balancing {

    /// A footprint counts as so much at most, 1 TiB: sums of millions of them do not overflow.
    static final long MAX_FOOTPRINT = 1L << 40;

    private final WorkerPool pool;
    private final Steering workers;
    private final Footprints footprints;
    private final Balancer balancer;

    Balancing(EngineConfig settings, WorkerPool pool, Affinity affinity) {
        this.pool = pool;
        this.workers = pool.steering();
        this.footprints = new Footprints(pool.config().workers());
        this.balancer = new Balancer(new BalancerSetup(settings.name(),
                settings.policy() == null ? Policies.standard() : settings.policy(), settings.balanceNanos(),
                pool.config().workers(), () -> sampler(settings, affinity), workers.desk(footprints::find), workers.ledger(), workers.doze(),
                workers::allSleep, workers::overflowTasks, pool.daemons(), affinity::currentThreadId, pool.reports()::warnSafely,
                pool.reports()::logSafely));
        workers.setWatch(balancer::ensureAlive);
    }

    private Sampler sampler(EngineConfig settings, Affinity affinity) {
        Topology topology = Topology.read();
        CpuSet cpus = topology.cpus();
        double strongest = cpus.stream().map(cpu -> topology.capacity(cpu).orElse(1)).max().orElse(1);
        int cpuNumbers = IntStream.concat(affinity.processCpus().stream(), cpus.stream()).max().orElse(0) + 1;
        return new Sampler(workers.probes(), settings.stuckAfterNanos(), CpuTimes.open(), cpuNumbers,
                cpu -> cpu < 0 ? 1 : topology.capacity(cpu).orElse((int) strongest) / strongest, new FootprintSource() {
                    @Override
                    public List<TaskLoad> tasks() {
                        return footprints.sample();
                    }

                    @Override
                    public long bytes(int worker) {
                        return footprints.bytes(worker);
                    }
                }, settings.footprintBudget(), workers.drainBoard(), System.nanoTime());
    }

    void start() {
        balancer.start();
    }

    void stop() {
        balancer.stop();
    }

    Footprints footprints() {
        return footprints;
    }

    /// The worker with the least sum of footprints among those that are open.
    int roomiest() {
        int best = -1;
        for (int worker = 0; worker < pool.config().workers(); worker++) {
            if (workers.isOpen(worker) && (best < 0 || footprints.bytes(worker) < footprints.bytes(best))) best = worker;
        }
        return Math.max(best, 0);
    }

    /// @throws IllegalArgumentException if it is negative
    static long footprintOf(Continuation<?> body) {
        long bytes = body.footprintBytes();
        if (bytes < 0) throw new IllegalArgumentException("footprintBytes must be 0 or more, got " + bytes + " from " + body.getClass().getName());
        return Math.min(bytes, MAX_FOOTPRINT);
    }

    /// @throws IllegalArgumentException if there is no such worker
    void checkWorker(int worker) {
        int count = pool.config().workers();
        if (worker < 0 || worker >= count) throw new IllegalArgumentException("worker must be 0 to " + (count - 1) + ", got " + worker);
    }

    /// As `Skein.retire`.
    ///
    /// @throws IllegalArgumentException if there is no such worker
    public CompletableFuture<Void> retire(int worker) {
        checkWorker(worker);
        StackRoom.require();
        return workers.retire(worker);
    }

    /// As `Skein.restore`.
    ///
    /// @throws IllegalArgumentException if there is no such worker
    public void restore(int worker) {
        checkWorker(worker);
        StackRoom.require();
        workers.restore(worker);
    }

    /// The workers as the watch over CPUs and quota takes them out of use and back.
    ActiveWorkers activeWorkers() {
        return new ActiveWorkers() {
            @Override
            public boolean isActive(int worker) {
                return workers.isActive(worker);
            }

            @Override
            public CompletableFuture<Void> retire(int worker) {
                return workers.retire(worker);
            }

            @Override
            public void restore(int worker) {
                workers.restore(worker);
            }
        };
    }

    /// As `Skein.moves`.
    public List<MoveRecord> moves() {
        return workers.ledger().moves();
    }

    /// As `Skein.orders`.
    public List<OrderRecord> orders() {
        return workers.ledger().orders();
    }

    /// As `Skein.steals`.
    public List<MoveRecord> steals() {
        return workers.ledger().samples();
    }

    /// What the balancer's last tick saw and decided; null before the first.
    public @Nullable Decision lastDecision() {
        return balancer.lastDecision();
    }

    /// What the balancer saw at its last tick; null before the first.
    public @Nullable LoadSnapshot lastSnapshot() {
        Decision last = balancer.lastDecision();
        return last == null ? null : last.snapshot();
    }

    /// What its last tick came to, in short ([Decision#text]); `asleep` while all workers sleep.
    public String decided() {
        if (isAsleep()) return "asleep";
        Decision last = balancer.lastDecision();
        return last == null ? "hold" : last.text();
    }

    /// Whether the balancer sleeps, since all workers do.
    public boolean isAsleep() {
        return workers.doze().isAsleep();
    }

    public BalancerStats stats() {
        return balancer.stats();
    }
}
