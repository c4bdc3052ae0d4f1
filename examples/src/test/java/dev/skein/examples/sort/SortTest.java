package dev.skein.examples.sort;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class SortTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        CommandLine command = Sort.commandLine();
        command.setOut(new PrintWriter(out));
        command.setErr(new PrintWriter(err));
        return command.execute(args);
    }

    @Test
    void sort_ofSomeStrings_tellsThreeTimes() {
        assertThat(run("--strings", "50000", "--workers", "2", "--rounds", "1")).isZero();
        assertThat(out.toString().lines()).hasSize(4);
        assertThat(out.toString()).contains("50,000 strings").contains("Skein, 2 workers").contains("Arrays.parallelSort").contains("Arrays.sort");
        assertThat(err.toString()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"--strings, -1, 0 to 100000000", "--workers, 0, 1 to 1024", "--rounds, 101, 1 to 100", "--seed, x, "})
    void sort_withAnOptionOutOfRange_saysWhatIsAllowed(String option, String value, String allowed) {
        assertThat(run(option, value)).isEqualTo(2);
        assertThat(err.toString()).contains(option).contains(value).contains(allowed == null ? "" : allowed);
    }
}
