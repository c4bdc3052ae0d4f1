package dev.skein.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ServiceTimeTest {

    private static final int PARTS = 4_000_000;

    /// By the midpoints of equal parts, not by chance: the tail of the Pareto would need many more draws.
    @ParameterizedTest
    @EnumSource
    void quantile_overAllParts_hasTheMeanOne(ServiceTime service) {
        double sum = 0;
        for (int i = 0; i < PARTS; i++) sum += service.quantile((i + 0.5) / PARTS);
        assertThat(sum / PARTS).isCloseTo(1, within(0.001));
    }

    @Test
    void pareto_endsAtItsCutOff() {
        assertThat(ServiceTime.PARETO.quantile(Math.nextDown(1.0))).isCloseTo(ServiceTime.CUT_OFF, within(0.001));
        assertThat(ServiceTime.PARETO.quantile(0)).isBetween(0.3, 0.4);
    }

    /// Of 10,000 tasks the longest hundredth, 100, has a fifth of the work, as the class says.
    @Test
    void pareto_ofTheLongestHundredth_isAFifthOfTheWork() {
        double longest = 0;
        for (int i = PARTS - PARTS / 100; i < PARTS; i++) longest += ServiceTime.PARETO.quantile((i + 0.5) / PARTS);
        assertThat(longest / PARTS).isBetween(0.18, 0.22);
    }

    @ParameterizedTest
    @EnumSource
    void draw_ofTheSameSeed_isTheSame(ServiceTime service) {
        assertThat(draws(service, 5)).isEqualTo(draws(service, 5));
        if (service != ServiceTime.CONSTANT) assertThat(draws(service, 5)).isNotEqualTo(draws(service, 6));
    }

    private static double[] draws(ServiceTime service, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] draws = new double[100];
        Arrays.setAll(draws, _ -> service.draw(random));
        return draws;
    }
}
