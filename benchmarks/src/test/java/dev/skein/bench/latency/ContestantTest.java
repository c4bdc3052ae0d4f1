package dev.skein.bench.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.skein.Skein;
import dev.skein.bench.load.ArrivalPlan;
import dev.skein.bench.load.OpenLoop;
import dev.skein.bench.load.ServiceTime;
import dev.skein.platform.Affinity;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ContestantTest {

    private static final ArrivalPlan PLAN = ArrivalPlan.of(ServiceTime.EXPONENTIAL, 20_000, 1_000, 2_000, 5);

    @ParameterizedTest
    @EnumSource
    void contestant_ofAPlan_runsEachTaskOnItsThreads(Contestant contestant) throws Exception {
        assumeTrue(Affinity.system().isSupported() && Affinity.system().processCpus().size() >= 2, "needs two CPUs to which threads can be bound");
        for (Layout.Kind kind : Layout.Kind.values()) {
            // This JVM has one scheduler of virtual threads, which any test may have started before, as large as there are CPUs.
            if (contestant == Contestant.VIRTUAL_THREADS && kind == Layout.Kind.APART) continue;
            Layout layout = Layout.of(kind);
            Set<Integer> ran = ConcurrentHashMap.newKeySet();
            try (Contestant.Running running = contestant.start(layout, Contestant.SLICE)) {
                OpenLoop.Outcome outcome = layout.asGenerator(() -> OpenLoop.run(PLAN, layout.pace(), running.sink()));
                assertThat(outcome.sojournNanos().getTotalCount()).isEqualTo(PLAN.tasks());
                assertThat(outcome.sojournNanos().getMinValue()).isPositive();
                for (int i = 0; i < 100; i++) {
                    running.executor().submit(() -> ran.add(Affinity.system().currentThreadId())).get();
                }
                Set<Integer> others = new HashSet<>(ran);
                others.removeAll(running.threads().ids());
                assertThat(others).as("threads that run tasks and were not found").isEmpty();
                assertThat(running.executor() instanceof Skein).isEqualTo(contestant.isOurs());
            }
        }
    }

    @Test
    void named_ofAnUnknownName_namesThoseThereAre() {
        assertThatThrownBy(() -> Contestant.named("skeins")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("skeinYielding").hasMessageContaining("got skeins");
    }
}
