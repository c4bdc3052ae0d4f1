package dev.skein.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.skein.platform.Affinity;
import dev.skein.platform.CpuSet;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExecutorThreadsTest {

    @BeforeEach
    void needsAffinity() {
        assumeTrue(Affinity.system().isSupported(), "needs a system that names its threads");
    }

    @Test
    void of_aPool_findsItsThreads() throws Exception {
        try (ExecutorService pool = Executors.newFixedThreadPool(3)) {
            ExecutorThreads threads = ExecutorThreads.of(pool, 3);
            assertThat(threads.ids()).hasSize(3).contains(pool.submit(() -> Affinity.system().currentThreadId()).get());
        }
    }

    @Test
    void confineTo_oneCpu_bindsEachOfThem() throws Exception {
        CpuSet cpus = Affinity.system().processCpus();
        CpuSet last = CpuSet.of(cpus.toList().getLast());
        try (ExecutorService pool = Executors.newFixedThreadPool(1)) {
            ExecutorThreads threads = ExecutorThreads.of(pool, 1);
            threads.confineTo(last);
            assertThat(pool.submit(() -> Affinity.system().cpusOf(0)).get()).contains(last);
            assertThat(threads.haveOneEachOf(cpus)).isTrue();
        }
        try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
            ExecutorThreads threads = ExecutorThreads.of(pool, 2);
            threads.confineTo(last);
            assertThat(threads.haveOneEachOf(cpus)).isFalse();        // both have the same one
        }
    }

    @Test
    void bindToOneEachOf_asManyCpusAsThreads_givesEachItsOwn() throws Exception {
        CpuSet cpus = Affinity.system().processCpus();
        int count = cpus.size();
        try (ExecutorService pool = Executors.newFixedThreadPool(count)) {
            ExecutorThreads threads = ExecutorThreads.of(pool, count);
            threads.bindToOneEachOf(cpus);
            assertThat(threads.haveOneEachOf(cpus)).isTrue();
        }
    }

    /// A task that comes when the thread has nothing to do ends a sleep of it.
    @Test
    void voluntarySwitches_ofAThreadThatWaits_grow() throws Exception {
        try (ExecutorService pool = Executors.newFixedThreadPool(1)) {
            ExecutorThreads threads = ExecutorThreads.of(pool, 1);
            AtomicInteger ran = new AtomicInteger();
            long before = threads.voluntarySwitches();
            for (int i = 1; i <= 20; i++) {
                pool.execute(ran::incrementAndGet);
                int expected = i;
                Waiting.until("the task done", Duration.ofSeconds(10), () -> ran.get() == expected);
            }
            assertThat(threads.voluntarySwitches() - before).isBetween(5L, 200L);
        }
    }

    /// Three threads that work for 30 ms each on one CPU: two of them wait at any time.
    @Test
    void runDelayNanos_ofThreadsThatShareACpu_grow() throws Exception {
        CpuSet last = CpuSet.of(Affinity.system().processCpus().toList().getLast());
        long steps = Work.stepsIn(Duration.ofMillis(30));
        try (ExecutorService pool = Executors.newFixedThreadPool(3)) {
            ExecutorThreads threads = ExecutorThreads.of(pool, 3);
            threads.confineTo(last);
            long before = threads.runDelayNanos();
            var _ = pool.invokeAll(Collections.nCopies(3, () -> Work.burn(1, steps)));
            assertThat(threads.runDelayNanos() - before).isGreaterThan(Duration.ofMillis(20).toNanos());
        }
    }

    @Test
    void of_moreThreadsThanThereAre_saysSo() {
        try (ExecutorService pool = Executors.newFixedThreadPool(1)) {
            assertThatThrownBy(() -> ExecutorThreads.of(pool, 2, Duration.ofMillis(100))).isInstanceOf(IllegalStateException.class).hasMessageContaining("2 threads");
        }
    }
}
