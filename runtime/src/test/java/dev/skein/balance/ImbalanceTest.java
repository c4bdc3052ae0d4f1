package dev.skein.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.skein.api.Availability;
import org.junit.jupiter.api.Test;

/// How uneven a snapshot is.
class ImbalanceTest {

    @Test
    void imbalance_ofIdleWorkers_isOne() {
        assertThat(Load.snapshot(Load.parked(), Load.parked()).imbalance()).isEqualTo(1);
    }

    @Test
    void imbalance_ofEqualQueues_isOne() {
        assertThat(Load.snapshot(Load.queue(3), Load.queue(3), Load.queue(3)).imbalance()).isEqualTo(1);
    }

    @Test
    void imbalance_whereOneHasAll_isTheNumberOfWorkers() {
        assertThat(Load.snapshot(Load.queue(9), Load.parked(), Load.parked()).imbalance()).isEqualTo(3);
    }

    @Test
    void imbalance_ofUnevenQueues_isTheLongestByTheMean() {
        assertThat(Load.snapshot(Load.queue(6), Load.queue(2), Load.queue(1)).imbalance()).isCloseTo(2, within(1e-9));
    }

    @Test
    void imbalance_ofClosedWorkers_leavesThemOut() {
        Load retired = Load.queue(100).availability(Availability.RETIRED);
        Load packed = Load.parked().availability(Availability.PACKED);
        assertThat(Load.snapshot(Load.queue(3), Load.queue(1), retired, packed).imbalance()).isEqualTo(1.5);
        assertThat(Load.snapshot(retired, packed).imbalance()).as("none is open").isNaN();
    }

    @Test
    void imbalance_whereOneDrainTimeIsNotKnown_isNotKnown() {
        assertThat(Load.snapshot(Load.queue(3), Load.queue(1).serviceNanos(Double.NaN)).imbalance()).isNaN();
        assertThat(Load.snapshot(Load.queue(1).serviceNanos(Double.NaN), Load.queue(3)).imbalance()).isNaN();
        assertThat(Load.snapshot(Load.queue(3), Load.parked().serviceNanos(Double.NaN)).imbalance()).as("nothing waits there").isEqualTo(2);
    }
}
