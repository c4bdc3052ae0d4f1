package dev.skein.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.skein.meta.Seeds;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AverageTest {

    private final Average average = new Average(100);

    @Test
    void value_beforeTheFirst_isNotKnown() {
        assertThat(average.value()).isNaN();
    }

    @Test
    void add_ofTheFirst_isThatOneHoweverShortItsTime() {
        average.add(7, 1);
        assertThat(average.value()).isEqualTo(7);
    }

    @Test
    void add_overTheConstant_countsHalf() {
        average.add(0, 1);
        average.add(8, 100);
        assertThat(average.value()).isEqualTo(4);
    }

    @Test
    void add_overAVeryLongTime_forgetsWhatWas() {
        average.add(1_000, 1);
        average.add(3, 1e18);
        assertThat(average.value()).isCloseTo(3, within(1e-9));
    }

    @Test
    void add_ofNothingKnownOrInNoTime_changesNothing() {
        average.add(Double.NaN, 10);
        average.add(5, 0);
        average.add(5, -10);
        assertThat(average.value()).isNaN();
        average.add(5, 10);
        average.add(Double.NaN, 10);
        average.add(9, 0);
        assertThat(average.value()).isEqualTo(5);
    }

    static LongStream seeds() {
        return Seeds.some(20);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void value_ofAnyValues_staysBetweenTheLeastAndTheGreatest(long seed) {
        Random random = Seeds.random(seed);
        double least = Double.MAX_VALUE;
        double greatest = 0;
        for (int i = 0; i < 1_000; i++) {
            double value = random.nextDouble() * Math.pow(10, random.nextInt(18));
            least = Math.min(least, value);
            greatest = Math.max(greatest, value);
            average.add(value, random.nextInt(10_000));
            if (!Double.isNaN(average.value())) assertThat(average.value()).as("seed %s", seed).isBetween(least * (1 - 1e-12), greatest * (1 + 1e-12));
        }
    }
}
