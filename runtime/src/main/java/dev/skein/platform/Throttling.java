package dev.skein.platform;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// For how long, and how often, the control groups of this process had used up their CPU quota and were made to wait: `cpu.stat`, of
/// version 1 and 2.
///
/// A quota may be set for the process's own group and for any group around it, and each counts only what its own quota has caused.
/// So every figure is a sum over all these groups; mostly one of them has a quota, and then it is that one's. A group whose file
/// does not say is left out.
///
/// The groups are those at [#open]: who must follow a process that is moved into another group opens a new one.
///
/// **Cost:** 1.1 us for each figure and group (version 1; version 2 was not measured, and there the kernel first adds up what each CPU has
/// counted). [#open] 0.08 ms.
///
/// **Fallback:** where native access is denied, `java.io` reads the files. Where none of them has the figure, as outside of Linux or where no
/// group has the CPU controller, it is -1.
///
/// One thread at a time.
public final class Throttling implements AutoCloseable {

    /// The whole of `cpu.stat` is ten lines at most, none of them longer than 50 bytes.
    private static final int CPU_STAT_BYTES = 1_024;

    private static final byte[] PERIODS = word("nr_periods ");
    private static final byte[] THROTTLED_PERIODS = word("nr_throttled ");
    private static final byte[] THROTTLED_NANOS_V1 = word("throttled_time ");
    private static final byte[] THROTTLED_MICROS_V2 = word("throttled_usec ");

    // The cpu.stat of every group that has a controller, by version. The hierarchy that has it is mostly one: then the other array is empty.
    private final ProcFile[] statsV1;
    private final ProcFile[] statsV2;

    private Throttling(List<ProcFile> statsV1, List<ProcFile> statsV2) {
        this.statsV1 = statsV1.toArray(ProcFile[]::new);
        this.statsV2 = statsV2.toArray(ProcFile[]::new);
    }

    /// Finds the groups this process is in and opens their files. Never fails.
    public static Throttling open() {
        return open(Path.of("/"));
    }

    /// As [#open()], for a file system whose root directory is `root`.
    static Throttling open(Path root) {
        List<ProcFile> statsV1 = new ArrayList<>();
        List<ProcFile> statsV2 = new ArrayList<>();
        for (Cgroups.Group group : new Cgroups(root).cpuGroups()) {
            ProcFile stat = ProcFile.open(group.directory().resolve("cpu.stat"), CPU_STAT_BYTES);
            if (figure(stat, PERIODS) >= 0) {
                (group.version() == Cgroups.Version.V1 ? statsV1 : statsV2).add(stat);
            } else {
                stat.close();   // the root of version 2, or a group without the CPU controller
            }
        }
        return new Throttling(statsV1, statsV2);
    }

    /// Time for which the groups were not let run, in nanoseconds, summed over the CPUs on which they had something to run: two CPUs that are
    /// withheld for 50 ms make 100 ms. It is charged when the group is let run again. -1 if no group tells.
    public long throttledNanos() {
        long microsV2 = sum(statsV2, THROTTLED_MICROS_V2);
        return sumOfKnown(sum(statsV1, THROTTLED_NANOS_V1), microsV2 < 0 ? -1 : microsV2 * 1_000);
    }

    /// Number of periods, mostly of 100 ms, that have passed while a group with a quota had something to run; -1 if no group tells.
    public long periods() {
        return sumOfKnown(sum(statsV1, PERIODS), sum(statsV2, PERIODS));
    }

    /// How many of the [#periods] had a group use up its quota; -1 if no group tells.
    public long throttledPeriods() {
        return sumOfKnown(sum(statsV1, THROTTLED_PERIODS), sum(statsV2, THROTTLED_PERIODS));
    }

    /// Gives the descriptors back. Every figure is -1 from then on.
    @Override
    public void close() {
        for (ProcFile stat : statsV1) stat.close();
        for (ProcFile stat : statsV2) stat.close();
    }

    private static long sum(ProcFile[] stats, byte[] name) {
        long sum = -1;
        for (ProcFile stat : stats) sum = sumOfKnown(sum, figure(stat, name));
        return sum;
    }

    private static long sumOfKnown(long a, long b) {
        return a < 0 ? b : b < 0 ? a : a + b;
    }

    /// The number behind `name` at the begin of a line, or -1.
    private static long figure(ProcFile stat, byte[] name) {
        if (!stat.read()) return -1;
        do {
            if (stat.skip(name)) return stat.number();
        } while (stat.nextLine());
        return -1;
    }

    private static byte[] word(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
