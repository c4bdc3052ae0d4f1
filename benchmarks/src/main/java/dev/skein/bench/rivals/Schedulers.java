package dev.skein.bench.rivals;

import dev.skein.Skein;
import dev.skein.api.Pinning;
import dev.skein.balance.Policies;
import dev.skein.bench.load.ExecutorThreads;
import dev.skein.platform.Affinity;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import jdk.management.VirtualThreadSchedulerMXBean;

/// Starts the schedulers that the benchmarks compare, each with the same number of threads and tuned as its own makers advise.
///
/// | name | what |
/// |---|---|
/// | `skein` | a runtime of ours, workers pinned |
/// | `skeinUnpinned` | the same without pinning |
/// | `skeinUnbalanced` | the same with a balancer that orders nothing |
/// | `forkJoinLifo` | ForkJoinPool as in divide and conquer: a worker takes its own newest task |
/// | `forkJoinFifo` | ForkJoinPool in async mode, as the JDK uses it for events: a worker takes its own oldest task |
/// | `threadPool` | fixed ThreadPoolExecutor on a LinkedBlockingQueue, all threads started beforehand |
/// | `pinnedThreadPool`, `pinnedForkJoinFifo` | the same with each thread bound to a CPU of its own, as our workers are |
/// | `virtualThreads` | one virtual thread per task, as many carriers as workers |
/// | `kotlin`, `catsEffect` | coroutines and fibers on their own pools ([KotlinDispatcher], [CatsRuntime]); no executors, so [#start] does not know them |
/// | `singleThread` | the ceiling: the same work in plain code on the benchmark's thread; not started either |
/// | `ideal ...` | the ceiling of the latencies: the same tasks in a queue that costs nothing, computed and not run |
/// | `meters`, `timers`, `account`, `flight` | a runtime of ours that is watched, in one benchmark, which starts them itself |
/// | `scheduledThreadPool`, `scheduledThreadPoolRemoving` | for timers; the second one removes what is cancelled |
public final class Schedulers {

    public static final String OURS = "skein";
    public static final String KOTLIN = "kotlin";
    public static final String CATS_EFFECT = "catsEffect";
    public static final String SINGLE_THREAD = "singleThread";

    /// What the names of computed ceilings begin with.
    public static final String IDEAL = "ideal ";

    private static final Set<String> WATCHED = Set.of("meters", "timers", "account", "flight");
    private static final List<String> NAMES = List.of("skein", "skeinUnpinned", "skeinUnbalanced", "forkJoinLifo", "forkJoinFifo", "threadPool", "virtualThreads",
            "pinnedThreadPool", "pinnedForkJoinFifo", "scheduledThreadPool", "scheduledThreadPoolRemoving");

    private Schedulers() { }

    public static boolean isOurs(String scheduler) {
        return scheduler.startsWith(OURS);
    }

    /// Whether it is a runtime of ours that is watched: compared with ours as it is, but no rival.
    public static boolean isWatched(String scheduler) {
        return WATCHED.contains(scheduler);
    }

    /// Whether Skein is compared with it: neither a runtime of ours nor a ceiling.
    public static boolean isRival(String scheduler) {
        return !isOurs(scheduler) && !isWatched(scheduler) && !scheduler.equals(SINGLE_THREAD) && !scheduler.startsWith(IDEAL);
    }

    /// @param scheduler one of the names above
    /// @param workers threads that run tasks, >= 1
    public static ExecutorService start(String scheduler, int workers) {
        if (workers < 1) throw new IllegalArgumentException("workers must be >= 1, got " + workers);
        return switch (scheduler) {
            case "skein" -> Skein.builder().name("bench").workers(workers).start();
            case "skeinUnpinned" -> Skein.builder().name("bench").workers(workers).pinning(Pinning.NONE).start();
            case "skeinUnbalanced" -> Skein.builder().name("bench").workers(workers).policy(Policies.none()).start();
            case "forkJoinLifo" -> new ForkJoinPool(workers, ForkJoinPool.defaultForkJoinWorkerThreadFactory, null, false);
            case "forkJoinFifo" -> new ForkJoinPool(workers, ForkJoinPool.defaultForkJoinWorkerThreadFactory, null, true);
            case "threadPool" -> threadPool(workers);
            case "virtualThreads" -> virtualThreads(workers);
            case "pinnedThreadPool" -> pinned(threadPool(workers), workers);
            case "pinnedForkJoinFifo" -> pinned(start("forkJoinFifo", workers), workers);
            case "scheduledThreadPool" -> scheduledThreadPool(workers, false);
            case "scheduledThreadPoolRemoving" -> scheduledThreadPool(workers, true);
            default -> throw new IllegalArgumentException("scheduler must be one of " + NAMES + ", got " + scheduler);
        };
    }

    /// As [#start], for those that have timers: Skein, ForkJoinPool (since JDK 25), ScheduledThreadPoolExecutor.
    public static ScheduledExecutorService startScheduled(String scheduler, int workers) {
        ExecutorService started = start(scheduler, workers);
        if (started instanceof ScheduledExecutorService scheduled) return scheduled;
        started.close();
        throw new IllegalArgumentException(scheduler + " has no timers; use skein, forkJoinFifo or scheduledThreadPool");
    }

    /// Its threads must not end while it is used: ForkJoinPool lets them go after a minute without work.
    private static ExecutorService pinned(ExecutorService executor, int workers) {
        try {
            ExecutorThreads.of(executor, workers).bindToOneEachOf(Affinity.system().processCpus());
            return executor;
        } catch (InterruptedException | RuntimeException failed) {
            executor.close();
            if (failed instanceof InterruptedException) Thread.currentThread().interrupt();
            throw new IllegalStateException("the threads cannot be bound to CPUs", failed);
        }
    }

    private static ExecutorService threadPool(int workers) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(workers, workers, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
        pool.prestartAllCoreThreads();
        return pool;
    }

    private static ScheduledThreadPoolExecutor scheduledThreadPool(int workers, boolean removeOnCancel) {
        ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(workers);
        pool.setRemoveOnCancelPolicy(removeOnCancel);
        pool.prestartAllCoreThreads();
        return pool;
    }

    /// The JDK has one scheduler of virtual threads per process and reads its size once, at the first virtual thread. Setting it here
    /// rather than by a JVM argument lets it follow `workers`; the check fails if something was earlier.
    private static ExecutorService virtualThreads(int workers) {
        System.setProperty("jdk.virtualThreadScheduler.parallelism", Integer.toString(workers));
        System.setProperty("jdk.virtualThreadScheduler.maxPoolSize", Integer.toString(workers));
        int parallelism = ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class).getParallelism();
        if (parallelism != workers) {
            throw new IllegalStateException("virtual threads need " + workers + " carriers, the JVM has " + parallelism
                    + ": a virtual thread was started before; use a fresh JVM");
        }
        return Executors.newVirtualThreadPerTaskExecutor();
    }
}
