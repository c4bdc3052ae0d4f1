package dev.skein.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CompareTest {

    private final Compare compare = new Compare();
    private final StringWriter err = new StringWriter();
    private final CommandLine command = RoundsOptions.commandLine(compare).setErr(new PrintWriter(err));

    @Test
    void profile_saysWhatTheOptionsDoNot() {
        command.parseArgs("--profile", "quick", "--forks", "3");
        assertThat(compare.options.plan()).isEqualTo(new ForkPlan(3, Profile.QUICK.plan.warmups(), Profile.QUICK.plan.iterations(), Profile.QUICK.plan.time()));
    }

    @Test
    void profile_thatIsNotGiven_isTheStandardOne() {
        command.parseArgs();
        assertThat(compare.options.plan()).isEqualTo(Profile.STANDARD.plan);
    }

    @Test
    void profile_forTheReport_hasSevenForks() {
        command.parseArgs("--profile", "full");
        assertThat(compare.options.plan().forks()).isGreaterThanOrEqualTo(7);
    }

    @Test
    void profile_thatIsNone_isRefused() {
        assertThat(command.execute("--profile", "fast")).isEqualTo(2);
        assertThat(err.toString()).contains("quick").contains("fast");
    }

    @Test
    void forks_ofNone_areRefused() {
        assertThat(command.execute("--forks", "0")).isEqualTo(2);
    }
}
