package dev.skein.platform;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Sensors of one thread of this process, by its kernel id: how long it ran, how long it waited for a CPU, what it does now. Made to be read
/// again and again: two files stay open until [#close], and no read allocates.
///
/// | read | costs | without native access | where it cannot be had |
/// |---|---|---|---|
/// | [#cpuNanos] | 0.3 us; of the calling thread 0.55 us | cannot be had | -1 |
/// | [#runDelayNanos] | 0.85 us, 0.75 of them the kernel's | by `java.io`, 1.6 us | -1 |
/// | [#state] | 2.7 us, 2.6 of them the kernel's | by `java.io`, 3.1 us | `UNKNOWN` |
///
/// To make and close one costs 7 us. (The fastest of many batches of reads, where a call of `gettid` from C costs 0.16 us.)
///
/// **When the thread dies** its files read as nothing for ever, so run-queue delay and state are absent from then on, even when the
/// kernel gives the id to another thread. The CPU clock goes by the id alone and would be that other thread's: who reads it must know that
/// the thread lives.
///
/// One thread at a time; not always the same.
public final class ThreadMeter implements AutoCloseable {

    /// The id, the name and the state. A name has 15 bytes, and each may be written as four, `\012`.
    private static final int STAT_BYTES = 128;

    private final int tid;
    private final RunDelay runDelay;
    private final ProcFile stat;
    private @Nullable MemorySegment timespec;   // what the clock writes to; null when closed

    private ThreadMeter(int tid, Path procRoot) {
        Path task = procRoot.resolve("self/task/" + tid);
        this.tid = tid;
        runDelay = RunDelay.ofTask(task);
        stat = ProcFile.open(task.resolve("stat"), STAT_BYTES);
        timespec = NativeBuffers.take(Libc.TIMESPEC_BYTES);
    }

    /// The meter of thread `tid` of this process. Never fails: of a thread that cannot be read, every figure is absent.
    ///
    /// @param tid the kernel's id, as [Affinity#currentThreadId] gives it in that thread; -1 and others that no thread has are allowed
    public static ThreadMeter of(int tid) {
        return of(tid, Path.of("/proc"));
    }

    /// As [#of(int)], with files below `procRoot`, which stands for `/proc`. The CPU clock is no file.
    static ThreadMeter of(int tid, Path procRoot) {
        return new ThreadMeter(tid, procRoot);
    }

    /// CPU time the thread has used, in nanoseconds, as [ThreadClock#cpuNanos] has it; -1 if it is not known.
    public long cpuNanos() {
        MemorySegment reused = timespec;
        return reused == null ? -1 : ThreadClock.cpuNanos(tid, reused);
    }

    /// Time the thread was ready to run and another had the CPU, in nanoseconds since it started; -1 if it is not known. A wait is
    /// charged at its end, when the thread gets the CPU: of one that waits now nothing is seen yet.
    public long runDelayNanos() {
        return runDelay.nanos();
    }

    /// What the thread does at this instant. The name of a thread stands in front of its state in parentheses and may hold any byte, blanks
    /// and parentheses too; behind it there are only numbers.
    public KernelState state() {
        if (!stat.read() || !stat.skipPastLast(')') || stat.next() != ' ') return KernelState.UNKNOWN;
        return switch (stat.next()) {
            case 'R' -> KernelState.RUNNING;
            case 'S' -> KernelState.SLEEPING;
            case 'D' -> KernelState.DISK_SLEEP;
            case -1 -> KernelState.UNKNOWN;
            default -> KernelState.OTHER;
        };
    }

    /// Gives the files back; every figure is absent from then on. Once more has no effect.
    @Override
    public void close() {
        MemorySegment last = timespec;
        if (last == null) return;
        timespec = null;
        NativeBuffers.giveBack(last);
        runDelay.close();
        stat.close();
    }
}
