package dev.skein.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Time is what the test says it is.
class PaceTest {

    private final Pace pace = new Pace();
    private long now = 1_000_000_000L;

    PaceTest() {
        pace.start(now);
    }

    /// Runs tasks of equal length for that many ticks; tells the time between the last two.
    private long ticks(int count, long nanosPerTask) {
        long began = now;
        for (int i = 0; i < count; i++) {
            began = now;
            do {
                now += nanosPerTask;
            } while (!pace.countTask());
            pace.tick(now);
        }
        return now - began;
    }

    @Test
    void isQuick_beforeAnyTask_isFalse() {
        assertThat(pace.isQuick()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {50, 100, 300, 1_000, 5_000, 10_000})
    void tick_ofTasksOfEqualLength_comesAboutEveryFiftyMicroseconds(long nanosPerTask) {
        assertThat(ticks(30, nanosPerTask)).isBetween(20_000L, 220_000L);
    }

    @Test
    void tick_ofVeryShortTasks_comesAfterSomeThousandAtMost() {
        assertThat(ticks(40, 1)).isLessThanOrEqualTo(5_000);
    }

    @ParameterizedTest
    @ValueSource(longs = {1_000_000, 20_000_000})
    void tick_ofLongTasks_comesAfterEachOrTwo(long nanosPerTask) {
        assertThat(ticks(30, nanosPerTask)).isLessThanOrEqualTo(2 * nanosPerTask);
    }

    @Test
    void isQuick_afterShortTasks_isTrue() {
        ticks(3, 1_000);
        assertThat(pace.isQuick()).isTrue();
    }

    @Test
    void isQuick_afterLongTasks_isFalseAgain() {
        ticks(3, 1_000);
        ticks(2, 1_000_000);
        assertThat(pace.isQuick()).isFalse();
    }

    @Test
    void isQuick_afterOneShortTaskOnly_staysAsItWas() {
        ticks(3, 1_000_000);
        pace.start(now);
        pace.countTask();
        now += 1_000;
        pace.tick(now);
        assertThat(pace.isQuick()).as("one short task says nothing of the next").isFalse();
    }

    @Test
    void isQuick_afterOneLongTask_isFalse() {
        ticks(3, 1_000);
        pace.start(now);
        pace.countTask();
        now += 50_000_000;
        pace.tick(now);
        assertThat(pace.isQuick()).isFalse();
    }

    @Test
    void countTask_afterANudge_endsTheTick() {
        ticks(3, 1_000);
        assertThat(pace.countTask()).isFalse();
        pace.nudge();
        assertThat(pace.countTask()).isTrue();
        pace.tick(now);
        assertThat(pace.countTask()).as("one nudge, one tick").isFalse();
    }

    @Test
    void start_afterAPause_doesNotCountThePause() {
        ticks(3, 1_000);
        now += 10_000_000_000L;
        pace.start(now);
        ticks(1, 1_000);
        assertThat(pace.isQuick()).isTrue();
    }

    @Test
    void tick_whenTheClockStandsStill_isNoDivisionByZero() {
        for (int i = 0; i < 10; i++) pace.tick(now);
        assertThat(pace.countTask()).isFalse();
    }

    @Test
    void meanNanos_afterTasksOfEqualLength_isAboutThatLength() {
        ticks(5, 2_000);
        assertThat(pace.meanNanos()).isBetween(1_500L, 2_500L);
    }

    /// Two that see the same, of which the clock of one wraps.
    @Test
    void tick_acrossTheWrapOfTheClock_comesAsElsewhere() {
        Pace other = new Pace();
        long ahead = Long.MAX_VALUE - 5_000_000 - now;
        other.start(now + ahead);
        Random random = new Random(7);
        while (now + ahead > 0 || now + ahead < Long.MIN_VALUE + 5_000_000) {
            now += random.nextInt(20_000);
            boolean over = pace.countTask();
            assertThat(other.countTask()).isEqualTo(over);
            if (!over) continue;
            pace.tick(now);
            other.tick(now + ahead);
            assertThat(other.meanNanos()).isEqualTo(pace.meanNanos());
            assertThat(other.isQuick()).isEqualTo(pace.isQuick());
        }
    }
}
