package dev.skein.contract;

import static java.util.concurrent.TimeUnit.MICROSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// An interrupt hits the task it was meant for, and no task after it, beside it or around it.
abstract class InterruptContract extends ExecutorContract {

    /// What a bystander of the storm does while interrupts fly.
    enum Bystander {
        COMPUTES {
            @Override
            boolean wasInterrupted() {
                for (int i = 0; i < 300; i++) Thread.onSpinWait();
                return Thread.interrupted();
            }
        },
        BLOCKS {
            @Override
            boolean wasInterrupted() {
                try {
                    new CountDownLatch(1).await(20, MICROSECONDS);
                    return Thread.interrupted();
                } catch (InterruptedException e) {
                    return true;
                }
            }
        };

        abstract boolean wasInterrupted();
    }

    @Test
    void cancelTrue_ofATaskThatIgnoresIt_isNotSeenByTheNextTasks() throws Exception {
        LongAdder strays = new LongAdder();
        for (int round = 0; round < repeated(100); round++) {
            Gate started = new Gate();
            Future<?> victim = pool.submit(() -> {
                started.open();
                spinUntilInterrupted();
            });
            started.pass();
            victim.cancel(true);
            lookForFlags(2 * workers, strays);
        }
        assertThat(strays.sum()).as("tasks that began with a foreign interrupt").isZero();
    }

    @Test
    void interruptOfItself_isNotSeenByTheNextTasks() throws Exception {
        LongAdder strays = new LongAdder();
        for (int round = 0; round < repeated(100); round++) {
            valueOf(pool.submit(() -> Thread.currentThread().interrupt()));
            lookForFlags(2 * workers, strays);
        }
        assertThat(strays.sum()).isZero();
    }

    @Test
    void interruptOfItself_inAnExecutedTask_isNotSeenByTheNextTasks() throws Exception {
        LongAdder strays = new LongAdder();
        for (int round = 0; round < repeated(50); round++) {
            for (int i = 0; i < workers; i++) pool.execute(() -> Thread.currentThread().interrupt());
            lookForFlags(4 * workers, strays);
        }
        assertThat(strays.sum()).isZero();
    }

    @Test
    void interruptOfItself_beforeAnException_isNotSeenByTheNextTasks() throws Exception {
        LongAdder strays = new LongAdder();
        for (int round = 0; round < repeated(50); round++) {
            for (int i = 0; i < workers; i++) {
                pool.submit(() -> {
                    Thread.currentThread().interrupt();
                    throw new PlannedFailure("planned");
                });
            }
            lookForFlags(4 * workers, strays);
        }
        assertThat(strays.sum()).isZero();
    }

    /// The JDK's own FutureTask interrupts the thread directly, past the executor; leaving the task must clear that too.
    @Test
    @Tag("concurrency")
    void cancelTrue_ofAnExecutedFutureTask_isNotSeenByTheNextTasks() throws Exception {
        LongAdder strays = new LongAdder();
        for (int round = 0; round < repeated(300); round++) {
            FutureTask<Void> victim = new FutureTask<>(() -> null);
            pool.execute(victim);
            victim.cancel(true);
            lookForFlags(workers, strays);
        }
        assertThat(strays.sum()).isZero();
    }

    @Test
    void interrupt_whileATaskSubmits_doesNotRefuseTheSubmission() throws Exception {
        Future<Future<String>> outer = pool.submit(() -> {
            Thread.currentThread().interrupt();
            return pool.submit(() -> "inner");
        });
        assertThat(valueOf(valueOf(outer))).isEqualTo("inner");
    }

    @Test
    void submit_fromAnInterruptedThread_runsTheTaskWithoutTheFlag() throws Exception {
        Thread.currentThread().interrupt();
        Future<Boolean> future = pool.submit(() -> Thread.currentThread().isInterrupted());
        assertThat(Thread.interrupted()).as("the submitter keeps its flag").isTrue();
        assertThat(valueOf(future)).isFalse();
    }

    /// Thousands of short tasks; every third is cancelled with an interrupt at a random moment. Nobody else may notice.
    @ParameterizedTest
    @EnumSource(Bystander.class)
    @Tag("concurrency")
    void cancelTrue_inAStorm_hitsOnlyItsVictims(Bystander bystander) throws Exception {
        int tasks = repeated(3_000);
        LongAdder strays = new LongAdder();
        List<Future<?>> innocent = new ArrayList<>();
        for (int i = 0; i < tasks; i++) {
            if (i % 3 != 0) {
                innocent.add(pool.submit(() -> countStrays(bystander, strays)));
            } else {
                Future<?> victim = pool.submit(InterruptContract::stormVictim);
                for (int spins = i % 97; spins > 0; spins--) Thread.onSpinWait();
                victim.cancel(true);
            }
        }
        for (Future<?> each : innocent) valueOf(each);
        assertThat(strays.sum()).as("interrupts that hit a bystander").isZero();
    }

    /// As above, but the cancels come from several threads, and half the bystanders came through execute and cannot be cancelled at all.
    @Test
    @Tag("concurrency")
    void cancelTrue_fromManyThreads_hitsOnlyItsVictims() throws Exception {
        int perThread = repeated(700);
        int threads = 4;
        LongAdder strays = new LongAdder();
        CountDownLatch bystandersEnded = new CountDownLatch(2 * threads * perThread);
        Background.race(threads, thread -> {
            for (int i = 0; i < perThread; i++) {
                Runnable bystander = () -> {
                    countStrays(Bystander.COMPUTES, strays);
                    bystandersEnded.countDown();
                };
                pool.execute(bystander);
                Future<?> victim = pool.submit(InterruptContract::stormVictim);
                pool.submit(bystander);
                for (int spins = (i * 31 + thread) % 89; spins > 0; spins--) Thread.onSpinWait();
                victim.cancel(true);
            }
        });
        Gate.await(bystandersEnded);
        assertThat(strays.sum()).isZero();
    }

    /// The cancel comes when the victim is known to be inside and about to leave: the narrowest window.
    @Test
    @Tag("concurrency")
    void cancelTrue_asTheVictimLeaves_isNotSeenByItsSuccessor() throws Exception {
        int rounds = repeated(1_500);
        LongAdder strays = new LongAdder();
        for (int i = 0; i < rounds; i++) {
            AtomicInteger stage = new AtomicInteger();
            Future<?> victim = pool.submit(() -> stage.set(1));
            Future<?> successor = pool.submit(() -> countStrays(Bystander.COMPUTES, strays));
            long deadlineNanos = System.nanoTime() + SECONDS.toNanos(Gate.PATIENCE_SECONDS);
            while (stage.get() == 0 && System.nanoTime() < deadlineNanos) Thread.onSpinWait();
            victim.cancel(true);
            valueOf(successor);
        }
        assertThat(strays.sum()).isZero();
    }

    /// The inner task may run on the outer one's stack or on another thread; in neither case is it the one that was cancelled.
    @Test
    @SkeinOnly
    void cancelTrue_ofATaskThatWaitsForAnother_isNotSeenByThatOther() throws Exception {
        Gate innerStarted = new Gate();
        Gate innerMayEnd = new Gate();
        Gate outerSawIt = new Gate();
        AtomicInteger innerSawIt = new AtomicInteger();
        Future<?> outer = pool.submit(() -> {
            Future<?> inner = pool.submit(() -> {
                innerStarted.open();
                innerMayEnd.passIgnoringInterrupts();
                if (Thread.currentThread().isInterrupted()) innerSawIt.incrementAndGet();
            });
            try {
                inner.get();
                if (Thread.interrupted()) outerSawIt.open();
            } catch (InterruptedException e) {
                outerSawIt.open();
            }
            return null;
        });
        innerStarted.pass();
        assertThat(outer.cancel(true)).isTrue();
        innerMayEnd.open();
        outerSawIt.pass();
        assertThat(innerSawIt).as("the inner task saw the interrupt of the outer").hasValue(0);
    }

    private void lookForFlags(int tasks, LongAdder strays) throws Exception {
        List<Future<?>> futures = new ArrayList<>();
        for (int i = 0; i < tasks; i++) {
            futures.add(pool.submit(() -> {
                if (Thread.interrupted()) strays.increment();
            }));
        }
        for (Future<?> future : futures) valueOf(future);
    }

    private static void countStrays(Bystander bystander, LongAdder strays) {
        if (Thread.interrupted()) strays.increment();
        if (bystander.wasInterrupted()) strays.increment();
    }

    private static void stormVictim() {
        for (int i = 0; i < 50; i++) Thread.onSpinWait();
    }

    private static void spinUntilInterrupted() {
        long deadlineNanos = System.nanoTime() + SECONDS.toNanos(Gate.PATIENCE_SECONDS);
        while (!Thread.currentThread().isInterrupted() && System.nanoTime() < deadlineNanos) Thread.onSpinWait();
    }
}
