package dev.skein.bench.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.balance.Policies;
import dev.skein.bench.load.Waiting;
import dev.skein.bench.rivals.Schedulers;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// That each contestant does all of the work, and that what is counted is what was done: the figures are not looked at. Short rounds, on two workers.
class MigrationTest {

    private static final int WORKERS = 2;
    private static final long LITTLE_WORK = 1_000;
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /// Before a runtime of ours sizes their scheduler.
    @BeforeAll
    static void sizeVirtualThreads() {
        Schedulers.start("virtualThreads", WORKERS).close();
    }

    static List<String> pairs() {
        return TwoOnOne.SCHEDULERS;
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void twoOnOne_doesWork_andHasATimeWithinTheRound(String scheduler) throws InterruptedException {
        TwoOnOne.Outcome outcome = TwoOnOne.round(scheduler, 10 * LITTLE_WORK, SHORT);
        assertThat(outcome.nanos()).isBetween(1.0, (double) SHORT.toNanos());
        assertThat(outcome.portion()).isPositive();
    }

    @Test
    void together_ofOneTaskAtATime_isNever() {
        Slices slices = new Slices(LITTLE_WORK);
        long start = System.nanoTime();
        for (int i = 0; i < 10; i++) assertThat(slices.slice()).isTrue();
        assertThat(slices.slices()).isEqualTo(10);
        assertThat(slices.togetherAfter(start, Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
    }

    /// Each waits within a slice that is long beside the time it takes to start the other.
    @Test
    void together_ofTwoThreadsAtOnce_isWhenTheSecondBegan() throws InterruptedException {
        Slices slices = new Slices(200_000_000);
        long start = System.nanoTime();
        Thread other = Thread.ofPlatform().start(slices::slice);
        slices.slice();
        other.join();
        assertThat(slices.togetherAfter(start, Long.MAX_VALUE)).isBetween(0L, System.nanoTime() - start);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void slices_whenTheyAreToEnd_endEachTaskOnce(String scheduler) throws InterruptedException {
        int tasks = 5;
        Slices slices = new Slices(LITTLE_WORK);
        try (ExecutorService executor = Schedulers.start(scheduler, WORKERS)) {
            slices.startOnOne(scheduler, executor, tasks, 0);
            Waiting.until("100 slices", LIMIT, () -> slices.slices() >= 100);
            slices.end();
            Waiting.until("all tasks ended", LIMIT, () -> slices.tasksEnded() >= tasks);
        }
        assertThat(slices.tasksEnded()).isEqualTo(tasks);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2_000})
    void retireHolding_endsEachTaskThatWasHeld(int held) throws InterruptedException {
        RetireHolding.Outcome outcome = RetireHolding.round(Policies.standard(), held, LITTLE_WORK);
        assertThat(outcome.ended()).isEqualTo(held);
        assertThat(outcome.retireNanos()).isPositive();
        assertThat(outcome.wakeNanos()).isGreaterThanOrEqualTo(0).matches(nanos -> held == 0 || nanos > 0, "some time, if any was held");
    }

    static List<String> pingPongs() {
        return LockPingPong.CONTESTANTS;
    }

    @ParameterizedTest
    @MethodSource("pingPongs")
    void lockPingPong_holdsTheLockForEachHandOver(String contestant) throws InterruptedException {
        LockPingPong.Outcome outcome = LockPingPong.round(contestant, 100, 10_000);
        assertThat(outcome.held()).isEqualTo(10_000);
        assertThat(outcome.nanosPerHandOver()).isPositive();
    }

    static List<String> spiked() {
        return SpikeAfterPacking.CONTESTANTS;
    }

    @ParameterizedTest
    @MethodSource("spiked")
    void spikeAfterPacking_runsTheWholeSpike(String contestant) throws InterruptedException {
        SpikeAfterPacking.Outcome outcome = SpikeAfterPacking.round(contestant, SHORT, 500, 10 * LITTLE_WORK, 1);
        assertThat(outcome.waitNanos()).hasSize(500).isSorted();
        assertThat(outcome.waitNanos()[0]).as("least wait").isPositive();
        assertThat(outcome.allAtWorkNanos()).isPositive();
    }

    @Test
    void spikeAfterPacking_withTheEnergyPolicy_findsAWorkerPacked() throws InterruptedException {
        assertThat(SpikeAfterPacking.round(SpikeAfterPacking.ENERGY, Duration.ofSeconds(2), 10, LITTLE_WORK, 1).packed()).isEqualTo(1);
    }

    @Test
    void allAtWork_isTheFirstTaskOfTheLastThread_orTheLastTaskIfThereWasOne() {
        assertThat(SpikeAfterPacking.allAtWork(new long[] {5, 9, 7, 8}, new long[] {1, 1, 2, 2})).isEqualTo(7);
        assertThat(SpikeAfterPacking.allAtWork(new long[] {5, 9, 7, 8}, new long[] {1, 1, 2, 3})).as("a spare").isEqualTo(7);
        assertThat(SpikeAfterPacking.allAtWork(new long[] {5, 9, 7}, new long[] {1, 1, 1})).isEqualTo(9);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void slowBeforeShort_hasTheWaitOfEachShortTask(String scheduler) throws InterruptedException {
        long[] waits = SlowBeforeShort.round(scheduler, 3, new SlowBeforeShort.Tasks(100 * LITTLE_WORK, LITTLE_WORK));
        assertThat(waits).hasSize(3_000).isSorted();
        assertThat(waits[0]).as("least wait").isPositive();
    }

    static List<TimerUnderSaturation.Contestant> saturated() {
        return TimerUnderSaturation.CONTESTANTS;
    }

    @ParameterizedTest
    @MethodSource("saturated")
    void timerUnderSaturation_firesEachTimer_noneEarly(TimerUnderSaturation.Contestant contestant) throws InterruptedException {
        long[] late = TimerUnderSaturation.round(contestant, SHORT, SHORT, 10 * LITTLE_WORK);
        assertThat(late).hasSize(30).isSorted();
        assertThat(Arrays.stream(late).distinct().count()).as("different latenesses").isGreaterThan(1);
    }
}
