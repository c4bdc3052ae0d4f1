package dev.skein.bench.latency;

import dev.skein.bench.load.OpenLoop;
import dev.skein.platform.Affinity;
import dev.skein.platform.CpuSet;
import dev.skein.platform.PinResult;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Who has which CPUs: the workers of each contestant, and the generator of arrivals.
///
/// Whoever generates load on the machine that carries it takes CPU time from it. There are two ways out, and each shows something else.
///
/// *Apart*, the usual one: the generator has the first CPU for itself and spins there, so that each task comes when it is due and the
/// load is exactly what it is said to be; the workers have the others, one worker for each, and no thread of a rival may leave them. On two CPUs that is one worker: a
/// comparison of queues, of wake-ups across CPUs and of slices, in which stealing has no part.
///
/// *Together*: as many workers as CPUs, and the generator lives among them, asleep between the arrivals, as a thread that
/// accepts connections does. It is some 60 us late then, with all contestants alike. What it takes itself, wake-ups of workers not included, is measured
/// before and counts as load. Stealing, balancing and migration have their part.
///
/// @param workerCpus one for each worker
/// @param generatorCpu to which the generator is bound, where it has one for itself
public record Layout(List<Integer> workerCpus, OptionalInt generatorCpu) {

    /// What is left of a CPU beside a foreign thread that always wants it: the kernel shares by halves.
    private static final double HALF = 0.5;

    public Layout {
        workerCpus = List.copyOf(workerCpus);
    }

    /// The words that the command line has for them.
    enum Kind { APART, TOGETHER }

    /// @throws IllegalStateException if threads cannot be bound to CPUs here, or there is no second one
    static Layout of(Kind kind) {
        return kind == Kind.APART ? apart() : together();
    }

    private static Layout apart() {
        List<Integer> cpus = cpus().toList();
        if (cpus.size() < 2) throw new IllegalStateException("a generator apart from the workers needs two CPUs, this process may use " + cpus);
        return new Layout(cpus.subList(1, cpus.size()), OptionalInt.of(cpus.getFirst()));
    }

    /// @throws IllegalStateException if threads cannot be bound to CPUs here
    public static Layout together() {
        return new Layout(cpus().toList(), OptionalInt.empty());
    }

    private static CpuSet cpus() {
        if (!Affinity.system().isSupported()) throw new IllegalStateException("this needs a system that binds threads to CPUs");
        return Affinity.system().processCpus();
    }

    public int workers() {
        return workerCpus.size();
    }

    /// In CPUs, of what the workers can have.
    double capacity(boolean hog) {
        return workers() - (hog ? HALF : 0);
    }

    /// Where the foreign hog runs: on the CPU of the last worker.
    int hogCpu() {
        return workerCpus.getLast();
    }

    OpenLoop.Pace pace() {
        return generatorCpu.isPresent() ? OpenLoop.Pace.SPINNING : OpenLoop.Pace.PARKING;
    }

    /// Does that in a thread of its own, where the generator has its place.
    ///
    /// @throws IllegalStateException if the thread cannot be bound to its CPU
    public <T> T asGenerator(Callable<T> body) throws InterruptedException {
        FutureTask<T> result = new FutureTask<>(() -> {
            if (generatorCpu.isPresent()) {
                PinResult bound = Affinity.system().pin(generatorCpu.getAsInt());
                if (!bound.pinned()) throw new IllegalStateException(bound.reason());
            }
            return body.call();
        });
        Thread generator = Thread.ofPlatform().name("generator").start(result);
        try {
            return result.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) throw cause;
            throw new IllegalStateException("the generator failed", failed.getCause());
        } finally {
            generator.interrupt();               // if we were: it may not go on alone
        }
    }
}
