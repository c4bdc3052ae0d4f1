package dev.skein.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Skein;
import dev.skein.api.RecursiveTask;
import dev.skein.api.WorkerState;
import dev.skein.meta.Proves;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Forks of a carrier that has lost its worker to a spare, and is still in the task that blocked.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DetachedForksTest {

    private final CountDownLatch opened = new CountDownLatch(1);
    private final CountDownLatch gate = new CountDownLatch(1);
    private final CountDownLatch blocks = new CountDownLatch(1);
    private final AtomicReference<Thread> runner = new AtomicReference<>();

    private static boolean await(CountDownLatch latch) throws InterruptedException {
        return latch.await(30, TimeUnit.SECONDS);
    }

    private final class Child extends RecursiveTask<Integer> {
        @Override
        protected Integer compute() {
            runner.set(Thread.currentThread());
            return 1;
        }
    }

    /// Blocks until its worker is another's, forks once while the next carrier blocks too, so that a spare is looked for, and forks again when that one sleeps.
    private final class Parent extends RecursiveTask<Integer> {
        private final Skein skein;

        Parent(Skein skein) {
            this.skein = skein;
        }

        @Override
        protected Integer compute() {
            try {
                Skein.blocking(() -> await(opened));
                Skein.blocking(() -> await(blocks));
            } catch (Exception e) {
                throw new AssertionError(e);
            }
            var _ = new Child().fork();
            Awaitility.await().until(() -> skein.stats().workers().getFirst().state() == WorkerState.PARKED);
            runner.set(null);
            RecursiveTask<Integer> child = new Child().fork();
            long start = System.nanoTime();
            while (runner.get() == null && System.nanoTime() - start < 10_000_000_000L) Thread.onSpinWait();
            assertThat(runner.get()).as("the thread that runs the fork while its maker runs on").isNotNull().isNotSameAs(Thread.currentThread());
            gate.countDown();
            return child.join();
        }
    }

    @Test
    @Proves({"J5", "C3"})
    void fork_besideAWorkerThatSleeps_isStolenThoughNoSpareWasFoundBefore() throws Exception {
        try (Skein skein = Skein.builder().name("detached").workers(1).start()) {
            Future<Integer> parent = skein.submit(() -> new Parent(skein).invoke());
            Future<Boolean> other = skein.submit(() -> {
                opened.countDown();
                return Skein.blocking(() -> {
                    blocks.countDown();
                    return await(gate);
                });
            });
            assertThat(parent.get(50, TimeUnit.SECONDS)).isEqualTo(1);
            assertThat(other.get(50, TimeUnit.SECONDS)).isTrue();
        }
    }
}
