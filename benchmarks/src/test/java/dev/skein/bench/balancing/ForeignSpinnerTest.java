package dev.skein.bench.balancing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.skein.platform.Affinity;
import dev.skein.platform.CpuSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ForeignSpinnerTest {

    private static final int NO_SUCH_CPU = 8_191;

    @BeforeEach
    void needsAffinity() {
        assumeTrue(Affinity.system().isSupported(), "threads cannot be bound to CPUs here");
    }

    @Test
    void spinOn_twice_stampsEachBeginningAndEnd() throws Exception {
        int cpu = Affinity.system().processCpus().stream().findFirst().orElseThrow();
        try (ForeignSpinner spinner = ForeignSpinner.start()) {
            for (int round = 0; round < 2; round++) {
                long before = System.nanoTime();
                long began = spinner.spinOn(cpu);
                long ended = spinner.stop();
                assertThat(began).isBetween(before, ended);
                assertThat(ended).isLessThanOrEqualTo(System.nanoTime());
            }
        }
    }

    @Test
    void spinOn_aCpuThatIsNotThere_isRefused_andTheNextOneWorks() throws Exception {
        CpuSet cpus = Affinity.system().processCpus();
        assumeTrue(!cpus.contains(NO_SUCH_CPU));
        try (ForeignSpinner spinner = ForeignSpinner.start()) {
            assertThatThrownBy(() -> spinner.spinOn(NO_SUCH_CPU)).isInstanceOf(IllegalStateException.class).hasMessageContaining("CPU 8191");
            spinner.spinOn(cpus.stream().findFirst().orElseThrow());
            spinner.stop();
        }
    }

    @Test
    void close_whileItSpins_letsTheProcessEndByItself() throws Exception {
        ForeignSpinner spinner = ForeignSpinner.start();
        spinner.spinOn(Affinity.system().processCpus().stream().findFirst().orElseThrow());
        assertThat(spinner.process().isAlive()).isTrue();
        spinner.close();
        assertThat(spinner.process().exitValue()).as("exit code; a process that had to be killed has another").isZero();
    }
}
