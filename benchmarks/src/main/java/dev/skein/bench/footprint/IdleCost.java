package dev.skein.bench.footprint;

import com.sun.management.OperatingSystemMXBean;
import dev.skein.bench.dispatch.DispatchBenchmark;
import dev.skein.bench.load.Waiting;
import dev.skein.bench.rivals.Schedulers;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.LongAdder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine;

/// What does a runtime burn that has nothing to do? Started, used, left alone; then the CPU time of its threads by name and, beside it,
/// of the whole process, which also shows what threads of other names do. The JVM's own housekeeping is measured first, without a runtime.
@Command(name = "IdleCost", mixinStandardHelpOptions = true, description = "Prints the CPU that an idle runtime burns, in percent of one CPU.")
public final class IdleCost implements Callable<Integer> {

    private static final int TASKS = 100_000;

    @Option(names = "--scheduler", defaultValue = "skein", description = "as in DispatchBenchmark (default: ${DEFAULT-VALUE})")
    private String scheduler;

    @Option(names = "--workers", defaultValue = "2", description = "threads that run tasks (default: ${DEFAULT-VALUE})")
    private int workers;

    @Option(names = "--threads", defaultValue = "skein-", description = "start of the names of the runtime's threads (default: ${DEFAULT-VALUE})")
    private String threadPrefix;

    @Option(names = "--settle", defaultValue = "10", description = "seconds between the last task and the measurement (default: ${DEFAULT-VALUE})")
    private int settleSeconds;

    @Option(names = "--measure", defaultValue = "10", description = "seconds measured (default: ${DEFAULT-VALUE})")
    private int measureSeconds;

    public static void main(String[] args) {
        System.exit(new CommandLine(new IdleCost()).execute(args));
    }

    @Override
    public Integer call() throws InterruptedException {
        double jvmAlone = measure().process;
        try (ExecutorService executor = Schedulers.start(scheduler, workers)) {
            LongAdder ran = new LongAdder();
            for (int i = 0; i < TASKS; i++) executor.execute(ran::increment);
            Waiting.until("all tasks done", Duration.ofMinutes(1), () -> ran.sum() == TASKS);
            Thread.sleep(Duration.ofSeconds(settleSeconds));
            Usage idle = measure();
            System.out.printf(Locale.ROOT, "%s, %d workers, idle for %d s, measured for %d s, in percent of one CPU:%n",
                    scheduler, workers, settleSeconds, measureSeconds);
            idle.byThread.forEach((thread, percent) -> System.out.printf(Locale.ROOT, "  %-40s %7.3f%n", thread, percent));
            System.out.printf(Locale.ROOT, "  %-40s %7.3f%n", idle.threads + " threads " + threadPrefix + "*", idle.runtime);
            System.out.printf(Locale.ROOT, "  %-40s %7.3f%n", "process (in steps of 10 ms)", idle.process);
            System.out.printf(Locale.ROOT, "  %-40s %7.3f%n", "process before the runtime was started", jvmAlone);
        }
        return 0;
    }

    /// All in percent of one CPU.
    private record Usage(Map<String, Double> byThread, int threads, double runtime, double process) { }

    private Usage measure() throws InterruptedException {
        Map<Long, ThreadClock> before = clocks();
        long processBefore = processNanos();
        long start = System.nanoTime();
        Thread.sleep(Duration.ofSeconds(measureSeconds));
        long elapsed = System.nanoTime() - start;
        long process = processNanos() - processBefore;
        Map<String, Double> byThread = new TreeMap<>();
        double runtime = 0;
        Map<Long, ThreadClock> after = clocks();
        for (Map.Entry<Long, ThreadClock> now : after.entrySet()) {
            ThreadClock then = before.get(now.getKey());
            double percent = 100.0 * (now.getValue().cpuNanos - (then == null ? 0 : then.cpuNanos)) / elapsed;
            byThread.merge(now.getValue().name, percent, Double::sum);
            runtime += percent;
        }
        return new Usage(byThread, after.size(), runtime, 100.0 * process / elapsed);
    }

    private record ThreadClock(String name, long cpuNanos) { }

    private Map<Long, ThreadClock> clocks() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        Map<Long, ThreadClock> clocks = new TreeMap<>();
        for (ThreadInfo info : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (info != null && info.getThreadName().startsWith(threadPrefix)) {
                long nanos = threads.getThreadCpuTime(info.getThreadId());
                if (nanos >= 0) clocks.put(info.getThreadId(), new ThreadClock(info.getThreadName(), nanos));   // -1: it has just ended
            }
        }
        return clocks;
    }

    private static long processNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }
}
