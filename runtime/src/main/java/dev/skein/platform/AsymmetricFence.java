package dev.skein.platform;

import java.lang.invoke.VarHandle;
import java.util.Locale;

/// A fence for two threads of which one passes it all the time and the other seldom: the first pays nothing, the second makes all threads of the process
/// pass a fence.
///
///     often:   x = 1; light(); read y
///     seldom:  y = 1; heavy(); read x
///
/// At least one of the two reads what the other wrote, as with a full fence on both sides. The heavy one is Linux's membarrier(2), which interrupts those CPUs that run
/// threads of this process: 1 to 15 us. The light one must only keep the compilers from exchanging the write and the read. Java's memory model has no word for that order;
/// HotSpot's compilers keep it, since to them a fence of any kind reads and writes all of memory, and on x86-64 this one is no instruction. So it is offered there only.
///
/// (P. E. McKenney, "Is Parallel Programming Hard, And, If So, What Can You Do About It?", on asymmetric barriers; D. Goldblatt, "P1202: Asymmetric Fences", WG21 2018.)
public final class AsymmetricFence {

    private static final int PRIVATE_EXPEDITED = 1 << 3;
    private static final int REGISTER_PRIVATE_EXPEDITED = 1 << 4;

    private static volatile boolean ready;

    private AsymmetricFence() { }

    /// Makes [#isReady] true where that can be. It takes the kernel some milliseconds, once for a process: to be called by a thread that nobody waits for.
    public static void prepare() {
        if (ready || !isSupported()) return;
        ready = Libc.membarrier(REGISTER_PRIVATE_EXPEDITED) == 0 && Libc.membarrier(PRIVATE_EXPEDITED) == 0;
    }

    private static boolean isSupported() {
        String vm = System.getProperty("java.vm.name", "").toLowerCase(Locale.ROOT);
        return System.getProperty("os.arch", "").equals("amd64") && (vm.contains("openjdk") || vm.contains("hotspot"));
    }

    /// Whether the two may be used instead of full fences.
    public static boolean isReady() {
        return ready;
    }

    /// Keeps the caller's writes before it and its reads behind it in this order for those who call [#heavy] between their own.
    public static void light() {
        VarHandle.storeStoreFence();
    }

    /// Lets every thread of the process pass a full fence.
    ///
    /// @return whether it did; if not, nothing may be concluded, and it is not [#isReady] any more
    public static boolean heavy() {
        if (Libc.membarrier(PRIVATE_EXPEDITED) == 0) return true;
        ready = false;
        prepare();        // a process that was restored from an image must register anew
        return ready && Libc.membarrier(PRIVATE_EXPEDITED) == 0;      // it may have been another that has prepared, before what the caller wrote
    }
}
