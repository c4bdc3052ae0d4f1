package dev.skein.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ArrivalPlanTest {

    private static final int TASKS = 200_000;
    private static final double PER_SECOND = 10_000;
    private static final long STEPS = 10_000;

    private static ArrivalPlan plan(ServiceTime service, double perSecond, long seed) {
        return ArrivalPlan.of(service, perSecond, TASKS, STEPS, seed);
    }

    private static long[] due(ArrivalPlan plan) {
        return IntStream.range(0, plan.tasks()).mapToLong(plan::dueNanos).toArray();
    }

    private static long[] steps(ArrivalPlan plan) {
        return IntStream.range(0, plan.tasks()).mapToLong(plan::workSteps).toArray();
    }

    /// The gaps of a Poisson process are exponential: their deviation is their mean. Four standard errors are 1 %.
    @Test
    void plan_ofARate_bringsSoManyAtRandomTimes() {
        ArrivalPlan plan = plan(ServiceTime.CONSTANT, PER_SECOND, 5);
        assertThat(plan.lengthNanos() / 1e9).isCloseTo(TASKS / PER_SECOND, within(0.01 * TASKS / PER_SECOND));
        double meanGap = (double) plan.lengthNanos() / TASKS;
        double squares = 0;
        for (int i = 1; i < TASKS; i++) squares += Math.pow(plan.dueNanos(i) - plan.dueNanos(i - 1) - meanGap, 2);
        assertThat(Math.sqrt(squares / TASKS)).isCloseTo(meanGap, within(0.02 * meanGap));
        assertThat(due(plan)).isSorted();
    }

    @Test
    void plan_ofTheSameSeed_isTheSame() {
        ArrivalPlan plan = plan(ServiceTime.PARETO, PER_SECOND, 5);
        ArrivalPlan same = plan(ServiceTime.PARETO, PER_SECOND, 5);
        ArrivalPlan other = plan(ServiceTime.PARETO, PER_SECOND, 6);
        assertThat(due(same)).isEqualTo(due(plan)).isNotEqualTo(due(other));
        assertThat(steps(same)).isEqualTo(steps(plan)).isNotEqualTo(steps(other));
    }

    @Test
    void plan_ofAnotherService_bringsTasksAtTheSameTimes() {
        assertThat(due(plan(ServiceTime.PARETO, PER_SECOND, 5))).isEqualTo(due(plan(ServiceTime.CONSTANT, PER_SECOND, 5)));
    }

    /// Work does not follow the gap before it: a long task after a long gap would make queues shorter than they are.
    @Test
    void plan_ofGapsAndWork_drawsThemIndependently() {
        ArrivalPlan plan = plan(ServiceTime.EXPONENTIAL, PER_SECOND, 5);
        double meanGap = (double) plan.lengthNanos() / TASKS;
        double product = 0;
        for (int i = 1; i < TASKS; i++) product += (plan.dueNanos(i) - plan.dueNanos(i - 1)) / meanGap * plan.workSteps(i) / STEPS;
        assertThat(product / TASKS).isCloseTo(1, within(0.02));
        assertThat((double) plan.totalSteps() / TASKS).isCloseTo(STEPS, within(0.01 * STEPS));
    }

    @Test
    void plan_ofNothing_isRefused() {
        assertThatThrownBy(() -> plan(ServiceTime.CONSTANT, 0, 5)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("got 0.0");
        assertThatThrownBy(() -> ArrivalPlan.of(ServiceTime.CONSTANT, 1, 0, 1, 5)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("got 0");
        assertThatThrownBy(() -> ArrivalPlan.of(ServiceTime.CONSTANT, 1, 1, 0, 5)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("got 0");
    }
}
