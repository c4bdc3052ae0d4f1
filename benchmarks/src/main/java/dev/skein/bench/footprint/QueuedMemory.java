package dev.skein.bench.footprint;

import dev.skein.Skein;
import dev.skein.bench.load.Waiting;
import dev.skein.bench.rivals.Schedulers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.LongAdder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine;

/// How many bytes does a queued task take beyond the user's own object, and are they given back?
///
/// All workers are blocked, ten million distinct Runnables are executed from outside, and the heap is measured after a full collection
/// each time: before, with all queued, after all ran. The Runnables stay referenced by an array throughout, so they cancel out.
@Command(name = "QueuedMemory", mixinStandardHelpOptions = true, description = "Prints the bytes per queued task, and after all ran. Run with -Xmx2g.")
public final class QueuedMemory implements Callable<Integer> {

    private static final LongAdder RAN = new LongAdder();

    @Option(names = "--schedulers", split = ",", defaultValue = "skein,forkJoinFifo,threadPool", description = "default: ${DEFAULT-VALUE}")
    private List<String> schedulers;

    @Option(names = "--tasks", defaultValue = "10000000", description = "queued at once (default: ${DEFAULT-VALUE})")
    private int tasks;

    @Option(names = "--workers", defaultValue = "2", description = "threads that run tasks (default: ${DEFAULT-VALUE})")
    private int workers;

    public static void main(String[] args) {
        System.exit(new CommandLine(new QueuedMemory()).execute(args));
    }

    /// A class, not a lambda: one that captures nothing would be a single object. The counter is static to keep the object at its least size.
    private static final class Distinct implements Runnable {
        @Override
        public void run() {
            RAN.increment();
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        Runnable[] distinct = new Runnable[tasks];
        for (int i = 0; i < tasks; i++) distinct[i] = new Distinct();
        System.out.println("| scheduler | tasks queued | bytes per queued task | held after all ran | held after close |");
        System.out.println("|---|---:|---:|---:|---:|");
        for (String scheduler : schedulers) {
            System.out.println(measure(scheduler, distinct));
        }
        return 0;
    }

    private String measure(String scheduler, Runnable[] distinct) throws InterruptedException {
        RAN.reset();
        CountDownLatch blocked = new CountDownLatch(workers);
        CountDownLatch release = new CountDownLatch(1);
        ExecutorService executor = start(scheduler);
        long before;
        long queued;
        long after;
        try (executor) {
            try {
                for (int i = 0; i < workers; i++) {
                    executor.execute(() -> {
                        blocked.countDown();
                        awaitQuietly(release);
                    });
                }
                Waiting.until("all workers blocked", Duration.ofSeconds(10), () -> blocked.getCount() == 0);
                before = Heap.usedBytesAfterGc();
                for (Runnable task : distinct) executor.execute(task);
                queued = Heap.usedBytesAfterGc();
                if (RAN.sum() > 0) throw new IllegalStateException(scheduler + " ran " + RAN.sum() + " tasks though its workers were blocked");
            } finally {
                release.countDown();
            }
            Waiting.until("all queued tasks done", Duration.ofMinutes(2), () -> RAN.sum() == tasks);
            after = Heap.usedBytesAfterGc();
        }
        long closed = Heap.usedBytesAfterGc();
        return String.format(Locale.ROOT, "| %s | %,d | %.1f | %.2f MB | %.2f MB |", scheduler, tasks,
                (double) (queued - before) / tasks, Heap.megabytes(after - before), Heap.megabytes(closed - before));
    }

    /// Skein brings in spares for workers that are blocked, and those would run the queue: not here.
    private ExecutorService start(String scheduler) {
        return switch (scheduler) {
            case "skein" -> Skein.builder().name("bench").workers(workers).maxSpares(0).start();
            case "virtualThreads" -> throw new IllegalArgumentException("a virtual thread that waits leaves its carrier: nothing would stay queued");
            default -> Schedulers.start(scheduler, workers);
        };
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
