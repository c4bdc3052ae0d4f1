package dev.skein.bench.measuring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.bench.compare.Turns;
import dev.skein.bench.figures.Sample;
import dev.skein.bench.figures.Samples;
import dev.skein.bench.measuring.Figure.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What the measurements of the balancer make of their rounds.
class FigureTest {

    @Test
    void verdict_whereSmallIsGood() {
        assertThat(Verdict.of(20, 50, 20)).isEqualTo(Verdict.AIM_MET);
        assertThat(Verdict.of(21, 50, 20)).isEqualTo(Verdict.MUST_MET);
        assertThat(Verdict.of(51, 50, 20)).isEqualTo(Verdict.MISSED);
    }

    @Test
    void verdict_whereMuchIsGood() {
        assertThat(Verdict.of(0.95, 0.8, 0.95)).isEqualTo(Verdict.AIM_MET);
        assertThat(Verdict.of(0.94, 0.8, 0.95)).isEqualTo(Verdict.MUST_MET);
        assertThat(Verdict.of(0.79, 0.8, 0.95)).isEqualTo(Verdict.MISSED);
    }

    @Test
    void verdict_ofNoFigure_isMissed() {
        assertThat(Verdict.of(Double.NaN, 50, 20)).isEqualTo(Verdict.MISSED);
        assertThat(Verdict.atMost(Double.NaN, 0.3)).isEqualTo(Verdict.MISSED);
    }

    @Test
    void row_fitsTheHead() {
        String row = new Figure("what", "5 ms", "1 ms", Sample.of(2, 3, 4).text("ms"), Verdict.MUST_MET).row();
        assertThat(row).isEqualTo("| what | 5 ms | 1 ms | 3.00 ms (2.00–4.00): must met, aim missed |\n");
        assertThat(row.chars().filter(c -> c == '|').count()).isEqualTo(Figure.HEAD.lines().findFirst().orElseThrow().chars().filter(c -> c == '|').count());
    }

    @Test
    void row_whereNothingWasAskedFor_saysNothingOfIt() {
        assertThat(Figure.withoutBar("what", "3.00 ms").row()).isEqualTo("| what | - | - | 3.00 ms |\n");
    }

    @Test
    void dividedBy_pairsTheRounds() {
        assertThat(Sample.of(1, 20, 300).dividedBy(Sample.of(2, 40, 600)).times()).isEqualTo("0.50x (0.50–0.50)");
        assertThatThrownBy(() -> Sample.of(1).dividedBy(Sample.of(1, 2))).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("got 1 and 2");
    }

    @Test
    void table_hasARowForEachContestant() {
        Samples samples = new Samples("wait", "ms");
        for (double value : new double[] {1, 2, 3}) samples.add("ours", value);
        samples.add("other", 0.05);
        assertThat(samples.table().lines().skip(2)).containsExactly("| ours | 3 | 2.00 | 1.00–3.00 | 1.50–2.50 |", "| other | 1 | 0.050 | 0.050–0.050 | 0.050–0.050 |");
        assertThatThrownBy(() -> samples.of("nobody")).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("nobody").hasMessageContaining("ours");
    }

    @Test
    void text_ofSamples_namesEachInItsOrder() {
        Samples samples = new Samples("wait", "ms");
        samples.add("ours", 1);
        samples.add("other", 0.05);
        assertThat(samples.text()).isEqualTo("ours 1.00 ms (1.00–1.00), other 0.050 ms (0.050–0.050)");
    }

    @Test
    void turns_ofAList_keepItsOrder() {
        assertThat(List.of(0, 1, 2, 3)).extracting(round -> Turns.of(List.of("c", "a", "b"), round))
                .containsExactly(List.of("c", "a", "b"), List.of("a", "b", "c"), List.of("b", "c", "a"), List.of("c", "a", "b"));
    }

    @Test
    void turns_ofEachRound_beginWithAnother() {
        Map<String, Integer> contestants = Map.of("a", 1, "b", 2, "c", 3);
        assertThat(List.of(0, 1, 2, 3)).extracting(round -> Turns.of(contestants, round).stream().map(Map.Entry::getKey).toList())
                .containsExactly(List.of("a", "b", "c"), List.of("b", "c", "a"), List.of("c", "a", "b"), List.of("a", "b", "c"));
    }
}
