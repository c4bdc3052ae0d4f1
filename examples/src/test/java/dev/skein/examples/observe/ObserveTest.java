package dev.skein.examples.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ObserveTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        CommandLine command = Observe.commandLine();
        command.setOut(new PrintWriter(out));
        command.setErr(new PrintWriter(err));
        return command.execute(args);
    }

    /// The part of what was printed that one tool has said.
    private String said(String tool) {
        String all = out.toString();
        int start = all.indexOf("== " + tool + " ==");
        int end = all.indexOf("\n== ", start + 1);
        assertThat(start).as("%s in %s", tool, all).isNotNegative();
        return all.substring(start, end < 0 ? all.length() : end);
    }

    private static Pattern pattern(String regex) {
        return Pattern.compile(regex, Pattern.DOTALL);
    }

    @Test
    void hog_isFoundByThreeTools() {
        assertThat(run("hog")).isZero();
        assertThat(said("dump")).contains("Plant$Tally").contains("Tally.run");
        assertThat(said("Flight Recorder")).contains("skein.TaskStuck").contains("HOGGED").contains("Plant$Tally");
        assertThat(said("meters")).containsPattern(pattern("skein\\.tasks\\.stuck .*value=[1-9]"));
    }

    @Test
    void imbalance_isFoundByThreeTools() {
        assertThat(run("imbalance")).isZero();
        assertThat(said("trace")).containsPattern(pattern("imbalance=(1\\.[2-9]|2)")).contains("hold(no policy)");
        assertThat(said("dump")).contains("Plant$Sharded").contains("hold(no policy)");
        assertThat(said("meters")).containsPattern(pattern("skein\\.worker\\.queued \\[[^\\n]*worker=0[^\\n]*value=[1-9]\\d"));
    }

    @Test
    void stuckTask_isFoundByThreeTools() {
        assertThat(run("stuck")).isZero();
        assertThat(said("dump")).contains("Plant$Lookup").contains("Lookup.run");
        assertThat(said("Flight Recorder")).contains("skein.TaskStuck").contains("BLOCKED").contains("Plant$Lookup");
        assertThat(said("meters")).containsPattern(pattern("skein\\.tasks\\.stuck .*value=[1-9]"));
    }

    @ParameterizedTest
    @CsvSource({"hog --seconds 0, 1 to 3600", "hog --workers 0, 1 to 1024", "flood, flood"})
    void observe_withWhatCannotBeUsed_saysWhatIsAllowed(String arguments, String allowed) {
        assertThat(run(arguments.split(" "))).isEqualTo(2);
        assertThat(err.toString()).contains(allowed);
    }
}
