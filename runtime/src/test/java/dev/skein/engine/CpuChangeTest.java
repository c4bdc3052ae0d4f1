package dev.skein.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.skein.api.Pinning;
import dev.skein.api.Step;
import dev.skein.api.WhenFull;
import dev.skein.api.WorkerStats;
import dev.skein.meta.LogCapture;
import dev.skein.platform.Affinity;
import dev.skein.platform.CpuClaims;
import dev.skein.platform.CpuSet;
import dev.skein.platform.SimulatedAffinity;
import dev.skein.platform.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Whole runtimes while their CPUs change: on a machine that exists in a map, and on this one.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CpuChangeTest {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    /// The greatest number that a stack size may have is far below.
    private static final long NO_SUCH_STACK = 1L << 50;

    private final CpuClaims claims = new CpuClaims();
    private final String name = "cpu" + NUMBER.incrementAndGet();
    private final AtomicBoolean end = new AtomicBoolean();
    private final LogCapture log = new LogCapture();
    private long clock = System.nanoTime();
    private volatile int quota = Integer.MAX_VALUE;

    @AfterEach
    void stopListening() {
        log.close();
    }

    private Engine engine(int workers, Pinning pinning, Affinity affinity, long stackBytes) {
        EngineConfig config = new EngineConfig(name, workers, pinning, stackBytes, 4, 10_000_000, null, EngineConfig.NO_LIMIT, WhenFull.REJECT, null, null,
                10_000_000, 100_000_000, 0, false);
        return Engine.create(config, new Machine(affinity, Topology::read, set -> Math.min(set.size(), quota), claims));
    }

    private Engine started(int workers, Affinity affinity) {
        Engine engine = engine(workers, Pinning.AUTO, affinity, 0);
        engine.start();
        return engine;
    }

    private static void close(Engine engine) throws InterruptedException {
        engine.shutdownNow();
        assertThat(engine.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    }

    /// A continuation of each worker that uses its CPU until `end`.
    private void keepBusy(Engine engine) {
        for (int worker = 0; worker < engine.stats().workers().size(); worker++) {
            engine.spawn(context -> {
                while (!context.shouldYield() && !end.get()) Thread.onSpinWait();
                return end.get() ? Step.done(0) : Step.again();
            }, worker);
        }
    }

    private void look(Engine engine) {
        clock += 2 * CpuWatch.PERIOD_NANOS;
        engine.cpuWatch().lookIfDue(clock);
    }

    private static List<Integer> cpus(Engine engine) {
        return engine.stats().workers().stream().map(WorkerStats::cpu).toList();
    }

    /// The mask that each worker's thread has in truth, as the thread itself reads it.
    private static List<CpuSet> masks(Engine engine, Affinity affinity) throws Exception {
        List<CpuSet> masks = new ArrayList<>();
        for (int worker = 0; worker < engine.stats().workers().size(); worker++) {
            int home = worker;
            masks.add(engine.spawn(context -> context.worker() == home ? Step.done(affinity.cpusOf(0).orElseThrow()) : Step.moveTo(home), worker)
                    .get(20, TimeUnit.SECONDS));
        }
        return masks;
    }

    @Test
    void look_setShrinksAndGrows_movesTheThreadsThere() throws Exception {
        SimulatedAffinity affinity = new SimulatedAffinity(CpuSet.of(70, 90));
        Engine engine = started(2, affinity);
        try {
            assertThat(masks(engine, affinity)).containsExactly(CpuSet.of(70), CpuSet.of(90));
            affinity.setProcess(CpuSet.of(90));
            look(engine);
            assertThat(cpus(engine)).containsExactly(90, 90);
            assertThat(masks(engine, affinity)).containsExactly(CpuSet.of(90), CpuSet.of(90));
            affinity.setProcess(CpuSet.of(70, 90));
            look(engine);
            assertThat(masks(engine, affinity)).containsExactly(CpuSet.of(70), CpuSet.of(90));
            assertThat(engine.stats().workers()).allMatch(WorkerStats::pinned);
            assertThat(log.warnings()).hasSize(2).first().asString().contains(name).contains("worker 0 moved from CPU 70 to CPU 90");
        } finally {
            close(engine);
        }
    }

    @Test
    void look_kernelRefusesTheNewCpu_runsUnpinnedAndTheGaugeSaysSo() throws Exception {
        SimulatedAffinity affinity = new SimulatedAffinity(CpuSet.of(0, 1));
        Engine engine = started(1, affinity);
        try {
            affinity.setProcess(CpuSet.of(1, 2, 3), CpuSet.of(2, 3));
            look(engine);
            assertThat(engine.stats().workers()).singleElement().matches(worker -> worker.cpu() == 1 && !worker.pinned());
            assertThat(masks(engine, affinity)).containsExactly(CpuSet.of(2, 3));
            assertThat(log.warnings()).filteredOn(line -> line.contains("unpinned")).hasSize(1);
        } finally {
            close(engine);
        }
    }

    @Test
    void look_quotaShrinksAndGrowsUnderTheDefaultNumber_retiresAndRestoresWorkers() throws Exception {
        SimulatedAffinity affinity = new SimulatedAffinity(CpuSet.parse("0-2"));
        Engine engine = started(0, affinity);
        ActiveWorkers workers = engine.balancing().activeWorkers();
        try {
            quota = 1;
            look(engine);
            assertThat(IntStream.range(0, 3).filter(workers::isActive)).containsExactly(0);
            assertThat(IntStream.range(0, 3).map(claims::workersOn)).containsExactly(1, 0, 0);
            engine.balancing().retire(2).get(20, TimeUnit.SECONDS);
            assertThat(engine.submit(() -> 42).get(20, TimeUnit.SECONDS)).isEqualTo(42);
            quota = 3;
            look(engine);
            assertThat(IntStream.range(0, 3)).allMatch(workers::isActive);
            assertThat(cpus(engine)).containsExactly(0, 1, 2);
        } finally {
            close(engine);
        }
    }

    @Test
    void start_twoRuntimesOfOneWorker_haveCpusOfTheirOwn() throws Exception {
        assumeTrue(Affinity.system().isSupported() && Affinity.system().processCpus().size() > 1, "needs two CPUs");
        Engine one = started(1, Affinity.system());
        Engine two = started(1, Affinity.system());
        try {
            assertThat(masks(one, Affinity.system())).doesNotContainAnyElementsOf(masks(two, Affinity.system()));
        } finally {
            close(one);
            close(two);
        }
    }

    @Test
    void awaitTermination_afterAClose_findsTheClaimsGivenBack() throws Exception {
        CpuSet three = CpuSet.parse("0-2");
        Engine engine = started(5, new SimulatedAffinity(three));
        assertThat(three.stream().map(claims::workersOn)).containsExactly(2, 2, 1);
        engine.shutdown();
        assertThat(engine.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        assertThat(three.stream().map(claims::workersOn)).containsOnly(0);
    }

    @Test
    void start_systemRefusesThreads_givesTheClaimsBack() {
        Engine engine = engine(3, Pinning.AUTO, Affinity.system(), NO_SUCH_STACK);
        assertThatThrownBy(engine::start).isInstanceOf(OutOfMemoryError.class);
        assertThat(Affinity.system().processCpus().stream().map(claims::workersOn)).containsOnly(0);
    }

    /// Nothing is driven here: a runtime at work finds out by itself. The main thread's mask is the process's, as for `taskset -p`.
    @Test
    void processConfinedWhileTasksRun_isFollowedWithinFiveSeconds() throws Exception {
        Affinity affinity = Affinity.system();
        CpuSet all = affinity.processCpus();
        assumeTrue(affinity.isSupported() && all.size() > 1, "needs two CPUs");
        int main = (int) ProcessHandle.current().pid();
        CpuSet last = CpuSet.of(all.toList().getLast());
        Engine engine = started(2, affinity);
        try {
            keepBusy(engine);
            assertThat(cpus(engine)).doesNotHaveDuplicates();
            affinity.setCpus(main, last);
            Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> threads()
                    .allMatch(id -> affinity.cpusOf(id).equals(Optional.of(last))));
            assertThat(cpus(engine)).containsOnly(last.toList().getFirst());
            assertThat(threads()).as("two workers, timer, sentry, balancer").hasSize(5);
            affinity.setCpus(main, all);
            Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> cpus(engine).stream().distinct().count() == 2);
            assertThat(engine.stats().workers()).allMatch(WorkerStats::pinned);
        } finally {
            affinity.setCpus(main, all);
            end.set(true);
            close(engine);
        }
    }

    /// The kernel's ids of the runtime's threads, whose names the kernel cuts after 15 bytes.
    private IntStream threads() {
        try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
            return IntStream.of(tasks.filter(task -> comm(task).startsWith("skein-" + name + "-"))
                    .mapToInt(task -> Integer.parseInt(task.getFileName().toString())).toArray());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String comm(Path task) {
        try {
            return Files.readString(task.resolve("comm"));
        } catch (IOException gone) {
            return "";
        }
    }
}
