package dev.skein.bench.observing;

import dev.skein.Skein;
import dev.skein.SkeinBuilder;
import dev.skein.api.Step;
import dev.skein.bench.compare.OneOp;
import dev.skein.bench.compare.SchedulerBenchmark;
import dev.skein.bench.load.DoneCount;
import dev.skein.micrometer.SkeinMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.text.ParseException;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/// What does it cost to be watched? One operation is one task.
///
/// | scheduler | what |
/// |---|---|
/// | `skein` | nothing watches |
/// | `meters` | meters bound, latency sampled, and all of them read ten times a second, more often than any scrape |
/// | `timers` | the opt-in timers of Micrometer around each task |
/// | `account` | an account of each spawned task |
/// | `flight` | a recording with the JDK's default settings, which has Skein's rare events in it |
public class ObservingBenchmark extends SchedulerBenchmark {

    static final int TASKS = 100_000;
    private static final long LIMIT_SECONDS = 60;
    private static final long READ_EVERY_MILLIS = 100;

    @Param({"skein", "meters", "timers", "account", "flight"})
    String scheduler;

    @Param({"2"})
    int workers;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private Skein skein;
    private @Nullable Recording recording;
    private @Nullable Thread reader;

    @Setup
    public void start() throws IOException, ParseException {
        SkeinBuilder builder = Skein.builder().name("bench").workers(workers);
        switch (scheduler) {
            case "skein", "meters", "flight" -> { }
            case "timers" -> builder.decorator(SkeinMetrics.timed(registry, "bench"));
            case "account" -> builder.account(true);
            default -> throw new IllegalArgumentException("scheduler must be skein, meters, timers, account or flight, got " + scheduler);
        }
        skein = builder.start();
        if (scheduler.equals("meters")) reader = readMeters();
        if (scheduler.equals("flight")) {
            recording = new Recording(Configuration.getConfiguration("default"));
            recording.start();
        }
    }

    private Thread readMeters() {
        new SkeinMetrics(skein).bindTo(registry);
        return Thread.ofPlatform().daemon().start(() -> {
            try {
                while (true) {
                    registry.getMeters().forEach(meter -> meter.measure().forEach(each -> each.getValue()));
                    Thread.sleep(READ_EVERY_MILLIS);
                }
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @TearDown
    public void close() {
        if (reader != null) reader.interrupt();
        if (recording != null) recording.close();
        skein.close();
    }

    /// One task executes all the others.
    @Benchmark
    @OperationsPerInvocation(TASKS)
    @OneOp("one of 100,000 plain tasks that a task executes")
    public void execute() throws InterruptedException {
        DoneCount done = new DoneCount(TASKS, workers);
        Runnable task = () -> work(done);
        skein.execute(() -> {
            for (int i = 0; i < TASKS; i++) skein.execute(task);
        });
        done.await(LIMIT_SECONDS);
    }

    /// One task spawns all the others, each of which gives way once.
    @Benchmark
    @OperationsPerInvocation(TASKS)
    @OneOp("one of 100,000 spawned tasks that give way once")
    public void spawn() throws InterruptedException {
        DoneCount done = new DoneCount(TASKS, workers);
        skein.execute(() -> {
            for (int i = 0; i < TASKS; i++) {
                boolean[] again = {true};
                skein.spawn(context -> {
                    if (again[0]) {
                        again[0] = false;
                        return Step.<String>again();
                    }
                    work(done);
                    return Step.done("");
                });
            }
        });
        done.await(LIMIT_SECONDS);
    }

    private static void work(DoneCount done) {
        Blackhole.consumeCPU(1);
        done.countOne();
    }
}
