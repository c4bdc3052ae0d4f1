package dev.skein.balance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.handoff.Doze;
import dev.skein.handoff.Ledger;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a balancer does first that takes the place of one that has died.
class StartAfreshTest {

    /// It remembers no nap, so it would order no end of one.
    @Test
    void startAfresh_afterOneThatHasDied_endsRestsAndNaps() {
        Ledger ledger = new Ledger();
        FakeDesk desk = new FakeDesk();
        BalancerSetup setup = new BalancerSetup("balancer", (previous, now) -> List.of(), 1, 2, () -> null, desk, ledger, new Doze(), () -> false, () -> 0,
                () -> { }, () -> 0, what -> { }, (what, failure) -> { });
        new Orders(setup, new Flights(2, desk, ledger), new BalancerCounts()).startAfresh();
        assertThat(desk.asked).containsExactlyInAnyOrder("unpack 0", "unpack 1", "nap 0 0", "nap 1 0");
    }
}
