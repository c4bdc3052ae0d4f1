package dev.skein.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CpuTicksTest {

    @Test
    void parse_readsWhatAllHadAndWhatThisProcessHad() {
        CpuTicks ticks = CpuTicks.parse("cpu  100 20 30 400 50 6 7 80 9 10\ncpu0 1 2 3 4 5 6 7 8 9 10\n",
                "4711 (java (x) y) S 1 1 1 0 -1 0 5 5 5 5 11 12 13 14 20 0 30 0");
        assertThat(ticks).isEqualTo(new CpuTicks(150, 80, 693, 50));
    }

    @Test
    void foreignShareSince_countsOthersAndTheHost_butNotItsOwn() {
        CpuTicks before = new CpuTicks(1_000, 100, 10_000, 500);
        CpuTicks after = new CpuTicks(1_170, 110, 10_200, 660);
        assertThat(after.foreignShareSince(before)).isCloseTo(0.1, within(1e-9));
    }

    @Test
    void foreignShareSince_whereTheCountsAreRoughAndGiveLessThanNothing_isNone() {
        assertThat(new CpuTicks(100, 0, 200, 110).foreignShareSince(new CpuTicks(0, 0, 0, 0))).isZero();
        assertThat(new CpuTicks(0, 0, 0, 0).foreignShareSince(new CpuTicks(0, 0, 0, 0))).isZero();
    }
}
