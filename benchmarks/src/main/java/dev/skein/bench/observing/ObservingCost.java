package dev.skein.bench.observing;

import dev.skein.Skein;
import dev.skein.api.Continuation;
import dev.skein.api.Pinning;
import dev.skein.api.Step;
import dev.skein.api.TaskContext;
import dev.skein.bench.compare.Turns;
import dev.skein.bench.figures.Environment;
import dev.skein.bench.figures.Statistics;
import dev.skein.micrometer.SkeinMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import org.openjdk.jmh.infra.Blackhole;

/// What do bound meters cost, and a recording? More closely than [ObservingBenchmark] can tell, where JVMs differ by more than what is asked for.
///
/// Four runtimes of one worker each, all bound to the same CPU, in one JVM, so that they run the same compiled code: two that nothing watches, one with meters that
/// are read ten times a second while it has its turn, and one in whose turn a Flight Recorder records with the JDK's default settings; it has begun, and the classes
/// that it changes are changed, before the time counts. They take turns of some 60 ms, the others asleep; a figure is the ratio of two turns. Where its objects
/// stand in memory makes a runtime faster or slower by some percent for its life, so all are made anew [#SETS] times, in another order each time. The
/// second one that nothing watches shows what the measurement itself is worth.
public final class ObservingCost {

    private static final int SETS = 80;
    private static final int ROUNDS = 7;
    private static final int WARM_UP_ROUNDS = 2;
    private static final int TASKS = 20_000;
    private static final Duration TURN = Duration.ofMillis(60);
    private static final long READ_EVERY_MILLIS = 100;
    private static final long SEED = 1;
    private static final int RESAMPLES = 10_000;

    private static final String METERS = "meters";
    private static final String FLIGHT = "flight";
    private static final List<String> NAMES = List.of("nothing", "nothing, the other one", METERS, FLIGHT);

    private ObservingCost() {}

    public static void main(String[] args) throws Exception {
        System.out.println("| one task | contestant | median | ratio to the first (95 %) |\n|---|---|---:|---:|");
        measure("executed", ObservingCost::execute);
        measure("executed, and one suspended for it and woken", ObservingCost::suspend);
        Environment.describe().forEach((name, value) -> System.out.println("- " + name + ": " + value));
    }

    /// Does something with so many tasks, and returns when they have ended.
    private interface Batch {
        void run(Skein skein) throws InterruptedException, ExecutionException;
    }

    private static void measure(String what, Batch batch) throws Exception {
        Map<String, List<Double>> medians = new LinkedHashMap<>();
        for (int set = 0; set < SETS; set++) {
            Map<String, List<Double>> nanos = measureSet(set, batch);
            NAMES.forEach(name -> medians.computeIfAbsent(name, _ -> new ArrayList<>()).add(Statistics.median(array(nanos.get(name)))));
        }
        NAMES.forEach(name -> System.out.println(row(what, name, array(medians.get(NAMES.getFirst())), array(medians.get(name)))));
    }

    private static Map<String, List<Double>> measureSet(int set, Batch batch) throws Exception {
        List<String> order = new ArrayList<>(NAMES);
        Collections.shuffle(order, new Random(SEED + set));
        Map<String, Skein> contestants = new HashMap<>();
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        AtomicBoolean reads = new AtomicBoolean();
        Thread reader = Thread.ofPlatform().daemon().start(() -> readMeters(registry, reads));
        try {
            for (String name : order) contestants.put(name, Skein.builder().name("bench" + contestants.size()).workers(1).pinning(Pinning.cpus(0)).start());
            new SkeinMetrics(Objects.requireNonNull(contestants.get(METERS))).bindTo(registry);
            Map<String, List<Double>> nanos = new HashMap<>();
            for (int round = 0; round < ROUNDS + WARM_UP_ROUNDS; round++) {
                for (Map.Entry<String, Skein> turn : Turns.of(contestants, round)) {
                    reads.set(turn.getKey().equals(METERS));
                    double cost = turn(turn.getValue(), batch, turn.getKey().equals(FLIGHT));
                    if (round >= WARM_UP_ROUNDS) nanos.computeIfAbsent(turn.getKey(), name -> new ArrayList<>()).add(cost);
                }
            }
            return nanos;
        } finally {
            reader.interrupt();
            contestants.values().forEach(Skein::close);
        }
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /// Before each turn a recording is started, so that all have the same before them; it ends before the time counts if nobody is to be recorded.
    ///
    /// @return ns for each task
    private static double turn(Skein skein, Batch batch, boolean recorded) throws Exception {
        try (Recording recording = new Recording(Configuration.getConfiguration("default"))) {
            recording.start();
            if (!recorded) recording.stop();
            return turn(skein, batch);
        }
    }

    /// @return ns for each task
    private static double turn(Skein skein, Batch batch) throws InterruptedException, ExecutionException {
        batch.run(skein);                      // it wakes up, and its caches get warm
        long start = System.nanoTime();
        long batches = 0;
        long passed;
        do {
            batch.run(skein);
            batches++;
            passed = System.nanoTime() - start;
        } while (passed < TURN.toNanos());
        return (double) passed / batches / TASKS;
    }

    private static String row(String what, String name, double[] first, double[] its) {
        double[] ratios = new double[first.length];
        for (int i = 0; i < ratios.length; i++) ratios[i] = its[i] / first[i];
        Statistics.Interval interval = Statistics.bootstrap(ratios.length, RESAMPLES, 0.95, SEED, drawn -> Statistics.median(Statistics.pick(ratios, drawn)));
        return String.format(Locale.ROOT, "| %s | %s | %.1f ns | %.3f (%.3f–%.3f) |", what, name, Statistics.median(its), Statistics.median(ratios), interval.low(),
                interval.high());
    }

    private static void readMeters(SimpleMeterRegistry registry, AtomicBoolean reads) {
        try {
            while (true) {
                if (reads.get()) registry.getMeters().forEach(meter -> meter.measure().forEach(each -> Blackhole.consumeCPU((long) each.getValue() & 1)));
                Thread.sleep(READ_EVERY_MILLIS);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private static void execute(Skein skein) throws InterruptedException, ExecutionException {
        int[] left = {TASKS};                  // one worker runs them all
        skein.submit(() -> {
            Runnable task = () -> {
                Blackhole.consumeCPU(1);
                left[0]--;
            };
            for (int i = 0; i < TASKS; i++) skein.execute(task);
        }).get();
        skein.submit(() -> left[0]).get();     // behind all of them
    }

    /// A task that waits for another one, again and again: both are enqueued, it is suspended and woken.
    private static void suspend(Skein skein) throws InterruptedException, ExecutionException {
        skein.spawn(new Waiter(skein)).get();
    }

    private static final class Waiter implements Continuation<String> {
        private final Skein skein;
        private int left = TASKS;

        Waiter(Skein skein) {
            this.skein = skein;
        }

        @Override
        public Step<String> resume(TaskContext context) {
            if (left-- == 0) return Step.done("");
            CompletableFuture<String> event = new CompletableFuture<>();
            skein.execute(() -> event.complete(""));
            return Step.await(event);
        }
    }
}
