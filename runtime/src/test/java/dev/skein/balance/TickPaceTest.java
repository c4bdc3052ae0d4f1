package dev.skein.balance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TickPaceTest {

    private static final long INTERVAL = 5_000_000;
    private static final int TICKS = TickPace.FIRST_TICKS;

    private static TickPace paceAfter(int workers, long tickNanos) {
        TickPace pace = new TickPace(INTERVAL, workers);
        for (int tick = 0; tick <= TICKS; tick++) pace.ticked(tick * tickNanos);
        return pace;
    }

    @ParameterizedTest
    @CsvSource({
        "2, 50_000, 5_000_000", "8, 90_000, 5_000_000", "64, 10_000, 5_000_000",
        "64, 100_000, 40_000_000", "16, 100_000, 10_000_000", "256, 100_000, 40_000_000", "64, 2_000_000, 200_000_000"})
    void pauseNanos_ticksOfThisCost_isTheIntervalOrWhatTheBudgetLeaves(int workers, String tickNanos, String pauseNanos) {
        TickPace pace = paceAfter(workers, Long.parseLong(tickNanos.replace("_", "")));
        assertThat(pace.pauseNanos(false)).isEqualTo(Long.parseLong(pauseNanos.replace("_", "")));
    }

    @Test
    void pauseNanos_hungry_isShorterWithinTheBudget() {
        assertThat(paceAfter(2, 50_000).pauseNanos(true)).isEqualTo(1_000_000);
        assertThat(paceAfter(64, 100_000).pauseNanos(true)).isEqualTo(40_000_000);
        assertThat(new TickPace(500_000, 2).pauseNanos(true)).as("an interval that is shorter still").isEqualTo(500_000);
    }

    @Test
    void pauseNanos_firstTicks_isTheIntervalWhateverTheyCost() {
        TickPace pace = new TickPace(INTERVAL, 64);
        for (int tick = 1; tick < TickPace.FIRST_TICKS; tick++) pace.ticked(tick * 1_000_000L);
        assertThat(pace.pauseNanos(false)).isEqualTo(INTERVAL);
        pace.ticked(TickPace.FIRST_TICKS * 1_000_000L);
        assertThat(pace.pauseNanos(false)).isGreaterThan(INTERVAL);
    }

    @Test
    void pauseNanos_oneDearTick_changesLittle() {
        TickPace pace = paceAfter(64, 10_000);
        pace.ticked(TICKS * 10_000L + 90_000);
        assertThat(pace.pauseNanos(false)).isEqualTo(8_000_000);
    }

    @Test
    void pauseNanos_cpuTimeNotKnown_isTheInterval() {
        assertThat(new TickPace(INTERVAL, 64).pauseNanos(false)).as("before the first tick").isEqualTo(INTERVAL);
        TickPace pace = new TickPace(INTERVAL, 64);
        for (int tick = 0; tick < TICKS; tick++) pace.ticked(-1);
        assertThat(pace.pauseNanos(false)).isEqualTo(INTERVAL);
        pace.ticked(7_000_000_000L);
        assertThat(pace.pauseNanos(false)).as("the first time that it is known").isEqualTo(INTERVAL);
    }
}
