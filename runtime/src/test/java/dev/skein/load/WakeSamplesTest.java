package dev.skein.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.skein.api.LatencyStats;
import dev.skein.meta.Proves;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WakeSamplesTest {

    private final WakeSamples samples = new WakeSamples();

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 7, 8, 9, 15, 16, 17, 100, 1_000, 123_456, 1_000_000_000, Long.MAX_VALUE / 2, Long.MAX_VALUE})
    void bucket_ofAnyTime_endsAtMostAnEighthAboveIt(long nanos) {
        double end = WakeSamples.upperEnd(WakeSamples.bucket(nanos));
        assertThat(end).isBetween((double) nanos * 0.999999, (double) nanos * 1.125 + 1);
    }

    @Test
    void bucket_overAllTimes_growsByOne() {
        int last = -1;
        for (long nanos = 0; nanos < 5_000; nanos++) {
            int bucket = WakeSamples.bucket(nanos);
            assertThat(bucket).isBetween(last, last + 1);
            assertThat((double) nanos).isLessThanOrEqualTo(WakeSamples.upperEnd(bucket));
            last = bucket;
        }
    }

    private void measure(long nanos) {
        Object task = new Object();
        samples.put(task, Long.MAX_VALUE - 50);
        samples.begins(task, Long.MAX_VALUE - 50 + nanos);
    }

    @Test
    void stats_beforeAnySample_haveNoFigures() {
        assertThat(samples.stats().samples()).isZero();
        assertThat(samples.stats().p99Nanos()).isNaN();
    }

    @Test
    void stats_ofAThousand_giveTheQuantiles() {
        for (int i = 1; i <= 1_000; i++) measure(i * 1_000L);
        LatencyStats stats = samples.stats();
        assertThat(stats.samples()).isEqualTo(1_000);
        assertThat(stats.p50Nanos()).isCloseTo(500_000, within(63_000.0));
        assertThat(stats.p99Nanos()).isCloseTo(990_000, within(124_000.0));
        assertThat(stats.p999Nanos()).isCloseTo(999_000, within(125_000.0));
        assertThat(stats.maxNanos()).isCloseTo(1_000_000, within(125_000.0));
    }

    @Test
    void begins_ofOneThatWasWithdrawnOrNeverPut_measuresNothing() {
        Object task = new Object();
        samples.put(task, 5);
        samples.withdraw(task);
        samples.begins(task, 9);
        samples.begins(new Object(), 9);
        assertThat(samples.stats().samples()).isZero();
    }

    @Test
    void begins_ofOneThatWasOverwritten_measuresNothing() {
        Object task = new Object();
        samples.put(task, 5);
        for (int i = 0; i < 64; i++) samples.put(new Object(), 6);
        samples.begins(task, 9);
        assertThat(samples.stats().samples()).isZero();
    }

    @Test
    void wakes_untilSomebodyAsks_measuresNone() {
        assertThat(samples.wakes(this)).isFalse();
        assertThat(samples.stats().samples()).isZero();
        assertThat(samples.wakes(this)).isTrue();
        samples.begins(this);
        assertThat(samples.stats().samples()).isEqualTo(1);
    }

    @Test
    @Proves("N1")
    void begins_ofOneWhoseSlotWasTaken_measuresNothingAndTheOtherIsMeasured() {
        WakeSamples one = new WakeSamples(1);
        Object first = new Object();
        Object second = new Object();
        assertThat(one.put(first, 100)).isTrue();
        assertThat(one.put(second, 205)).isTrue();
        one.begins(first, 206);
        assertThat(one.stats().samples()).isZero();
        one.begins(second, 206);
        assertThat(one.stats().samples()).isEqualTo(1);
        assertThat(one.stats().maxNanos()).isEqualTo(1);
    }
}
