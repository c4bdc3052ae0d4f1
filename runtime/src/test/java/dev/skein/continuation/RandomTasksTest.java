package dev.skein.continuation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Skein;
import dev.skein.api.Continuation;
import dev.skein.api.SkeinStats;
import dev.skein.api.Step;
import dev.skein.api.Task;
import dev.skein.api.TaskContext;
import dev.skein.meta.Proves;
import dev.skein.meta.Seeds;
import java.time.Duration;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Very many tasks that take random steps, throw, wait for each other, move and cancel each other.
/// `-Dskein.tasks=1000000` sets their number, `-Dskein.repeat=10` runs ten times as many seeds.
class RandomTasksTest {

    private static final int TASKS = Integer.getInteger("skein.tasks", 100_000);
    private static final int STEPS_MAX = 6;

    /// What is wrong, told once; the first is as good as the next.
    private final AtomicReference<String> wrong = new AtomicReference<>();
    private final AtomicReferenceArray<Task<Integer>> tasks = new AtomicReferenceArray<>(TASKS);
    private final Wanderer[] bodies = new Wanderer[TASKS];
    private final Queue<CompletableFuture<Object>> toComplete = new ConcurrentLinkedQueue<>();
    private final AtomicInteger cancelsWon = new AtomicInteger();
    private int workers;

    static Stream<Arguments> seedsAndWorkers() {
        return Stream.of(1, 2, 8).flatMap(workers -> Seeds.some(1).mapToObj(seed -> Arguments.of(seed, workers)));
    }

    /// One task. All but `owner` is plain: what one run wrote the next must see.
    private final class Wanderer implements Continuation<Integer> {
        private final int number;
        private final Random random;
        private final int length;
        private final AtomicReference<Thread> owner = new AtomicReference<>();
        private int steps;
        private int ends;
        private int cleanups;
        private CompletableFuture<Object> awaited;

        Wanderer(int number, long seed) {
            this.number = number;
            this.random = Seeds.random(seed * 1_000_003 + number);
            this.length = random.nextInt(STEPS_MAX);
        }

        @Override
        public Step<Integer> resume(TaskContext context) {
            enter();
            if (ends > 0) report("resumed after its end");
            try {
                return next(context);
            } finally {
                leave();
            }
        }

        private void enter() {
            Thread before = owner.compareAndExchange(null, Thread.currentThread());
            if (before != null) report("runs on " + before + " and on " + Thread.currentThread());
            if (cleanups > 0) report("entered after its cleanup");
        }

        private void leave() {
            if (!owner.compareAndSet(Thread.currentThread(), null)) report("left by another thread");
        }

        private Step<Integer> next(TaskContext context) {
            if (awaited != null && !awaited.isDone() && !context.timedOut() && !context.isCancelled()) report("woken by nothing");
            awaited = null;
            if (random.nextInt(8) == 0) meddle();
            if (steps++ == length) return end();
            return switch (random.nextInt(9)) {
                case 0, 1 -> Step.again();
                case 2 -> Step.sleep(Duration.ofNanos(random.nextInt(300_000) - 50_000));
                case 3 -> Step.await(pending());
                case 4 -> Step.await(pending(), Duration.ofNanos(random.nextInt(200_000)));
                case 5 -> Step.await(CompletableFuture.completedStage("at once"));
                case 6 -> Step.moveTo(random.nextInt(workers));
                case 7 -> awaitEarlier();
                default -> {
                    context.movable(random.nextBoolean());
                    yield Step.again();
                }
            };
        }

        private Step<Integer> end() {
            ends++;
            if (number % 7 == 0) throw new IllegalStateException("planned");
            return Step.done(number);
        }

        /// A stage that some thread completes soon, perhaps before it is waited for.
        private CompletableFuture<Object> pending() {
            CompletableFuture<Object> stage = new CompletableFuture<>();
            toComplete.add(stage);
            awaited = stage;
            return stage;
        }

        /// Of earlier ones only, so that no circle of tasks waits for itself.
        private Step<Integer> awaitEarlier() {
            Task<Integer> earlier = number == 0 ? null : tasks.get(random.nextInt(number));
            if (earlier == null) return Step.again();
            return random.nextBoolean() ? Step.await(earlier) : Step.await(earlier, Duration.ofNanos(random.nextInt(100_000)));
        }

        private void meddle() {
            Task<Integer> other = tasks.get(Math.clamp(number - 50 + random.nextInt(100), 0, TASKS - 1));
            if (other == null) return;
            switch (random.nextInt(4)) {
                case 0 -> cancel(other, random.nextBoolean());
                case 1 -> other.requestMove(random.nextInt(workers));
                case 2 -> other.toCompletableFuture();
                default -> {
                    CompletableFuture<Object> stage = toComplete.poll();
                    if (stage != null) stage.complete("by a task");
                }
            }
        }

        @Override
        public void cancelled() {
            enter();
            cleanups++;
            leave();
        }

        private void report(String what) {
            wrong.compareAndSet(null, "task " + number + ": " + what);
        }
    }

    private void cancel(Task<Integer> task, boolean interrupt) {
        if (task.cancel(interrupt)) cancelsWon.incrementAndGet();
    }

    @ParameterizedTest
    @MethodSource("seedsAndWorkers")
    @Tag("concurrency")
    @Proves({"T1", "T2", "T3", "T4", "T5", "T6"})
    void tasks_withRandomSteps_endOnceEachAndNeverRunTwiceAtATime(long seed, int workers) throws Exception {
        this.workers = workers;
        Random random = Seeds.random(seed);
        Skein skein = Skein.builder().name("random").workers(workers).start();
        Thread completer = Thread.ofPlatform().daemon().start(this::completeAll);
        try {
            for (int i = 0; i < TASKS; i++) {
                bodies[i] = new Wanderer(i, seed);
                tasks.set(i, random.nextInt(3) == 0 ? skein.spawn(bodies[i], random.nextInt(workers)) : skein.spawn(bodies[i]));
                if (random.nextInt(50) == 0) cancel(tasks.get(random.nextInt(i + 1)), random.nextBoolean());
            }
            skein.shutdown();
            assertThat(skein.awaitTermination(2 * HeldWorkers.PATIENCE_SECONDS, TimeUnit.SECONDS)).as("seed %s: %s", seed, skein).isTrue();
        } finally {
            completer.interrupt();
            completer.join();
        }
        assertThat(wrong.get()).as("seed %s", seed).isNull();
        checkEnds(seed, skein.stats());
    }

    private void completeAll() {
        while (!Thread.currentThread().isInterrupted()) {
            CompletableFuture<Object> stage = toComplete.poll();
            if (stage == null) Thread.onSpinWait();
            else if (stage.hashCode() % 5 == 0) stage.completeExceptionally(new IllegalStateException("planned"));
            else stage.complete("by the completer");
        }
    }

    private void checkEnds(long seed, SkeinStats stats) {
        int[] counts = new int[3];
        for (int i = 0; i < TASKS; i++) {
            Task<Integer> task = tasks.get(i);
            Wanderer body = bodies[i];
            assertThat(task.isDone()).as("seed %s, task %s", seed, i).isTrue();
            switch (task.state()) {
                case SUCCESS -> {
                    counts[0]++;
                    assertThat(task.resultNow()).as("seed %s, task %s", seed, i).isEqualTo(i);
                }
                case FAILED -> {
                    counts[1]++;
                    assertThat(task.exceptionNow()).as("seed %s, task %s", seed, i).hasMessage("planned");
                }
                default -> counts[2]++;
            }
            boolean cancelled = task.isCancelled();
            assertThat(body.cleanups).as("seed %s, task %s: cleanups", seed, i).isEqualTo(cancelled ? 1 : 0);
            if (!cancelled) assertThat(body.ends).as("seed %s, task %s: ends", seed, i).isEqualTo(1);
            assertThat(body.steps).as("seed %s, task %s: steps", seed, i).isLessThanOrEqualTo(body.length + 1);
        }
        assertThat(counts[2]).as("seed %s: cancelled", seed).isEqualTo(cancelsWon.get()).isPositive();
        assertThat(new long[] {stats.completed(), stats.failed(), stats.cancelled()}).as("seed %s", seed).containsExactly(counts[0], counts[1], counts[2]);
        assertThat(stats.submitted()).isEqualTo(TASKS);
        assertThat(stats.suspended()).isZero();
    }
}
