package dev.skein.platform;

import java.util.Optional;

/// Which CPUs a thread may run on, and the means to change that.
///
/// Take the system's own from [#system]. It never throws because the machine refuses: where the system is not Linux, native access is denied
/// or the C library lacks a function, every question has an answer that stands for "unknown", and every wish is refused with the reason.
///
/// The class is open so that a test, or an embedder who forbids pinning, can hand the runtime another one: overridden methods
/// refuse or record, the others go on asking the system. [#unsupported] refuses everything.
///
/// Instances have no state. All methods may be called by any thread.
public class Affinity {

    private static final Affinity SYSTEM = Libc.UNAVAILABLE == null ? new Affinity() : unsupported(Libc.UNAVAILABLE);

    /// For subclasses; [#system] for everybody else.
    protected Affinity() {}

    /// The affinity of the system this JVM runs on. [#isSupported] tells whether it can do anything.
    public static Affinity system() {
        return SYSTEM;
    }

    /// An affinity that refuses every wish, and gives `reason`.
    ///
    /// @throws IllegalArgumentException if the reason is blank
    public static Affinity unsupported(String reason) {
        return new Unsupported(reason);
    }

    /// Whether threads can be bound to CPUs here. True does not promise that the kernel accepts each wish.
    public boolean isSupported() {
        return Libc.UNAVAILABLE == null;
    }

    /// The CPUs this process may use, asked anew by each call: the mask of its main thread, never that of the calling thread, which may be a
    /// pinned worker. The main thread is the one whose kernel id is the process id; the java launcher leaves it waiting. A program that
    /// hosts a JVM and binds its own main thread thereby says what the JVM may use.
    ///
    /// Where affinity is unsupported: 0 to `Runtime.availableProcessors()` - 1.
    public CpuSet processCpus() {
        CpuSet cpus = Libc.schedGetaffinity((int) ProcessHandle.current().pid());
        return cpus == null || cpus.isEmpty() ? fallbackCpus() : cpus;
    }

    /// The kernel's id of the calling thread, -1 if it cannot be known. In a virtual thread: that of the carrier it is on just now.
    public int currentThreadId() {
        return Libc.gettid();
    }

    /// Binds the calling thread to one CPU. Call it from a platform thread: a virtual thread would bind whichever carrier it is on.
    ///
    /// The kernel also accepts CPUs outside [#processCpus] if the process's cpuset has them, as after `taskset`, which binds no later
    /// call. To stay within what the user meant is for the caller.
    ///
    /// @return a refusal if the CPU does not exist, is offline, or is outside the cpuset; the thread then keeps its CPUs
    /// @throws IllegalArgumentException if `cpu` is outside 0 to [CpuSet#MAX_CPU]
    public PinResult pin(int cpu) {
        return setCpus(0, CpuSet.of(cpu));
    }

    /// Gives the calling thread the CPUs of the process, whatever it has inherited from the thread that started it. Where that
    /// is refused, it keeps what it has.
    public void unpin() {
        setCpus(0, processCpus());
    }

    /// Confines thread `tid` of this process to `cpus`; 0 is the calling thread. CPUs that do not exist or are outside the cpuset are ignored
    /// by the kernel as long as one is left.
    ///
    /// @return a refusal if none is left, or if there is no such thread; the thread then keeps its CPUs
    public PinResult setCpus(int tid, CpuSet cpus) {
        int result = tid < 0 ? -Libc.ESRCH : Libc.schedSetaffinity(tid, cpus);
        if (result == 0) return PinResult.PINNED;
        return PinResult.refused("sched_setaffinity(thread " + tid + ", CPUs " + cpus + "): " + Libc.describe(-result));
    }

    /// The CPUs that thread `tid` may run on; 0 is the calling thread. Empty if there is no such thread, or affinity is unsupported.
    public Optional<CpuSet> cpusOf(int tid) {
        return tid < 0 ? Optional.empty() : Optional.ofNullable(Libc.schedGetaffinity(tid));
    }

    /// Makes the JVM size its common pool and its virtual-thread scheduler now, for all CPUs of the process. To be called before the
    /// first thread is pinned, since both pools measure the machine once, through the eyes of the thread that happens to touch them
    /// first, and in a pinned thread that machine has one CPU.
    ///
    /// The caller itself may be pinned, by its user or by `taskset` on one thread: the pools are touched in a thread of its own that first takes
    /// the CPUs of the process, and the caller's mask is neither used nor changed. Where affinity is unsupported that thread has the caller's
    /// view. Pools that were touched earlier keep the size they have.
    ///
    /// Waits until it is done, by whichever thread: some milliseconds once, 30 ms more at the worst (see `SharedPools`), and about as long as
    /// reading a field after that. An interrupt neither shortens the wait nor is it lost.
    ///
    /// The pools' *threads* start later, when work comes, and inherit the mask of the thread that brings it: that is for [ForeignThreads].
    public static void touchSharedPools() {
        SharedPools.touch();
    }

    private static CpuSet fallbackCpus() {
        return CpuSet.firstCpus(Math.min(Runtime.getRuntime().availableProcessors(), CpuSet.MAX_CPU + 1));
    }

    private static final class Unsupported extends Affinity {

        private final PinResult refusal;

        Unsupported(String reason) {
            this.refusal = PinResult.refused(reason);
        }

        @Override
        public boolean isSupported() {
            return false;
        }

        @Override
        public CpuSet processCpus() {
            return fallbackCpus();
        }

        @Override
        public int currentThreadId() {
            return -1;
        }

        @Override
        public PinResult pin(int cpu) {
            CpuSet.of(cpu);   // a number that no CPU can have is the caller's mistake here too
            return refusal;
        }

        @Override
        public PinResult setCpus(int tid, CpuSet cpus) {
            return refusal;
        }

        @Override
        public Optional<CpuSet> cpusOf(int tid) {
            return Optional.empty();
        }
    }
}
