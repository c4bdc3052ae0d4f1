package dev.skein.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;

class SoakTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        CommandLine command = Soak.commandLine(new Soak());
        command.setOut(new PrintWriter(out));
        command.setErr(new PrintWriter(err));
        return command.execute(args);
    }

    @Test
    @Timeout(180)
    void soak_forSomeSeconds_passesAndTellsItsTotals() {
        assertThat(run("--duration", "3s", "--seed", "7", "--residents", "20")).as(out.toString()).isZero();
        assertThat(out.toString()).contains("soak passed, seed 7: 0 lost, 0 doubled").containsPattern("[1-9][0-9,]* tasks").containsPattern("[1-9][0-9,]* moves");
    }

    @Test
    void soak_ofWhatIsNotAllowed_saysWhatIs() {
        assertThat(run("--duration", "3")).isEqualTo(2);
        assertThat(run("--workers", "1")).isEqualTo(2);
        assertThat(run("--residents", "-1")).isEqualTo(2);
        assertThat(err.toString()).contains("90s or 2m, got 3").contains("workers must be 2 to 1024, got 1").contains("residents must be 0 to 1000000, got -1");
    }
}
