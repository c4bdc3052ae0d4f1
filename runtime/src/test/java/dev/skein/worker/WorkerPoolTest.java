package dev.skein.worker;

import static dev.skein.worker.PoolUnderTest.Options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.api.WorkerState;
import dev.skein.api.WorkerStats;
import dev.skein.load.WorkerCounters;
import dev.skein.meta.LogCapture;
import dev.skein.platform.Affinity;
import dev.skein.platform.CpuSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import dev.skein.meta.Proves;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A pool from its start to its end.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WorkerPoolTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8, 65})
    void start_ofNWorkers_servesEachByAThreadOfItsName(int workers) {
        try (PoolUnderTest test = PoolUnderTest.start(workers)) {
            Set<String> expected = new HashSet<>(List.of("skein-" + test.name + "-sentry"));
            IntStream.range(0, workers).forEach(i -> expected.add("skein-" + test.name + "-w" + i));
            assertThat(test.threads()).extracting(Thread::getName).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void enqueue_fromOutside_runsEachTaskOnce(int workers) {
        try (PoolUnderTest test = PoolUnderTest.start(workers)) {
            int tasks = 20_000;
            AtomicInteger runs = new AtomicInteger();
            CountDownLatch done = new CountDownLatch(tasks);
            for (int i = 0; i < tasks; i++) {
                test.pool.enqueue(() -> {
                    runs.incrementAndGet();
                    done.countDown();
                });
            }
            test.await(done, "all tasks run");
            test.awaitParked();
            assertThat(runs).hasValue(tasks);
            assertThat(test.pool.ended()).isEqualTo(tasks);
            assertThat(test.pool.queued()).isZero();
            assertThat(test.pool.running()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void enqueue_fromInside_runsEachTaskOnce(int workers) {
        try (PoolUnderTest test = PoolUnderTest.start(workers)) {
            CountDownLatch done = new CountDownLatch(1 << 15);
            test.pool.enqueue(() -> split(test, 15, done));
            test.await(done, "all tasks run");
            test.awaitParked();
            assertThat(test.pool.ended()).isEqualTo((1 << 16) - 1);
        }
    }

    private static void split(PoolUnderTest test, int depth, CountDownLatch done) {
        if (depth == 0) {
            done.countDown();
            return;
        }
        for (int i = 0; i < 2; i++) test.pool.enqueue(() -> split(test, depth - 1, done));
    }

    @Test
    void enqueue_byOneThreadToOneWorker_beginsInOrder() {
        try (PoolUnderTest test = PoolUnderTest.start(1)) {
            int tasks = 3_000;
            List<Integer> order = Collections.synchronizedList(new ArrayList<>());
            CountDownLatch done = new CountDownLatch(tasks);
            for (int i = 0; i < tasks; i++) {
                int number = i;
                test.pool.enqueue(() -> {
                    order.add(number);
                    done.countDown();
                });
            }
            test.await(done, "all tasks run");
            assertThat(order).isSorted();
        }
    }

    @Test
    void enqueue_moreThanTheInboxHolds_goesToTheOverflowAndIsRun() {
        try (PoolUnderTest test = PoolUnderTest.start(1)) {
            CountDownLatch gate = new CountDownLatch(1);
            CountDownLatch begun = new CountDownLatch(1);
            int tasks = Worker.INBOX_CAPACITY + 1_000;
            CountDownLatch done = new CountDownLatch(tasks);
            test.pool.enqueue(() -> {
                begun.countDown();
                PoolUnderTest.hold(gate);
            });
            test.await(begun, "the first one begins");
            for (int i = 0; i < tasks; i++) test.pool.enqueue(done::countDown);
            assertThat(test.pool.overflow().size()).isEqualTo(1_000);
            assertThat(test.pool.queued()).isEqualTo(tasks);
            gate.countDown();
            test.await(done, "all tasks run");
        }
    }

    @Test
    void takeAny_heldWorker_takesWhatStandsInAllQueues() {
        try (PoolUnderTest test = PoolUnderTest.start(1)) {
            CountDownLatch gate = new CountDownLatch(1);
            CountDownLatch begun = new CountDownLatch(1);
            test.pool.enqueue(() -> {
                for (int i = 0; i < 10; i++) test.pool.enqueue(() -> { });
                begun.countDown();
                PoolUnderTest.hold(gate);
            });
            test.await(begun, "the first one begins");
            for (int i = 0; i < Worker.INBOX_CAPACITY + 10; i++) test.pool.enqueue(() -> { });
            int taken = 0;
            while (test.pool.takeAny() != null) taken++;
            assertThat(taken).isEqualTo(Worker.INBOX_CAPACITY + 20);
            assertThat(test.pool.queued()).isZero();
            gate.countDown();
        }
    }

    @Test
    void isCarrier_insideAndOutside_tellsThemApart() throws Exception {
        try (PoolUnderTest one = PoolUnderTest.start(1); PoolUnderTest other = PoolUnderTest.start(1)) {
            assertThat(one.pool.isCarrier()).isFalse();
            assertThat(one.call(() -> one.pool.isCarrier())).isTrue();
            assertThat(other.call(() -> one.pool.isCarrier())).isFalse();
            assertThat(one.pool.currentCounters()).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    @Proves("S2")
    void idlePool_afterWork_parksAndStaysSo(int workers) {
        try (PoolUnderTest test = PoolUnderTest.start(workers)) {
            CountDownLatch done = new CountDownLatch(10_000);
            for (int i = 0; i < 10_000; i++) test.pool.enqueue(done::countDown);
            test.await(done, "all tasks run");
            test.awaitParked();
            Sentry sentry = test.pool.sentry();
            Awaitility.await().until(() -> sentry.doze.isAsleep());
            long parks = test.parks();
            long cpuNanos = cpuNanos(test);
            Awaitility.await().during(Duration.ofMillis(400)).atMost(Duration.ofSeconds(2))
                    .until(() -> test.allParked() && sentry.doze.isAsleep() && test.parks() == parks);
            assertThat(test.pool.workerStats()).extracting(WorkerStats::state).containsOnly(WorkerState.PARKED);
            assertThat(test.pool.idle().searchers()).isZero();
            assertThat(cpuNanos(test) - cpuNanos).as("CPU time of idle workers").isLessThan(1_000_000);
        }
    }

    private static long cpuNanos(PoolUnderTest test) {
        return test.pool.workerStats().stream().mapToLong(WorkerStats::cpuNanos).sum();
    }

    @Test
    void start_affinityRefused_runsUnpinnedAndWarnsOnce() throws Exception {
        try (LogCapture log = new LogCapture();
                PoolUnderTest test = PoolUnderTest.start(Options.of(4).affinity(Affinity.unsupported("test")))) {
            assertThat(test.call(() -> 42)).isEqualTo(42);
            assertThat(test.pool.workerStats()).allMatch(worker -> !worker.pinned());
            assertThat(log.warnings()).singleElement().asString().contains(test.name).contains("unpinned").contains("test");
        }
    }

    @Test
    void start_moreWorkersThanCpus_pinsThemAllToCpusOfTheProcess() {
        org.junit.jupiter.api.Assumptions.assumeTrue(Affinity.system().isSupported());
        CpuSet process = Affinity.system().processCpus();
        try (PoolUnderTest test = PoolUnderTest.start(3 * process.size() + 1)) {
            assertThat(test.pool.workerStats()).allMatch(WorkerStats::pinned).allMatch(worker -> process.contains(worker.cpu()));
            for (Worker worker : test.pool.workers()) {
                assertThat(Affinity.system().cpusOf(worker.carrier.kernelId())).contains(CpuSet.of(worker.cpu));
            }
        }
    }

    /// A carrier inherits the mask of the thread that starts it, which is the user's.
    @Test
    void start_unpinnedWorkersBuiltByAPinnedThread_haveTheCpusOfTheProcess() throws Exception {
        CpuSet process = Affinity.system().processCpus();
        org.junit.jupiter.api.Assumptions.assumeTrue(Affinity.system().isSupported() && process.size() > 1);
        FutureTask<List<CpuSet>> builder = new FutureTask<>(() -> {
            Affinity.system().pin(process.toList().getLast());
            try (PoolUnderTest test = PoolUnderTest.start(Options.of(2).unpinned())) {
                List<CpuSet> masks = new ArrayList<>();
                for (Worker worker : test.pool.workers()) masks.add(Affinity.system().cpusOf(worker.carrier.kernelId()).orElseThrow());
                return masks;
            }
        });
        Thread.ofPlatform().daemon().start(builder);
        assertThat(builder.get(20, TimeUnit.SECONDS)).containsOnly(process);
    }

    @Test
    void start_systemRefusesThreads_throwsAndLeavesNone() {
        PoolUnderTest test = PoolUnderTest.notStarted(Options.of(3).stackSize(1L << 50));
        assertThatThrownBy(test.pool::start).isInstanceOf(OutOfMemoryError.class);
        Awaitility.await().until(() -> test.threads().isEmpty());
    }

    @Test
    void start_interruptedThread_startsAllTheSameAndKeepsTheInterrupt() throws Exception {
        PoolUnderTest test = PoolUnderTest.notStarted(Options.of(2));
        Thread.currentThread().interrupt();
        test.pool.start();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(test.call(() -> 1)).isEqualTo(1);
        test.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void stop_idlePool_endsAllThreads(int workers) {
        PoolUnderTest test = PoolUnderTest.start(workers);
        test.awaitParked();
        test.close();
        Awaitility.await().until(() -> test.threads().isEmpty());
    }

    @Test
    void stop_rightAfterStart_endsAllThreads() {
        for (int round = 0; round < 50; round++) {
            PoolUnderTest test = PoolUnderTest.start(2);
            test.close();
            Awaitility.await().until(() -> test.threads().isEmpty());
        }
    }

    @Test
    void workerStats_afterTheEnd_sayStopped() {
        PoolUnderTest test = PoolUnderTest.start(2);
        test.close();
        assertThat(test.pool.workerStats()).extracting(WorkerStats::state).containsOnly(WorkerState.STOPPED);
    }

    @Test
    void workerStats_heldWorker_sayRunning() {
        try (PoolUnderTest test = PoolUnderTest.start(1)) {
            CountDownLatch gate = new CountDownLatch(1);
            CountDownLatch begun = new CountDownLatch(1);
            test.pool.enqueue(() -> {
                begun.countDown();
                PoolUnderTest.hold(gate);
            });
            test.await(begun, "it begins");
            assertThat(test.pool.workerStats().getFirst().state()).isEqualTo(WorkerState.RUNNING);
            assertThat(test.pool.running()).isOne();
            gate.countDown();
        }
    }

    @Test
    void steals_ofAPoolWithOneHeldWorker_areCounted() {
        try (PoolUnderTest test = PoolUnderTest.start(2)) {
            CountDownLatch done = new CountDownLatch(1_000);
            test.pool.enqueue(() -> {
                for (int i = 0; i < 1_000; i++) test.pool.enqueue(done::countDown);
                PoolUnderTest.hold(done);
            });
            test.await(done, "the other worker runs them all");
            assertThat(test.pool.total(WorkerCounters.STOLEN_TASKS)).isGreaterThanOrEqualTo(1_000);
            assertThat(test.pool.total(WorkerCounters.STEALS)).isBetween(1_000L / 128, 1_000L);
        }
    }
}
