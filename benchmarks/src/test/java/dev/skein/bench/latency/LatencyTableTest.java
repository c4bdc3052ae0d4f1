package dev.skein.bench.latency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.bench.figures.ForkRun;
import dev.skein.bench.load.ServiceTime;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class LatencyTableTest {

    private static final Cell CELL = new Cell(ServiceTime.PARETO, 60, false);

    /// 1,000 tasks: 1 to 998 us as many as that, then one in the tail, and one far out.
    private static Histogram tasks(long tailMicros) {
        Histogram histogram = new Histogram(3);
        for (int i = 1; i <= 998; i++) histogram.recordValue(i * 1_000L);
        histogram.recordValue(tailMicros * 1_000);
        histogram.recordValue(1_000_000_000);
        return histogram;
    }

    private static Turn turn(Contestant contestant, int round, long tailMicros) {
        return new Turn(CELL, contestant, round, tasks(tailMicros), tasks(1), 0.6, 0.01);
    }

    private static LatencyTable table() {
        List<Turn> turns = new ArrayList<>();
        for (int round = 1; round <= 5; round++) {
            turns.add(turn(Contestant.SKEIN, round, 2_000 * round));
            turns.add(turn(Contestant.SKEIN_YIELDING, round, 1_000 * round));
            turns.add(turn(Contestant.FORK_JOIN_FIFO, round, 2_000 * round));
            turns.add(turn(Contestant.VIRTUAL_THREADS, round, 4_000 * round));
        }
        return new LatencyTable(turns, List.of(new Ideal(CELL, 1, tasks(1_500), tasks(1_200), tasks(1_100))), 1);
    }

    @Test
    void markdown_hasTheMedianOfTheRoundsAndTheirSpread() {
        String row = table().markdown().lines().filter(line -> line.startsWith("| pareto, 60 % | skein |")).findFirst().orElseThrow();
        assertThat(row.split(" \\| ")).contains("5,000", "500 (500–500)", "990 (990–990)", "1.00x (1.00–1.00) of forkJoinFifo");
        assertThat(row.split(" \\| ")[5]).matches("6,00\\d \\(2,0\\d\\d–10,00\\d\\)");
        assertThat(row.split(" \\| ")[6]).matches("1,000,\\d+ \\(.*\\)");
        assertThat(table().markdown()).contains("| pareto, 60 % | *first come, first served* | 1,000 |").contains("*slices*", "*slices of 1 ms*");
    }

    @Test
    void bars_compareWithTheBestRival() {
        assertThat(table().bars().lines().skip(2)).containsExactly(
                "| p99.9 at 60 % load, Pareto, plain tasks | 1.1x | 1.0x | 1.00x (1.00–1.00) of forkJoinFifo: met |",
                "| p99.9 at 60 % load, Pareto, tasks that use shouldYield | 0.7x | 0.4x | 0.50x (0.50–0.50) of forkJoinFifo: must met, aim missed |");
    }

    @Test
    void runs_haveEachPercentileOfEachTurn() {
        List<ForkRun> runs = table().runs();
        assertThat(runs.stream().filter(run -> run.benchmark().equals("latency pareto, 60 %, p99.9") && run.scheduler().equals("skein"))).hasSize(5);
        assertThat(runs.stream().map(ForkRun::scheduler)).contains("ideal slices", "ideal slices of 1 ms", "ideal first come first served");
    }
}
