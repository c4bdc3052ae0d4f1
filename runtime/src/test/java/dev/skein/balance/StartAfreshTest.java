package dev.skein.balance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.api.MoveReason;
import dev.skein.handoff.Doze;
import dev.skein.handoff.Envelope;
import dev.skein.handoff.Ledger;
import dev.skein.handoff.OrderDesk;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a balancer does first that takes the place of one that has died.
class StartAfreshTest {

    private final List<String> asked = new ArrayList<>();

    /// Writes down what is asked of the workers.
    private final class Desk extends OrderDesk {
        @Override
        public boolean place(Envelope envelope, int carriedBy) {
            return true;
        }

        @Override
        public void withdraw(Envelope envelope, int carriedBy) {
        }

        @Override
        public void reoffer(Envelope envelope) {
        }

        @Override
        public HomeOutcome orderHome(long task, int to, MoveReason reason) {
            return HomeOutcome.GONE;
        }

        @Override
        public boolean pack(int worker) {
            return true;
        }

        @Override
        public boolean unpack(int worker) {
            asked.add("unpack " + worker);
            return true;
        }

        @Override
        public void nap(int worker, long nanos) {
            asked.add("nap " + worker + ' ' + nanos);
        }

        @Override
        public boolean takeOver(int worker, long run) {
            return false;
        }

        @Override
        public void giveToAll(int worker) {
        }

        @Override
        public String describe(int worker) {
            return "";
        }

        @Override
        public String classOfRunning(int worker) {
            return "";
        }
    }

    /// It remembers no nap, so it would order no end of one.
    @Test
    void startAfresh_afterOneThatHasDied_endsRestsAndNaps() {
        Ledger ledger = new Ledger();
        Desk desk = new Desk();
        BalancerSetup setup = new BalancerSetup("balancer", (previous, now) -> List.of(), 1, 2, () -> null, desk, ledger, new Doze(), () -> false, () -> 0,
                () -> { }, () -> 0, what -> { }, (what, failure) -> { });
        new Orders(setup, new Flights(2, desk, ledger), new BalancerCounts()).startAfresh();
        assertThat(asked).containsExactlyInAnyOrder("unpack 0", "unpack 1", "nap 0 0", "nap 1 0");
    }
}
