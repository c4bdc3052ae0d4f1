package dev.skein.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrendTest {

    private static Trend of(double slack, double... samples) {
        Trend trend = new Trend("x", slack, 9, 1_000);
        for (double sample : samples) trend.add(sample);
        return trend;
    }

    @Test
    void grows_withoutEnd_isTrue() {
        assertThat(of(0, IntStream.rangeClosed(1, 9).asDoubleStream().toArray()).grows()).isTrue();
    }

    @Test
    void grows_upAndDown_isFalse() {
        assertThat(of(0, 1, 5, 2, 6, 1, 5, 2, 6, 1).grows()).isFalse();
    }

    @Test
    void grows_atFirstOnly_isFalse() {
        assertThat(of(0, 1, 2, 3, 4, 4, 4, 4, 4, 4).grows()).isFalse();
    }

    @Test
    void grows_byLessThanTheSlack_isFalse() {
        assertThat(of(0.1, 100, 100, 100, 100, 101, 102, 103, 104, 105).grows()).isFalse();
        assertThat(of(0.01, 100, 100, 100, 100, 101, 102, 104, 105, 106).grows()).isTrue();
    }

    @Test
    void grows_withFewSamples_isFalse() {
        assertThat(of(0, 1, 2, 3, 4, 5, 6, 7, 8).grows()).isFalse();
    }

    @Test
    void grows_aboveTheMost_isTrue_howeverFewSamplesThereAre() {
        assertThat(of(0, 1_000).grows()).isFalse();
        assertThat(of(0, 1_001).grows()).isTrue();
        assertThat(of(0, 1_001, 1).grows()).as("it was above, and is not").isFalse();
    }

    @Test
    void toString_namesTheLastAndTheRange() {
        assertThat(of(0, 3, 1, 2)).hasToString("x 2 (1 to 3)");
    }
}
