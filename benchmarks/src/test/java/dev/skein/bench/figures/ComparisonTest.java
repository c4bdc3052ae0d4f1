package dev.skein.bench.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.skein.bench.rivals.Schedulers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    @Test
    void rows_standByRole_oursFirst_theCeilingLast() {
        Comparison comparison = new Comparison(List.of(run("threadPool", 1, 3), run("singleThread", 1, 1), run("skeinUnpinned", 1, 2), run("skein", 1, 2)), 1);
        assertThat(comparison.rows("B.m")).extracting(Comparison.Row::scheduler).containsExactly("skein", "skeinUnpinned", "threadPool", "singleThread");
    }

    @Test
    void rivals_areNoCeilings_andNoneOfOurs() {
        Comparison comparison = new Comparison(List.of(run("threadPool", 1, 3), run("singleThread", 1, 1), run(Schedulers.IDEAL + "slices", 1, 1),
                run("skeinUnpinned", 1, 2), run("skein", 1, 2)), 1);
        assertThat(comparison.rivals("B.m")).containsExactly("threadPool");
    }

    @Test
    void isNoisy_isTold_whereTheRangeIsMoreThanFifteenPercentOfTheMedian() {
        assertThat(row(92.6, 100, 107.4).isNoisy()).isFalse();
        assertThat(row(84, 100, 116).isNoisy()).isTrue();
        assertThat(row(85, 100, 115).isNoisy()).as("exactly 15 %").isFalse();
    }

    @Test
    void ratio_usesTheRoundsThatTheComparedOnesFinished_whateverOthersDid() {
        List<ForkRun> runs = new ArrayList<>();
        for (int round = 1; round <= 3; round++) {
            runs.add(run("skein", round, 10));
            runs.add(run("forkJoinLifo", round, 30));
        }
        runs.add(run("threadPool", 2, 20));
        Comparison comparison = new Comparison(runs, 1);
        assertThat(comparison.ratio("B.m", "skein", List.of("forkJoinLifo")).orElseThrow().rounds()).isEqualTo(3);
        assertThat(comparison.ratio("B.m", "skein", List.of("forkJoinLifo", "threadPool")).orElseThrow().rounds()).isEqualTo(1);
    }

    @Test
    void ratio_ofWhatWasNotMeasured_isEmpty() {
        Comparison comparison = new Comparison(List.of(run("skein", 1, 3), run("threadPool", 2, 3)), 1);
        assertThat(comparison.ratio("B.m", "skein", List.of("kotlin"))).isEmpty();
        assertThat(comparison.ratio("B.n", "skein", List.of("threadPool"))).isEmpty();
        assertThat(comparison.ratio("B.m", "skein", List.of("threadPool"))).as("no round in common").isEmpty();
    }

    @Test
    void inverse_turnsTheIntervalRoundToo() {
        Comparison.Ratio inverse = new Comparison.Ratio("threadPool", 7, 2, new Statistics.Interval(1, 4)).inverse();
        assertThat(inverse.times()).isCloseTo(0.5, within(1e-12));
        assertThat(inverse.interval()).isEqualTo(new Statistics.Interval(0.25, 1));
    }

    @Test
    void watchedOnes_areNoRivals() {
        Comparison comparison = new Comparison(List.of(run("skein", 1, 10), run("meters", 1, 5)), 1);
        assertThat(comparison.row("B.m", "skein").orElseThrow().ratio()).isEmpty();
        assertThat(comparison.row("B.m", "meters").orElseThrow().ratio().orElseThrow().times()).isCloseTo(0.5, within(1e-12));
    }

    private static Comparison.Row row(double... scores) {
        List<ForkRun> runs = new ArrayList<>();
        for (int i = 0; i < scores.length; i++) runs.add(run("skein", i + 1, scores[i]));
        return new Comparison(runs, 1).rows("B.m").getFirst();
    }

    private static ForkRun run(String scheduler, int round, double score) {
        return new ForkRun("B.m", scheduler, round, "ns/op", false, List.of(score));
    }
}
