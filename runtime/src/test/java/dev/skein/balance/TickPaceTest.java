package dev.skein.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.skein.balance.TickPace.Found;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TickPaceTest {

    private static final long INTERVAL = 5_000_000;
    private static final long SECOND = 1_000_000_000;

    private long now;
    private long cpu;
    private long ticks;

    /// Ticks for that long, each of this cost.
    private void run(TickPace pace, long nanos, long tickNanos, boolean hungry) {
        for (long end = now + nanos; now < end; ticks++) {
            now += pace.pauseNanos(hungry ? Found.HUNGER : Found.WORK);
            cpu += tickNanos;
            pace.ticked(now, cpu);
        }
    }

    private static long nanos(String micros) {
        return Long.parseLong(micros) * 1_000;
    }

    @ParameterizedTest
    @CsvSource({"2, 50, 5", "8, 90, 5", "64, 10, 5", "64, 100, 40", "16, 100, 10", "256, 100, 40", "64, 480, 192"})
    void pauseNanos_inTheLongRun_isTheIntervalOrWhatTheBudgetLeaves(int workers, String tickMicros, int pauseMillis) {
        TickPace pace = new TickPace(INTERVAL, workers);
        run(pace, 100 * SECOND, nanos(tickMicros), false);
        ticks = 0;
        long start = now;
        run(pace, 20 * SECOND, nanos(tickMicros), false);
        assertThat((double) (now - start) / ticks / 1e6).isCloseTo(pauseMillis, within(0.05 * pauseMillis));
    }

    @Test
    void pauseNanos_inTheLongRunAndHungry_keepsToTheBudgetAllTheSame() {
        TickPace pace = new TickPace(INTERVAL, 64);
        run(pace, 100 * SECOND, 100_000, true);
        long start = cpu;
        run(pace, 20 * SECOND, 100_000, true);
        assertThat((double) (cpu - start)).isCloseTo(0.0025 * 20 * SECOND, within(0.05 * 0.0025 * 20 * SECOND));
    }

    @Test
    void pauseNanos_hungryWithFewWorkers_isAMillisecondWhileThereIsCredit() {
        TickPace pace = new TickPace(INTERVAL, 2);
        run(pace, 100 * SECOND, 50_000, false);
        assertThat(pace.pauseNanos(Found.HUNGER)).isEqualTo(1_000_000);
        run(pace, 100 * SECOND, 50_000, true);
        ticks = 0;
        run(pace, SECOND, 50_000, true);
        assertThat(ticks).as("2 % of a CPU").isBetween(390L, 410L);
        assertThat(new TickPace(500_000, 2).pauseNanos(Found.HUNGER)).as("an interval that is shorter still").isEqualTo(500_000);
    }

    @Test
    void pauseNanos_firstTicks_isTheIntervalWhateverTheyCost() {
        TickPace pace = new TickPace(INTERVAL, 64);
        run(pace, 90 * INTERVAL, 1_000_000, false);
        assertThat(ticks).isEqualTo(90);
        run(pace, 20 * INTERVAL, 1_000_000, false);
        assertThat(pace.pauseNanos(Found.WORK)).isGreaterThan(INTERVAL);
    }

    @Test
    void pauseNanos_afterAQuietTime_isTheIntervalForSomeTicks() {
        TickPace pace = new TickPace(INTERVAL, 64);
        run(pace, 200 * SECOND, 400_000, false);
        now += 3_600 * SECOND;
        run(pace, INTERVAL, 400_000, false);
        ticks = 0;
        run(pace, 11 * INTERVAL, 400_000, false);
        assertThat(ticks).as("ticks of 0.4 ms from 5 ms that were saved").isEqualTo(11);
        run(pace, 10 * INTERVAL, 400_000, false);
        assertThat(pace.pauseNanos(Found.WORK)).as("no more than that").isGreaterThan(INTERVAL);
    }

    @Test
    void pauseNanos_oneVeryDearTick_isForgivenMostOfIt() {
        TickPace pace = new TickPace(INTERVAL, 64);
        run(pace, 200 * SECOND, 10_000, false);
        run(pace, INTERVAL, SECOND, false);
        assertThat(pace.pauseNanos(Found.WORK)).isEqualTo(250_000_000);
        long dear = now;
        while (pace.pauseNanos(Found.WORK) > INTERVAL) run(pace, 1, 10_000, false);
        assertThat(now - dear).isLessThan(SECOND / 2);
    }

    @Test
    void pauseNanos_cpuTimeNotKnown_isTheInterval() {
        TickPace pace = new TickPace(INTERVAL, 64);
        assertThat(pace.pauseNanos(Found.WORK)).as("before the first tick").isEqualTo(INTERVAL);
        for (int tick = 0; tick < 1_000; tick++) pace.ticked(tick * INTERVAL, -1);
        assertThat(pace.pauseNanos(Found.WORK)).isEqualTo(INTERVAL);
        pace.ticked(5 * SECOND, 7 * SECOND);
        assertThat(pace.pauseNanos(Found.WORK)).as("the first time that it is known").isEqualTo(INTERVAL);
        for (int tick = 0; tick < 200; tick++) pace.ticked(6 * SECOND, 7 * SECOND + tick * 1_000_000L);
        assertThat(pace.pauseNanos(Found.WORK)).isGreaterThan(INTERVAL);
        pace.ticked(7 * SECOND, -1);
        assertThat(pace.pauseNanos(Found.WORK)).as("known no more").isEqualTo(INTERVAL);
    }

    @Test
    void pauseNanos_calmForFourLooks_is20MillisecondsUntilThereIsWork() {
        TickPace pace = new TickPace(INTERVAL, 2);
        for (int look = 0; look < 3; look++) assertThat(pace.pauseNanos(Found.CALM)).as("look %s", look).isEqualTo(INTERVAL);
        assertThat(pace.pauseNanos(Found.CALM)).isEqualTo(20_000_000);
        assertThat(pace.pauseNanos(Found.ORDERED)).as("to see what an order has left").isEqualTo(INTERVAL);
        assertThat(pace.pauseNanos(Found.CALM)).isEqualTo(20_000_000);
        assertThat(pace.pauseNanos(Found.WORK)).isEqualTo(INTERVAL);
        assertThat(pace.pauseNanos(Found.CALM)).as("it begins to count anew").isEqualTo(INTERVAL);

        TickPace slow = new TickPace(SECOND, 2);
        for (int look = 0; look < 5; look++) assertThat(slow.pauseNanos(Found.CALM)).as("an interval that is longer").isEqualTo(SECOND);
    }

    /// Two that see the same, of which the clock of one wraps.
    @Test
    void pauseNanos_acrossTheWrapOfTheClock_isWhatItIsElsewhere() {
        TickPace here = new TickPace(INTERVAL, 64);
        TickPace there = new TickPace(INTERVAL, 64);
        long origin = Long.MAX_VALUE - 20 * SECOND;
        long at = 0;
        for (int tick = 1; at < 60 * SECOND; tick++) {
            long pause = here.pauseNanos(Found.WORK);
            assertThat(there.pauseNanos(Found.WORK)).as("%s ns after the beginning", at).isEqualTo(pause);
            at += pause;
            here.ticked(at, tick * 100_000L);
            there.ticked(origin + at, tick * 100_000L);
        }
        assertThat(origin + at).as("it has wrapped").isNegative();
        assertThat(here.pauseNanos(Found.WORK)).as("the budget counts by then").isGreaterThan(INTERVAL);
    }
}
