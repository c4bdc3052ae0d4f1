package dev.skein.continuation;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An interrupt reaches the body that is cancelled while it runs, and nobody else.
class InterruptTest {

    @Test
    @Proves("C1")
    void cancelTrue_ofABodyThatBlocks_interruptsIt() {
        try (Skein skein = Skein.builder().workers(1).start()) {
            CountDownLatch inside = new CountDownLatch(1);
            CountDownLatch interrupted = new CountDownLatch(1);
            Task<Object> task = skein.spawn(context -> {
                inside.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException expected) {
                    interrupted.countDown();
                }
                return Step.again();
            });
            HeldWorkers.await(inside);
            assertThat(task.cancel(true)).isTrue();
            HeldWorkers.await(interrupted);
        }
    }

    @Test
    void cancelFalse_ofABodyThatRuns_doesNotInterruptIt() throws Exception {
        try (Skein skein = Skein.builder().workers(1).start()) {
            CountDownLatch inside = new CountDownLatch(1);
            boolean[] flag = new boolean[1];
            CountDownLatch looked = new CountDownLatch(1);
            Task<Object> task = skein.spawn(context -> {
                inside.countDown();
                while (!context.isCancelled()) Thread.onSpinWait();
                flag[0] = Thread.currentThread().isInterrupted();
                looked.countDown();
                return Step.again();
            });
            HeldWorkers.await(inside);
            task.cancel(false);
            HeldWorkers.await(looked);
            assertThat(flag[0]).isFalse();
        }
    }

    @Test
    @Proves("C2")
    void interruptOfItself_atASuspension_isNotSeenByTheNextRun() throws Exception {
        try (Skein skein = Skein.builder().workers(1).start()) {
            int[] runs = new int[1];
            Task<Integer> task = skein.spawn(context -> {
                if (Thread.currentThread().isInterrupted()) return Step.done(-1);
                Thread.currentThread().interrupt();
                return ++runs[0] == 100 ? Step.done(100) : runs[0] % 2 == 0 ? Step.again() : Step.sleep(Duration.ofNanos(1_000));
            });
            assertThat(task.get(HeldWorkers.PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(100);
        }
    }

    /// Bodies that come and go are cancelled with an interrupt at any point; each run and each cleanup looks whether it finds a flag
    /// that nobody can have meant for it.
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    @Tag("concurrency")
    @Proves({"C1", "C2", "T5"})
    void cancelTrue_ofBodiesThatComeAndGo_reachesNoOther(int workers) throws Exception {
        try (Skein skein = Skein.builder().workers(workers).start()) {
            AtomicInteger strays = new AtomicInteger();
            AtomicInteger cleanups = new AtomicInteger();
            int cancelled = 0;
            for (int round = 0; round < Repeat.times(2_000); round++) {
                List<Task<Object>> victims = new ArrayList<>();
                for (int i = 0; i < 4; i++) victims.add(skein.spawn(new Victim(strays, cleanups)));
                Task<Object> bystander = skein.spawn(new Victim(strays, cleanups));
                for (int i = 0; i < round % 50; i++) Thread.onSpinWait();
                for (Task<Object> victim : victims) if (victim.cancel(true)) cancelled++;
                bystander.get(HeldWorkers.PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
            int expected = cancelled;
            HeldWorkers.awaitSoon(() -> skein.stats().quiet());
            assertThat(strays).as("runs that began, and cleanups that came, with a foreign interrupt").hasValue(0);
            assertThat(cleanups).hasValue(expected);
        }
    }

    private static final class Victim implements Continuation<Object> {
        private final AtomicInteger strays;
        private final AtomicInteger cleanups;
        private int runs;

        Victim(AtomicInteger strays, AtomicInteger cleanups) {
            this.strays = strays;
            this.cleanups = cleanups;
        }

        @Override
        public Step<Object> resume(TaskContext context) {
            // The flag before the question: a cancel that comes in between is one that was meant for us.
            if (Thread.currentThread().isInterrupted() && !context.isCancelled()) strays.incrementAndGet();
            return ++runs < 20 ? Step.again() : Step.done(null);
        }

        @Override
        public void cancelled() {
            if (Thread.currentThread().isInterrupted()) strays.incrementAndGet();
            cleanups.incrementAndGet();
        }
    }
}
