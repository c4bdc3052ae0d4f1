package dev.skein.bench.footprint;

import dev.skein.Skein;
import dev.skein.api.Continuation;
import dev.skein.api.Step;
import dev.skein.api.Task;
import dev.skein.api.TaskContext;
import dev.skein.bench.load.Waiting;
import dev.skein.bench.rivals.Schedulers;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.LongAdder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine;

/// How many bytes does a suspended task take beyond the user's own object and future, and are they given back?
///
/// All tasks are started and wait, and the heap is measured after a full collection each time: before, with all waiting, after a cancel. Bodies and
/// futures are made before and stay referenced throughout, so they cancel out.
@Command(name = "SuspendedMemory", mixinStandardHelpOptions = true, description = "Prints the bytes per suspended task. Run with -Xmx2g.")
public final class SuspendedMemory implements Callable<Integer> {

    private static final Duration FAR_AWAY = Duration.ofHours(10);
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @Option(names = "--tasks", defaultValue = "1000000", description = "suspended at once (default: ${DEFAULT-VALUE})")
    private int tasks;

    @Option(names = "--workers", defaultValue = "2", description = "threads that run tasks (default: ${DEFAULT-VALUE})")
    private int workers;

    private enum WaitsFor { FUTURE, FUTURE_WITH_LIMIT, TASK, TIME }

    public static void main(String[] args) {
        System.exit(new CommandLine(new SuspendedMemory()).execute(args));
    }

    private static final class Sleeper implements Continuation<Integer> {
        private final WaitsFor what;
        private final CompletableFuture<Integer> future;
        private Task<?> task;

        Sleeper(WaitsFor what, CompletableFuture<Integer> future) {
            this.what = what;
            this.future = future;
        }

        @Override
        public Step<Integer> resume(TaskContext context) {
            return switch (what) {
                case FUTURE -> Step.await(future);
                case FUTURE_WITH_LIMIT -> Step.await(future, FAR_AWAY);
                case TASK -> Step.await(task);
                case TIME -> Step.sleep(FAR_AWAY);
            };
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        System.out.println("| who | waits for | tasks | bytes per suspended task | held after cancel, per task |");
        System.out.println("|---|---|---:|---:|---:|");
        for (WaitsFor what : WaitsFor.values()) System.out.println(measure(what));
        System.out.println(measureVirtualThreads());
        return 0;
    }

    private String measure(WaitsFor what) throws InterruptedException {
        Sleeper[] bodies = new Sleeper[tasks];
        Arrays.setAll(bodies, i -> new Sleeper(what, new CompletableFuture<>()));
        Task<?>[] spawned = new Task<?>[tasks];
        long before;
        long suspended;
        long after;
        try (Skein skein = Skein.builder().name("bench").workers(workers).start()) {
            Task<Integer> endless = skein.spawn(context -> Step.sleep(FAR_AWAY));
            before = Heap.usedBytesAfterGc();
            for (int i = 0; i < tasks; i++) {
                bodies[i].task = endless;
                spawned[i] = skein.spawn(bodies[i]);
            }
            Waiting.until("all suspended", LIMIT, () -> skein.stats().suspended() == tasks + 1);
            suspended = Heap.usedBytesAfterGc();
            for (Task<?> task : spawned) task.cancel(false);
            Waiting.until("all cancelled", LIMIT, () -> skein.stats().cancelled() == tasks);
            Arrays.fill(spawned, null);
            after = Heap.usedBytesAfterGc();
            endless.cancel(false);
            Reference.reachabilityFence(bodies);
        }
        return row("Skein", what.name().toLowerCase(Locale.ROOT).replace('_', ' '), before, suspended, after);
    }

    private String measureVirtualThreads() throws InterruptedException {
        List<CompletableFuture<Integer>> futures = new ArrayList<>(tasks);
        for (int i = 0; i < tasks; i++) futures.add(new CompletableFuture<>());
        LongAdder begun = new LongAdder();
        long before;
        long suspended;
        long after;
        try (ExecutorService executor = Schedulers.start("virtualThreads", workers)) {
            before = Heap.usedBytesAfterGc();
            for (CompletableFuture<Integer> future : futures) {
                executor.execute(() -> {
                    begun.increment();
                    future.join();
                });
            }
            Waiting.until("all begun", LIMIT, () -> begun.sum() == tasks);
            suspended = Heap.usedBytesAfterGc();
            for (CompletableFuture<Integer> future : futures) future.complete(1);
        }
        after = Heap.usedBytesAfterGc();
        Reference.reachabilityFence(futures);
        return row("virtual threads", "future", before, suspended, after);
    }

    private String row(String who, String what, long before, long suspended, long after) {
        return String.format(Locale.ROOT, "| %s | %s | %,d | %.0f | %.1f |", who, what, tasks,
                (double) (suspended - before) / tasks, (double) (after - before) / tasks);
    }
}
