package dev.skein.bench.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.skein.bench.load.ArrivalPlan;
import dev.skein.bench.load.ServiceTime;
import dev.skein.platform.Affinity;
import dev.skein.platform.CpuSet;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class LayoutTest {

    @Test
    void capacity_withAHog_isHalfACpuLess() {
        Layout layout = new Layout(List.of(1, 2, 3), OptionalInt.of(0));
        assertThat(layout.capacity(false)).isEqualTo(3);
        assertThat(layout.capacity(true)).isEqualTo(2.5);
        assertThat(layout.hogCpu()).isEqualTo(3);
    }

    /// That the rate, the plan and the mean service together make the load that is asked for.
    @Test
    void perSecond_ofALoad_bringsThatMuchWork() {
        long nanosPerStep = 2;
        double perSecond = Rounds.perSecond(60, 2, 50_000);
        ArrivalPlan plan = ArrivalPlan.of(ServiceTime.EXPONENTIAL, perSecond, 200_000, 50_000 / nanosPerStep, 5);
        assertThat((double) plan.totalSteps() * nanosPerStep / plan.lengthNanos()).isCloseTo(2 * 0.6, within(0.02));
    }

    @Test
    void apart_hasAGeneratorOnACpuThatNoWorkerHas() throws Exception {
        assumeTrue(Affinity.system().isSupported() && Affinity.system().processCpus().size() >= 2, "needs two CPUs to which threads can be bound");
        Layout apart = Layout.of(Layout.Kind.APART);
        CpuSet generator = apart.asGenerator(() -> Affinity.system().cpusOf(0).orElseThrow());
        assertThat(generator.size()).isEqualTo(1);
        assertThat(CpuSet.of(apart.workerCpus()).intersect(generator).isEmpty()).isTrue();
        CpuSet all = Affinity.system().processCpus();
        assertThat(CpuSet.of(Layout.together().workerCpus())).isEqualTo(all);
        assertThat(Layout.together().asGenerator(() -> Affinity.system().cpusOf(0).orElseThrow())).isEqualTo(all);
    }

    @Test
    void asGenerator_ofABodyThatFails_fails() {
        Layout layout = new Layout(List.of(0), OptionalInt.empty());
        assertThatThrownBy(() -> layout.asGenerator(() -> {
            throw new IllegalStateException("planted");
        })).isInstanceOf(IllegalStateException.class).hasMessage("planted");
    }
}
