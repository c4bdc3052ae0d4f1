package dev.skein.contract;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// `Executor.execute`: every accepted task runs once, whatever the tasks before it did.
abstract class ExecuteContract extends ExecutorContract {

    @Test
    void execute_manyTasks_runsEachExactlyOnce() throws Exception {
        int tasks = repeated(5_000);
        AtomicIntegerArray runs = new AtomicIntegerArray(tasks);
        CountDownLatch allRan = new CountDownLatch(tasks);
        for (int i = 0; i < tasks; i++) {
            int index = i;
            pool.execute(() -> {
                runs.incrementAndGet(index);
                allRan.countDown();
            });
        }
        Gate.await(allRan);
        turnAllWorkers();
        assertEachRanOnce(runs);
    }

    @Test
    void execute_burstWhileAllWorkersAreBusy_losesNone() throws Exception {
        int tasks = repeated(20_000);
        AtomicIntegerArray runs = new AtomicIntegerArray(tasks);
        CountDownLatch allRan = new CountDownLatch(tasks);
        try (Occupation busy = occupyAllWorkers()) {
            for (int i = 0; i < tasks; i++) {
                int index = i;
                pool.execute(() -> {
                    runs.incrementAndGet(index);
                    allRan.countDown();
                });
            }
            assertThat(allRan.getCount()).as("not run yet").isEqualTo(tasks);
        }
        Gate.await(allRan);
        turnAllWorkers();
        assertEachRanOnce(runs);
    }

    @Test
    void execute_sameRunnableManyTimes_runsItThatOften() throws Exception {
        int times = 1_000;
        AtomicInteger runs = new AtomicInteger();
        Runnable task = runs::incrementAndGet;
        for (int i = 0; i < times; i++) pool.execute(task);
        eventually(() -> runs.get() >= times);
        turnAllWorkers();
        assertThat(runs).hasValue(times);
    }

    @Test
    void execute_null_throwsNullPointerException() {
        assertThatThrownBy(() -> pool.execute(null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void execute_afterNullWasRefused_stillRunsTasks() throws Exception {
        assertThatThrownBy(() -> pool.execute(null)).isInstanceOf(NullPointerException.class);
        CountDownLatch ran = new CountDownLatch(1);
        pool.execute(ran::countDown);
        assertThat(ran.await(Gate.PATIENCE_SECONDS, SECONDS)).isTrue();
    }

    @Test
    void execute_taskThatBlocks_returnsBeforeItEnds() throws Exception {
        Gate gate = new Gate();
        CountDownLatch ended = new CountDownLatch(1);
        pool.execute(() -> {
            gate.passIgnoringInterrupts();
            ended.countDown();
        });
        assertThat(ended.getCount()).as("not ended while the gate is closed").isOne();
        gate.open();
        Gate.await(ended);
    }

    @Test
    void execute_asManyTasksAsWorkers_runsThemAtTheSameTime() throws Exception {
        CyclicBarrier meeting = new CyclicBarrier(workers);
        CountDownLatch met = new CountDownLatch(workers);
        for (int i = 0; i < workers; i++) {
            pool.submit(() -> {
                meeting.await(Gate.PATIENCE_SECONDS, SECONDS);
                met.countDown();
                return null;
            });
        }
        Gate.await(met);
    }

    @Test
    @Tag("concurrency")
    void execute_writesBeforeSubmission_areSeenByTheTask() throws Exception {
        int rounds = repeated(3_000);
        LongAdder stale = new LongAdder();
        CountDownLatch allRan = new CountDownLatch(rounds);
        for (int i = 1; i <= rounds; i++) {
            int written = i;
            int[] plain = new int[64];
            for (int k = 0; k < plain.length; k++) plain[k] = written;
            pool.execute(() -> {
                for (int value : plain) if (value != written) stale.increment();
                allRan.countDown();
            });
        }
        Gate.await(allRan);
        assertThat(stale.sum()).as("stale reads").isZero();
    }

    @Test
    @Tag("concurrency")
    void submit_writesOfTheTask_areSeenAfterGet() throws Exception {
        int rounds = repeated(3_000);
        for (int i = 1; i <= rounds; i++) {
            int written = i;
            int[] plain = new int[16];
            Future<?> future = pool.submit(() -> {
                for (int k = 0; k < plain.length; k++) plain[k] = written;
            });
            valueOf(future);
            assertThat(plain).containsOnly(written);
        }
    }

    @Test
    void execute_afterTenThousandThrowingTasks_runsANormalOneOnEachWorker() throws Exception {
        int failures = 10_000;
        CountDownLatch threw = new CountDownLatch(failures);
        PlannedFailure failure = new PlannedFailure("one of ten thousand");
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> { }); // an executor may report here: not 10,000 times, please
        try {
            for (int i = 0; i < failures; i++) {
                pool.execute(() -> {
                    threw.countDown();
                    throw failure;
                });
            }
            Gate.await(threw);
            turnAllWorkers();
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
    }

    @Test
    void submit_tenThousandThrowingTasks_eachFutureFails() throws Exception {
        int failures = 10_000;
        PlannedFailure failure = new PlannedFailure("one of ten thousand");
        List<Future<Object>> futures = new ArrayList<>();
        for (int i = 0; i < failures; i++) futures.add(pool.submit(() -> { throw failure; }));
        for (Future<Object> future : futures) {
            eventually(future::isDone);
            if (future.exceptionNow() != failure) assertThat(future.exceptionNow()).isSameAs(failure);
        }
        turnAllWorkers();
    }

    @Test
    void execute_afterTasksThatThrewAnError_runsANormalOneOnEachWorker() throws Exception {
        int failures = 4 * workers;
        CountDownLatch threw = new CountDownLatch(failures);
        Error failure = new AssertionError("planned error");
        failure.setStackTrace(new StackTraceElement[0]);
        for (int i = 0; i < failures; i++) {
            pool.execute(() -> {
                threw.countDown();
                throw failure;
            });
        }
        Gate.await(threw);
        turnAllWorkers();
    }

    @Test
    void execute_fromWithinTasks_runsTheWholeTree() throws Exception {
        int depth = 12;
        int expected = (1 << depth + 1) - 1;
        AtomicInteger runs = new AtomicInteger();
        growTree(depth, runs);
        eventually(() -> runs.get() >= expected);
        turnAllWorkers();
        assertThat(runs).hasValue(expected);
    }

    private void growTree(int depth, AtomicInteger runs) {
        pool.execute(() -> {
            runs.incrementAndGet();
            if (depth == 0) return;
            growTree(depth - 1, runs);
            growTree(depth - 1, runs);
        });
    }

    @Test
    void execute_taskThatResubmitsItself_doesNotGrowTheStack() throws Exception {
        int links = 50_000;
        CountDownLatch left = new CountDownLatch(links);
        pool.execute(new Runnable() {
            @Override
            public void run() {
                left.countDown();
                if (left.getCount() > 0) pool.execute(this);
            }
        });
        Gate.await(left);
    }

    @Test
    @Tag("concurrency")
    void execute_taskThatFeedsItself_doesNotStarveOthers() throws Exception {
        AtomicInteger stop = new AtomicInteger();
        CountDownLatch stopped = new CountDownLatch(workers);
        for (int i = 0; i < workers; i++) {
            pool.execute(new Runnable() {
                @Override
                public void run() {
                    if (stop.get() == 0) pool.execute(this);
                    else stopped.countDown();
                }
            });
        }
        try {
            assertThat(valueOf(pool.submit(() -> "from outside"))).isEqualTo("from outside");
        } finally {
            stop.set(1);
        }
        Gate.await(stopped);
    }

    @Test
    @Tag("concurrency")
    void execute_fromManyThreads_sumIsExact() throws Exception {
        int threads = 8;
        int perThread = repeated(2_000);
        LongAdder sum = new LongAdder();
        CountDownLatch allRan = new CountDownLatch(threads * perThread);
        Background.race(threads, thread -> {
            for (int i = 1; i <= perThread; i++) {
                int value = i;
                pool.execute(() -> {
                    sum.add(value);
                    allRan.countDown();
                });
            }
        });
        Gate.await(allRan);
        turnAllWorkers();
        assertThat(sum.sum()).isEqualTo((long) threads * perThread * (perThread + 1) / 2);
    }

    @Test
    @Tag("concurrency")
    void submit_fromManyThreads_everyFutureHasItsOwnValue() throws Exception {
        int perThread = repeated(1_000);
        Background.race(8, thread -> {
            for (int i = 0; i < perThread; i++) {
                long value = (long) thread << 32 | i;
                assertThat(valueOf(pool.submit(() -> value))).isEqualTo(value);
            }
        });
    }

    private static void assertEachRanOnce(AtomicIntegerArray runs) {
        for (int i = 0; i < runs.length(); i++) {
            if (runs.get(i) != 1) assertThat(runs.get(i)).as("runs of task %d", i).isOne();
        }
    }
}
