package dev.skein.bench.footprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.skein.platform.Affinity;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// That the measurement works: its figures are not looked at.
class RunningCostTest {

    @TempDir
    private Path temp;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        CommandLine command = RunningCost.commandLine();
        command.setOut(new PrintWriter(out));
        command.setErr(new PrintWriter(err));
        return command.execute(args);
    }

    @Test
    void runningCost_quickly_givesARowForEachContestantAndLoad() throws Exception {
        assumeTrue(Affinity.system().isSupported(), "needs a system that names its threads");
        Path table = temp.resolve("table.md");
        Path json = temp.resolve("runs.json");
        assertThat(run("--quick", "--schedulers", "skein,skeinUnpinned,threadPool", "--out", table.toString(), "--json", json.toString())).isZero();
        assertThat(err.toString()).isEmpty();
        assertThat(out.toString()).endsWith(Files.readString(table));
        assertThat(Files.readAllLines(table).stream().filter(line -> line.matches("\\| \\d+ % \\| .*"))).hasSize(9);
        assertThat(Files.readAllLines(table).stream().filter(line -> line.startsWith("| CPU seconds "))).hasSize(2);
        assertThat(Files.readString(table)).contains("mean nothing").contains("- CPUs: ");
        assertThat(Files.readString(json)).contains("cost 10 %, wake-ups per task");
    }

    @Test
    void runningCost_ofWhatIsNotAllowed_saysWhatIs() {
        assertThat(run("--rounds", "0")).isEqualTo(2);
        assertThat(run("--loads", "0")).isEqualTo(2);
        assertThat(run("--seconds", "601")).isEqualTo(2);
        assertThat(err.toString()).contains("1 to 1000, got 0").contains("1 to 99 percent, got 0").contains("1 to 600, got 601");
    }
}
