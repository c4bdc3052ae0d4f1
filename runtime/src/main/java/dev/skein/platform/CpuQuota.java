package dev.skein.platform;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;

/// The CPU quota of this process, to be asked for again and again: which groups it is in is found out anew only when `/proc/self/cgroup` says something
/// else than before, and at each [#LOOKS_PER_SEARCH]th look, in case something was mounted. To take the list of mounts apart costs ten times what the few numbers
/// cost that are read each time, and milliseconds while that code is interpreted.
///
/// A quota is `cpu.max` in version 2 of the control groups, and `cpu.cfs_quota_us` by `cpu.cfs_period_us` in version 1. A file that is missing or makes no sense
/// sets no limit.
///
/// Any thread, under the object's lock.
final class CpuQuota {

    /// Once a minute, for who looks every two seconds.
    private static final int LOOKS_PER_SEARCH = 30;
    /// A line for each hierarchy, of which version 1 has a dozen; what does not fit is taken for unchanged until the next search.
    private static final int MEMBERSHIP_BYTES = 4_096;
    /// Two numbers.
    private static final int LIMIT_BYTES = 64;
    /// The kernel's default period. `cpu.max` always names one; this is for a file that does not.
    private static final long DEFAULT_PERIOD_MICROS = 100_000;

    private final Path root;
    private List<Cgroups.Group> groups = List.of();
    private byte[] membership = {};
    private int looksUntilSearch;

    /// @param root `/`, or in a test the directory that stands for it
    CpuQuota(Path root) {
        this.root = root;
    }

    /// In CPUs, the smallest on the way from the process's groups to the roots of their hierarchies; empty if none sets a limit.
    synchronized OptionalDouble cpus() {
        followProcess();
        double least = Double.POSITIVE_INFINITY;
        for (Cgroups.Group group : groups) least = Math.min(least, limitOf(group));
        return least == Double.POSITIVE_INFINITY ? OptionalDouble.empty() : OptionalDouble.of(least);
    }

    private void followProcess() {
        try (ProcFile now = ProcFile.open(root.resolve("proc/self/cgroup"), MEMBERSHIP_BYTES)) {
            boolean told = now.read();
            if (told && looksUntilSearch > 0 && now.holds(membership)) {
                looksUntilSearch--;
                return;
            }
            membership = now.bytes();
        }
        looksUntilSearch = LOOKS_PER_SEARCH;
        groups = new Cgroups(root).cpuGroups();
    }

    private static double limitOf(Cgroups.Group group) {
        return group.version() == Cgroups.Version.V2 ? limitV2(group.directory()) : limitV1(group.directory());
    }

    /// "150000 100000", or "max 100000".
    private static double limitV2(Path group) {
        try (ProcFile file = ProcFile.open(group.resolve("cpu.max"), LIMIT_BYTES)) {
            if (!file.read()) return Double.POSITIVE_INFINITY;
            long quotaMicros = file.number();
            int behind = file.next();
            return limit(quotaMicros, isEnd(behind) ? DEFAULT_PERIOD_MICROS : behind == ' ' ? file.number() : -1);
        }
    }

    /// A quota of -1 is no limit.
    private static double limitV1(Path group) {
        long quotaMicros = numberIn(group.resolve("cpu.cfs_quota_us"));
        return quotaMicros > 0 ? limit(quotaMicros, numberIn(group.resolve("cpu.cfs_period_us"))) : Double.POSITIVE_INFINITY;
    }

    private static double limit(long quotaMicros, long periodMicros) {
        return quotaMicros > 0 && periodMicros > 0 ? (double) quotaMicros / periodMicros : Double.POSITIVE_INFINITY;
    }

    private static long numberIn(Path file) {
        try (ProcFile open = ProcFile.open(file, LIMIT_BYTES)) {
            long number = open.read() ? open.number() : -1;
            return isEnd(open.next()) ? number : -1;
        }
    }

    private static boolean isEnd(int next) {
        return next == '\n' || next == -1;
    }
}
