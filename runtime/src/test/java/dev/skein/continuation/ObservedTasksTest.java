package dev.skein.continuation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.skein.Skein;
import dev.skein.api.Continuation;
import dev.skein.api.LatencyStats;
import dev.skein.api.Step;
import dev.skein.api.Task;
import dev.skein.api.TaskAccount;
import dev.skein.api.TaskContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/// What a runtime tells of the time that tasks take and wait.
class ObservedTasksTest {

    private static final long MILLI = 1_000_000;

    /// Works, moves to the other worker, sleeps, works.
    private static final class Traveller implements Continuation<String> {
        private int step;

        @Override
        public Step<String> resume(TaskContext context) {
            return switch (step++) {
                case 0 -> {
                    long start = System.nanoTime();
                    while (System.nanoTime() - start < 20 * MILLI) Thread.onSpinWait();
                    yield Step.moveTo(1 - context.worker());
                }
                case 1 -> Step.sleep(Duration.ofMillis(30));
                default -> Step.done("home");
            };
        }
    }

    @Test
    void account_ofATask_tellsWhereItsTimeWent() throws Exception {
        try (Skein skein = Skein.builder().workers(2).account(true).start()) {
            Task<String> task = skein.spawn(new Traveller());
            assertThat(task.get()).isEqualTo("home");
            TaskAccount account = task.account().orElseThrow();
            assertThat(account.runs()).isEqualTo(3);
            assertThat(account.moves()).isEqualTo(task.moveCount()).isPositive();
            assertThat(account.suspendedNanos()).isGreaterThanOrEqualTo(29 * MILLI);
            assertThat(account.ageNanos()).isGreaterThanOrEqualTo(account.suspendedNanos() + account.waitingNanos() + 20 * MILLI);
            assumeTrue(account.cpuNanos() >= 0, "this platform has no CPU clock of a thread");
            assertThat(account.cpuNanos()).isBetween(MILLI, account.ageNanos() - account.suspendedNanos());
        }
    }

    @Test
    void account_whereNoneIsAskedFor_isEmpty() throws Exception {
        try (Skein skein = Skein.builder().workers(2).start()) {
            Task<String> task = skein.spawn(new Traveller());
            assertThat(task.get()).isEqualTo("home");
            assertThat(task.account()).isEmpty();
        }
    }

    @Test
    void latency_fromTheFirstQuestionOn_samplesWakes() throws Exception {
        try (Skein skein = Skein.builder().workers(2).start()) {
            sleepOften(skein);
            assertThat(skein.latency().samples()).as("nobody had asked").isZero();
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                sleepOften(skein);
                return skein.latency().samples() >= 10;
            });
            LatencyStats stats = skein.latency();
            assertThat(stats.p50Nanos()).isPositive().isLessThanOrEqualTo(stats.p99Nanos());
            assertThat(stats.p99Nanos()).isLessThanOrEqualTo(stats.p999Nanos());
            assertThat(stats.p999Nanos()).isLessThanOrEqualTo(stats.maxNanos());
        }
    }

    /// Each task wakes once, and many are the first of their runtime: the choice is not by how often one has run.
    @Test
    void latency_ofManyTasksThatWakeOnce_samplesAboutOneIn256() throws Exception {
        try (Skein skein = Skein.builder().workers(2).start()) {
            assertThat(skein.latency().samples()).isZero();
            List<Task<String>> tasks = new ArrayList<>();
            for (int i = 0; i < 50_000; i++) {
                boolean[] slept = {false};
                tasks.add(skein.spawn(context -> {
                    if (slept[0]) return Step.done("end");
                    slept[0] = true;
                    return Step.sleep(Duration.ofMillis(100));
                }));
            }
            for (Task<String> task : tasks) task.get();
            assertThat(skein.latency().samples()).as("of 50,000").isBetween(20L, 400L);
        }
    }

    private static void sleepOften(Skein skein) throws InterruptedException, ExecutionException {
        int[] left = {500};
        skein.<String>spawn(context -> left[0]-- > 0 ? Step.sleep(Duration.ofNanos(1_000)) : Step.done("end")).get();
    }
}
