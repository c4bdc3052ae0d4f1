package dev.skein.platform;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/// What each CPU has done since the machine started, for all processes together: worked, been idle, been withheld by the hypervisor. A
/// snapshot of `/proc/stat` at the last [#read]; the three figures of a CPU are of one instant.
///
/// **Resolution** is a clock tick, 10 ms: over 50 ms a share is known to a fifth, over a second to a hundredth. Most kernels
/// charge a whole tick to whatever runs when it strikes, so work that dodges the ticks is not seen.
/// The figures mostly grow; idle time may step back by a few ticks, and that of a CPU that was taken off line may start anew.
///
/// **Cost:** [#read] 6.4 us with two CPUs, nearly all of it in the kernel, which writes the whole file, interrupts and all, whatever one reads of
/// it: expect more with more CPUs. The figures are then fields.
///
/// **Fallback:** where native access is denied, `java.io` reads the file, in 6.5 us. Where there is no such file, or it counts nothing at all,
/// as in some sandboxes, every figure is -1.
///
/// One thread at a time.
public final class CpuTimes implements AutoCloseable {

    /// Room for the lines of some ten CPUs; it grows with the machine.
    private static final int FIRST_BYTES = 1_024;

    private static final byte[] CPU = "cpu".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BLANK = {' '};
    private static final byte[] BEHIND_THE_CPUS = "intr".getBytes(StandardCharsets.US_ASCII);

    /// Figures of 2^36 ticks (22 years) and more are a kernel's mistake, such as a small negative number, and might not fit as nanoseconds.
    private static final int TICKS_BITS_MAX = 36;

    private final ProcFile stat;
    private final long nanosPerTick = 1_000_000_000L / Libc.clockTicksPerSecond();

    // By CPU number, all of one length; -1 where the last snapshot has nothing.
    private long[] busyNanos = {};
    private long[] stealNanos = {};
    private long[] idleNanos = {};

    private CpuTimes(ProcFile stat) {
        this.stat = stat;
    }

    /// Opens `/proc/stat`. Never fails: where there is none, no [#read] brings anything. Every figure is -1 before the first.
    public static CpuTimes open() {
        return open(Path.of("/proc"));
    }

    /// As [#open()], for a file system where `procRoot` stands for `/proc`.
    public static CpuTimes open(Path procRoot) {
        return new CpuTimes(ProcFile.open(procRoot.resolve("stat"), FIRST_BYTES));
    }

    /// Takes a snapshot in place of the last one.
    ///
    /// @return whether it tells of any CPU
    public boolean read() {
        do {
            Arrays.fill(busyNanos, -1);
            Arrays.fill(stealNanos, -1);
            Arrays.fill(idleNanos, -1);
            if (!stat.read()) return false;
            takeLines();
        } while (!stat.skip(BEHIND_THE_CPUS) && stat.grow());
        for (long nanos : busyNanos) {
            if (nanos >= 0) return true;
        }
        return false;
    }

    /// Time in which `cpu` ran something, kernel and interrupts included, and guests of this machine once; not idle, not waiting for a
    /// disk, not withheld. In nanoseconds; -1 if there is no such CPU, or it is off line.
    public long busyNanos(int cpu) {
        return figure(busyNanos, cpu);
    }

    /// Time in which `cpu` had something to run, and the hypervisor ran another machine, in nanoseconds; 0 where there is none, -1 as
    /// for [#busyNanos].
    public long stealNanos(int cpu) {
        return figure(stealNanos, cpu);
    }

    /// Time in which `cpu` had nothing to run, in nanoseconds, whether or not a thread that had run there waited for a disk; with the other
    /// two it makes up all time. -1 as for [#busyNanos].
    public long idleNanos(int cpu) {
        return figure(idleNanos, cpu);
    }

    /// Gives the descriptor back. The last snapshot stays; there will be no other.
    @Override
    public void close() {
        stat.close();
    }

    private static long figure(long[] nanosByCpu, int cpu) {
        return cpu >= 0 && cpu < nanosByCpu.length ? nanosByCpu[cpu] : -1;
    }

    /// Takes `cpu0 6591 0 997 75002 20 0 5 10 0 0`: user, nice, system, idle, iowait, irq, softirq, steal; guest times, which come last, are
    /// in user and nice already. The first line, `cpu`, is the sum. A line without its end may lack digits: it is left out.
    private void takeLines() {
        while (stat.skip(CPU)) {
            boolean sum = stat.skip(BLANK);
            int cpu = sum ? -1 : (int) Math.min(stat.number(), CpuSet.MAX_CPU + 1);
            long user = stat.number();
            long nice = stat.number();
            long system = stat.number();
            long idle = stat.number();
            long ioWait = stat.number();
            long irq = stat.number();
            long softIrq = stat.number();
            long steal = stat.number();
            if (!stat.nextLine()) return;
            long allBits = user | nice | system | idle | ioWait | irq | softIrq | steal;
            boolean told = allBits != 0 && allBits >>> TICKS_BITS_MAX == 0;   // -1, an absent one, has all bits
            if (told && cpu >= 0 && cpu <= CpuSet.MAX_CPU) put(cpu, user + nice + system + irq + softIrq, steal, idle + ioWait);
        }
    }

    private void put(int cpu, long busyTicks, long stealTicks, long idleTicks) {
        if (cpu >= busyNanos.length) {
            busyNanos = withRoomFor(cpu, busyNanos);
            stealNanos = withRoomFor(cpu, stealNanos);
            idleNanos = withRoomFor(cpu, idleNanos);
        }
        busyNanos[cpu] = busyTicks * nanosPerTick;
        stealNanos[cpu] = stealTicks * nanosPerTick;
        idleNanos[cpu] = idleTicks * nanosPerTick;
    }

    private static long[] withRoomFor(int cpu, long[] nanosByCpu) {
        long[] larger = Arrays.copyOf(nanosByCpu, Math.max(cpu + 1, 2 * nanosByCpu.length));
        Arrays.fill(larger, nanosByCpu.length, larger.length, -1);
        return larger;
    }
}
