package dev.skein.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceTimesTest {

    private static final int STEPS = 500_000;

    @ParameterizedTest
    @CsvSource({"CONSTANT, 1.5", "EXPONENTIAL, 1.5", "PARETO, 1.5", "PARETO, 1.1", "PARETO, 3"})
    void quantile_overAllParts_hasTheMeanOne(ServiceTimes service, double tail) {
        DoubleUnaryOperator quantile = service.quantile(tail);
        double sum = 0;
        for (int i = 0; i < STEPS; i++) sum += quantile.applyAsDouble((i + 0.5) / STEPS);
        assertThat(sum / STEPS).isEqualTo(1, within(0.003));
    }

    @Test
    void quantile_ofPareto_endsAtTheCutOff() {
        DoubleUnaryOperator quantile = ServiceTimes.PARETO.quantile(1.5);
        assertThat(quantile.applyAsDouble(1)).isEqualTo(ServiceTimes.CUT_OFF, within(1e-6));
        assertThat(quantile.applyAsDouble(0)).as("the shortest, a third of the mean").isBetween(0.3, 0.4);
    }
}
