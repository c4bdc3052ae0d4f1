package dev.skein.load;

import dev.skein.api.LoadSnapshot;
import dev.skein.api.RunningLoad;
import dev.skein.api.TaskLoad;
import dev.skein.api.WorkerHealth;
import dev.skein.api.WorkerLoad;
import dev.skein.platform.CpuTimes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;

/// Takes the snapshots: reads memory at each tick, and the kernel where it is due; smooths, and publishes drain times.
///
/// The kernel is asked for what [#READS_PER_TICK] allows, about the workers in turn: at each tick about those that run one task for long, and every
/// [#KERNEL_NANOS] about all that are busy. So the cost of a tick is bounded however many workers there are; with very many, and where ticks come
/// rarely, their turns come later, up to a second.
///
/// All of it is the balancer's own.
public final class Sampler implements AutoCloseable {

    /// Time between two reads of the kernel's figures of a busy worker.
    static final long KERNEL_NANOS = 50_000_000;
    /// What the kernel may be asked in [#READS_NANOS], in reads of a CPU clock, 0.3 us each: 0.1 % of a CPU.
    static final int READS_PER_TICK = 16;
    private static final double READS_NANOS = 5e6;
    /// However long ago the last tick was: 20 us, and several times that where caches are cold.
    private static final double READS_MAX = 64;

    /// Longest time of one task that is published, 1,000 s: times a number of tasks it must stay a long.
    private static final double TASK_NANOS_MAX = 1e12;

    private final List<? extends WorkerProbe> probes;
    private final WorkerMeter[] meters;
    private final RunWatch runs;
    private final CpuUse cpuUse;
    private final DrainBoard board;
    private final IntToDoubleFunction capabilityOfCpu;
    private final FootprintSource footprints;
    private final long budgetBytes;
    private List<TaskLoad> tasks = List.of();
    private final long[] footprintOfWorker;
    private long slowReadNanos;
    private long lastNanos;
    private long tick;
    private int next;

    /// @param probes one for each worker
    /// @param stuckAfterNanos time without progress after which a worker is judged
    /// @param capabilityOfCpu above 0 to 1, by number of the CPU, where 1 is the strongest; -1 stands for none in particular
    /// @param footprints tasks that have declared one
    /// @param budgetBytes of each worker for footprints, or 0
    /// @param now value of `System.nanoTime()`
    public Sampler(List<? extends WorkerProbe> probes, long stuckAfterNanos, CpuTimes cpuTimes, int cpus, IntToDoubleFunction capabilityOfCpu,
            FootprintSource footprints, long budgetBytes, DrainBoard board, long now) {
        this(probes, stuckAfterNanos, cpuTimes, cpus, capabilityOfCpu, footprints, budgetBytes, board, now, ThreadSensor::of);
    }

    /// @param sensorOf what the kernel tells of a thread, by its id
    Sampler(List<? extends WorkerProbe> probes, long stuckAfterNanos, CpuTimes cpuTimes, int cpus, IntToDoubleFunction capabilityOfCpu,
            FootprintSource footprints, long budgetBytes, DrainBoard board, long now, IntFunction<ThreadSensor> sensorOf) {
        this.probes = probes;
        this.meters = new WorkerMeter[probes.size()];
        for (int i = 0; i < meters.length; i++) meters[i] = new WorkerMeter(probes.get(i), stuckAfterNanos, now, sensorOf);
        this.runs = new RunWatch(meters.length);
        this.cpuUse = new CpuUse(cpuTimes, cpus);
        this.capabilityOfCpu = capabilityOfCpu;
        this.footprints = footprints;
        this.budgetBytes = budgetBytes;
        this.board = board;
        this.footprintOfWorker = new long[meters.length];
        this.lastNanos = now;
        this.slowReadNanos = now - KERNEL_NANOS;
    }

    /// Takes a snapshot.
    ///
    /// @param expectedNanos when the tick should have come, by `System.nanoTime()`
    /// @param arriving tasks under way to each worker
    /// @param leaving tasks that orders under way will take from each
    /// @param overflowTasks tasks that wait with no worker
    public LoadSnapshot sample(long now, long expectedNanos, int[] arriving, int[] leaving, long overflowTasks) {
        long elapsed = Math.max(1, now - lastNanos);
        long late = Math.max(0, now - expectedNanos);
        lastNanos = now;
        runs.forgetOld(now);
        for (int i = 0; i < meters.length; i++) {
            if (meters[i].follow(now)) runs.leave(i);      // runs have other numbers there
        }
        readSlowly(now);
        readKernel(now, (int) Math.max(READS_PER_TICK, Math.min(READS_PER_TICK * elapsed / READS_NANOS, READS_MAX)));
        List<WorkerLoad> loads = new ArrayList<>(meters.length);
        for (int i = 0; i < meters.length; i++) {
            WorkerLoad load = load(i, now, elapsed, late, arriving[i], leaving[i]);
            loads.add(load);
            publish(load);
        }
        return new LoadSnapshot(tick++, now, elapsed, loads, Math.max(0, overflowTasks), tasks, budgetBytes);
    }

    private WorkerLoad load(int worker, long now, long elapsed, long late, int arriving, int leaving) {
        WorkerProbe probe = probes.get(worker);
        WorkerMeter meter = meters[worker];
        WorkerHealth health = meter.look(now, elapsed, late);
        RunningLoad running = null;
        if (probe.isBusy()) {
            running = runs.look(worker, Math.max(0, probe.run()), probe.turn(), probe.runningTask(), probe.isRunningMovable(), now);
        } else {
            runs.leave(worker);
        }
        meter.runs(running, now, elapsed);
        return meter.load(worker, health, running, capabilityOf(probe.cpu()), arriving, leaving, footprintOfWorker[worker]);
    }

    /// NaN where what the platform says is none: what divides by it would be infinite, or negative.
    private double capabilityOf(int cpu) {
        double capability = capabilityOfCpu.applyAsDouble(cpu);
        return capability > 0 && capability <= 1 ? capability : Double.NaN;
    }

    private void publish(WorkerLoad load) {
        double drain = load.drainNanos();
        double taskNanos = load.meanServiceNanos() / load.effectiveCapacity();
        long known = Double.isNaN(drain) ? 0 : (long) Math.min(drain, DrainBoard.LONGEST);      // of figures that are not known nobody is kept away
        board.publish(load.worker(), load.mayTake() ? known : DrainBoard.CLOSED, (long) Math.min(taskNanos, TASK_NANOS_MAX), load.readyTasks());
    }

    /// What changes slowly, or costs more: the use of each CPU, and the footprints.
    private void readSlowly(long now) {
        if (now - slowReadNanos < KERNEL_NANOS) return;
        double window = now - slowReadNanos;
        slowReadNanos = now;
        cpuUse.read();
        for (int i = 0; i < meters.length; i++) meters[i].capacity().measureIdle(cpuUse.share(probes.get(i).cpu()), window);
        tasks = List.copyOf(footprints.tasks());     // so snapshots of the same reading have the same list
        for (int i = 0; i < meters.length; i++) footprintOfWorker[i] = Math.max(0, footprints.bytes(i));
    }

    private void readKernel(long now, int readsMax) {
        int reads = 0;
        int start = next;
        for (int k = 0; k < meters.length && reads < readsMax; k++) {
            int at = (start + k) % meters.length;
            WorkerMeter meter = meters[at];
            if (!meter.isDue(now)) continue;
            reads += meter.measure(now);
            next = at + 1;
        }
    }

    /// Lets go of what the kernel holds for us.
    @Override
    public void close() {
        for (WorkerMeter meter : meters) meter.capacity().close();
        cpuUse.close();
    }
}
