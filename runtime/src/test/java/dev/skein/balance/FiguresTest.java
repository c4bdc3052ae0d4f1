package dev.skein.balance;

import static dev.skein.balance.Load.MILLI;
import static dev.skein.balance.Load.queue;
import static dev.skein.balance.Load.running;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.skein.api.WorkerHealth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {

    @ParameterizedTest
    @CsvSource({
        "1, 1, GETS_ON, 1", "0.5, 0.5, GETS_ON, 0.25", "1, 0, GETS_ON, 0.01", "0, 1, GETS_ON, NaN", "NaN, 1, GETS_ON, NaN", "1, NaN, GETS_ON, NaN",
        "0.5, 1, PREEMPTED, 0.005", "1, 0.001, PREEMPTED, 0.01", "1, NaN, PREEMPTED, NaN", "1, 1, HOGGED, 1",
    })
    void capacity_ofAnyFigures_isAboveZeroOrNotKnown(double capability, double share, WorkerHealth health, double capacity) {
        assertThat(Figures.capacity(queue(0).capability(capability).share(share).health(health).at(0))).isEqualTo(Double.valueOf(capacity));
    }

    /// Tasks of 1 ms at half of the capacity.
    @ParameterizedTest
    @CsvSource({"0, 0, 0, 0", "4, 0, 0, 8", "4, 2, 1, 10", "1, 0, 5, 0", "0, 3, 0, 6"})
    void drain_withTasksUnderWay_countsWhatWillBeThere(int ready, int arriving, int leaving, long millis) {
        assertThat(Figures.drain(queue(ready).arriving(arriving).leaving(leaving).capability(0.5).at(0))).isEqualTo((double) millis * MILLI);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "7, 7"})
    void drain_withARun_countsAsMuchAsItsAgeAndAMeanServiceAtLeast(long ageMillis, long millis) {
        assertThat(Figures.drain(running(ageMillis).at(0))).isEqualTo((double) millis * MILLI);
        assertThat(Figures.drain(running(ageMillis).serviceNanos(Double.NaN).at(0))).isEqualTo((double) ageMillis * MILLI);
    }

    @ParameterizedTest
    @CsvSource({"NaN, 1, 4", "Infinity, 1, 4", "1000, NaN, 4", "1.7976931348623157E308, 1, 4"})
    void drain_ofFiguresThatSayNothing_isNotKnown(double serviceNanos, double share, int ready) {
        assertThat(Figures.drain(queue(ready).serviceNanos(serviceNanos).share(share).at(0))).isNaN();
    }

    @Test
    void drain_ofAnIdleWorker_isZeroWhateverItsShare() {
        assertThat(Figures.drain(queue(0).share(Double.NaN).serviceNanos(Double.NaN).at(0))).isZero();
    }

    @Test
    void drain_ofPlainQueues_isThatOfTheSnapshot() {
        assertThat(Figures.drain(queue(9).share(0.7).at(0))).isCloseTo(queue(9).share(0.7).at(0).drainNanos(), within(1e-3));
        assertThat(Figures.drain(running(30).ready(9).at(0))).isCloseTo(running(30).ready(9).at(0).drainNanos(), within(1e-3));
    }
}
