package dev.skein.platform;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The nine C functions this package calls: `sched_setaffinity`, `sched_getaffinity`, `clock_gettime`, `gettid`, `open`, `pread`, `close`,
/// `sysconf` and `syscall`. Loading the class never fails: where a function cannot be bound, its handle is null; [#UNAVAILABLE] says why affinity and
/// clocks cannot be had, [#canReadFiles] whether files can be read.
///
/// No method here throws. What each gives where C fails stands beside it.
final class Libc {

    static final int EPERM = 1;
    static final int ESRCH = 3;
    static final int EINVAL = 22;
    static final int ENOSYS = 38;

    /// The first mask offered to `sched_getaffinity`, 128 bytes (1,024 CPUs): large enough for nearly every machine, and what glibc
    /// takes for its own `cpu_set_t`.
    private static final int FIRST_MASK_BYTES = 128;

    /// The last one, 8,192 bytes: [CpuSet#MAX_CPU] + 1 CPUs.
    private static final int LAST_MASK_BYTES = (CpuSet.MAX_CPU + 1) / Byte.SIZE;

    /// Size of `struct timespec`: seconds and nanoseconds.
    static final int TIMESPEC_BYTES = 2 * Long.BYTES;

    /// `O_RDONLY | O_CLOEXEC` on every architecture that has a JDK 25: a program started by this process must not inherit the descriptor.
    private static final int READ_ONLY_CLOSE_ON_EXEC = 0x80000;

    /// `_SC_CLK_TCK` in glibc and musl.
    private static final int SC_CLK_TCK = 2;

    /// Number of the system call on x86-64.
    private static final long SYS_MEMBARRIER = 324;

    /// The clock tick of nearly every Linux, 100 per second; only some architectures of the past had another.
    private static final int USUAL_TICKS_PER_SECOND = 100;

    // Constant for the JIT compiler only if static final: a handle read from an instance field costs several times the call.
    private static final @Nullable MethodHandle SCHED_SETAFFINITY;
    private static final @Nullable MethodHandle SCHED_GETAFFINITY;
    private static final @Nullable MethodHandle CLOCK_GETTIME;
    private static final @Nullable MethodHandle GETTID;
    private static final @Nullable MethodHandle OPEN;
    private static final @Nullable MethodHandle PREAD;
    private static final @Nullable MethodHandle CLOSE;
    private static final @Nullable MethodHandle SYSCONF;
    private static final @Nullable MethodHandle SYSCALL;
    private static final @Nullable StructLayout CALL_STATE;
    private static final @Nullable VarHandle ERRNO;

    /// Why no function can be called, or null if the first three of the header can. The others may be lacking, and for each there is another way.
    static final @Nullable String UNAVAILABLE;

    static {
        MethodHandle set = null;
        MethodHandle get = null;
        MethodHandle clock = null;
        MethodHandle gettid = null;
        MethodHandle open = null;
        MethodHandle pread = null;
        MethodHandle close = null;
        MethodHandle sysconf = null;
        MethodHandle syscall = null;
        StructLayout callState = null;
        VarHandle errno = null;
        String unavailable = null;
        try {
            String os = System.getProperty("os.name", "unknown");
            if (os.toLowerCase(Locale.ROOT).equals("linux")) {
                callState = Linker.Option.captureStateLayout();
                errno = callState.varHandle(PathElement.groupElement("errno"));
                FunctionDescriptor affinity = FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS);
                Linker.Option captureErrno = Linker.Option.captureCallState("errno");
                set = bind("sched_setaffinity", affinity, captureErrno);
                get = bind("sched_getaffinity", affinity, captureErrno);
                clock = bind("clock_gettime", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));
                if (set == null || get == null || clock == null) {
                    unavailable = "the C library lacks " + (set == null ? "sched_setaffinity" : get == null ? "sched_getaffinity" : "clock_gettime");
                }
                gettid = bind("gettid", FunctionDescriptor.of(JAVA_INT));
                // open(path, flags, ...): nothing is passed for the dots, which begin at 2.
                open = bind("open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT), Linker.Option.firstVariadicArg(2));
                pread = bind("pread", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG));
                close = bind("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
                sysconf = bind("sysconf", FunctionDescriptor.of(JAVA_LONG, JAVA_INT));
                // syscall(number, ...): the C library has no function for membarrier
                syscall = bind("syscall", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT), Linker.Option.firstVariadicArg(1));
            } else {
                unavailable = "CPU affinity is implemented for Linux only, this is " + os;
            }
        } catch (IllegalCallerException e) {
            unavailable = "native access is denied: start the JVM with --enable-native-access=ALL-UNNAMED (" + e.getMessage() + ')';
        } catch (Throwable t) {
            // UnsupportedOperationException: no linker for this platform. Anything else too must not become an
            // ExceptionInInitializerError in the first task that asks where it runs.
            unavailable = "the C library cannot be called: " + t;
        }
        SCHED_SETAFFINITY = set;
        SCHED_GETAFFINITY = get;
        CLOCK_GETTIME = clock;
        GETTID = gettid;
        OPEN = open;
        PREAD = pread;
        CLOSE = close;
        SYSCONF = sysconf;
        SYSCALL = syscall;
        CALL_STATE = callState;
        ERRNO = errno;
        UNAVAILABLE = unavailable;
    }

    private Libc() {}

    @SuppressWarnings("restricted")   // the one place that makes native code callable; denied access is caught above
    private static @Nullable MethodHandle bind(String name, FunctionDescriptor signature, Linker.Option... options) {
        Linker linker = Linker.nativeLinker();
        return linker.defaultLookup().find(name).map(address -> linker.downcallHandle(address, signature, options)).orElse(null);
    }

    /// Kernel id of the calling thread; -1 if it cannot be known.
    static int gettid() {
        MethodHandle gettid = GETTID;
        try {
            if (gettid != null) return (int) gettid.invokeExact();
            return UNAVAILABLE == null ? gettidFromProc() : -1;
        } catch (Throwable t) {
            return -1;
        }
    }

    /// glibc has `gettid` since 2.30 only. The link's target is `<pid>/task/<tid>`.
    static int gettidFromProc() throws IOException {
        return Integer.parseInt(Files.readSymbolicLink(Path.of("/proc/thread-self")).getFileName().toString());
    }

    /// Sets the CPUs of thread `tid` (0: the caller). 0, or minus `errno` if C returned -1.
    static int schedSetaffinity(int tid, CpuSet cpus) {
        MethodHandle set = SCHED_SETAFFINITY;
        StructLayout callState = CALL_STATE;
        if (set == null || callState == null) return -ENOSYS;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(callState);
            MemorySegment mask = arena.allocate(cpus.maskBytes(), Long.BYTES);
            cpus.writeMask(mask);
            int result = (int) set.invokeExact(state, tid, mask.byteSize(), mask);
            return result == -1 ? -errno(state) : 0;
        } catch (Throwable t) {
            return -ENOSYS;
        }
    }

    /// The CPUs of thread `tid` (0: the caller), or null if the thread is gone or the kernel refuses.
    static @Nullable CpuSet schedGetaffinity(int tid) {
        MethodHandle get = SCHED_GETAFFINITY;
        StructLayout callState = CALL_STATE;
        if (get == null || callState == null) return null;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(callState);
            for (int bytes = FIRST_MASK_BYTES; bytes <= LAST_MASK_BYTES; bytes *= 2) {
                MemorySegment mask = arena.allocate(bytes, Long.BYTES);
                int result = (int) get.invokeExact(state, tid, mask.byteSize(), mask);
                if (result >= 0) return CpuSet.readMask(mask);
                if (errno(state) != EINVAL) return null;   // EINVAL: the kernel counts more CPUs than the mask has bits
            }
            return null;
        } catch (Throwable t) {
            return null;
        }
    }

    /// Time of a POSIX clock in nanoseconds, or -1 if there is no such clock.
    static long clockGettimeNanos(int clock) {
        try (Arena arena = Arena.ofConfined()) {
            return clockGettimeNanos(clock, arena.allocate(TIMESPEC_BYTES, Long.BYTES));
        } catch (Throwable t) {
            return -1;
        }
    }

    /// As [#clockGettimeNanos(int)], without an allocation.
    ///
    /// @param timespec [#TIMESPEC_BYTES] bytes to be overwritten
    static long clockGettimeNanos(int clock, MemorySegment timespec) {
        MethodHandle gettime = CLOCK_GETTIME;
        if (gettime == null) return -1;
        try {
            int result = (int) gettime.invokeExact(clock, timespec);
            if (result != 0) return -1;
            return timespec.get(JAVA_LONG, 0) * 1_000_000_000L + timespec.get(JAVA_LONG, Long.BYTES);
        } catch (Throwable t) {
            return -1;
        }
    }

    /// Whether [#open], [#pread] and [#close] can be called. Only then does a -1 of theirs mean that the kernel refused.
    static boolean canReadFiles() {
        return OPEN != null && PREAD != null && CLOSE != null;
    }

    /// Opens a file for reading. Its descriptor, to be given back by [#close], or -1.
    static int open(String path) {
        MethodHandle open = OPEN;
        if (open == null) return -1;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocateFrom(path);
            return (int) open.invokeExact(name, READ_ONLY_CLOSE_ON_EXEC);
        } catch (Throwable t) {
            return -1;
        }
    }

    /// Reads from the start of a file as many bytes as it has and `into` holds. Their number, or -1.
    static int pread(int descriptor, MemorySegment into) {
        MethodHandle pread = PREAD;
        if (pread == null) return -1;
        try {
            return (int) (long) pread.invokeExact(descriptor, into, into.byteSize(), 0L);
        } catch (Throwable t) {
            return -1;
        }
    }

    static void close(int descriptor) {
        MethodHandle close = CLOSE;
        if (close == null) return;
        try {
            int ignored = (int) close.invokeExact(descriptor);
        } catch (Throwable t) {
            // Nothing was called, so the descriptor stays open; there is nobody who could do better.
        }
    }

    /// How many clock ticks, the unit of `/proc/stat`, make a second.
    static long clockTicksPerSecond() {
        MethodHandle sysconf = SYSCONF;
        if (sysconf == null) return USUAL_TICKS_PER_SECOND;
        try {
            long ticks = (long) sysconf.invokeExact(SC_CLK_TCK);
            return ticks > 0 ? ticks : USUAL_TICKS_PER_SECOND;
        } catch (Throwable t) {
            return USUAL_TICKS_PER_SECOND;
        }
    }

    /// membarrier(2) without flags, on x86-64 only. What the command gives, or -1.
    static long membarrier(int command) {
        MethodHandle syscall = SYSCALL;
        if (syscall == null) return -1;
        try {
            return (long) syscall.invokeExact(SYS_MEMBARRIER, command, 0);
        } catch (Throwable t) {
            return -1;
        }
    }

    /// `EINVAL` and what it means for a CPU mask; other numbers as they are.
    static String describe(int errno) {
        return switch (errno) {
            case EPERM -> "EPERM, the thread belongs to another user, or a security policy forbids it";
            case ESRCH -> "ESRCH, there is no such thread (any more)";
            case EINVAL -> "EINVAL, none of these CPUs exists, is online and is in the cpuset of this process";
            case ENOSYS -> "ENOSYS, the kernel or a sandbox does not offer the call";
            default -> "errno " + errno;
        };
    }

    private static int errno(MemorySegment state) {
        VarHandle errno = ERRNO;
        return errno == null ? ENOSYS : (int) errno.get(state, 0L);
    }
}
