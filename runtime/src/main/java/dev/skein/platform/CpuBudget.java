package dev.skein.platform;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;

/// How many workers can run in parallel: a process may use a set of CPUs, and of these a quota of time.
public final class CpuBudget {

    private static final String ACTIVE_PROCESSOR_COUNT = "-XX:ActiveProcessorCount=";

    /// The arguments never change, and to ask for them loads a good part of the management classes: once, when first needed.
    private static final class Arguments {
        static final List<String> OF_THIS_JVM = ManagementFactory.getRuntimeMXBean().getInputArguments();
    }

    private static final CpuQuota QUOTA = new CpuQuota(Path.of("/"));

    private CpuBudget() {}

    /// The number of CPUs of the process, its cgroup quota rounded up, or what `-XX:ActiveProcessorCount` says, whichever is least; at
    /// least 1. Asked anew by each call, 0.02 ms.
    ///
    /// Unlike `Runtime.availableProcessors()` it is the same in a pinned thread.
    public static int available() {
        return available(Affinity.system().processCpus());
    }

    /// As [#available()], for a process that may use these CPUs.
    public static int available(CpuSet process) {
        return Math.min(available(process, quota()), toldToJvm(Arguments.OF_THIS_JVM));
    }

    /// A quota of 1.5 CPUs lets two workers run at a time, though not all the time: rounded up.
    static int available(CpuSet process, OptionalDouble quota) {
        int cpus = process.size();
        return (int) Math.max(1, Math.min(cpus, Math.ceil(quota.orElse(cpus))));
    }

    /// The last `-XX:ActiveProcessorCount` that is a positive number, as the JVM takes it; else no limit.
    static int toldToJvm(List<String> arguments) {
        int told = Integer.MAX_VALUE;
        for (String argument : arguments) {
            if (!argument.startsWith(ACTIVE_PROCESSOR_COUNT)) continue;
            try {
                int count = Integer.parseInt(argument.substring(ACTIVE_PROCESSOR_COUNT.length()));
                told = count > 0 ? count : Integer.MAX_VALUE;   // -1 is the flag's default, "count them"
            } catch (NumberFormatException e) {
                // The JVM does not start with such an argument; if it did, it does not concern us.
            }
        }
        return told;
    }

    /// CPU time that the control groups of this process grant it per unit of time, in CPUs: 1.5 is 150 ms in each 100 ms. The smallest
    /// along the path from the process's group to the root counts. Empty if none sets a limit, or the files cannot be read.
    public static OptionalDouble quota() {
        return QUOTA.cpus();
    }
}
