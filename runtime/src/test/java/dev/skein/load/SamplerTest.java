package dev.skein.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.within;

import dev.skein.api.Availability;
import dev.skein.api.LoadSnapshot;
import dev.skein.api.RunningLoad;
import dev.skein.api.TaskLoad;
import dev.skein.api.WorkerHealth;
import dev.skein.api.WorkerLoad;
import dev.skein.api.WorkerState;
import dev.skein.meta.Seeds;
import dev.skein.platform.CpuTimes;
import dev.skein.platform.KernelState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Snapshots of workers that show what a test says, by a clock that it moves.
class SamplerTest {

    private static final long MILLI = 1_000_000;
    private static final long TICK = 5 * MILLI;
    private static final long STUCK_AFTER = 100 * MILLI;

    @TempDir
    Path proc;

    private final Map<Integer, FakeThread> threads = new HashMap<>();
    private final List<FakeProbe> probes = new ArrayList<>();
    private final List<TaskLoad> footprintTasks = new ArrayList<>();
    private final Map<Integer, Long> footprintBytes = new HashMap<>();
    private final FootprintSource footprints = new FootprintSource() {
        @Override
        public List<TaskLoad> tasks() {
            return List.copyOf(footprintTasks);
        }

        @Override
        public long bytes(int worker) {
            return footprintBytes.getOrDefault(worker, 0L);
        }
    };
    private IntToDoubleFunction capability = cpu -> 1;
    private long cpuTicks;
    private DrainBoard board = new DrainBoard(1);
    private Sampler sampler;
    private long now = 1_000;
    private int[] arriving = {0};
    private int[] leaving = {0};

    /// Makes workers that are served by threads 100, 101 and so on, each on a CPU of that worker's number.
    private void start(int workers) {
        for (int i = 0; i < workers; i++) {
            FakeProbe probe = new FakeProbe();
            probe.kernelId = 100 + i;
            probe.cpu = i;
            probes.add(probe);
        }
        arriving = new int[workers];
        leaving = new int[workers];
        board = new DrainBoard(workers);
        writeCpuTimes(0, 0);
        sampler = new Sampler(probes, STUCK_AFTER, CpuTimes.open(proc), workers, cpu -> capability.applyAsDouble(cpu), footprints, 64, board, now,
                id -> id < 0 ? FakeThread.absent() : threads.computeIfAbsent(id, any -> new FakeThread()));
    }

    /// All CPUs have been used, and been idle, for so many more clock ticks.
    private void writeCpuTimes(long used, long idle) {
        cpuTicks += used;
        StringBuilder text = new StringBuilder("cpu  1 0 0 1 0 0 0 0 0 0\n");
        for (int cpu = 0; cpu < probes.size(); cpu++) {
            text.append("cpu").append(cpu).append(' ').append(1_000 + cpuTicks).append(" 0 0 ").append(1_000 + idle + now / (10 * MILLI)).append(" 0 0 0 0 0 0\n");
        }
        try {
            Files.writeString(proc.resolve("stat"), text + "intr 1 0\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private LoadSnapshot sampleAfter(long nanos) {
        now += nanos;
        return sampler.sample(now, now, arriving, leaving, 0);
    }

    private WorkerLoad tick() {
        return sampleAfter(TICK).workers().getFirst();
    }

    /// A tick in which those that run something ran it throughout.
    private LoadSnapshot busyTick() {
        for (FakeProbe each : probes) {
            if (each.busy) each.busyNanos += TICK;
        }
        return sampleAfter(TICK);
    }

    private FakeProbe probe() {
        return probes.getFirst();
    }

    private FakeThread thread(int worker) {
        return threads.get(100 + worker);
    }

    /// A tick in which worker 0 was busy for so many milliseconds, had the CPU for as long, and began so many runs.
    private WorkerLoad tick(long busyMillis, int runs) {
        probe().busyNanos += busyMillis * MILLI;
        probe().run += runs;
        probe().progress += runs;
        thread(0).cpuNanos += busyMillis * MILLI;
        return tick();
    }

    // What is copied.

    @Test
    void sample_ofASleepingWorker_isAllZeros() {
        start(1);
        WorkerLoad load = tick();
        assertThat(load.state()).isEqualTo(WorkerState.PARKED);
        assertThat(load.availability()).isEqualTo(Availability.OPEN);
        assertThat(load.health()).isEqualTo(WorkerHealth.GETS_ON);
        assertThat(load.running()).isNull();
        assertThat(load.readyTasks()).isZero();
        assertThat(load.busyShare()).isZero();
        assertThat(load.runsPerSecond()).isZero();
        assertThat(load.meanServiceNanos()).as("it has run nothing yet").isNaN();
        assertThat(load.drainNanos()).as("nothing to do takes no time").isZero();
    }

    @Test
    void sample_ofAnything_hasItsNumbersAndTimes() {
        start(3);
        arriving[1] = 4;
        leaving[2] = 5;
        LoadSnapshot first = sampleAfter(TICK);
        LoadSnapshot second = sampler.sample(now += 7, now, arriving, leaving, 9);
        assertThat(first.tick()).isZero();
        assertThat(second.tick()).isEqualTo(1);
        assertThat(first.elapsedNanos()).isEqualTo(TICK);
        assertThat(second.elapsedNanos()).isEqualTo(7);
        assertThat(second.nanoTime()).isEqualTo(now);
        assertThat(second.overflowTasks()).isEqualTo(9);
        assertThat(second.footprintBudgetBytes()).isEqualTo(64);
        assertThat(second.workers()).extracting(WorkerLoad::arrivingTasks).containsExactly(0, 4, 0);
        assertThat(second.workers()).extracting(WorkerLoad::leavingTasks).containsExactly(0, 0, 5);
    }

    @Test
    void sample_ofFootprints_isTakenEvery50Millis() {
        start(1);
        footprintTasks.add(new TaskLoad(5, 0, 77, true));
        footprintBytes.put(0, 77L);
        LoadSnapshot first = sampleAfter(TICK);
        assertThat(first.tasks()).isEqualTo(footprintTasks);
        assertThat(first.workers().getFirst().footprintBytes()).isEqualTo(77);
        footprintTasks.clear();
        footprintBytes.put(0, -3L);
        assertThat(sampleAfter(TICK).tasks()).as("a tick later").hasSize(1);
        LoadSnapshot later = sampleAfter(50 * MILLI);
        assertThat(later.tasks()).isEmpty();
        assertThat(later.workers().getFirst().footprintBytes()).as("sums that others change meanwhile").isZero();
    }

    // What is smoothed.

    @Test
    void meanService_ofShortRuns_isBusyTimeByRuns() {
        start(1);
        for (int i = 0; i < 50; i++) tick(4, 8);
        WorkerLoad load = tick(4, 8);
        assertThat(load.meanServiceNanos()).isCloseTo(0.5 * MILLI, within(1.0));
        assertThat(load.busyShare()).isCloseTo(0.8, within(0.1));
        assertThat(load.runsPerSecond()).isCloseTo(1_600, within(200.0));
    }

    /// A run of 20 ms is seen to begin at one tick, and to go on at three.
    @Test
    void meanService_ofRunsLongerThanATick_isThatOfTheWholeRun() {
        start(1);
        WorkerLoad load = tick();
        for (int i = 0; i < 200; i++) load = tick(5, i % 4 == 0 ? 1 : 0);
        assertThat(load.meanServiceNanos()).isCloseTo(20 * MILLI, within(1.0 * MILLI));
    }

    @Test
    void meanService_afterOneVeryLongRun_isSoonThatOfTheShortOnesAgain() {
        start(1);
        tick(5, 1);
        for (int i = 0; i < 2_000; i++) tick(5, 0);
        WorkerLoad load = tick();
        for (int i = 0; i < 20; i++) load = tick(5, 500);
        assertThat(load.meanServiceNanos()).isLessThan(0.02 * MILLI);
    }

    @Test
    void meanService_onASlowCpu_isThatOfTheStrongest() {
        capability = cpu -> 0.5;
        start(1);
        WorkerLoad load = tick();
        for (int i = 0; i < 50; i++) load = tick(4, 4);
        assertThat(load.meanServiceNanos()).isCloseTo(0.5 * MILLI, within(1.0));
        assertThat(load.capability()).isEqualTo(0.5);
    }

    @Test
    void standingTasks_ofAQueueThatComesAndGoes_isItsMean() {
        start(1);
        WorkerLoad load = tick();
        for (int i = 0; i < 200; i++) {
            probe().readyTasks = i % 2 * 10;
            load = tick();
        }
        assertThat(load.readyTasks()).isEqualTo(10);
        assertThat(load.standingTasks()).isBetween(4.0, 6.0);
    }

    // What runs, and on which share.

    @Test
    void running_overSeveralTicks_hasItsAgeAndTask() {
        start(1);
        probe().begins(17);
        probe().movable = true;
        assertThat(tick().running()).isEqualTo(new RunningLoad(1, 0, true, 17));
        assertThat(tick().running().ageNanos()).isEqualTo(TICK);
        probe().ends();
        assertThat(tick().running()).isNull();
    }

    @Test
    void running_onASpareWithTheSameNumber_isNew() {
        start(1);
        probe().begins(0);
        tick();
        assertThat(tick().running().ageNanos()).isEqualTo(TICK);
        probe().kernelId = 555;
        assertThat(tick().running().ageNanos()).isZero();
    }

    /// It may have served other workers before, and counts its runs from there.
    @Test
    void runsPerSecond_whenACarrierThatRanMuchTakesOver_countsWhatIsNew() {
        start(1);
        tick();
        probe().kernelId = 555;
        probe().run = 1_000_000;
        assertThat(tick().runsPerSecond()).isZero();
        probe().run += 5;
        assertThat(tick().runsPerSecond()).isBetween(1.0, 1_000.0);
    }

    /// The clock may stand anywhere, and turn over.
    @ParameterizedTest
    @ValueSource(longs = {1_000, -1_000_000_000_000L, Long.MAX_VALUE - 4 * TICK})
    void share_ofALongRunThatGetsHalf_isSeenAtEachTick(long clock) {
        now = clock;
        start(1);
        probe().begins(17);
        WorkerLoad load = tick(5, 0);
        for (int i = 0; i < 8; i++) {
            thread(0).cpuNanos += i % 2 == 0 ? 2 * MILLI : 3 * MILLI;
            load = busyTick().workers().getFirst();
        }
        assertThat(load.share()).isBetween(0.4, 0.65);
    }

    /// Its task is the same at each tick, and what it did not use between two it did not want.
    @Test
    void share_ofATaskThatSuspendsBetweenTicks_countsNoTimeInWhichItWasSuspended() {
        start(1);
        for (int i = 0; i < 30; i++) {
            probe().begins(17);
            assertThat(tick(3, 1).share()).as("tick %s", i).isGreaterThan(0.9);
        }
    }

    /// The worker slept for most of the time since the kernel was asked last: that is not time in which others kept it from its CPU.
    @Test
    void share_ofARunThatHasJustBegun_countsNoTimeBeforeIt() {
        start(2);
        probes.get(1).begins(1);
        for (int i = 0; i < 30; i++) {
            thread(1).cpuNanos += TICK;
            writeCpuTimes(0, 0);
            busyTick();
        }
        assertThat(sampleAfter(TICK).workers().getFirst().share()).as("idle, on a CPU of its own").isGreaterThan(0.9);
        for (int idle = 0; idle < 25; idle++) {
            probe().begins(17);
            for (int i = 0; i < 6; i++) {
                thread(0).cpuNanos += TICK;
                assertThat(busyTick().workers().getFirst().share()).as("%s ticks idle, %s ticks after the begin", idle, i + 1).isGreaterThan(0.9);
            }
            probe().ends();
            for (int i = 0; i < idle; i++) sampleAfter(TICK);
        }
    }

    @Test
    void share_whereTheKernelTellsNothing_isNotKnownAndSoIsTheDrainTime() {
        start(1);
        probe().kernelId = -1;
        sampler = new Sampler(probes, STUCK_AFTER, CpuTimes.open(proc.resolve("nowhere")), 1, capability, footprints, 0, board, now, any -> FakeThread.absent());
        probe().begins(17);
        probe().readyTasks = 3;
        WorkerLoad load = tick();
        for (int i = 0; i < 100; i++) {
            probe().progress++;
            load = tick();
        }
        assertThat(load.share()).isNaN();
        assertThat(load.drainNanos()).isNaN();
        assertThat(board.drainNanos(0)).as("of what is not known nobody is kept away").isZero();
    }

    // Health.

    @Test
    void health_ofOneThatSleepsInATask_isBlockedWithinItsTimeAndTwoTicks() {
        start(1);
        probe().begins(17);
        tick();
        thread(0).state = KernelState.SLEEPING;
        int ticks = 1;
        while (tick().health() == WorkerHealth.GETS_ON) ticks++;
        assertThat(ticks * TICK).isBetween(STUCK_AFTER, STUCK_AFTER + 2 * TICK);
        assertThat(board.drainNanos(0)).as("it is to be given nothing").isEqualTo(DrainBoard.CLOSED);
    }

    @Test
    void health_ofOneInAManagedBlock_isNotJudged() {
        start(1);
        probe().begins(17);
        probe().state = WorkerState.BLOCKED;
        tick();
        thread(0).state = KernelState.SLEEPING;
        for (int i = 0; i < 100; i++) assertThat(tick().health()).isEqualTo(WorkerHealth.GETS_ON);
    }

    @Test
    void health_whenTheTickIsLate_isNotJudged() {
        start(1);
        probe().begins(17);
        tick();
        tick();
        now += 10 * STUCK_AFTER;
        assertThat(sampler.sample(now, now - 10 * STUCK_AFTER, arriving, leaving, 0).workers().getFirst().health()).isEqualTo(WorkerHealth.GETS_ON);
    }

    /// However many workers there are, a spare is judged by its own thread: the one before sleeps still.
    @Test
    void health_ofASpareAmongManyThatAreAskedAbout_isThatOfItsOwnThread() {
        start(200);
        for (FakeProbe each : probes) each.begins(1);
        for (int i = 0; i < 3; i++) sampleAfter(TICK);
        thread(199).state = KernelState.SLEEPING;
        probes.get(199).kernelId = 555;
        probes.get(199).progress = 1_000;
        LoadSnapshot last = sampleAfter(TICK);
        for (int i = 0; i < 30; i++) {
            threads.get(555).cpuNanos += TICK;
            last = sampleAfter(TICK);
        }
        assertThat(last.workers().get(199).health()).isEqualTo(WorkerHealth.HOGGED);
        assertThat(thread(199).closed).isTrue();
    }

    // Costs, and the end.

    @Test
    void sample_ofManyLongRuns_asksTheKernelOfAFewAtATimeAndOfAllInTurn() {
        start(100);
        for (FakeProbe each : probes) each.begins(1);
        for (int i = 0; i < 3; i++) busyTick();
        threads.values().forEach(each -> each.asked = 0);
        probes.forEach(each -> each.progress++);
        busyTick();
        assertThat(threads.values().stream().mapToInt(each -> each.asked).sum()).as("at one tick").isBetween(1, 3 * Sampler.READS_PER_TICK);
        for (int i = 0; i < 100; i++) {
            probes.forEach(each -> each.progress++);
            busyTick();
        }
        assertThat(threads.values()).allMatch(each -> each.asked > 0);
    }

    @Test
    void close_ofTheSampler_closesAllSensors() {
        start(3);
        sampleAfter(TICK);
        sampler.close();
        assertThat(threads).hasSize(3);
        assertThat(threads.values()).allMatch(each -> each.closed);
    }

    // Nonsense.

    static LongStream seeds() {
        return Seeds.some(30);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void sample_ofAnyFigures_throwsNothingAndShowsNoNegativeOne(long seed) {
        Random random = Seeds.random(seed);
        double[] capabilities = {Double.NaN, -1, 0, 0.3, 1, 7, Double.POSITIVE_INFINITY};
        capability = cpu -> capabilities[random.nextInt(capabilities.length)];
        start(4);
        for (int i = 0; i < 500; i++) {
            for (FakeProbe each : probes) disturb(each, random);
            threads.values().forEach(each -> disturb(each, random));
            footprintBytes.put(random.nextInt(4), any(random));
            if (random.nextInt(4) == 0) writeCpuTimes(random.nextInt(5), random.nextInt(5));
            now += random.nextInt(20) == 0 ? -random.nextLong(MILLI) : random.nextLong(200 * MILLI);
            long expected = now - random.nextLong(-MILLI, 100 * MILLI);
            long overflow = random.nextInt(-5, 5);
            assertThatCode(() -> assertSound(sampler.sample(now, expected, arriving, leaving, overflow))).as("seed %s, tick %s", seed, i).doesNotThrowAnyException();
        }
    }

    private static void disturb(FakeProbe probe, Random random) {
        probe.state = WorkerState.values()[random.nextInt(WorkerState.values().length)];
        probe.availability = Availability.values()[random.nextInt(Availability.values().length)];
        probe.readyTasks = random.nextInt(3) == 0 ? random.nextInt() : random.nextInt(100);
        probe.run = any(random);
        probe.busy = random.nextBoolean();
        probe.progress = random.nextInt(3);
        probe.busyNanos = any(random);
        probe.kernelId = random.nextInt(8) == 0 ? random.nextInt(-1, 10) : probe.kernelId;
        probe.runningTask = random.nextInt(4);
        probe.cpu = random.nextInt(-1, 6);
    }

    private static void disturb(FakeThread thread, Random random) {
        thread.cpuNanos = any(random);
        thread.runDelayNanos = any(random);
        thread.state = KernelState.values()[random.nextInt(KernelState.values().length)];
    }

    private static long any(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> -1;
            case 1 -> Long.MIN_VALUE;
            case 2 -> Long.MAX_VALUE;
            case 3 -> -random.nextLong(1_000 * MILLI);
            default -> random.nextLong(1_000 * MILLI);
        };
    }

    /// The constructors refuse what is below its limit; what is left is what is derived.
    private void assertSound(LoadSnapshot snapshot) {
        assertThat(snapshot.elapsedNanos()).isPositive();
        assertThat(snapshot.overflowTasks()).isNotNegative();
        IntStream.range(0, snapshot.workers().size()).forEach(worker -> {
            WorkerLoad load = snapshot.workers().get(worker);
            assertThat(load.drainNanos() < 0).isFalse();
            assertThat(load.effectiveCapacity() <= 0).isFalse();
            assertThat(board.drainNanos(worker)).isNotNegative();
            assertThat(board.drainNanos(worker, 1_000_000)).isNotNegative();
            assertThat(board.drainNanos(worker) == DrainBoard.CLOSED).isEqualTo(!load.mayTake());
        });
    }
}
