package dev.skein.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeBudgetTest {

    /// As measured: to begin and to end 10 s, for each JVM 0.8 s.
    private static final long FIXED_MS = 10_000;
    private static final long JVM_START_MS = 800;

    private static List<String> optionsFor(String budget, int tests) {
        return TimeBudget.parse(budget).options(tests);
    }

    private static long valueOf(List<String> options, String option) {
        return Long.parseLong(options.get(options.indexOf(option) + 1));
    }

    private static boolean runsAllKinds(List<String> options) {
        return !options.contains("-jvmArgs");
    }

    private static long plannedMs(List<String> options, int tests) {
        int kinds = runsAllKinds(options) ? 4 : 1;
        return FIXED_MS + tests * kinds * (JVM_START_MS + valueOf(options, "-iters") * valueOf(options, "-time"));
    }

    @ParameterizedTest
    @CsvSource({"90s, 90", "2m, 120", "1h, 3600", "999999s, 999999"})
    void parse_aNumberWithItsUnit_isThatLong(String text, long seconds) {
        assertThat(TimeBudget.parse(text).total()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2", "m", "2 m", "-2m", "2d", "1.5m", "2M", "2ms", "1000000s"})
    void parse_anythingElse_isRefusedAndSaysWhatIsAllowed(String text) {
        assertThatThrownBy(() -> TimeBudget.parse(text)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the time budget must be a number and s, m or h, for example 90s or 2m, got " + text);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    void make_ofNoTime_isRefused(long seconds) {
        assertThatThrownBy(() -> new TimeBudget(Duration.ofSeconds(seconds))).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("must be > 0");
    }

    @Test
    void options_forFewTests_areFourKindsOfJvmAndAtMostASecondForAnIteration() {
        assertThat(optionsFor("10m", 1)).containsExactly("-sc", "false", "-f", "1", "-fsm", "1", "-iters", "4", "-time", "1000");
    }

    @Test
    void options_forMoreTestsThanThereIsTimeFor_areOneJvmAndTheShortestIterations() {
        assertThat(optionsFor("2m", 200)).containsExactly(
                "-sc", "false", "-f", "1", "-fsm", "1", "-iters", "4", "-time", "30", "-jvmArgs", "-XX:+TieredCompilation");
    }

    @Test
    void longer_isAsLongAsAnyBudgetMakesIt_inThePlainJvm() {
        assertThat(TimeBudget.longer()).containsExactly(
                "-sc", "false", "-f", "1", "-fsm", "1", "-iters", "4", "-time", "1000", "-jvmArgs", "-XX:+TieredCompilation");
    }

    @Test
    void options_whereFourKindsJustFit_areAllOfThem() {
        assertThat(runsAllKinds(optionsFor("47s", 10))).isTrue();
        assertThat(runsAllKinds(optionsFor("46s", 10))).isFalse();
        assertThat(valueOf(optionsFor("46s", 10), "-time")).isEqualTo(700);
    }

    @ParameterizedTest
    @CsvSource({"30s, 1", "1m, 10", "2m, 50", "2m, 100", "5m, 189", "20m, 200", "1h, 200", "1h, 1000"})
    void options_ofABudgetThatCanBeKept_keepIt(String budget, int tests) {
        assertThat(plannedMs(optionsFor(budget, tests), tests)).isLessThanOrEqualTo(TimeBudget.parse(budget).total().toMillis());
    }

    @Test
    void options_forNoTests_areThoseOfOne() {
        assertThat(optionsFor("1m", 0)).isEqualTo(optionsFor("1m", 1));
    }
}
