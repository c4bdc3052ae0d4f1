package dev.skein.load;

import dev.skein.platform.CpuTimes;
import java.util.Arrays;

/// Which share of each CPU was in use, by whomever, between the last two reads of [CpuTimes].
///
/// All of it is the balancer's own.
final class CpuUse {

    private final CpuTimes times;
    private final long[] busy;
    private final long[] total;
    private final double[] share;
    private double mean = Double.NaN;

    /// @param cpus one more than the largest number of a CPU that is asked for
    CpuUse(CpuTimes times, int cpus) {
        this.times = times;
        this.busy = new long[cpus];
        this.total = new long[cpus];
        this.share = new double[cpus];
        Arrays.fill(share, Double.NaN);
    }

    /// Where nothing can be read, nothing is known: what was known before is old by then.
    void read() {
        boolean told = times.read();
        double sum = 0;
        int known = 0;
        for (int cpu = 0; cpu < share.length; cpu++) {
            share[cpu] = told ? shareSinceLastRead(cpu) : Double.NaN;
            if (Double.isNaN(share[cpu])) continue;
            sum += share[cpu];
            known++;
        }
        mean = known == 0 ? Double.NaN : sum / known;
    }

    private double shareSinceLastRead(int cpu) {
        long ran = times.busyNanos(cpu);
        long idle = times.idleNanos(cpu);
        if (ran < 0 || idle < 0) return Double.NaN;
        long busyThen = busy[cpu];
        long totalThen = total[cpu];
        busy[cpu] = ran + Math.max(0, times.stealNanos(cpu));      // what the host takes is in use by others
        total[cpu] = busy[cpu] + idle;
        if (totalThen == 0 || total[cpu] <= totalThen) return Double.NaN;
        return Math.clamp((busy[cpu] - busyThen) / (double) (total[cpu] - totalThen), 0.0, 1.0);
    }

    /// 0 to 1; NaN: not known. For -1, no CPU in particular, the mean of all.
    double share(int cpu) {
        if (cpu < 0) return mean;
        return cpu < share.length ? share[cpu] : Double.NaN;
    }

    void close() {
        times.close();
    }
}
