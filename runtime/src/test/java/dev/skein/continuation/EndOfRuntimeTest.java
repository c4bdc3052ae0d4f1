package dev.skein.continuation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.Skein;
import dev.skein.api.Continuation;
import dev.skein.api.Step;
import dev.skein.api.Task;
import dev.skein.api.TaskContext;
import dev.skein.meta.Proves;
import dev.skein.meta.Repeat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tasks that are suspended, or about to be, when their runtime ends.
class EndOfRuntimeTest {

    private static void assertTerminates(Skein skein) throws InterruptedException {
        assertThat(skein.awaitTermination(HeldWorkers.PATIENCE_SECONDS, TimeUnit.SECONDS)).as("terminated: %s", skein).isTrue();
        assertThat(skein.stats().quiet()).isTrue();
        assertThat(skein.stats().suspended()).isZero();
    }

    @Test
    @Proves({"L1", "T4"})
    void shutdown_whileTasksAreSuspended_letsThemGoOn() throws Exception {
        Skein skein = Skein.builder().workers(2).start();
        CompletableFuture<String> event = new CompletableFuture<>();
        Task<String> awaiting = skein.spawn(context -> event.isDone() ? Step.done(event.resultNow()) : Step.await(event));
        int[] runs = new int[1];
        Task<Integer> sleeping = skein.spawn(context -> ++runs[0] < 10 ? Step.sleep(Duration.ofMillis(1)) : Step.done(runs[0]));
        boolean[] timedOut = new boolean[1];
        Task<Boolean> limited = skein.spawn(context -> context.timedOut() ? Step.done(timedOut[0] = true)
                : Step.await(new CompletableFuture<>(), Duration.ofMillis(20)));
        HeldWorkers.awaitSoon(() -> skein.stats().suspended() >= 1);
        skein.shutdown();
        assertThat(sleeping.get(HeldWorkers.PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(10);
        assertThat(limited.get(HeldWorkers.PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(skein.isTerminated()).as("one awaits still").isFalse();
        event.complete("late");
        assertThat(awaiting.get(HeldWorkers.PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo("late");
        assertTerminates(skein);
    }

    @Test
    void spawn_byATaskAfterShutdown_isRejected() throws Exception {
        Skein skein = Skein.builder().workers(1).start();
        CompletableFuture<String> event = new CompletableFuture<>();
        Task<Object> task = skein.spawn(context -> {
            if (!event.isDone()) return Step.await(event);
            assertThatThrownBy(() -> skein.spawn(within -> Step.done(null))).isInstanceOf(RejectedExecutionException.class);
            return Step.done("rejected");
        });
        skein.shutdown();
        event.complete("now");
        assertThat(task.get(HeldWorkers.PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo("rejected");
        assertTerminates(skein);
    }

    @RepeatedTest(20)
    @Proves({"L1", "T4", "T7"})
    void shutdownNow_amidSuspendedAndQueuedTasks_cancelsAllAndReturnsOnlyWhatNeverBegan() throws Exception {
        Skein skein = Skein.builder().workers(2).start();
        AtomicInteger cleanups = new AtomicInteger();
        List<Task<Object>> suspended = new ArrayList<>();
        for (int i = 0; i < 200; i++) suspended.add(skein.spawn(cleaning(i % 2 == 0 ? Step.sleep(Duration.ofHours(1)) : Step.await(new CompletableFuture<>()), cleanups)));
        HeldWorkers.awaitSoon(() -> skein.stats().suspended() == 200);
        CompletableFuture<String> event = new CompletableFuture<>();
        List<Task<Object>> woken = new ArrayList<>();
        for (int i = 0; i < 100; i++) woken.add(skein.spawn(cleaning(Step.await(event), cleanups)));
        HeldWorkers.awaitSoon(() -> skein.stats().suspended() == 300);
        List<Task<Object>> fresh = new ArrayList<>();
        List<Runnable> neverRun;
        try (HeldWorkers held = HeldWorkers.allOf(skein)) {
            event.complete("now");
            for (int i = 0; i < 100; i++) fresh.add(i % 2 == 0 ? skein.spawn(cleaning(Step.again(), cleanups)) : skein.spawn(cleaning(Step.again(), cleanups), i % 4 / 2));
            neverRun = skein.shutdownNow();
        }
        assertTerminates(skein);
        assertThat(neverRun).as("what never began").hasSize(100);
        assertThat(new ArrayList<Object>(neverRun)).containsExactlyInAnyOrderElementsOf(new ArrayList<Object>(fresh));
        for (List<Task<Object>> tasks : List.of(suspended, woken, fresh)) assertThat(tasks).allMatch(Task::isCancelled);
        assertThat(cleanups).hasValue(400);
        assertThat(skein.stats().cancelled()).isEqualTo(400);
    }

    private static Continuation<Object> cleaning(Step<Object> step, AtomicInteger cleanups) {
        return new Continuation<>() {
            private boolean begun;

            @Override
            public Step<Object> resume(TaskContext context) {
                if (begun) return Step.done("not cancelled");
                begun = true;
                return step;
            }

            @Override
            public void cancelled() {
                cleanups.incrementAndGet();
            }
        };
    }

    /// Each task is at some point of its way when the end comes; none may hang, end twice or be forgotten.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    @Tag("concurrency")
    @Proves({"L1", "T4", "T7"})
    void shutdownNow_amidTasksThatComeAndGo_letsAllReachTheirEnd(int workers) throws Exception {
        for (int round = 0; round < Repeat.times(30); round++) {
            Skein skein = Skein.builder().workers(workers).start();
            AtomicInteger cleanups = new AtomicInteger();
            AtomicInteger completed = new AtomicInteger();
            List<Task<Object>> tasks = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                int kind = i % 4;
                tasks.add(skein.spawn(new Continuation<>() {
                    private int runs;

                    @Override
                    public Step<Object> resume(TaskContext context) {
                        if (++runs == 50) {
                            completed.incrementAndGet();
                            return Step.done("");
                        }
                        return switch (kind) {
                            case 0 -> Step.again();
                            case 1 -> Step.sleep(Duration.ofNanos(ThreadLocalRandom.current().nextInt(100_000)));
                            case 2 -> Step.moveTo(runs % workers);
                            default -> Step.await(CompletableFuture.runAsync(() -> { }), Duration.ofMillis(5));
                        };
                    }

                    @Override
                    public void cancelled() {
                        cleanups.incrementAndGet();
                    }
                }));
            }
            long end = System.nanoTime() + ThreadLocalRandom.current().nextInt(3_000_000);
            while (System.nanoTime() < end) Thread.onSpinWait();
            skein.shutdownNow();
            assertTerminates(skein);
            assertThat(tasks).as("round %s", round).allMatch(Task::isDone);
            int cancelled = (int) tasks.stream().filter(Task::isCancelled).count();
            assertThat(cleanups).as("round %s: each cancelled task is cleaned up after once", round).hasValue(cancelled);
            assertThat(skein.stats().cancelled()).as("round %s", round).isEqualTo(cancelled);
            assertThat(skein.stats().completed()).as("round %s", round).isEqualTo(200 - cancelled);
            assertThat(completed.get()).as("round %s", round).isGreaterThanOrEqualTo(200 - cancelled);
        }
    }
}
