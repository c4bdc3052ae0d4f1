package dev.skein.balancing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skein.Skein;
import dev.skein.api.Continuation;
import dev.skein.api.LoadSnapshot;
import dev.skein.api.Step;
import dev.skein.api.Task;
import dev.skein.api.TaskContext;
import dev.skein.api.WorkerHealth;
import dev.skein.meta.LogCapture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/// Workers that make no progress, each in its way.
class StuckTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Ordered policy = new Ordered();
    private final AtomicBoolean end = new AtomicBoolean();
    private final CountDownLatch released = new CountDownLatch(1);

    /// Releases what is stuck before the runtime is closed, also where an assertion has failed.
    private final class Run implements AutoCloseable {
        final LogCapture log = new LogCapture();
        final Skein skein;

        Run(int workers) {
            skein = start(workers);
        }

        @Override
        public void close() {
            end.set(true);
            released.countDown();
            skein.close();
            log.close();
        }
    }

    private Skein start(int workers) {
        return Skein.builder().name("stuck").workers(workers).policy(policy).stuckAfter(Duration.ofMillis(50)).start();
    }

    private boolean sees(WorkerHealth health) {
        LoadSnapshot last = policy.last();
        return last != null && last.workers().stream().anyMatch(worker -> worker.health() == health);
    }

    private static boolean says(LogCapture log, String text) {
        return log.warnings().stream().anyMatch(line -> line.contains(text));
    }

    @Test
    void hog_isFoundAndNamedAndLosesItsQueue() throws Exception {
        try (Run run = new Run(2)) {
            Skein skein = run.skein;
            CountDownLatch inside = new CountDownLatch(1);
            skein.execute(new Hog(inside, end));
            assertThat(inside.await(30, TimeUnit.SECONDS)).isTrue();
            List<Future<Integer>> behind = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) behind.add(skein.submit(() -> 1));
            for (Future<Integer> each : behind) assertThat(each.get(30, TimeUnit.SECONDS)).isEqualTo(1);
            await().atMost(PATIENCE).until(() -> sees(WorkerHealth.HOGGED));
            await().atMost(PATIENCE).until(() -> says(run.log, "is held by a task that uses its CPU: " + Hog.class.getName()));
            assertThat(says(run.log, "Hog.run")).as("the stack").isTrue();
            assertThat(skein.balancer().stuck()).isPositive();
        }
    }

    private record Hog(CountDownLatch inside, AtomicBoolean end) implements Runnable {
        @Override
        public void run() {
            inside.countDown();
            while (!end.get()) Thread.onSpinWait();
        }
    }

    @Test
    void hog_deepInARecursion_isShownWithTheTopOfItsStack() {
        try (Run run = new Run(2)) {
            run.skein.execute(new DeepHog(end, 1_000));
            await().atMost(PATIENCE).until(() -> says(run.log, DeepHog.class.getName()));
            String warning = run.log.warnings().stream().filter(line -> line.contains(DeepHog.class.getName())).findFirst().orElseThrow();
            assertThat(warning).contains("DeepHog.spin").containsPattern("\\.\\.\\. 9[0-9]+ more").hasLineCount(66);
        }
    }

    private record DeepHog(AtomicBoolean end, int depth) implements Runnable {
        @Override
        public void run() {
            if (depth > 0) new DeepHog(end, depth - 1).run();
            else spin();
        }

        private void spin() {
            while (!end.get()) Thread.onSpinWait();
        }
    }

    /// All workers block in a way that Skein is not told of: without spares nothing else would ever run.
    @Test
    void blocked_outsideSkeinBlocking_isTakenOverByASpare() throws Exception {
        try (Run run = new Run(2)) {
            Skein skein = run.skein;
            List<Future<Integer>> blocked = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                blocked.add(skein.submit(() -> {
                    released.await();
                    return 7;
                }));
            }
            assertThat(skein.submit(() -> 42).get(30, TimeUnit.SECONDS)).isEqualTo(42);
            assertThat(says(run.log, "is blocked outside Skein.blocking")).isTrue();
            released.countDown();
            for (Future<Integer> each : blocked) assertThat(each.get(30, TimeUnit.SECONDS)).isEqualTo(7);
            for (int i = 0; i < 1_000; i++) assertThat(skein.submit(() -> 1).get(30, TimeUnit.SECONDS)).isEqualTo(1);
        }
    }

    /// What the blocked carrier has in its own queue when it loses its worker, and what its task enqueues afterwards.
    @Test
    void blocked_withTasksInItsOwnQueue_losesNone() throws Exception {
        try (Run run = new Run(1)) {
            Skein skein = run.skein;
            List<Future<Integer>> children = new ArrayList<>();
            Future<Integer> parent = skein.submit(() -> {
                for (int i = 0; i < 100; i++) children.add(skein.submit(() -> 1));
                released.await();
                for (int i = 0; i < 100; i++) children.add(skein.submit(() -> 2));
                return 3;
            });
            assertThat(skein.submit(() -> 42).get(30, TimeUnit.SECONDS)).isEqualTo(42);
            released.countDown();
            assertThat(parent.get(30, TimeUnit.SECONDS)).isEqualTo(3);
            int sum = 0;
            for (Future<Integer> each : children) sum += each.get(30, TimeUnit.SECONDS);
            assertThat(sum).isEqualTo(300);
        }
    }

    @Test
    void managedBlock_isNotStuck() throws Exception {
        try (Run run = new Run(2)) {
            Skein skein = run.skein;
            CountDownLatch inside = new CountDownLatch(1);
            Future<Integer> waits = skein.submit(() -> Skein.blocking(() -> {
                inside.countDown();
                released.await();
                return 1;
            }));
            assertThat(inside.await(30, TimeUnit.SECONDS)).isTrue();
            Stepper other = Stepper.of(100);
            skein.spawn(other);                  // keeps the balancer awake
            long ticks = skein.balancer().ticks();
            await().atMost(PATIENCE).until(() -> skein.balancer().ticks() > ticks + 40);
            assertThat(skein.balancer().stuck()).isZero();
            released.countDown();
            other.stop();
            assertThat(waits.get(30, TimeUnit.SECONDS)).isEqualTo(1);
        }
    }

    /// Whoever asks for its name waits for it.
    private static final class Secretive implements Continuation<Integer> {
        private final CountDownLatch released;

        Secretive(CountDownLatch released) {
            this.released = released;
        }

        @Override
        public synchronized Step<Integer> resume(TaskContext context) throws InterruptedException {
            released.await();
            return Step.done(7);
        }

        @Override
        public synchronized String name() {
            return "secretive";
        }
    }

    @Test
    void blocked_holdingALockThatItsNameWantsToo_isTakenOverAllTheSame() throws Exception {
        try (Run run = new Run(1)) {
            Task<Integer> secretive = run.skein.spawn(new Secretive(released));
            run.skein.submit(released::countDown).get(30, TimeUnit.SECONDS);
            assertThat(secretive.get(30, TimeUnit.SECONDS)).isEqualTo(7);
        }
    }
}
