package dev.skein.platform;

import java.time.Duration;
import java.util.concurrent.ForkJoinPool;

/// Touches the pools that the whole JVM shares, once, as a thread sees the machine that is bound to nothing. See [Affinity#touchSharedPools].
final class SharedPools {

    /// In a container HotSpot remembers the number of CPUs for 20 ms, for all threads, whichever asked (`OSCONTAINER_CACHE_TIMEOUT`): a pinned
    /// thread that asked just before us would have left us a 1. So where that number is too small, we ask again for 30 ms.
    private static final Duration STALE_COUNT_MAX = Duration.ofMillis(30);

    private SharedPools() {}

    /// Class initialisation is the "once, and all others wait": the second call costs a field read.
    static void touch() {
        if (!Touched.DONE) throw new AssertionError("the initialiser of Touched sets DONE");
    }

    private static final class Touched {

        static final boolean DONE;

        static {
            // The thread must not need this class to be initialised, or it would wait for us, who wait for it: it runs a method of the outer one.
            Thread toucher = Thread.ofPlatform().name("skein-touch-pools").daemon().unstarted(SharedPools::touchHere);
            try {
                toucher.start();
                joinUninterruptibly(toucher);
            } catch (OutOfMemoryError e) {
                // No thread to be had. That the pools are sized later, by whoever comes first, is the lesser evil.
            }
            DONE = true;
        }
    }

    private static void touchHere() {
        CpuSet process = Affinity.system().processCpus();
        if (Affinity.system().setCpus(0, process).pinned()) awaitProcessorCount(CpuBudget.available());
        // Both sizes are computed in static initialisers, which these calls run. Nobody waits for the virtual thread: it may be a virtual one that waits for
        // us, in a class initialiser and so with its carrier, and there may be one carrier.
        ForkJoinPool.getCommonPoolParallelism();
        var _ = Thread.ofVirtual().start(() -> {});
    }

    private static void awaitProcessorCount(int atLeast) {
        long deadline = System.nanoTime() + STALE_COUNT_MAX.toNanos();
        while (Runtime.getRuntime().availableProcessors() < atLeast && System.nanoTime() - deadline < 0) {
            Thread.onSpinWait();
        }
    }

    private static void joinUninterruptibly(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
    }
}
