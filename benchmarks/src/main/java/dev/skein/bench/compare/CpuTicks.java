package dev.skein.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/// CPU time of the whole machine and of this process, by the kernel's count, in ticks of 10 ms as a rule; only differences mean anything.
///
/// @param busy user and system time of all processes. Interrupts are left out: whose they are nobody knows
/// @param stolen what the host gave to other machines
/// @param all that passed on all CPUs, idle time included
/// @param own of this process and of the children that have ended
record CpuTicks(long busy, long stolen, long all, long own) {

    private static final int STEAL = 7;
    /// Of `/proc/self/stat`, counted from after the name, which may hold spaces: user and system time, and both of the children.
    private static final int OWN_FIRST = 11;
    private static final int OWN_LAST = 14;

    /// Empty where the system does not tell.
    static Optional<CpuTicks> now() {
        try {
            return Optional.of(parse(Files.readString(Path.of("/proc/stat")), Files.readString(Path.of("/proc/self/stat"))));
        } catch (IOException absent) {
            return Optional.empty();
        }
    }

    static CpuTicks parse(String stat, String selfStat) {
        long[] fields = ticks(stat.lines().findFirst().orElseThrow().substring("cpu".length()).strip().split("\\s+"), 0, STEAL);
        long own = Arrays.stream(ticks(selfStat.substring(selfStat.lastIndexOf(')') + 1).strip().split("\\s+"), OWN_FIRST, OWN_LAST)).sum();
        return new CpuTicks(fields[0] + fields[1] + fields[2], fields[STEAL], Arrays.stream(fields).sum(), own);
    }

    private static long[] ticks(String[] fields, int first, int last) {
        return Arrays.stream(fields, first, last + 1).mapToLong(Long::parseLong).toArray();
    }

    /// The part of the machine's CPU time since `before` that went to other processes or to other machines, 0 to 1.
    double foreignShareSince(CpuTicks before) {
        long passed = all - before.all;
        if (passed <= 0) return 0;
        long others = Math.max(0, busy - before.busy - (own - before.own)) + stolen - before.stolen;
        return Math.clamp((double) others / passed, 0.0, 1.0);
    }
}
