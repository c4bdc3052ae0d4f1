package dev.skein.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// As carriers and callers use it: from 0 to 50,000 ns, growing while work comes within 100,000 ns.
class SpinBudgetTest {

    private final SpinBudget spin = SpinBudget.ofCallers(2);

    private void waited(int times, long nanos) {
        for (int i = 0; i < times; i++) spin.waited(nanos);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void nanos_oneCpu_isZeroWhateverComes(int cpus) {
        SpinBudget alone = SpinBudget.ofJoiner(cpus);
        for (int i = 0; i < 20; i++) alone.waited(10);
        assertThat(alone.nanos()).isZero();
    }

    @Test
    void nanos_atFirst_isInItsRange() {
        assertThat(spin.nanos()).isBetween(1_000L, 50_000L);
    }

    @Test
    void nanos_workComesSoonAgainAndAgain_growsToTheMost() {
        waited(3, 100_000);
        assertThat(spin.nanos()).isEqualTo(50_000);
        waited(100, 50_000);
        assertThat(spin.nanos()).isEqualTo(50_000);
    }

    @Test
    void nanos_workComesLateAgainAndAgain_isZero() {
        waited(100, 100_001);
        assertThat(spin.nanos()).isZero();
    }

    @Test
    void nanos_ofAJoinerWhoseForksComeLate_isAMicrosecond() {
        SpinBudget joiner = SpinBudget.ofJoiner(2);
        for (int i = 0; i < 100; i++) joiner.waited(100_001);
        assertThat(joiner.nanos()).isEqualTo(1_000);
    }

    @Test
    void nanos_atTheLeastAndWorkComesSoonAgain_growsWithoutASpin() {
        waited(100, 100_001);
        spin.waited(90_000);
        assertThat(spin.nanos()).isEqualTo(2_000);
    }

    @Test
    void nanos_afterOneOutlier_isHalf() {
        waited(100, 10);
        spin.waited(1_000_000_000);
        assertThat(spin.nanos()).isEqualTo(25_000);
    }

    @Test
    void nanos_fromLeastToMost_takesFewGoodWaits() {
        waited(100, 1_000_000);
        waited(6, 10);
        assertThat(spin.nanos()).isEqualTo(50_000);
    }

    @Test
    void nanos_longestSpinInVainAndAShortSleep_isZeroForSomeWaits() {
        waited(6, 10);
        spin.waited(60_000);
        for (int wait = 1; wait <= 32; wait++) {
            spin.waited(15_000);
            assertThat(spin.nanos()).as("after %d", wait).isZero();
        }
        waited(6, 15_000);
        assertThat(spin.nanos()).isEqualTo(50_000);
    }

    @Test
    void nanos_ofAWorkerWhoseLongestSpinWasInVain_staysTheLongest() {
        SpinBudget worker = SpinBudget.ofSearcher(2);
        for (int i = 0; i < 100; i++) worker.waited(100_000);
        assertThat(worker.nanos()).isEqualTo(50_000);
        worker.waited(100_001);
        assertThat(worker.nanos()).isEqualTo(25_000);
    }

    @Test
    void nanos_inVainAgain_isZeroForTwiceAsManyWaitsUpToAThousand() {
        for (int rest = 32; rest <= 4_096; rest *= 2) {
            while (spin.nanos() < 50_000) spin.waited(15_000);
            spin.waited(60_000);
            waited(Math.min(rest, 1_024), 15_000);
            assertThat(spin.nanos()).as("after %d", rest).isZero();
            spin.waited(15_000);
            assertThat(spin.nanos()).as("after %d and one", rest).isEqualTo(2_000);
        }
    }

    @Test
    void nanos_firstWaitAfterTheLongestInVain_isAMicrosecond() {
        waited(6, 10);
        spin.waited(60_000);
        assertThat(spin.nanos()).isEqualTo(1_000);
        spin.waited(500);
        assertThat(spin.nanos()).isEqualTo(2_000);
    }

    @Test
    void nanos_onAndOnInVain_isAMicrosecondForOneWaitOf32() {
        while (spin.nanos() < 50_000) spin.waited(15_000);
        spin.waited(60_000);
        waited(32, 15_000);
        while (spin.nanos() < 50_000) spin.waited(15_000);
        spin.waited(60_000);
        for (int wait = 0; wait < 64; wait++) {
            assertThat(spin.nanos()).as("at %d", wait).isEqualTo(wait % 32 == 0 ? 1_000 : 0);
            spin.waited(15_000);
        }
    }

    @Test
    void nanos_longestSpinHelps_theNextRestIsAShortOne() {
        for (int time = 0; time < 3; time++) {
            waited(200, 15_000);
            spin.waited(60_000);
        }
        waited(200, 15_000);
        spin.waited(60_000);
        waited(32, 15_000);
        spin.waited(15_000);
        assertThat(spin.nanos()).isEqualTo(2_000);
    }
}
