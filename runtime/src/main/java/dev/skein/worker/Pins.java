package dev.skein.worker;

import dev.skein.platform.Affinity;
import dev.skein.platform.CpuSet;
import dev.skein.platform.ForeignThreads;
import dev.skein.platform.PinResult;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Binds the carriers of one runtime to the CPUs of the workers that they serve, and binds them anew when workers get other CPUs. The runtime's
/// other threads have the CPUs of the process, whatever these are by now.
///
/// - U3 a carrier that serves a worker is bound to the CPU which that worker has now, or unbound and known to be so, even if it begins to serve
///   while the worker gets another CPU: both happen under the lock, so whoever comes second sees what the first has done.
/// - U4 no carrier is bound through an id that may be another's by now: it leaves, under the lock, before it ends.
///
/// A carrier that has lost its worker, or waits as a spare, goes where its last worker goes: it may still run a task, on a CPU that the process has
/// lost.
///
/// pins, warned: under the object's lock.
public final class Pins {

    private final Affinity affinity;
    private final ForeignThreads foreignThreads;
    private final List<? extends WorkerCpu> workers;
    private final Consumer<String> warning;
    private final Set<Pin> pins = new HashSet<>();
    private boolean warned;

    /// @param workers by index
    /// @param warning called once if a carrier cannot be bound; under no lock
    Pins(Affinity affinity, ForeignThreads foreignThreads, List<? extends WorkerCpu> workers, Consumer<String> warning) {
        this.affinity = affinity;
        this.foreignThreads = foreignThreads;
        this.workers = List.copyOf(workers);
        this.warning = warning;
    }

    /// What a thread of the runtime that is no carrier runs: `body`, with the CPUs of the process instead of what the thread has inherited.
    public Runnable unbound(Runnable body) {
        return () -> {
            Pin pin = new Pin(Thread.currentThread());
            begins(pin);
            try {
                body.run();
            } finally {
                leaves(pin);
            }
        };
    }

    private void begins(Pin pin) {
        try {
            synchronized (this) {
                pin.kernelId = affinity.currentThreadId();
                pins.add(pin);
                affinity.unpin();
            }
        } catch (OutOfMemoryError noRoom) {
            return;                          // it runs where it is, which is better than not at all
        }
    }

    /// The calling carrier serves `worker` from now on.
    ///
    /// @throws OutOfMemoryError if there is no memory; to be tried again then
    void serves(Pin pin, int kernelId, WorkerCpu worker) {
        PinResult result;
        synchronized (this) {
            pin.kernelId = kernelId;
            pin.worker = worker;
            boolean isNew = pins.add(pin);
            int cpu = worker.cpu;
            if (cpu < 0 && isNew) affinity.unpin();       // what it took at its start may be the CPUs of the process before they changed
            if (cpu == pin.cpu) return;
            result = cpu < 0 ? unbind(pin) : bound(pin, cpu, foreignThreads.carrierPins(cpu));
        }
        warnIfRefused(result);
    }

    /// The calling thread ends.
    void leaves(Pin pin) {
        synchronized (this) {
            pins.remove(pin);
            if (pin.worker != null) foreignThreads.carrierLeaves();
        }
    }

    /// Gives the workers their CPUs of now, and brings all threads there. A carrier that was refused, or has lost its CPU to somebody who set
    /// the masks of all threads of the process, is bound again.
    ///
    /// @param cpus by worker, -1 for none
    /// @param before the CPUs of the process so far
    /// @param now the CPUs of the process
    /// @throws IllegalArgumentException if there are not as many CPUs as workers
    public void follow(List<Integer> cpus, CpuSet before, CpuSet now) {
        if (cpus.size() != workers.size()) throw new IllegalArgumentException("one CPU for each of " + workers.size() + " workers, got " + cpus);
        PinResult refusal = PinResult.PINNED;
        synchronized (this) {
            for (WorkerCpu worker : workers) worker.cpu = cpus.get(worker.index);
            for (Pin pin : pins) {
                PinResult result = follow(pin, before, now);
                if (!result.pinned()) refusal = result;
            }
        }
        warnIfRefused(refusal);
    }

    private PinResult follow(Pin pin, CpuSet before, CpuSet now) {
        WorkerCpu worker = pin.worker;
        int cpu = worker == null ? Pin.NO_CPU : worker.cpu;
        if (cpu < 0 && pin.cpu >= 0) return unbind(pin);
        if (cpu < 0) return widen(pin, before, now);
        if (cpu == pin.cpu && isThere(pin)) return PinResult.PINNED;
        return bound(pin, cpu, foreignThreads.carrierMoves(pin.thread, pin.kernelId, cpu));
    }

    private boolean isThere(Pin pin) {
        return affinity.cpusOf(pin.kernelId).map(mask -> mask.isExactly(pin.cpu)).orElse(true);
    }

    /// Lets a thread that is bound to nothing have the CPUs of the process; a choice of its user's that is still good is left.
    private PinResult widen(Pin pin, CpuSet before, CpuSet now) {
        if (before.equals(now)) return PinResult.PINNED;
        boolean chosen = affinity.cpusOf(pin.kernelId).map(mask -> !mask.equals(before) && now.containsAll(mask)).orElse(true);
        if (!chosen) affinity.setCpus(pin.kernelId, now);
        return PinResult.PINNED;
    }

    private PinResult unbind(Pin pin) {
        foreignThreads.carrierUnpins(pin.thread, pin.kernelId);
        pin.isNow(Pin.NO_CPU);
        return PinResult.PINNED;
    }

    private static PinResult bound(Pin pin, int cpu, PinResult result) {
        pin.isNow(result.pinned() ? cpu : Pin.NO_CPU);
        return result;
    }

    private void warnIfRefused(PinResult result) {
        if (result.pinned() || !mayWarn()) return;
        warning.accept("workers run unpinned: " + result.reason());
    }

    private synchronized boolean mayWarn() {
        boolean first = !warned;
        warned = true;
        return first;
    }
}
