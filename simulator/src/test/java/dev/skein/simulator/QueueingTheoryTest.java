package dev.skein.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Where theory has a formula the simulation must agree with it, so that its figures mean something where there is none.
class QueueingTheoryTest {

    private static final long MEAN = 1_000_000;
    private static final int SEEDS = 4;

    /// A. K. Erlang, 1917: mean wait in one queue before n equal servers, exponential service.
    private static double erlangWait(int servers, double load) {
        double offered = servers * load;
        double blocked = 1;
        for (int i = 1; i <= servers; i++) blocked = offered * blocked / (i + offered * blocked);
        double waits = blocked / (1 - load + load * blocked);
        return waits / (servers * (1 - load)) * MEAN;
    }

    private static Scenario scenario(int workers, double load, ServiceTimes service) {
        long nanos = (long) (150_000 / (workers * load) * MEAN);
        return Scenario.standard().withWorkers(workers).withLoad(load).withService(service).withDuration(nanos);
    }

    private static double meanWait(Scenario scenario, Costs costs, Mode mode) {
        Runs runs = new Runs(costs, Rules.STANDARD, PolicyNames.of("none"));
        double sum = 0;
        for (long seed = 1; seed <= SEEDS; seed++) sum += runs.one(scenario, mode, seed).meanWait();
        return sum / SEEDS;
    }

    @ParameterizedTest
    @CsvSource({"1, 0.5", "4, 0.8", "16, 0.9"})
    void meanWait_ofTheIdealQueue_isErlangs(int workers, double load) {
        double wait = meanWait(scenario(workers, load, ServiceTimes.EXPONENTIAL), Costs.standard(), Mode.CENTRAL);
        assertThat(wait).isEqualTo(erlangWait(workers, load), within(0.06 * erlangWait(workers, load)));
    }

    /// Each worker is then a queue of its own with random arrivals: the wait of constant service is half that of exponential service.
    @Test
    void meanWait_withoutBalancingAndCosts_isThatOfOneServer() {
        Scenario scenario = scenario(8, 0.7, ServiceTimes.CONSTANT);
        Runs runs = new Runs(Costs.standard().free(), Rules.STANDARD.withPlacement(Placement.RANDOM), PolicyNames.of("none"));
        double sum = 0;
        for (long seed = 1; seed <= SEEDS; seed++) sum += runs.one(scenario, Mode.NONE, seed).meanWait();
        double expected = 0.7 / (2 * 0.3) * MEAN;
        assertThat(sum / SEEDS).isEqualTo(expected, within(0.05 * expected));
    }

    @Test
    void meanWait_ofStealingWithoutCosts_isThatOfTheIdealQueue() {
        Scenario scenario = scenario(8, 0.8, ServiceTimes.CONSTANT);
        double ideal = meanWait(scenario, Costs.standard(), Mode.CENTRAL);
        assertThat(meanWait(scenario, Costs.standard().free(), Mode.STEALING)).as("no worker rests while a task waits").isEqualTo(ideal, within(0.02 * ideal));
    }
}
