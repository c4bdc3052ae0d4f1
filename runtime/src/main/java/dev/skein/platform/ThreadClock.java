package dev.skein.platform;

import java.lang.foreign.MemorySegment;

/// CPU time of any thread of this process, by its kernel id.
///
/// `ThreadMXBean.getThreadCpuTime` tells the same by Java id, but it walks the JVM's list of threads; this is one system call.
public final class ThreadClock {

    /// Greatest id the kernel gives (`PID_MAX_LIMIT`). From 2^28 on the name of the clock would lose bits, and be that of another clock.
    private static final int TID_MAX = 1 << 22;

    private ThreadClock() {}

    /// CPU time that thread `tid` of this process has used in user and kernel mode, in nanoseconds; -1 if the thread is gone or is another
    /// process's, if no thread can have that id, or if the system offers no such clock.
    ///
    /// Kernel ids are used again: the caller must know that the thread still lives.
    public static long cpuNanos(int tid) {
        return canExist(tid) ? Libc.clockGettimeNanos(clockOf(tid)) : -1;
    }

    /// As [#cpuNanos(int)], without an allocation.
    ///
    /// @param timespec [Libc#TIMESPEC_BYTES] bytes to be overwritten
    static long cpuNanos(int tid, MemorySegment timespec) {
        return canExist(tid) ? Libc.clockGettimeNanos(clockOf(tid), timespec) : -1;
    }

    /// 0 would be the calling thread, and -1 is what [Affinity#currentThreadId] says when it does not know.
    private static boolean canExist(int tid) {
        return tid > 0 && tid <= TID_MAX;
    }

    /// The kernel's name for a thread's CPU clock: the complement of its id, three bits up; below it 4, "of one thread", and 2, "as the
    /// scheduler accounts it" (`MAKE_THREAD_CPUCLOCK` in the kernel's posix-timers_types.h).
    static int clockOf(int tid) {
        return (~tid << 3) | 6;
    }
}
