package dev.skein.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PromptnessTest {

    private final Promptness promptness = new Promptness();

    @Test
    void vouches_atFirst_isFalse() {
        assertThat(promptness.vouches()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 100, 10_000})
    void vouch_forAnyMean_standsUntilRevoked(long meanNanos) {
        promptness.vouch(meanNanos);
        assertThat(promptness.vouches()).isTrue();
        promptness.revoke();
        assertThat(promptness.vouches()).isFalse();
    }

    @Test
    void questions_silentCarrierWithABacklog_areAnsweredYes() {
        assertThat(promptness.callsForHelp(1)).isTrue();
        assertThat(promptness.worthStealing(1)).isTrue();
    }

    @Test
    void questions_noBacklog_areAnsweredNo() {
        assertThat(promptness.callsForHelp(0)).isFalse();
        assertThat(promptness.worthStealing(0)).isFalse();
        promptness.vouch(10_000);
        assertThat(promptness.callsForHelp(0)).isFalse();
        assertThat(promptness.worthStealing(0)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"100, 1000, false", "100, 1001, true", "10000, 10, false", "10000, 11, true", "0, 100000, false", "0, 100001, true"})
    void callsForHelp_carrierThatVouches_fromAHundredMicrosecondsOfWork(long meanNanos, long tasks, boolean expected) {
        promptness.vouch(meanNanos);
        assertThat(promptness.callsForHelp(tasks)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"100, 20, false", "100, 21, true", "10000, 1, true", "2000, 1, false"})
    void worthStealing_carrierThatVouches_fromTwoMicrosecondsOfWork(long meanNanos, long tasks, boolean expected) {
        promptness.vouch(meanNanos);
        assertThat(promptness.worthStealing(tasks)).isEqualTo(expected);
    }

    @Test
    void lookCallsForHelp_backlogWorthWaking_atOnce() {
        promptness.vouch(100);
        assertThat(promptness.lookCallsForHelp(1, 1_000)).isTrue();
        assertThat(promptness.lookCallsForHelp(1_000, 1)).isTrue();
        promptness.revoke();
        assertThat(promptness.lookCallsForHelp(0, 1)).isTrue();
    }

    @Test
    void lookCallsForHelp_smallBacklogThatLasts_atEverySecondLook() {
        promptness.vouch(100);
        List<Boolean> calls = new ArrayList<>();
        for (int look = 0; look < 6; look++) calls.add(promptness.lookCallsForHelp(21, 0));
        assertThat(calls).containsExactly(false, true, false, true, false, true);
    }

    @Test
    void lookCallsForHelp_smallBacklogThatIsGoneInBetween_never() {
        promptness.vouch(100);
        for (int look = 0; look < 6; look++) assertThat(promptness.lookCallsForHelp(look % 2 == 0 ? 21 : 0, 0)).isFalse();
    }

    /// Whoever was woken for it would keep off.
    @Test
    void lookCallsForHelp_backlogThatIsNotWorthASteal_never() {
        promptness.vouch(100);
        for (int look = 0; look < 6; look++) assertThat(promptness.lookCallsForHelp(20, 0)).isFalse();
    }

    @Test
    void worthStealing_whereverHelpIsCalledFor_isTrue() {
        for (long mean = 1; mean <= 10_000; mean *= 10) {
            promptness.vouch(mean);
            for (long tasks = 1; tasks < 100_000; tasks = tasks * 3 / 2 + 1) {
                if (promptness.callsForHelp(tasks)) {
                    assertThat(promptness.worthStealing(tasks)).as("who was woken for %s tasks of %s ns must take some", tasks, mean).isTrue();
                }
            }
        }
    }
}
