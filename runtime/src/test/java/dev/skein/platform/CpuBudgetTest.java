package dev.skein.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CpuBudgetTest {

    @Test
    void available_onThisMachine_isBetweenOneAndTheCpusOfTheProcess() {
        assertThat(CpuBudget.available()).isBetween(1, Affinity.system().processCpus().size());
    }

    @Test
    void available_inAPinnedThread_isTheSame() {
        int outside = CpuBudget.available();
        int cpu = Machine.cpus(2).getFirst();
        int inside = Machine.inFreshThread(() -> {
            assertThat(Affinity.system().pin(cpu)).isEqualTo(PinResult.PINNED);
            return CpuBudget.available();
        });
        assertThat(inside).isEqualTo(outside);
    }

    @ParameterizedTest
    @CsvSource({"4, 1.5, 2", "4, 1.0, 1", "4, 1.01, 2", "4, 0.2, 1", "4, 3.999, 4", "4, 16, 4", "4, , 4", "0, , 1"})
    void available_quotaAndCpus_isTheLesserRoundedUp(int cpus, Double quota, int workers) {
        OptionalDouble limit = quota == null ? OptionalDouble.empty() : OptionalDouble.of(quota);
        assertThat(CpuBudget.available(CpuSet.firstCpus(cpus), limit)).isEqualTo(workers);
    }

    @Test
    void toldToJvm_severalFlags_takesTheLast() {
        assertThat(CpuBudget.toldToJvm(List.of("-Xmx1g"))).isEqualTo(Integer.MAX_VALUE);
        assertThat(CpuBudget.toldToJvm(List.of("-XX:ActiveProcessorCount=3", "-XX:ActiveProcessorCount=2"))).isEqualTo(2);
        assertThat(CpuBudget.toldToJvm(List.of("-XX:ActiveProcessorCount=-1"))).isEqualTo(Integer.MAX_VALUE);
        assertThat(CpuBudget.toldToJvm(List.of("-XX:ActiveProcessorCount=two"))).isEqualTo(Integer.MAX_VALUE);
    }
}
