package dev.skein.balance;

import static dev.skein.balance.Load.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.api.BalancePolicy;
import dev.skein.api.LoadSnapshot;
import dev.skein.api.MoveReason;
import dev.skein.api.Order;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecisionTest {

    private static String held(BalancePolicy policy, Load... loads) {
        LoadSnapshot seen = snapshot(loads);
        return new Decision(policy, seen, List.of(), 0, false).text();
    }

    @Test
    void text_ofOrders_countsThemByReason() {
        List<Order> orders = List.of(new Order.Ready(0, 1, 3, MoveReason.STUCK, 0), new Order.Ready(2, 1, 3, MoveReason.LOAD, 0), new Order.Ready(0, 2, 3, MoveReason.STUCK, 0));
        assertThat(new Decision(Policies.standard(), snapshot(Load.queue(1)), orders, 1, false).text()).isEqualTo("order(LOAD 1, STUCK 2)");
    }

    @Test
    void text_ofATickThatWasSkipped_saysSo() {
        assertThat(new Decision(Policies.standard(), snapshot(Load.queue(1)), List.of(), 0, true).text()).isEqualTo("skip(policy failed)");
    }

    @Test
    void text_whereAllWereRefused_saysHowMany() {
        assertThat(new Decision(Policies.standard(), snapshot(Load.queue(1)), List.of(), 2, false).text()).isEqualTo("hold(2 refused)");
    }

    @Test
    void text_ofTheStandardPolicyThatHolds_saysWhy() {
        assertThat(held(Policies.standard(), Load.queue(9))).isEqualTo("hold(one worker)");
        assertThat(held(Policies.standard(), Load.queue(0), Load.running(5))).isEqualTo("hold(nothing waits)");
        assertThat(held(Policies.standard(), Load.queue(10), Load.queue(9))).isEqualTo("hold(below band)");
        assertThat(held(Policies.standard(), Load.queue(10).serviceNanos(Double.NaN), Load.queue(9).serviceNanos(Double.NaN))).isEqualTo("hold(not known what tasks take)");
        assertThat(held(Policies.standard(), Load.queue(10), Load.queue(1))).as("left to thieves, or the budget is used up").isEqualTo("hold");
    }

    @Test
    void text_ofAnotherPolicyThatHolds_doesNotGuess() {
        assertThat(held((previous, now) -> List.of(), Load.queue(0), Load.queue(0))).isEqualTo("hold");
        assertThat(held(Policies.none(), Load.queue(0), Load.queue(0))).isEqualTo("hold(no policy)");
    }
}
