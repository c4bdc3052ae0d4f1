package dev.skein.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.skein.bench.figures.Comparison;
import dev.skein.bench.figures.ForkRun;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EarlierRunTest {

    @Test
    void compare_ofTheSameRun_isTheSame() {
        EarlierRun same = EarlierRun.compare(inner(20, 30), inner(20, 30));
        assertThat(same.isSame()).isTrue();
        assertThat(same.text()).isEqualTo("1 of 1 headlines have the same winner, 100 % of 2 rows lie within 15 % (100 % of the 2 that are not noisy): the runs say the same");
    }

    @Test
    void compare_whereAnotherOneWins_differs() {
        EarlierRun other = EarlierRun.compare(inner(20, 21), inner(21, 20));
        assertThat(other.otherWinners()).isEqualTo(other.headlines()).containsExactly(new EarlierRun.Winner("inner dispatch, best rival", "skein", "forkJoinLifo"));
        assertThat(other.nearShare()).isEqualTo(1.0);
        assertThat(other.isSame()).isFalse();
    }

    @Test
    void compare_whereRowsMovedByMoreThanFifteenPercent_eitherWay_countsThem() {
        EarlierRun moved = EarlierRun.compare(inner(100, 200), inner(114, 170));
        assertThat(moved.nearShare()).isCloseTo(0.5, within(1e-12));
        assertThat(moved.rows().getFirst().scheduler()).as("the farthest apart first").isEqualTo("forkJoinLifo");
        assertThat(moved.isSame()).isFalse();
    }

    @Test
    void text_tellsOfTheRowsThatAreNotNoisy_apart() {
        Comparison noisy = Sampled.file(Sampled.each(Sampled.INNER, "skein", 10, 10, 20, 30, 30), Sampled.runs(Sampled.INNER, "forkJoinLifo", 30)).comparison();
        assertThat(EarlierRun.compare(inner(10, 30), noisy).text())
                .isEqualTo("1 of 1 headlines have the same winner, 50 % of 2 rows lie within 15 % (100 % of the 1 that are not noisy): the runs differ");
    }

    @Test
    void compare_ofRunsWithNothingInCommon_saysNothing() {
        EarlierRun none = EarlierRun.compare(Sampled.file(Sampled.runs(Sampled.FIB, "skein", 1)).comparison(), inner(1, 2));
        assertThat(none.rows()).isEmpty();
        assertThat(none.headlines()).isEmpty();
        assertThat(none.isSame()).isFalse();
    }

    @Test
    void compare_whereTheCpusWereNearerForAWhile_countsWhatWasMeasuredAtTheDistanceThatBothHave() {
        Comparison before = at(new double[] {400, 420, 450, 390, 50, 45}, new double[] {30, 30, 30, 30, 10, 10});
        Comparison now = at(new double[] {50, 55, 60, 49, 410, 380, 430}, new double[] {10, 10, 10, 10, 31, 31, 31});
        EarlierRun compared = EarlierRun.compare(before, now);
        assertThat(compared.rows()).singleElement().satisfies(row -> assertThat(row.times()).isCloseTo(31.0 / 30, within(1e-12)));
        assertThat(compared.mixed()).isZero();
    }

    @Test
    void compare_whereTheCpusWereTooSeldomAsFarApart_countsAllForksAndSaysSo() {
        EarlierRun compared = EarlierRun.compare(at(new double[] {400, 420, 60}, new double[] {30, 30, 10}), at(new double[] {50, 55, 400}, new double[] {10, 10, 30}));
        assertThat(compared.rows()).singleElement().satisfies(row -> assertThat(row.times()).isCloseTo(10.0 / 30, within(1e-12)));
        assertThat(compared.mixed()).isEqualTo(1);
        assertThat(compared.isSame()).isFalse();
        assertThat(compared.text()).contains(" (benchmarks that were seldom run while the CPUs were as far apart, so that all their forks count: 1): the runs differ");
    }

    /// A page has no distances.
    @Test
    void compare_whereOneRunDoesNotTellTheDistance_countsAll() {
        Comparison before = at(new double[] {0, 0, 0}, new double[] {20, 20, 30});
        EarlierRun compared = EarlierRun.compare(before, at(new double[] {400, 400, 50}, new double[] {30, 20, 20}));
        assertThat(compared.rows()).singleElement().satisfies(row -> assertThat(row.times()).isEqualTo(1));
    }

    /// A fork for each distance.
    private static Comparison at(double[] nanos, double[] scores) {
        List<ForkRun> runs = Sampled.each(Sampled.INNER, "skein", scores);
        return Sampled.file(IntStream.range(0, nanos.length).mapToObj(i -> runs.get(i).withCpuDistance(nanos[i])).toList()).comparison();
    }

    private static Comparison inner(double skein, double rival) {
        return Sampled.file(Sampled.runs(Sampled.INNER, "skein", skein), Sampled.runs(Sampled.INNER, "forkJoinLifo", rival)).comparison();
    }
}
