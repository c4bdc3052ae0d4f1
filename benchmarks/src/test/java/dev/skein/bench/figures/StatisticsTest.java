package dev.skein.bench.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StatisticsTest {

    @Test
    void median_ofAnOddCount_isTheMiddleValue() {
        assertThat(Statistics.median(new double[] {9, 1, 5})).isEqualTo(5);
    }

    @Test
    void median_ofAnEvenCount_isBetweenTheTwoMiddleValues() {
        assertThat(Statistics.median(new double[] {4, 1, 2, 100})).isEqualTo(3);
    }

    @Test
    void median_leavesTheSampleAsItIs() {
        double[] sample = {3, 1, 2};
        Statistics.median(sample);
        assertThat(sample).containsExactly(3, 1, 2);
    }

    @Test
    void quantile_betweenTwoValues_isLinear() {
        double[] sample = {10, 20, 30, 40};
        assertThat(Statistics.quantile(sample, 0)).isEqualTo(10);
        assertThat(Statistics.quantile(sample, 0.25)).isCloseTo(17.5, within(1e-12));
        assertThat(Statistics.quantile(sample, 1)).isEqualTo(40);
    }

    @Test
    void quantile_ofNothing_isRefused() {
        assertThatThrownBy(() -> Statistics.quantile(new double[0], 0.5)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("at least one");
    }

    @Test
    void percentile_isAnObservedValue() {
        long[] sorted = new long[1000];
        for (int i = 0; i < sorted.length; i++) sorted[i] = i + 1;
        assertThat(Statistics.percentile(sorted, 0.5)).isEqualTo(500);
        assertThat(Statistics.percentile(sorted, 0.99)).isEqualTo(990);
        assertThat(Statistics.percentile(sorted, 0.999)).isEqualTo(999);
        assertThat(Statistics.percentile(sorted, 1)).isEqualTo(1000);
        assertThat(Statistics.percentile(sorted, 0)).isEqualTo(1);
    }

    @Test
    void bootstrap_withTheSameSeed_givesTheSameInterval() {
        double[] sample = {1, 4, 2, 8, 5};
        assertThat(intervalOfMean(sample, 7)).isEqualTo(intervalOfMean(sample, 7));
    }

    @Test
    void bootstrap_ofAConstantSample_isThatPoint() {
        assertThat(intervalOfMean(new double[] {3, 3, 3}, 1)).isEqualTo(new Statistics.Interval(3, 3));
    }

    /// The mean of 400 normal values has the standard error 1/20, so the 95 % interval is 4 * 1/20 wide but for chance.
    @Test
    void bootstrap_ofAMean_isAsWideAsTheStandardErrorSays() {
        SplittableRandom random = new SplittableRandom(42);
        double[] sample = new double[400];
        for (int i = 0; i < sample.length; i++) sample[i] = random.nextGaussian();
        Statistics.Interval interval = intervalOfMean(sample, 3);
        assertThat(interval.high() - interval.low()).isCloseTo(0.196, within(0.03));
        assertThat(interval.low()).isLessThan(0.0).isGreaterThan(-0.3);
    }

    /// Rounds that were slow for both cancel out in a paired ratio.
    @Test
    void bootstrap_ofAPairedRatio_isBlindToDriftThatBothShare() {
        double[] ours = {10, 20, 40, 15, 30};
        double[] rival = {20, 40, 80, 30, 60};
        Statistics.Interval interval = Statistics.bootstrap(5, 2_000, 0.95, 1,
                drawn -> Statistics.median(Statistics.pick(rival, drawn)) / Statistics.median(Statistics.pick(ours, drawn)));
        assertThat(interval).isEqualTo(new Statistics.Interval(2, 2));
    }

    private static Statistics.Interval intervalOfMean(double[] sample, long seed) {
        return Statistics.bootstrap(sample.length, 2_000, 0.95, seed, drawn -> {
            double sum = 0;
            for (double value : Statistics.pick(sample, drawn)) sum += value;
            return sum / drawn.length;
        });
    }
}
