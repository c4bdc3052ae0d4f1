package dev.skein.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openjdk.jcstress.Options;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.runners.TestConfig;
import org.openjdk.jcstress.infra.runners.TestList;

/// Of tests that exist: one in which two thieves poll one element, and the control of the tool itself.
class VerdictTest {

    private static final String REAL = "dev.skein.queue.WorkStealingDequeStress.OneElement_TwoThievesPoll";
    private static final String FIRST_HAS_IT = "1, 0, 0";
    private static final String SECOND_HAS_IT = "0, 1, 0";
    private static final String TAKEN_TWICE = "1, 1, 0";

    private static final String WITH_A_LISTED_FAULT = "dev.skein.worker.IdleWorkersStress.InboxFilled_LastSearcherParks";

    private static final String CONTROL = "dev.skein.stress.SelfCheckStress.RacyCounter_BrokenControl";
    private static final String BOTH_COUNTED = "2";
    private static final String ONE_LOST = "1";

    /// What one JVM has seen of a test, and how often.
    private static TestResult run(String test, Status status, Map<String, Long> outcomes) {
        TestResult run = new TestResult(status);
        run.setConfig(new TestConfig(defaults(), TestList.getInfo(test), 1, List.of(), 0, null));
        outcomes.forEach(run::addState);
        return run;
    }

    private static Options defaults() {
        try {
            Options options = new Options(new String[0]);
            assertThat(options.parse()).isTrue();
            return options;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TestResult run(String test, Map<String, Long> outcomes) {
        return run(test, Status.NORMAL, outcomes);
    }

    private static Verdict ofReal(TestResult... runs) {
        return Verdict.of(REAL, List.of(runs), true);
    }

    private static Verdict ofControl(boolean mustShow, TestResult... runs) {
        return Verdict.of(CONTROL, List.of(runs), mustShow);
    }

    @Test
    void of_acceptableOutcomesOnly_passes() {
        Verdict verdict = ofReal(run(REAL, Map.of(FIRST_HAS_IT, 10L)), run(REAL, Map.of(FIRST_HAS_IT, 3L, SECOND_HAS_IT, 5L)));

        assertThat(verdict).isEqualTo(new Verdict(REAL, List.of(), 18, 0));
        assertThat(verdict.passed()).isTrue();
        assertThat(verdict).hasToString("passed " + REAL + ": 18 samples");
    }

    @Test
    void of_oneForbiddenOutcomeAmongMillions_failsAndNamesIt() {
        Verdict verdict = ofReal(run(REAL, Map.of(FIRST_HAS_IT, 5_000_000L)), run(REAL, Map.of(SECOND_HAS_IT, 5_000_000L, TAKEN_TWICE, 1L)));

        assertThat(verdict.passed()).isFalse();
        assertThat(verdict.faults()).singleElement().asString().contains("Forbidden", TAKEN_TWICE, "taken twice, or lost");
        assertThat(verdict.toString()).startsWith("FAILED " + REAL).contains(TAKEN_TWICE);
    }

    @Test
    void of_aForbiddenOutcomeThatIsListedAndWasNotSeen_passes() {
        TestResult run = run(WITH_A_LISTED_FAULT, Map.of("0, asleep, 1", 10L));

        assertThat(Verdict.of(WITH_A_LISTED_FAULT, List.of(run), true).faults()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NORMAL")
    void of_aRunThatEndedInAnError_failsThoughTheOthersAreRight(Status error) {
        TestResult right = run(REAL, Map.of(FIRST_HAS_IT, 1_000L));

        assertThat(ofReal(right, run(REAL, error, Map.of())).faults()).singleElement().asString().contains(error.name());
        assertThat(ofReal(right, run(REAL, error, Map.of(FIRST_HAS_IT, 1L))).faults()).singleElement().asString().contains(error.name());
    }

    @Test
    void of_noRun_fails() {
        assertThat(ofReal().faults()).singleElement().asString().startsWith("did not run");
    }

    @Test
    void of_aRunWithoutSamples_fails() {
        assertThat(ofReal(run(REAL, Map.of())).faults()).containsExactly("ran without a single sample");
    }

    @Test
    void of_aControlWhoseFaultSomeRunsHaveShown_passesAndCountsThemAll() {
        Verdict verdict = ofControl(true, run(CONTROL, Map.of(ONE_LOST, 4L)), run(CONTROL, Map.of(BOTH_COUNTED, 1_000L)),
                run(CONTROL, Map.of(BOTH_COUNTED, 1L, ONE_LOST, 2L)));

        assertThat(verdict).isEqualTo(new Verdict(CONTROL, List.of(), 1_007, 6));
        assertThat(verdict).hasToString("passed " + CONTROL + ": 1,007 samples, its fault seen 6 times");
    }

    @Test
    void of_aControlThatLooksRight_fails() {
        Verdict verdict = ofControl(true, run(CONTROL, Map.of(BOTH_COUNTED, 1_000L)));

        assertThat(verdict.faults()).singleElement().asString().startsWith("its fault was not seen in 1000 samples");
    }

    @Test
    void of_aControlThatHadNoTime_passes() {
        assertThat(ofControl(false, run(CONTROL, Map.of(BOTH_COUNTED, 1_000L))).passed()).isTrue();
    }

    @Test
    void of_aControlThatDoesWhatNotEvenItDoes_failsThoughItsFaultWasSeen() {
        Verdict verdict = ofControl(true, run(CONTROL, Map.of(ONE_LOST, 10L, "3", 1L)));

        assertThat(verdict.faults()).singleElement().asString().contains("Forbidden", "(3)");
    }

    @Test
    void of_aControlThatDidNotRun_failsEvenWhereItNeedNotShow() {
        assertThat(ofControl(false).passed()).isFalse();
    }

    @Test
    void tooShort_whereAControlShowedNothing_areItAndTheTestsOfItsSubject() {
        String control = "dev.skein.api.BrokenMailboxStress.TakeWithoutCas_BrokenControl";
        String alike = "dev.skein.api.MailboxStress.Empty_SenderSends_ReceiverRegisters";
        SortedSet<String> tests = new TreeSet<>(List.of(control, alike, REAL, CONTROL));
        TestResult shown = run(CONTROL, Map.of(ONE_LOST, 1L));
        TestResult silent = run(control, Map.of());

        assertThat(Verdict.tooShort(tests, Map.of(control, List.of(silent), CONTROL, List.of(shown)))).containsExactly(control, alike);
        assertThat(Verdict.tooShort(tests, Map.of(CONTROL, List.of(shown), REAL, List.of(run(REAL, Map.of(FIRST_HAS_IT, 1L)))))).isEmpty();
    }
}
