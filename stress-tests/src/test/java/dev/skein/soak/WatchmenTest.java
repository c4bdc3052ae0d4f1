package dev.skein.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

/// What watches over the soak sees what must never be.
class WatchmenTest {

    private final Tally tally = new Tally();
    private final Alone alone = new Alone(tally);

    @Test
    void alone_enteredLeftAndEnded_findsNothing() {
        alone.enter();
        alone.leave();
        alone.enter();
        alone.end();
        assertThat(tally.firstWrong()).isEmpty();
    }

    @Test
    void enter_twice_isWrong() {
        alone.enter();
        alone.enter();
        assertThat(tally.firstWrong()).hasValueSatisfying(wrong -> assertThat(wrong).contains("twice at a time"));
    }

    @Test
    void enter_afterTheEnd_isWrong() {
        alone.enter();
        alone.end();
        alone.enter();
        assertThat(tally.firstWrong()).hasValueSatisfying(wrong -> assertThat(wrong).contains("after its end"));
    }

    @Test
    void cleanUp_twice_isWrong() {
        alone.cleanUp();
        assertThat(tally.firstWrong()).isEmpty();
        alone.cleanUp();
        assertThat(tally.firstWrong()).isPresent();
    }

    @Test
    void cleanUp_whileItRuns_isWrong() {
        alone.enter();
        alone.cleanUp();
        assertThat(tally.firstWrong()).isPresent();
    }

    private static LogRecord entry(Level level, Throwable thrown) {
        LogRecord entry = new LogRecord(level, "skein soak: something");
        entry.setThrown(thrown);
        return entry;
    }

    @Test
    void mishaps_warnedOfOrPlanned_areNotWrong() {
        try (Mishaps mishaps = new Mishaps(tally)) {
            assertThat(mishaps.isLoggable(entry(Level.WARNING, null))).isTrue();
            assertThat(mishaps.isLoggable(entry(Level.SEVERE, new IllegalStateException(Mishaps.PLANNED)))).as("printed").isFalse();
        }
        assertThat(tally.firstWrong()).isEmpty();
    }

    @Test
    void mishaps_ofTheRuntimesOwn_areWrong() {
        try (Mishaps _ = new Mishaps(tally)) {
            System.getLogger("dev.skein").log(System.Logger.Level.ERROR, "carrier 1 failed between two tasks and goes on", new IllegalStateException("ours"));
        }
        assertThat(tally.firstWrong()).hasValueSatisfying(wrong -> assertThat(wrong).contains("between two tasks"));
    }

    @Test
    void firstWrong_ofTwo_isTheFirst() {
        tally.wrong("one");
        tally.wrong("other");
        assertThat(tally.firstWrong()).hasValueSatisfying(wrong -> assertThat(wrong).startsWith("one (seen by "));
    }

    @Test
    void faults_ofBooksThatAreRight_areNone() {
        assertThat(new Books(10, 5, 2, 1).faults(new Books(10, 5, 2, 1), 0, 2)).isEmpty();
    }

    @Test
    void faults_ofATaskThatIsMissing_nameIt() {
        assertThat(new Books(10, 4, 2, 1).faults(new Books(10, 5, 2, 1), 0, 2)).hasValueSatisfying(wrong -> assertThat(wrong).contains("completed=4").contains("completed=5"));
        assertThat(new Books(10, 5, 2, 1).faults(new Books(10, 5, 2, 1), 1, 2)).isPresent();
        assertThat(new Books(10, 5, 2, 1).faults(new Books(10, 5, 2, 1), -1, 2)).isPresent();
        assertThat(new Books(10, 5, 2, 1).faults(new Books(10, 5, 2, 1), 0, 1)).isPresent();
    }
}
