package dev.skein.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.bench.load.OpenLoop.Arrival;
import dev.skein.bench.load.OpenLoop.Outcome;
import dev.skein.bench.load.OpenLoop.Pace;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OpenLoopTest {

    private static final long MILLI = 1_000_000;
    private static final long STALL = 100 * MILLI;
    private static final ArrivalPlan PLAN = ArrivalPlan.of(ServiceTime.CONSTANT, 1_000, 300, 10, 5);

    /// How many are due within so long after the first.
    private static long dueWithin(long nanos) {
        return IntStream.range(0, PLAN.tasks()).filter(i -> PLAN.dueNanos(i) - PLAN.dueNanos(0) <= nanos).count();
    }

    /// With a margin for the three digits that a histogram keeps.
    private static long longerThan(Histogram histogram, long nanos) {
        return histogram.getCountBetweenValues(nanos - nanos / 500, histogram.getMaxValue());
    }

    /// The omission that this is about: a generator that waits for a stalled scheduler would see one long time, and the others as short as ever.
    @ParameterizedTest
    @EnumSource
    void run_ofASinkThatStallsTheGenerator_countsFromThePlan(Pace pace) throws InterruptedException {
        boolean[] stalled = new boolean[1];
        Outcome outcome = OpenLoop.run(PLAN, pace, arrival -> {
            long start = System.nanoTime();
            while (!stalled[0] && System.nanoTime() - start < STALL) Thread.onSpinWait();
            stalled[0] = true;
            arrival.run();
        });
        long missed = dueWithin(STALL / 2);
        assertThat(missed).isGreaterThan(20);
        assertThat(outcome.sojournNanos().getTotalCount()).isEqualTo(PLAN.tasks());
        assertThat(longerThan(outcome.sojournNanos(), STALL / 2)).isGreaterThanOrEqualTo(missed);
        assertThat(longerThan(outcome.lateNanos(), STALL / 2)).isGreaterThanOrEqualTo(missed - 1);
    }

    @Test
    void run_ofASchedulerThatHoldsTasksBack_countsTheirWaits() throws InterruptedException {
        List<Arrival> held = new ArrayList<>();
        boolean[] free = new boolean[1];
        Outcome outcome = OpenLoop.run(PLAN, Pace.PARKING, arrival -> {
            held.add(arrival);
            free[0] |= held.size() == dueWithin(STALL) + 1;           // the first that is due after the stall
            if (!free[0]) return;
            held.forEach(Arrival::run);
            held.clear();
        });
        assertThat(outcome.sojournNanos().getTotalCount()).isEqualTo(PLAN.tasks());
        assertThat(longerThan(outcome.sojournNanos(), STALL / 2)).isGreaterThanOrEqualTo(dueWithin(STALL / 2));
    }

    @Test
    void run_ofASinkThatIsQuick_isOverWhenThePlanIs() throws InterruptedException {
        Outcome outcome = OpenLoop.run(PLAN, Pace.PARKING, Arrival::run);
        assertThat(outcome.wallNanos()).isGreaterThanOrEqualTo(PLAN.lengthNanos());
        assertThat(outcome.generatorCpuNanos()).isBetween(1L, outcome.wallNanos());
        assertThat(outcome.sojournNanos().getMinValue()).isNotNegative();
        assertThat(outcome.lateNanos().getTotalCount()).isEqualTo(PLAN.tasks());
    }
}
