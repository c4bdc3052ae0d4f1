package dev.skein.bench.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTableTest {

    @Test
    void markdown_oursStandsFirst_andIsComparedWithTheBestRival() {
        String table = table(false, "forkJoinFifo", 20.0, "skein", 10.0, "threadPool", 40.0);
        assertThat(table.lines().skip(2)).containsExactly(
                "| B.m | skein | 3 | 10.0 ns/op | 10.0–10.0 | 10.0–10.0 | **2.00 (2.00–2.00)** best rival: forkJoinFifo |",
                "| B.m | forkJoinFifo | 3 | 20.0 ns/op | 20.0–20.0 | 20.0–20.0 | 2.00 (2.00–2.00) |",
                "| B.m | threadPool | 3 | 40.0 ns/op | 40.0–40.0 | 40.0–40.0 | 4.00 (4.00–4.00) |");
    }

    @Test
    void markdown_ofThroughput_turnsTheRatioRound() {
        assertThat(table(true, "skein", 10.0, "threadPool", 5.0)).contains("**2.00 (2.00–2.00)** best rival: threadPool");
    }

    @Test
    void markdown_theCeiling_isNoRival() {
        String table = table(false, "singleThread", 1.0, "skein", 10.0, "threadPool", 40.0);
        assertThat(table).contains("| skein | 3 | 10.0 ns/op | 10.0–10.0 | 10.0–10.0 | **4.00 (4.00–4.00)** best rival: threadPool |");
        assertThat(table).contains("| singleThread | 3 | 1.00 ns/op | 1.00–1.00 | 1.00–1.00 | 0.10 (0.10–0.10) |");
    }

    @Test
    void markdown_withoutOurs_hasNoRatio() {
        assertThat(table(false, "threadPool", 5.0)).contains("| 5.00–5.00 | – |");
    }

    @Test
    void markdown_whereARivalMissedARound_comparesTheRoundsThatAllFinished() {
        List<ForkRun> runs = List.of(run("skein", 1, 10, false), run("skein", 2, 1000, false), run("threadPool", 1, 30, false));
        assertThat(new ComparisonTable(runs, 1).markdown()).contains("| skein | 2 |").contains("| 3.00 (3.00–3.00) |");
    }

    private static String table(boolean higherIsBetter, Object... schedulersAndScores) {
        List<ForkRun> runs = new ArrayList<>();
        for (int i = 0; i < schedulersAndScores.length; i += 2) {
            for (int round = 1; round <= 3; round++) {
                runs.add(run((String) schedulersAndScores[i], round, (Double) schedulersAndScores[i + 1], higherIsBetter));
            }
        }
        return new ComparisonTable(runs, 1).markdown();
    }

    private static ForkRun run(String scheduler, int round, double score, boolean higherIsBetter) {
        return new ForkRun("B.m", scheduler, round, "ns/op", higherIsBetter, List.of(score, score * 10, score / 10));
    }
}
