package dev.skein.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.bench.figures.Comparison;
import dev.skein.bench.figures.Statistics;
import dev.skein.bench.report.Reached.Verdict;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReachedTest {

    private static final Headline FASTER = new Headline("f", "B.m", "skein", List.of(), Headline.Kind.TIMES_FASTER, 1.5, 2);
    private static final Headline CHEAPER = new Headline("f", "B.m", "skein", List.of(), Headline.Kind.PART_OF_COST, 1.1, 1);

    @Test
    void verdict_isMet_fromTheMomentAtWhichTheLowerBoundIsAtTheAim() {
        assertThat(verdict(FASTER, 2, 3)).isEqualTo(Verdict.MET);
        assertThat(verdict(FASTER, Math.nextDown(2.0), 3)).isEqualTo(Verdict.MUST_MET);
    }

    @Test
    void verdict_isMissed_whereTheLowerBoundIsBelowWhatMustBe() {
        assertThat(verdict(FASTER, 1.5, 3)).isEqualTo(Verdict.MUST_MET);
        assertThat(verdict(FASTER, Math.nextDown(1.5), 3)).isEqualTo(Verdict.MISSED);
    }

    @Test
    void verdict_ofACost_isDecidedByTheUpperBound() {
        assertThat(verdict(CHEAPER, 0.5, 1)).isEqualTo(Verdict.MET);
        assertThat(verdict(CHEAPER, 0.5, Math.nextUp(1.0))).isEqualTo(Verdict.MUST_MET);
        assertThat(verdict(CHEAPER, 0.5, 1.1)).isEqualTo(Verdict.MUST_MET);
        assertThat(verdict(CHEAPER, 0.5, Math.nextUp(1.1))).isEqualTo(Verdict.MISSED);
    }

    @Test
    void verdict_ofOneRound_isNotTold_andOfNoneNotMeasured() {
        Comparison.Ratio one = new Comparison.Ratio("threadPool", 1, 9, new Statistics.Interval(9, 9));
        assertThat(new Reached(FASTER, Optional.of(one)).verdict()).isEqualTo(Verdict.NOT_TOLD);
        assertThat(new Reached(FASTER, Optional.empty()).verdict()).isEqualTo(Verdict.NOT_MEASURED);
        assertThat(new Reached(FASTER, Optional.empty()).remark()).contains("B.m");
    }

    @Test
    void remark_saysWhereTheIntervalHoldsTheBar() {
        assertThat(reached(FASTER, 1.4, 1.6).remark()).contains("holds what must be");
        assertThat(reached(FASTER, 1.2, 1.4).remark()).isEmpty();
        assertThat(reached(FASTER, 1.6, 2.1).remark()).contains("holds the aim");
    }

    @Test
    void of_aCostlierRuntime_turnsTheRatioOfCostsRound() {
        String benchmark = "cost 10 %, CPU per 10^6 tasks";
        Comparison comparison = Sampled.file(Sampled.runs(benchmark, "skein", 30), Sampled.runs(benchmark, "threadPool", 10)).comparison();
        Reached pinned = Reached.of(comparison).stream().filter(its -> its.ratio().isPresent()).findFirst().orElseThrow();
        assertThat(pinned.text()).isEqualTo("3.00x (3.00–3.00) threadPool");
        assertThat(pinned.verdict()).isEqualTo(Verdict.MISSED);
        assertThat(pinned.headline().winner(comparison)).contains("threadPool");
    }

    @Test
    void of_aBenchmarkThatCoroutinesShare_hasAFigureOfItsOwn() {
        Comparison comparison = Sampled.file(Sampled.runs(Sampled.FIB, "skein", 10), Sampled.runs(Sampled.FIB, "forkJoinLifo", 25),
                Sampled.runs(Sampled.FIB, "kotlin", 15), Sampled.runs(Sampled.FIB, "catsEffect", 40)).comparison();
        assertThat(Reached.of(comparison).stream().filter(its -> its.ratio().isPresent())).extracting(its -> its.headline().figure() + ": " + its.text())
                .containsExactly("fib against ForkJoinPool: 2.50x (2.50–2.50) forkJoinLifo",
                        "fib against Kotlin and cats-effect: 1.50x (1.50–1.50) kotlin");
    }

    @Test
    void headline_whoseAimIsNearerThanTheMust_isRefused() {
        assertThatThrownBy(() -> new Headline("f", "B.m", "skein", List.of(), Headline.Kind.PART_OF_COST, 1, 1.1)).hasMessageContaining("further");
        assertThatThrownBy(() -> new Headline("f", "B.m", "skein", List.of(), Headline.Kind.TIMES_FASTER, 2, 1.1)).hasMessageContaining("further");
    }

    private static Verdict verdict(Headline headline, double low, double high) {
        return reached(headline, low, high).verdict();
    }

    private static Reached reached(Headline headline, double low, double high) {
        return new Reached(headline, Optional.of(new Comparison.Ratio("threadPool", 7, (low + high) / 2, new Statistics.Interval(low, high))));
    }
}
