package dev.skein.bench.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.skein.platform.Affinity;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/// That the measurement works: its figures are not looked at.
class LatencyTest {

    @TempDir
    private Path temp;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        CommandLine command = Latency.commandLine();
        command.setOut(new PrintWriter(out));
        command.setErr(new PrintWriter(err));
        return command.execute(args);
    }

    @ParameterizedTest
    @ValueSource(strings = {"apart", "together"})
    void latency_quickly_givesARowForEachContestantAndCell(String layout) throws Exception {
        assumeTrue(Affinity.system().isSupported() && Affinity.system().processCpus().size() >= 2, "needs two CPUs to which threads can be bound");
        Path table = temp.resolve("table.md");
        Path json = temp.resolve("runs.json");
        assertThat(run("--quick", "--layout", layout, "--services", "pareto", "--loads", "60,90", "--schedulers", "skein,skeinYielding,forkJoinFifo",
                "--out", table.toString(), "--json", json.toString())).isZero();
        assertThat(err.toString()).isEmpty();
        assertThat(out.toString()).endsWith(Files.readString(table));
        assertThat(Files.readAllLines(table).stream().filter(line -> line.startsWith("| pareto, ") && !line.contains("*"))).hasSize(12);
        assertThat(Files.readAllLines(table).stream().filter(line -> line.startsWith("| pareto, ") && line.contains("*"))).hasSize(6);
        assertThat(Files.readAllLines(table).stream().filter(line -> line.startsWith("| p99.9 at "))).hasSize(4);
        assertThat(Files.readString(table)).contains("mean nothing").contains("- CPUs: ");
        assertThat(Files.readString(json)).contains("latency pareto, 90 %, hog, p99.9");
    }

    @Test
    void latency_ofWhatIsNotAllowed_saysWhatIs() {
        assertThat(run("--rounds", "1001")).isEqualTo(2);
        assertThat(run("--loads", "100")).isEqualTo(2);
        assertThat(run("--tasks", "0")).isEqualTo(2);
        assertThat(run("--schedulers", "skeins")).isEqualTo(2);
        assertThat(err.toString()).contains("1 to 1000, got 1001").contains("1 to 99 percent, got 100").contains("got 0").contains("got skeins");
    }
}
