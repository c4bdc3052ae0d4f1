package dev.skein.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.api.Continuation;
import dev.skein.api.Pinning;
import dev.skein.api.SkeinStats;
import dev.skein.api.Step;
import dev.skein.api.TaskContext;
import dev.skein.api.WhenFull;
import dev.skein.api.WorkerStats;
import dev.skein.meta.LogCapture;
import dev.skein.meta.Seeds;
import dev.skein.platform.CpuClaims;
import dev.skein.platform.CpuSet;
import dev.skein.platform.SimulatedAffinity;
import dev.skein.platform.Topology;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A process whose CPUs and quota shrink and grow again and again, and whose kernel refuses to bind in every third round, while short tasks and tasks that wait
/// come in without a pause: none is lost, none is run twice, and in the end all workers are where they belong.
@Tag("concurrency")
class CpuChangeUnderLoadTest {

    private static final int ROUNDS = 50;
    private static final CpuSet ALL = CpuSet.parse("0-3");
    private static final int SUBMITTERS = 2;
    private static final int AT_ONCE = 300;
    private static final int TASKS_PER_ROUND = 200;
    private static final long PATIENCE_SECONDS = 30;

    private final SimulatedAffinity affinity = new SimulatedAffinity(ALL);
    private final CpuClaims claims = new CpuClaims();
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicInteger submitted = new AtomicInteger();
    private final AtomicReference<Throwable> wrong = new AtomicReference<>();
    private volatile int quota = Integer.MAX_VALUE;
    private volatile boolean over;
    private long clock = System.nanoTime();

    static LongStream seeds() {
        return Seeds.some(1);
    }

    private Engine start() {
        EngineConfig config = new EngineConfig("change", 0, Pinning.AUTO, 0, 8, 1_000_000, null, EngineConfig.NO_LIMIT, WhenFull.REJECT, null, null,
                2_000_000, 100_000_000, 0, false);
        Engine engine = Engine.create(config, new Machine(affinity, Topology::read, set -> Math.min(set.size(), quota), claims));
        engine.start();
        return engine;
    }

    private void look(Engine engine) {
        clock += 2 * CpuWatch.PERIOD_NANOS;
        engine.cpuWatch().lookIfDue(clock);
    }

    /// Sleeps twice, then ends; fails if it is resumed by two at a time or after its end.
    private final class Napper implements Continuation<Integer> {
        private final AtomicInteger inside = new AtomicInteger();
        private final int value;
        private int naps;

        Napper(int value) {
            this.value = value;
        }

        @Override
        public Step<Integer> resume(TaskContext context) {
            if (inside.getAndIncrement() != 0) wrong.compareAndSet(null, new AssertionError("inside twice"));
            try {
                if (naps > 2) wrong.compareAndSet(null, new AssertionError("resumed after its end"));
                if (naps++ < 2) return naps == 1 ? Step.sleep(Duration.ofNanos(100_000)) : Step.again();
                ended.incrementAndGet();
                return Step.done(value);
            } finally {
                inside.getAndDecrement();
            }
        }
    }

    private void submit(Engine engine, Random random) {
        ArrayDeque<Future<Integer>> under = new ArrayDeque<>();
        ArrayDeque<Integer> expected = new ArrayDeque<>();
        try {
            while (!over) {
                int value = submitted.getAndIncrement();
                under.add(switch (random.nextInt(4)) {
                    case 0 -> engine.spawn(new Napper(value));
                    case 1 -> engine.spawn(new Napper(value), random.nextInt(ALL.size()));
                    case 2 -> engine.scheduling().schedule(() -> count(value), random.nextInt(1_000_000), 0);
                    default -> engine.submit(() -> count(value));
                });
                expected.add(value);
                if (under.size() >= AT_ONCE) assertThat(under.poll().get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(expected.poll());
            }
            while (!under.isEmpty()) assertThat(under.poll().get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(expected.poll());
        } catch (Throwable failure) {
            wrong.compareAndSet(null, failure);
        }
    }

    private int count(int value) {
        ended.incrementAndGet();
        return value;
    }

    /// Shrinks, grows, or refuses: in every third round the kernel binds to one CPU of those that it names, so that the others are refused.
    private void change(int round, Random random) {
        List<Integer> left = new ArrayList<>(ALL.toList());
        while (left.size() > 1 && random.nextInt(3) != 0) left.remove(random.nextInt(left.size()));
        CpuSet set = CpuSet.of(left);
        if (round % 3 == 2) {
            affinity.setProcess(ALL, CpuSet.of(left.getFirst()));
        } else {
            affinity.setProcess(set);
        }
        quota = random.nextInt(3) == 0 ? 1 + random.nextInt(ALL.size()) : Integer.MAX_VALUE;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void cpus_thatShrinkAndGrowUnderLoad_loseNoTask(long seed) throws Exception {
        Random random = Seeds.random(seed);
        SkeinStats stats;
        try (LogCapture log = new LogCapture()) {
            Engine engine = start();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < SUBMITTERS; i++) {
                Random own = Seeds.random(random.nextLong());
                threads.add(Thread.ofPlatform().daemon(true).start(() -> submit(engine, own)));
            }
            try {
                for (int round = 0; round < ROUNDS; round++) {
                    change(round, random);
                    look(engine);
                    int from = ended.get();
                    Awaitility.await().atMost(Duration.ofSeconds(PATIENCE_SECONDS)).pollInterval(Duration.ofMillis(1))
                            .until(() -> ended.get() - from >= TASKS_PER_ROUND || wrong.get() != null);
                }
                affinity.setProcess(ALL);
                quota = Integer.MAX_VALUE;
                look(engine);
                look(engine);
                Awaitility.await().atMost(Duration.ofSeconds(PATIENCE_SECONDS)).until(() -> engine.stats().workers().stream().allMatch(WorkerStats::pinned));
                ActiveWorkers workers = engine.balancing().activeWorkers();
                assertThat(IntStream.range(0, ALL.size())).as("seed %s", seed).allMatch(workers::isActive);
                assertThat(engine.stats().workers()).as("seed %s", seed).extracting(WorkerStats::cpu).containsExactly(0, 1, 2, 3);
            } finally {
                over = true;
                for (Thread each : threads) each.join();
                engine.shutdown();
                assertThat(engine.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("seed %s", seed).isTrue();
                stats = engine.stats();
            }
            assertThat(log.errors()).as("seed %s", seed).isEmpty();
        }
        if (wrong.get() != null) throw new AssertionError("seed " + seed, wrong.get());
        assertThat(stats.quiet()).as("seed %s: %s", seed, stats).isTrue();
        assertThat(stats.submitted()).as("seed %s", seed).isEqualTo(submitted.get());
        assertThat(stats.completed()).as("seed %s", seed).isEqualTo(submitted.get());
        assertThat(ended).as("seed %s: each has run once", seed).hasValue(submitted.get());
        assertThat(ALL.stream().map(claims::workersOn)).as("seed %s: claims", seed).containsOnly(0);
    }
}
