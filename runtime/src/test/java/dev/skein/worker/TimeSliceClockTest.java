package dev.skein.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.task.ContinuationTask;
import dev.skein.task.PlacedTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// A body that asks whether it should yield, where no sentry looks.
class TimeSliceClockTest {

    private static final long SLICE_NANOS = 3_000_000;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final Unwatched slice = new Unwatched();

    private static final class Unwatched extends TimeSlice {

        Unwatched() {
            super(SLICE_NANOS);
        }

        @Override
        public int worker() {
            return 0;
        }

        @Override
        public void bodyLeft() { }

        @Override
        protected int takeOrderedHome(PlacedTask<?> task) {
            return ContinuationTask.NO_HINT;
        }

        @Override
        protected long cpuNanos() {
            return -1;
        }
    }

    /// Nanoseconds from the first question of a run to the first yes.
    private long askUntilYes() {
        long start = System.nanoTime();
        while (!slice.shouldYield()) {
            assertThat(System.nanoTime() - start).as("time without a yes").isLessThan(PATIENCE_NANOS);
        }
        return System.nanoTime() - start;
    }

    @Test
    void shouldYield_askedOften_isTrueWhenTheSliceIsOverAndNotBefore() {
        for (int run = 0; run < 20; run++) {
            slice.nextTurn();
            assertThat(askUntilYes()).as("run %s", run).isGreaterThanOrEqualTo(SLICE_NANOS);
            assertThat(slice.shouldYield()).as("and stays true").isTrue();
        }
    }

    @Test
    void shouldYield_askedSeldomAfterARunThatAskedOften_looksAtTheClockAllTheSame() {
        slice.nextTurn();
        askUntilYes();
        slice.nextTurn();
        assertThat(slice.shouldYield()).isFalse();
        long asked = System.nanoTime();
        while (System.nanoTime() - asked < SLICE_NANOS) Thread.onSpinWait();
        assertThat(slice.shouldYield()).as("at the second question").isTrue();
    }

    @Test
    void wasToYield_ofARunThatWasNotTold_isFalse() {
        slice.nextTurn();
        askUntilYes();
        assertThat(slice.wasToYield()).isTrue();
        slice.nextTurn();
        assertThat(slice.wasToYield()).isFalse();
    }

    /// The sentry's side; the clock is the test's.
    @Test
    void lookAtRun_acrossTheWrapOfTheClock_endsTheSliceInTime() {
        slice.nextTurn();
        long begun = Long.MAX_VALUE - SLICE_NANOS / 2;
        assertThat(slice.lookAtRun(begun)).isZero();
        assertThat(slice.lookAtRun(begun + SLICE_NANOS - 1)).isEqualTo(SLICE_NANOS - 1);
        assertThat(slice.wasToYield()).as("a nanosecond before its end").isFalse();
        assertThat(slice.lookAtRun(begun + SLICE_NANOS)).isEqualTo(SLICE_NANOS);
        assertThat(slice.wasToYield()).isTrue();
    }

    /// A task that waits runs another within itself: that is no new turn.
    @Test
    void lookAtRun_whileOthersRunWithinATaskThatWaits_seesOneTurn() {
        slice.nextTurn();
        long turn = slice.turnNumber();
        assertThat(slice.lookAtRun(0)).isZero();
        slice.nextRun();
        assertThat(slice.lookAtRun(SLICE_NANOS - 1)).isEqualTo(SLICE_NANOS - 1);
        assertThat(slice.wasToYield()).isFalse();
        slice.nextRun();
        assertThat(slice.lookAtRun(SLICE_NANOS)).isEqualTo(SLICE_NANOS);
        assertThat(slice.wasToYield()).as("the one that goes on").isTrue();
        assertThat(slice.turnNumber()).isEqualTo(turn);
        slice.nextTurn();
        assertThat(slice.lookAtRun(SLICE_NANOS + 1)).isZero();
        assertThat(slice.wasToYield()).isFalse();
    }

    @Test
    void shouldYield_afterOthersHaveRunWithin_countsTheirTime() {
        slice.nextTurn();
        assertThat(slice.shouldYield()).as("the first question, where the slice begins").isFalse();
        long start = System.nanoTime();
        do {
            slice.nextRun();
        } while (System.nanoTime() - start < SLICE_NANOS);
        assertThat(slice.shouldYield()).isTrue();
    }
}
