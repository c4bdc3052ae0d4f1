package dev.skein.bench.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.skein.bench.figures.RivalRatio.Verdict;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RivalRatioTest {

    @Test
    void ratio_ofSeveralRivals_isToTheBest() {
        RivalRatio ratio = RivalRatio.of(Sample.of(3, 3, 3), Map.of("a", Sample.of(8, 8, 8), "b", Sample.of(4, 4, 4)), 1);
        assertThat(ratio.bestRival()).isEqualTo("b");
        assertThat(ratio.median()).isCloseTo(0.75, within(1e-9));
        assertThat(ratio.text()).isEqualTo("0.75x (0.75–0.75) of b");
    }

    /// What makes a round dearer for all is no doubt about the ratio.
    @Test
    void interval_ofRoundsThatWereDearForAll_isNarrow() {
        RivalRatio ratio = RivalRatio.of(Sample.of(1, 10, 100, 2, 20), Map.of("a", Sample.of(2, 20, 200, 4, 40)), 1);
        assertThat(ratio.interval().low()).isCloseTo(0.5, within(1e-9));
        assertThat(ratio.interval().high()).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void verdict_goesByTheUpperEndOfTheInterval() {
        Map<String, Sample> rival = Map.of("a", Sample.of(1, 1, 1, 1, 1));
        assertThat(RivalRatio.of(Sample.of(0.3, 0.3, 0.4, 0.4, 0.4), rival, 1).verdict(0.7, 0.4)).isEqualTo(Verdict.AIM_MET);
        assertThat(RivalRatio.of(Sample.of(0.3, 0.3, 0.4, 0.5, 0.6), rival, 1).verdict(0.7, 0.4)).isEqualTo(Verdict.MUST_MET);
        assertThat(RivalRatio.of(Sample.of(0.3, 0.3, 0.4, 0.8, 0.9), rival, 1).verdict(0.7, 0.4)).isEqualTo(Verdict.UNCLEAR);
        assertThat(RivalRatio.of(Sample.of(0.8, 0.8, 0.8, 0.8, 0.9), rival, 1).verdict(0.7, 0.4)).isEqualTo(Verdict.MISSED);
        assertThat(RivalRatio.of(Sample.of(0.3), Map.of("a", Sample.of(1)), 1).verdict(0.7, 0.4)).isEqualTo(Verdict.UNCLEAR);
    }

    @Test
    void ratio_ofRoundsThatAreMissing_isRefused() {
        assertThatThrownBy(() -> RivalRatio.of(Sample.of(1, 2), Map.of("a", Sample.of(1)), 1))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("a needs the same 2 rounds, got 1");
        assertThatThrownBy(() -> RivalRatio.of(Sample.of(1), Map.of(), 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
