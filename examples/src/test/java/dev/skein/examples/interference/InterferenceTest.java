package dev.skein.examples.interference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class InterferenceTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        CommandLine command = Interference.commandLine();
        command.setOut(new PrintWriter(out));
        command.setErr(new PrintWriter(err));
        return command.execute(args);
    }

    @Test
    void interference_ofSomeTasks_comparesThree() {
        assertThat(run("--tasks", "4", "--work", "40", "--workers", "2", "--rounds", "2")).isZero();
        assertThat(out.toString()).contains("4 tasks").contains("40 ms of work").contains("burns").contains("moves; orders:").contains("Median of 2 runs");
        assertThat(out.toString().lines().filter(line -> line.matches("(Skein|Skein, Policies\\.none\\(\\)|ForkJoinPool) +[0-9]+ ms .*"))).hasSize(3);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void interference_ofOneWorker_runsToo() {
        assertThat(run("--tasks", "2", "--work", "10", "--workers", "1", "--rounds", "1")).isZero();
        assertThat(out.toString()).contains("0 moves; orders: none.").contains("One run of each");
    }

    @ParameterizedTest
    @CsvSource({"--tasks, 1, 2 to 10000", "--work, 9, 10 to 600000", "--workers, 0, 1 to 1024", "--rounds, 101, 1 to 100", "--lines, -1, 0 to 10000",
            "--seed, x, "})
    void interference_withAnOptionOutOfRange_saysWhatIsAllowed(String option, String value, String allowed) {
        assertThat(run(option, value)).isEqualTo(2);
        assertThat(err.toString()).contains(option).contains(value).contains(allowed == null ? "" : allowed);
    }
}
