package dev.skein.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.bench.figures.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

    private static final ReportFile FILE = Sampled.file(Sampled.runs(Sampled.FIB, "skein", 10), Sampled.runs(Sampled.FIB, "forkJoinLifo", 40));

    @TempDir
    private Path directory;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void write() throws Exception {
        Files.writeString(directory.resolve("old.json"), FILE.json());
    }

    @Test
    void from_anOlderFile_makesThePagesAnew_andMeasuresNothing() throws Exception {
        assertThat(run("--from", file("old.json"), "--out", file("new"))).isZero();
        assertThat(ReportFile.read(Files.readString(directory.resolve("new/report.json")))).isEqualTo(FILE);
        assertThat(directory.resolve("new/report.html")).content().contains("fib against ForkJoinPool");
        assertThat(out.toString()).contains("fib against ForkJoinPool: 4.00x (4.00–4.00) forkJoinLifo: met");
    }

    @Test
    void docs_haveTheirGeneratedPartMadeAnew_andTheRestStays() throws Exception {
        Path docs = Files.writeString(directory.resolve("page.md"), "# Head\n" + DocsPart.BEGIN + "\nold\n" + DocsPart.END + "\nfoot\n");
        assertThat(run("--from", file("old.json"), "--out", file("new"), "--docs", docs.toString())).isZero();
        String first = Files.readString(docs);
        assertThat(first).startsWith("# Head\n").endsWith(DocsPart.END + "\nfoot\n").doesNotContain("\nold\n")
                .contains("| fib against ForkJoinPool | 1.8x | 3x | 4.00x (4.00–4.00) forkJoinLifo | 7 | met |").contains("- commit: 0123456789ab + changes");
        assertThat(run("--from", file("old.json"), "--out", file("new"), "--docs", docs.toString())).isZero();
        assertThat(docs).as("made twice").hasContent(first);
    }

    @Test
    void docs_withoutTheComments_areRefusedAndStay() throws Exception {
        Path docs = Files.writeString(directory.resolve("page.md"), "# Head\n");
        assertThat(run("--from", file("old.json"), "--out", file("new"), "--docs", docs.toString())).isEqualTo(2);
        assertThat(err.toString()).contains(DocsPart.BEGIN);
        assertThat(docs).hasContent("# Head\n");
    }

    @Test
    void add_takesInWhatOtherProgramsMeasured() throws Exception {
        String benchmark = "latency pareto, 60 %, p99.9";
        Files.writeString(directory.resolve("latency.json"), Json.of(new Json.Forks(Map.of(), Stream.of(Sampled.runs(benchmark, "skein", 90),
                Sampled.runs(benchmark, "threadPool", 100)).flatMap(List::stream).toList())));
        assertThat(run("--from", file("old.json"), "--out", file("new"), "--add", file("latency.json"))).isZero();
        assertThat(out.toString()).contains("p99.9 at 60 % load, Pareto, plain tasks: 0.90x (0.90–0.90) threadPool: met");
        assertThat(directory.resolve("new/report.html")).content().contains("By the program Latency");
    }

    @Test
    void against_anOlderRun_saysWhetherTheyAgree() {
        assertThat(run("--from", file("old.json"), "--out", file("new"), "--against", file("old.json"))).isZero();
        assertThat(out.toString()).contains("1 of 1 headlines have the same winner, 100 % of 2 rows lie within 15 %");
    }

    /// The page is read before it is made anew.
    @Test
    void against_thePageThatIsMadeAnew_comparesWithWhatItSaid() throws Exception {
        Path docs = Files.writeString(directory.resolve("page.md"), DocsPart.BEGIN + "\n" + DocsPart.END + "\n");
        assertThat(run("--from", file("old.json"), "--out", file("new"), "--docs", docs.toString(), "--against", docs.toString())).as("nothing in it yet").isEqualTo(2);
        assertThat(err.toString()).contains("page.md: no rows of a report");
        assertThat(run("--from", file("old.json"), "--out", file("new"), "--docs", docs.toString())).isZero();
        Files.writeString(directory.resolve("now.json"), Sampled.file(Sampled.runs(Sampled.FIB, "skein", 50), Sampled.runs(Sampled.FIB, "forkJoinLifo", 40)).json());
        assertThat(run("--from", file("now.json"), "--out", file("new"), "--docs", docs.toString(), "--against", docs.toString())).isZero();
        assertThat(docs).content().contains("0 of 1 headlines have the same winner, 50 % of 2 rows lie within 15 %",
                "- fib against ForkJoinPool: skein won then, forkJoinLifo now");
    }

    @Test
    void against_aFileOfAnotherKind_isRefusedByName() throws Exception {
        Files.writeString(directory.resolve("other.json"), "{}");
        assertThat(run("--from", file("old.json"), "--out", file("new"), "--against", file("other.json"))).isEqualTo(2);
        assertThat(err.toString()).contains("other.json is no report.json");
    }

    private int run(String... arguments) {
        return Report.commandLine(new Report()).setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(arguments);
    }

    private String file(String name) {
        return directory.resolve(name).toString();
    }
}
