package dev.skein.api;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Where the workers' threads may run: [#AUTO] (the default), [#NONE], or a list of CPUs made by [#cpus].
public final class Pinning {

    /// One CPU for each worker, taken from the CPUs of the process: those that fewest workers of other runtimes in this JVM have, and of these
    /// over distinct physical cores first; with more workers than CPUs, CPUs are shared. When the CPUs of the process change, workers move within 5 s.
    /// Where the system refuses, workers run unpinned and one warning says so.
    public static final Pinning AUTO = new Pinning("AUTO", List.of());

    /// No worker is bound to a CPU.
    public static final Pinning NONE = new Pinning("NONE", List.of());

    private final String mode;
    private final List<Integer> cpus;

    private Pinning(String mode, List<Integer> cpus) {
        this.mode = mode;
        this.cpus = cpus;
    }

    /// Worker `i` is bound to the CPU at place `i`. There are as many workers as CPUs here, unless another number is given; with more workers than CPUs the list is walked again from its start. While the process may
    /// not use that CPU, the worker has another of the list, or is unpinned if none is left.
    ///
    /// @param cpus CPU numbers as the operating system counts them, each >= 0 and named once; at least one
    /// @throws IllegalArgumentException if the list is empty, or a number is negative or repeated
    public static Pinning cpus(List<Integer> cpus) {
        if (cpus.isEmpty()) throw new IllegalArgumentException("pinning needs at least one CPU, got an empty list");
        Set<Integer> seen = new HashSet<>();
        for (int cpu : cpus) {
            if (cpu < 0) throw new IllegalArgumentException("a CPU number must be >= 0, got " + cpu + " in " + cpus);
            if (!seen.add(cpu)) throw new IllegalArgumentException("each CPU may be named once, got " + cpu + " twice in " + cpus);
        }
        return new Pinning("CPUS", List.copyOf(cpus));
    }

    /// As [#cpus(List)].
    public static Pinning cpus(int... cpus) {
        return cpus(java.util.Arrays.stream(cpus).boxed().toList());
    }

    /// The CPUs named by the user; empty for [#AUTO] and [#NONE].
    public List<Integer> cpus() {
        return cpus;
    }

    @Override
    public String toString() {
        return cpus.isEmpty() ? mode : cpus.toString();
    }
}
