package dev.skein.bench.balancing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.skein.bench.measuring.Figure;
import dev.skein.platform.Affinity;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/// That the measurements of the balancer work: their figures are not looked at.
class BalancingTest {

    @TempDir
    private Path temp;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        CommandLine command = Balancing.commandLine();
        command.setOut(new PrintWriter(out));
        command.setErr(new PrintWriter(err));
        return command.execute(args);
    }

    @ParameterizedTest
    @CsvSource({"ContendedMove, 1", "ContendedFairness, 2", "ContendedMakespan, 1", "StuckWait, 1", "HandoffCost, 1", "EnergyWakes, 1", "BalancerCost, 1",
        "TwoOnOne, 1", "RetireHolding, 2", "LockPingPong, 1", "SpikeAfterPacking, 2", "SlowBeforeShort, 2", "HandoffSize, 1", "TimerUnderSaturation, 1"})
    void measurement_quickly_givesItsFigures(String name, int figures) throws Exception {
        assumeTrue(Affinity.system().isSupported() && Affinity.system().processCpus().size() >= 2, "needs two CPUs to which threads can be bound");
        Path table = temp.resolve("table.md");
        assertThat(run("--quick", "--only", name, "--out", table.toString())).isZero();
        assertThat(err.toString()).isEmpty();
        assertThat(out.toString()).startsWith("## " + name).contains("rounds").endsWith(Files.readString(table));
        assertThat(Files.readAllLines(table)).startsWith(Figure.HEAD.lines().toArray(String[]::new));
        assertThat(Files.readAllLines(table).stream().skip(2).takeWhile(line -> line.startsWith("| "))).hasSize(figures);
        assertThat(Files.readString(table)).contains("mean nothing").contains("- CPUs: ");
    }

    @Test
    void balancing_ofAnUnknownMeasurement_namesThoseThereAre() {
        assertThat(run("--only", "HandoffCosts")).isEqualTo(2);
        assertThat(err.toString()).contains("got HandoffCosts").contains("HandoffCost, EnergyWakes");
    }

    @Test
    void balancing_ofTooManyRounds_saysWhatIsAllowed() {
        assertThat(run("--rounds", "1001")).isEqualTo(2);
        assertThat(err.toString()).contains("1 to 1000").contains("1001");
    }

    @Test
    void fairness_isTheSlowestTenthByTheMean() {
        assertThat(ContendedFairness.fairness(new int[] {20, 15, 10, 15, 15, 15, 15, 15, 15, 15})).isEqualTo(10 / 15.0);
    }
}
