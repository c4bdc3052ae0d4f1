package dev.skein.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.bench.figures.Comparison;
import dev.skein.bench.figures.ForkRun;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublishedRowsTest {

    private static final String COST = "cost 10 %, wake-ups per task";

    @Test
    void read_ofAPageThatTheReportMade_hasItsMedians() {
        ReportFile file = Sampled.file(Sampled.each(Sampled.INNER, "skein", 18, 20, 29), Sampled.runs(Sampled.INNER, "forkJoinLifo", 34_567),
                Sampled.runs(Sampled.FIB, "skein", 5.25), List.of(new ForkRun(COST, "skein", 1, "", false, List.of(0.391))),
                List.of(new ForkRun("Other.rate", "skein", 1, "ops/us", true, List.of(3.0))));
        Comparison read = PublishedRows.read(page(DocsPart.of(Sampled.findings(file))));
        assertThat(read.benchmarks()).containsExactlyElementsOf(file.comparison().benchmarks());
        assertThat(median(read, Sampled.INNER, "skein")).isEqualTo(20);
        assertThat(median(read, Sampled.INNER, "forkJoinLifo")).isEqualTo(34_567);
        assertThat(median(read, Sampled.FIB, "skein")).as("three digits").isEqualTo(5.25);
        assertThat(median(read, COST, "skein")).as("no unit").isEqualTo(0.39);
        assertThat(read.rows("Other.rate").getFirst().unit()).isEqualTo("ops/us");
    }

    @Test
    void read_ofWhatOtherTablesThePageHas_takesNothing() {
        String row = "| " + Sampled.INNER + " | skein | 7 | 20.0 ns/op | 19.0–21.0 | 20.0–20.0 | – |\n";
        String headline = "| fib against ForkJoinPool | 1.8x | 3x | 2.00x (1.90–2.10) forkJoinLifo | 7 | met |\n";
        Comparison read = PublishedRows.read("| a | b | 1 | 2 ns/op |\n" + page(headline + row) + row.replace("inner", "outer"));
        assertThat(read.benchmarks()).containsExactly(Sampled.INNER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "| a | b | c | 20.0 ns/op |\n"})
    void read_ofAPageWithoutRows_isRefused(String part) {
        assertThatThrownBy(() -> PublishedRows.read(page(part))).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("no rows of a report");
    }

    private static String page(String part) {
        return "# Head\n" + DocsPart.BEGIN + "\n" + part + "\n" + DocsPart.END + "\n";
    }

    private static double median(Comparison comparison, String benchmark, String scheduler) {
        return comparison.row(benchmark, scheduler).orElseThrow().sample().median();
    }
}
