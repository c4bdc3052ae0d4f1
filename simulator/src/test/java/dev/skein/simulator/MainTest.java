package dev.skein.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class MainTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int execute(String... args) {
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out));
        commandLine.setErr(new PrintWriter(err));
        return commandLine.execute(args);
    }

    @Test
    void command_withAScenario_printsALineForEachMode() {
        int code = execute("--workers", "8", "--load", "0.9", "--service", "exponential", "--mean", "100us", "--duration", "50ms", "--seeds", "2", "--threads", "1",
                "--capacities", "big-little", "--interference", "brief", "--burst", "4", "--policy", EvenLoad.class.getName());
        assertThat(err.toString()).isEmpty();
        assertThat(code).isZero();
        assertThat(out.toString().lines()).hasSize(2 + Mode.values().length + 1)
                .first().isEqualTo("8 workers (big-little), load 90 %, exponential service of 100 us, 4 at once, interference brief, 50 ms; "
                        + "2 seeds from 1: medians (least to greatest)");
        assertThat(out.toString()).containsPattern("\\nlongest p99 wait under policy: seed [12]\\n");
        for (Mode mode : Mode.values()) assertThat(out.toString()).contains("\n" + mode + " ");
    }

    @Test
    void command_twiceWithOneSeed_printsTheSame() {
        String[] args = {"--workers", "4", "--duration", "50ms", "--seeds", "3", "--first-seed", "7"};
        execute(args);
        String first = out.toString();
        out.getBuffer().setLength(0);
        execute(args);
        assertThat(out.toString()).isEqualTo(first).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "--workers 0; workers must be 1 to 1,024, got 0",
        "--load 3; load must be 0.001 to 2, got 3",
        "--seeds 0; --seeds must be 1 to 10000, got 0",
        "--mean 7; a time must be a number with us, ms or s, as 100us, got 7",
        "--mean 2s; mean service (us) must be 20 to 1,000,000, got 2,000,000",
        "--policy nonsense; got nonsense",
        "--policy java.lang.String; policy must be a BalancePolicy with a constructor without parameters, got java.lang.String",
        "--duration 100s; at most 20,000,000 tasks in a run",
        "--service endless --spawn 3; endless tasks are there from the start",
        "--page /no/such/folder; there is no /no/such/folder/balancing.md"})
    void command_withWhatCannotBe_saysWhatCan(String args, String message) {
        assertThat(execute(args.split(" "))).isEqualTo(Main.BAD_INPUT);
        assertThat(err.toString()).contains(message);
        assertThat(out.toString()).isEmpty();
    }
}
