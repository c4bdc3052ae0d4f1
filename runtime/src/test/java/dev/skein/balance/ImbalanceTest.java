package dev.skein.balance;

import static dev.skein.balance.Load.queue;
import static dev.skein.balance.Load.snapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.skein.api.Availability;
import org.junit.jupiter.api.Test;

/// [dev.skein.api.LoadSnapshot#imbalance].
class ImbalanceTest {

    @Test
    void imbalance_ofEqualWorkers_isOne() {
        assertThat(snapshot(queue(4), queue(4)).imbalance()).isEqualTo(1);
        assertThat(snapshot(queue(0), queue(0)).imbalance()).as("nothing to do").isEqualTo(1);
    }

    @Test
    void imbalance_ofUnequalWorkers_isTheLongestByTheMean() {
        assertThat(snapshot(queue(6), queue(2), queue(1), queue(3)).imbalance()).isCloseTo(2, within(1e-9));
        assertThat(snapshot(queue(6), queue(0)).imbalance()).as("one has all").isCloseTo(2, within(1e-9));
        assertThat(snapshot(queue(4).share(0.5), queue(4)).imbalance()).as("by time, not by tasks").isCloseTo(4 / 3d, within(1e-9));
    }

    @Test
    void imbalance_ofWorkersThatAreClosedOrNotKnown_leavesThemOut() {
        assertThat(snapshot(queue(6), queue(2), queue(0).availability(Availability.RETIRED)).imbalance()).isCloseTo(1.5, within(1e-9));
        assertThat(snapshot(queue(6), queue(2), queue(9).share(Double.NaN)).imbalance()).isCloseTo(1.5, within(1e-9));
        assertThat(snapshot(queue(6), queue(2), queue(9).share(0)).imbalance()).as("for ever").isCloseTo(1.5, within(1e-9));
        assertThat(snapshot(queue(9).share(Double.NaN)).imbalance()).isNaN();
    }
}
