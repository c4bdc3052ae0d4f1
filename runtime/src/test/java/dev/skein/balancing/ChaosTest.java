package dev.skein.balancing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Skein;
import dev.skein.api.Continuation;
import dev.skein.api.SkeinStats;
import dev.skein.api.Step;
import dev.skein.api.Task;
import dev.skein.api.TaskContext;
import dev.skein.balance.Policies;
import dev.skein.meta.Proves;
import dev.skein.meta.Seeds;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Everything at once, for long: a policy that moves whatever it sees, workers that are retired, restored and packed, carriers that are taken over, tasks that
/// are cancelled, throw, and ask to move. Each task ends once and never runs twice at a time.
/// `-Dskein.tasks=1000000` sets their number, `-Dskein.seed=7` the seed.
@Tag("concurrency")
class ChaosTest {

    private static final int TASKS = Integer.getInteger("skein.tasks", 100_000);
    private static final int WORKERS = 4;
    private static final int AT_ONCE = 2_000;
    private static final int STEPS_MAX = 8;

    private final AtomicReference<String> wrong = new AtomicReference<>();
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicInteger cleanups = new AtomicInteger();

    static LongStream seeds() {
        return Seeds.some(1);
    }

    private final class Rover implements Continuation<Integer> {
        private final Random random;
        private final int length;
        private final AtomicReference<Thread> inside = new AtomicReference<>();
        private final AtomicBoolean cleaned = new AtomicBoolean();
        private volatile boolean decided;
        private int steps;

        Rover(long seed) {
            random = Seeds.random(seed);
            length = random.nextInt(STEPS_MAX);
        }

        @Override
        public Step<Integer> resume(TaskContext context) {
            if (!inside.compareAndSet(null, Thread.currentThread())) tell("runs twice at a time");
            if (decided || cleaned.get()) tell("runs after its end");
            try {
                context.movable(random.nextInt(8) != 0);
                return step(context);
            } finally {
                inside.set(null);
            }
        }

        private Step<Integer> step(TaskContext context) {
            if (steps++ >= length) {
                decided = true;
                ended.incrementAndGet();
                if (random.nextInt(50) == 0) throw new IllegalStateException("planned");
                return Step.done(steps);
            }
            return switch (random.nextInt(8)) {
                case 0 -> Step.sleep(Duration.ofNanos(random.nextInt(1_000_000)));
                case 1 -> Step.moveTo(random.nextInt(WORKERS));
                case 2 -> {
                    long start = System.nanoTime();
                    while (System.nanoTime() - start < 300_000 && !context.shouldYield()) Thread.onSpinWait();
                    yield Step.again();
                }
                case 3 -> {
                    if (random.nextInt(400) == 0) LockSupport.parkNanos(30_000_000);      // blocks its carrier for so long that a spare takes over
                    yield Step.again();
                }
                default -> Step.again();
            };
        }

        /// It may have decided to end: a cancel that comes before it is out wins.
        @Override
        public void cancelled() {
            if (!cleaned.compareAndSet(false, true)) tell("cleaned up after twice");
            if (inside.get() != null) tell("cleaned up after while it runs");
            cleanups.incrementAndGet();
        }

        @Override
        public long footprintBytes() {
            return length == 1 ? 1_000 : 0;
        }

        private void tell(String what) {
            wrong.compareAndSet(null, what + ": " + Thread.currentThread());
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    @Proves({"H1", "H2", "H3", "T1", "T2", "T4", "T5", "R1", "C4"})
    void tasks_underAllThatCanHappenToThem_endOnceEach(long seed) throws Exception {
        AtomicReferenceArray<Task<Integer>> tasks = new AtomicReferenceArray<>(TASKS);
        AtomicBoolean stop = new AtomicBoolean();
        int cancelled = 0;
        int failed = 0;
        Skein skein = Skein.builder().name("chaos").workers(WORKERS).policy(Policies.chaos()).balanceInterval(Duration.ofMillis(1))
                .timeSlice(Duration.ofMillis(2)).stuckAfter(Duration.ofMillis(10)).footprintBudget(100_000).start();
        Thread operator = Thread.ofPlatform().start(() -> operate(skein, tasks, stop, Seeds.random(seed + 1)));
        try {
            for (int i = 0; i < TASKS; i++) {
                Rover body = new Rover(seed * 1_000_003 + i);
                tasks.set(i, i % 3 == 0 ? skein.spawn(body, i % WORKERS) : skein.spawn(body));
                if (i >= AT_ONCE) await(tasks.get(i - AT_ONCE), seed);
            }
            for (int i = 0; i < TASKS; i++) {
                await(tasks.get(i), seed);
                switch (tasks.get(i).state()) {
                    case CANCELLED -> cancelled++;
                    case FAILED -> failed++;
                    default -> { }
                }
            }
        } finally {
            stop.set(true);
            operator.join();
            skein.close();
        }
        SkeinStats stats = skein.stats();
        assertThat(wrong).as("seed %s", seed).hasNullValue();
        assertThat(stats.quiet()).as("seed %s: %s", seed, stats).isTrue();
        assertThat(stats.submitted()).as("seed %s", seed).isEqualTo(TASKS);
        assertThat(stats.cancelled()).as("seed %s", seed).isEqualTo(cancelled);
        assertThat(stats.failed()).as("seed %s", seed).isEqualTo(failed);
        assertThat(ended.get() + cleanups.get()).as("seed %s: each has ended or was cleaned up after", seed).isGreaterThanOrEqualTo(TASKS);
        assertThat(stats.moves()).as("seed %s", seed).isPositive();
        System.out.println("chaos: seed " + seed + ", " + TASKS + " tasks, " + stats.moves() + " moves, " + stats.steals() + " steals, " + cancelled
                + " cancelled, " + failed + " failed, " + skein.balancer());
    }

    private static void await(Task<Integer> task, long seed) throws InterruptedException {
        try {
            task.get(60, TimeUnit.SECONDS);
        } catch (ExecutionException | CancellationException planned) {
            return;
        } catch (java.util.concurrent.TimeoutException lost) {
            throw new AssertionError("seed " + seed + ": not ended within 60 s: " + task, lost);
        }
    }

    private static void operate(Skein skein, AtomicReferenceArray<Task<Integer>> tasks, AtomicBoolean stop, Random random) {
        while (!stop.get()) {
            int worker = random.nextInt(WORKERS);
            switch (random.nextInt(5)) {
                case 0, 1 -> skein.retire(worker);
                case 2, 3 -> skein.restore(worker);
                default -> {
                    for (int i = 0; i < 20; i++) {
                        Task<Integer> task = tasks.get(random.nextInt(TASKS));
                        if (task != null) task.cancel(random.nextBoolean());
                    }
                    Task<Integer> task = tasks.get(random.nextInt(TASKS));
                    if (task != null) task.requestMove(random.nextInt(WORKERS));
                }
            }
            LockSupport.parkNanos(500_000);
        }
        for (int worker = 0; worker < WORKERS; worker++) skein.restore(worker);
    }
}
