package dev.skein.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdealQueueTest {

    private static final int TASKS = 400_000;
    private static final long STEPS = 50_000;
    private static final double MEAN_NANOS = 50_000;

    private static ArrivalPlan plan(ServiceTime service, double load, int servers) {
        return ArrivalPlan.of(service, load * servers * 1e9 / MEAN_NANOS, TASKS, STEPS, 5);
    }

    /// The mean time in M/M/1 is that of the service by 1 - load; constant services wait half as long (Pollaczek and Khinchine); two servers: by 1 - load^2 (Erlang).
    @ParameterizedTest
    @CsvSource({"EXPONENTIAL, 1, 0.6, 2.5", "EXPONENTIAL, 1, 0.8, 5", "CONSTANT, 1, 0.6, 1.75", "EXPONENTIAL, 2, 0.6, 1.5625"})
    void firstComeFirstServed_meetsTheFormula(ServiceTime service, int servers, double load, double expected) {
        Histogram sojourn = IdealQueue.firstComeFirstServed(plan(service, load, servers), 1, servers);
        assertThat(sojourn.getTotalCount()).isEqualTo(TASKS);
        assertThat(sojourn.getMean() / MEAN_NANOS).isCloseTo(expected, within(0.05 * expected));
    }

    /// Processor sharing: the mean in M/G/1 depends on the load alone, and not on how the services are distributed.
    @Test
    void sliced_intoVeryShortSlices_comesNearToProcessorSharing() {
        Histogram sojourn = IdealQueue.sliced(plan(ServiceTime.EXPONENTIAL, 0.6, 1), 1, 1, Duration.ofNanos(5_000));
        assertThat(sojourn.getMean() / MEAN_NANOS).isCloseTo(2.5, within(0.15));
        Histogram pareto = IdealQueue.sliced(plan(ServiceTime.PARETO, 0.6, 1), 1, 1, Duration.ofNanos(5_000));
        assertThat(pareto.getMean() / MEAN_NANOS).isCloseTo(2.5, within(0.4));
    }

    @Test
    void sliced_ofALongSlice_isAsWithoutOne() {
        ArrivalPlan plan = plan(ServiceTime.PARETO, 0.6, 2);
        assertThat(IdealQueue.sliced(plan, 1, 2, Duration.ofHours(1))).isEqualTo(IdealQueue.firstComeFirstServed(plan, 1, 2));
        assertThat(IdealQueue.sliced(plan, 1, 2, Duration.ofMillis(1)).getValueAtPercentile(99.9))
                .isLessThan(IdealQueue.firstComeFirstServed(plan, 1, 2).getValueAtPercentile(99.9));
    }

    @Test
    void idealQueue_ofNoServers_isRefused() {
        ArrivalPlan plan = plan(ServiceTime.CONSTANT, 0.5, 1);
        assertThatThrownBy(() -> IdealQueue.firstComeFirstServed(plan, 1, 0)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("got 0");
    }
}
