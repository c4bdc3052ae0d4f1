package dev.skein.bench.load;

import dev.skein.platform.Affinity;
import dev.skein.platform.CpuSet;
import dev.skein.platform.PinResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/// The platform threads that run an executor's tasks, whatever their names are.
///
/// Asked of the executor itself: as many tasks as it has threads are executed, and each stays where it is until all of them run. So all
/// of its threads have been started then.
///
/// @param ids of the kernel
public record ExecutorThreads(Set<Integer> ids) {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    public ExecutorThreads {
        ids = Set.copyOf(ids);
    }

    /// Finds `threads` of them, and has those started that have not been.
    ///
    /// @throws IllegalStateException if the system does not name its threads, or the executor does not run so many tasks at once
    public static ExecutorThreads of(Executor executor, int threads) throws InterruptedException {
        return of(executor, threads, LIMIT);
    }

    /// @param limit for all of them to run at once
    static ExecutorThreads of(Executor executor, int threads, Duration limit) throws InterruptedException {
        if (!Affinity.system().isSupported()) throw new IllegalStateException("this needs a system that names its threads");
        Set<Integer> found = ConcurrentHashMap.newKeySet();
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger ended = new AtomicInteger();
        long start = System.nanoTime();
        for (int i = 0; i < threads; i++) {
            executor.execute(() -> {
                found.add(Affinity.system().currentThreadId());
                begun.incrementAndGet();
                // It may not sleep: a virtual thread would leave its carrier, and Skein would bring in a spare.
                while (begun.get() < threads && System.nanoTime() - start < limit.toNanos()) Thread.onSpinWait();
                ended.incrementAndGet();
            });
        }
        Waiting.until("all " + threads + " threads at work", limit.plus(LIMIT), () -> ended.get() == threads);
        if (found.size() != threads) throw new IllegalStateException("an executor said to have " + threads + " threads ran so many tasks on " + found.size());
        return new ExecutorThreads(found);
    }

    /// Confines each of them to these CPUs.
    ///
    /// @throws IllegalStateException if the system refuses
    public void confineTo(CpuSet cpus) {
        for (int id : ids) {
            PinResult result = Affinity.system().setCpus(id, cpus);
            if (!result.pinned()) throw new IllegalStateException(result.reason());
        }
    }

    /// Binds each to another one of these CPUs; where there are too few, some share one.
    ///
    /// @throws IllegalStateException if the system refuses
    public void bindToOneEachOf(CpuSet cpus) {
        List<Integer> all = cpus.toList();
        int next = 0;
        for (int id : ids) {
            PinResult result = Affinity.system().setCpus(id, CpuSet.of(all.get(next++ % all.size())));
            if (!result.pinned()) throw new IllegalStateException(result.reason());
        }
    }

    /// Whether each is bound to one of these CPUs and they share none.
    public boolean haveOneEachOf(CpuSet cpus) {
        Set<CpuSet> masks = ConcurrentHashMap.newKeySet();
        for (int id : ids) Affinity.system().cpusOf(id).filter(mask -> mask.size() == 1 && cpus.containsAll(mask)).ifPresent(masks::add);
        return masks.size() == ids.size();
    }

    /// How often they gave their CPU away by themselves, since their start: each of their sleeps, naps included, which a wake-up ends.
    ///
    /// @throws IllegalStateException if one has ended, or the system does not tell
    public long voluntarySwitches() {
        return ids.stream().mapToLong(ExecutorThreads::voluntarySwitches).sum();
    }

    private static long voluntarySwitches(int id) {
        return read(id, "status").lines().filter(line -> line.startsWith("voluntary_ctxt_switches:"))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(':') + 1).strip())).sum();
    }

    /// How long they were ready to run and had no CPU, since their start, all together: what others took from them, and what it takes to get a CPU after a wake-up.
    ///
    /// @throws IllegalStateException if one has ended, or the system does not tell
    public long runDelayNanos() {
        return ids.stream().mapToLong(id -> Long.parseLong(read(id, "schedstat").split(" ")[1])).sum();
    }

    private static String read(int id, String file) {
        try {
            return Files.readString(Path.of("/proc/self/task/" + id + '/' + file));
        } catch (IOException ended) {
            throw new IllegalStateException("thread " + id + " of the executor has ended, or this system does not tell of it", ended);
        }
    }
}
