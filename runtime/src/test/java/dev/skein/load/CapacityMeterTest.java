package dev.skein.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.skein.meta.Seeds;
import dev.skein.platform.Affinity;
import dev.skein.platform.KernelState;
import dev.skein.platform.SpinningThread;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CapacityMeterTest {

    private static final long MILLI = 1_000_000;
    private static final int ID = 7;

    private final Map<Integer, FakeThread> threads = new HashMap<>();
    private final CapacityMeter meter = new CapacityMeter(id -> threads.computeIfAbsent(id, any -> id < 0 ? FakeThread.absent() : new FakeThread()));
    private long now = 1_000;

    private FakeThread thread() {
        return threads.get(ID);
    }

    private void follow() {
        meter.follow(ID, now);
    }

    /// A window in which the thread ran, and waited for its CPU, for so many milliseconds.
    private int window(long millis, long cpuMillis, long delayMillis, boolean busyThroughout) {
        now += millis * MILLI;
        thread().cpuNanos += cpuMillis * MILLI;
        thread().runDelayNanos += delayMillis * MILLI;
        return meter.measure(now, busyThroughout);
    }

    // While it runs tasks.

    @Test
    void share_beforeAnythingWasRead_isNotKnown() {
        assertThat(meter.share()).isNaN();
        follow();
        assertThat(meter.share()).isNaN();
    }

    @Test
    void measure_ofOneThatHasItsCpuAlone_isAWholeShare() {
        follow();
        window(50, 30, 0, false);
        assertThat(meter.share()).isEqualTo(1);
    }

    @Test
    void measure_ofOneThatWaitsAsLongAsItRuns_isAHalf() {
        follow();
        window(50, 20, 20, false);
        assertThat(meter.share()).isEqualTo(0.5);
    }

    @Test
    void measure_ofOneThatWantsLittle_saysNothing() {
        follow();
        window(50, 5, 4, false);
        assertThat(meter.share()).isNaN();
    }

    /// The kernel charges a wait at its end: what lies before this window is no loss of this one.
    @Test
    void measure_whereALongWaitEnds_countsWhatTheWindowLacksAndNoMore() {
        follow();
        window(10, 5, 300, false);
        assertThat(meter.share()).isEqualTo(0.5);
    }

    @Test
    void measure_ofOneTaskThroughout_takesWhatIsMissingForAWait() {
        follow();
        window(5, 2, 0, true);
        assertThat(meter.share()).isEqualTo(0.4);
    }

    @Test
    void measure_ofOneTaskThatSleeps_saysNothing() {
        follow();
        thread().state = KernelState.SLEEPING;
        window(5, 2, 0, true);
        assertThat(meter.share()).isNaN();
    }

    @Test
    void measure_ofOneThatGetsNothing_staysAboveZero() {
        follow();
        for (int i = 0; i < 100; i++) window(5, 0, 0, true);
        assertThat(meter.share()).isCloseTo(0.01, within(1e-9));
    }

    /// With one foreign thread on its CPU: a turn each of 3 ms, waits charged at their end, and windows of 5 ms.
    @Test
    void share_ofOneOfTwoOnACpu_isNearAHalfWithin100Millis() {
        follow();
        long ran = 0;
        for (int millis = 1; millis <= 100; millis++) {
            now += MILLI;
            boolean runs = millis / 3 % 2 == 0;
            if (runs) thread().cpuNanos += MILLI;
            ran += runs ? 1 : 0;
            if (millis % 5 == 0) meter.measure(now, true);
            if (millis > 30) assertThat(meter.share()).as("after %s ms", millis).isBetween(0.3, 0.7);
        }
        assertThat(ran).isBetween(45L, 55L);
    }

    @Test
    void measure_asItsWindowsAre_forgetsWhatWasIn20Millis() {
        follow();
        window(50, 50, 0, false);
        for (int i = 0; i < 4; i++) window(5, 2, 0, true);
        assertThat(meter.share()).isBetween(0.4, 0.55);
    }

    @Test
    void measure_costs_whatItAsks() {
        follow();
        assertThat(window(5, 5, 0, true)).as("the CPU clock alone").isEqualTo(1);
        assertThat(window(5, 1, 0, true)).as("and the state").isGreaterThan(4);
        assertThat(window(5, 1, 0, false)).as("and the delay").isBetween(2, 5);
    }

    // While it is idle.

    @Test
    void measureIdle_onACpuThatNobodyUses_isAWholeShare() {
        follow();
        window(100, 0, 0, false);
        meter.measureIdle(0, 50 * MILLI);
        assertThat(meter.share()).isEqualTo(1);
    }

    @Test
    void measureIdle_onACpuThatOthersUse_isWhatTheyLeave() {
        follow();
        window(100, 10, 0, false);
        meter.measureIdle(0.4, 50 * MILLI);
        assertThat(meter.share()).as("of its own use nobody takes anything away").isCloseTo(0.7, within(1e-9));
    }

    @Test
    void measureIdle_onACpuThatOthersUseUp_isAHalf() {
        follow();
        window(100, 0, 0, false);
        meter.measureIdle(1, 50 * MILLI);
        assertThat(meter.share()).isEqualTo(0.5);
    }

    @Test
    void measureIdle_whereTheCpuIsNotKnown_saysNothing() {
        follow();
        window(100, 0, 0, false);
        meter.measureIdle(Double.NaN, 50 * MILLI);
        assertThat(meter.share()).isNaN();
    }

    /// Ten others on its CPU: it has used little because it got little, which is no sign that it was idle.
    @Test
    void measureIdle_ofOneThatWantedMoreThanItGot_changesNothing() {
        follow();
        window(50, 5, 45, false);
        meter.measureIdle(1, 50 * MILLI);
        assertThat(meter.share()).isCloseTo(0.1, within(1e-9));
        window(5, 0, 0, true);
        double share = meter.share();
        meter.measureIdle(1, 50 * MILLI);
        assertThat(meter.share()).isEqualTo(share);
    }

    // Other threads, and none.

    @Test
    void follow_toAnotherThread_closesTheSensorAndBeginsAnew() {
        follow();
        window(50, 20, 20, false);
        FakeThread old = thread();
        FakeThread next = new FakeThread();
        next.cpuNanos = 1_000_000 * MILLI;
        threads.put(8, next);
        meter.follow(8, now);
        assertThat(old.closed).isTrue();
        assertThat(meter.sensor()).isSameAs(next);
        now += 50 * MILLI;
        next.cpuNanos += 50 * MILLI;
        meter.measure(now, false);
        assertThat(meter.share()).as("what the new one had used before does not count").isBetween(0.9, 1.0);
        meter.close();
        assertThat(next.closed).isTrue();
    }

    @Test
    void measure_whereTheKernelTellsNothing_staysUnknown() {
        for (int i = 0; i < 10; i++) {
            now += 50 * MILLI;
            meter.measure(now, i % 2 == 0);
            meter.measureIdle(0.3, 50 * MILLI);
        }
        assertThat(meter.share()).isNaN();
    }

    @Test
    void measure_whereTheClockStepsBack_staysWithinBounds() {
        follow();
        window(50, 20, 20, false);
        window(50, -20, -20, false);
        window(-50, 20, 0, false);
        window(0, 5, 5, false);
        assertThat(meter.share()).isBetween(0.01, 1.0);
    }

    static LongStream seeds() {
        return Seeds.some(20);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void share_ofAnyFigures_isAShareOrNotKnown(long seed) {
        Random random = Seeds.random(seed);
        follow();
        for (int i = 0; i < 1_000; i++) {
            now += random.nextLong(60 * MILLI) - MILLI;
            thread().cpuNanos = random.nextInt(10) == 0 ? -1 : thread().cpuNanos + random.nextLong(60 * MILLI) - MILLI;
            thread().runDelayNanos = random.nextInt(10) == 0 ? -1 : thread().runDelayNanos + random.nextLong(60 * MILLI) - MILLI;
            thread().state = KernelState.values()[random.nextInt(KernelState.values().length)];
            meter.measure(now, random.nextBoolean());
            meter.measureIdle(random.nextInt(5) == 0 ? Double.NaN : random.nextDouble(), 50 * MILLI);
            if (!Double.isNaN(meter.share())) assertThat(meter.share()).as("seed %s", seed).isBetween(0.0, 1.0);
        }
    }

    /// The kernel's own figures: two threads that are bound to one CPU. Others may use it too, so only the upper bound is near.
    @Test
    void share_ofAThreadBesideASpinner_isFarFromTheWhole() {
        Affinity affinity = Affinity.system();
        assumeTrue(affinity.isSupported() && !affinity.processCpus().isEmpty(), "needs CPU affinity");
        int cpu = affinity.processCpus().toList().getLast();
        CapacityMeter real = new CapacityMeter(ThreadSensor::of);
        try (SpinningThread measured = SpinningThread.after(() -> affinity.pin(cpu)); SpinningThread _ = SpinningThread.after(() -> affinity.pin(cpu))) {
            real.follow(measured.tid(), System.nanoTime());
            assumeTrue(real.sensor().cpuNanos() >= 0, "needs the CPU clock of a thread");
            long start = System.nanoTime();
            while (System.nanoTime() - start < 150 * MILLI) {
                LockSupport.parkNanos(5 * MILLI);
                real.measure(System.nanoTime(), true);
            }
            assertThat(real.share()).isBetween(0.01, 0.8);
        } finally {
            real.close();
        }
    }
}
