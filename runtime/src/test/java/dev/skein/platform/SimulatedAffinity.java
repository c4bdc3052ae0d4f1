package dev.skein.platform;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// A kernel that exists in a map: it knows the masks that real threads of this JVM have set, and a process whose CPUs the test changes. Threads
/// begin with the mask of the process.
public final class SimulatedAffinity extends Affinity {

    /// Twice the kernel's greatest thread id: no real thread is meant.
    private static final int FIRST_ID = 1 << 23;

    private final Map<Integer, CpuSet> masks = new ConcurrentHashMap<>();
    private volatile CpuSet process;
    private volatile CpuSet present;

    public SimulatedAffinity(CpuSet process) {
        this.process = process;
        this.present = process;
    }

    /// The process may use these CPUs from now on. The masks of its threads stay, as with `taskset -p`.
    public void setProcess(CpuSet cpus) {
        process = cpus;
        present = cpus;
    }

    /// The process is told that it may use these, but the kernel binds to none but `bindable`.
    public void setProcess(CpuSet cpus, CpuSet bindable) {
        process = cpus;
        present = bindable;
    }

    /// Somebody sets the masks of all threads, as with `taskset -ap`.
    public void setAll(CpuSet cpus) {
        setProcess(cpus);
        masks.replaceAll((id, mask) -> cpus);
    }

    @Override
    public boolean isSupported() {
        return true;
    }

    @Override
    public CpuSet processCpus() {
        return process;
    }

    @Override
    public int currentThreadId() {
        return FIRST_ID + (int) Thread.currentThread().threadId();
    }

    @Override
    public PinResult setCpus(int tid, CpuSet cpus) {
        if (tid < 0) return PinResult.refused("no such thread");
        if (cpus.intersect(present).isEmpty()) return PinResult.refused("none of " + cpus + " is there");
        masks.put(id(tid), cpus.intersect(present));
        return PinResult.PINNED;
    }

    @Override
    public Optional<CpuSet> cpusOf(int tid) {
        return tid < 0 ? Optional.empty() : Optional.of(masks.getOrDefault(id(tid), process));
    }

    private int id(int tid) {
        return tid == 0 ? currentThreadId() : tid;
    }
}
