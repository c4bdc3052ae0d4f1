package dev.skein.balance;

import static dev.skein.balance.Load.parked;
import static dev.skein.balance.Load.queue;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.api.Availability;
import dev.skein.api.BalancePolicy;
import dev.skein.api.MoveReason;
import dev.skein.api.Order;
import dev.skein.api.RunningLoad;
import dev.skein.api.WorkerHealth;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class StuckPolicyTest {

    private static final BalancePolicy STUCK = Policies.stuck();

    private static Load hogged(int tasks) {
        return queue(tasks).health(WorkerHealth.HOGGED).runs(new RunningLoad(1, 200 * Load.MILLI, false, 0)).serviceNanos(Double.NaN);
    }

    @ParameterizedTest
    @CsvSource({"HOGGED, true", "BLOCKED, true", "PREEMPTED, false", "GETS_ON, false"})
    void decide_byHealth_evacuatesHoggedAndBlocked(WorkerHealth health, boolean leaves) {
        assertThat(Load.decide(STUCK, queue(7).health(health), queue(0))).hasSize(leaves ? 1 : 0);
    }

    @ParameterizedTest
    @EnumSource(Availability.class)
    void decide_whateverItsAvailability_evacuatesAll(Availability availability) {
        assertThat(Load.decide(STUCK, hogged(7).availability(availability), queue(0)))
                .containsExactly(new Order.Ready(0, 1, 7, MoveReason.STUCK, 0));
    }

    @ParameterizedTest
    @CsvSource({"7, 1, 7", "7, 3, 3 3 1", "3, 3, 1 1 1", "1, 3, 1", "256, 1, 256", "257, 1, 256", "600, 2, 256 256"})
    void decide_severalTakers_dealsOutEqually(int tasks, int takers, String dealt) {
        Load[] loads = new Load[takers + 1];
        loads[0] = hogged(tasks);
        for (int i = 1; i <= takers; i++) loads[i] = queue(0);
        List<Order> orders = Load.decide(STUCK, loads);
        assertThat(orders).extracting(order -> String.valueOf(((Order.Ready) order).tasks())).containsExactly(dealt.split(" "));
        for (int i = 0; i < orders.size(); i++) assertThat(orders.get(i).to()).isEqualTo(1 + i % takers);
    }

    @Test
    void decide_oneTakerHasMuchMoreToDo_isSpared() {
        assertThat(Load.decide(STUCK, hogged(8), queue(50), queue(0), queue(1))).extracting(Order::to).containsExactly(2, 3);
    }

    @Test
    void decide_allTakersAreBusy_shortestDrainTakes() {
        assertThat(Load.decide(STUCK, hogged(8), queue(50), queue(30))).extracting(Order::to).containsExactly(2);
    }

    @Test
    void decide_twoStuckWorkers_goesOnWithTheNextTaker() {
        assertThat(Load.decide(STUCK, hogged(1), hogged(1), parked(), parked())).extracting(Order::to).containsExactly(2, 3);
    }

    @Test
    void decide_millionsWait_givesEachTakerOneOrderAndEachStuckOneItsPart() {
        assertThat(Load.decide(STUCK, hogged(2_000_000), hogged(7), parked(), parked(), parked())).containsExactly(
                new Order.Ready(0, 2, 256, MoveReason.STUCK, 0), new Order.Ready(0, 3, 256, MoveReason.STUCK, 0), new Order.Ready(1, 4, 7, MoveReason.STUCK, 0));
    }

    @Test
    void decide_moreStuckThanTake_servesSoMany() {
        assertThat(Load.decide(STUCK, hogged(2_000_000), hogged(7), parked())).hasSize(1);
    }

    @Test
    void decide_tasksAreLeavingAlready_countsThem() {
        assertThat(Load.decide(STUCK, hogged(7).leaving(4), queue(0))).containsExactly(new Order.Ready(0, 1, 3, MoveReason.STUCK, 0));
        assertThat(Load.decide(STUCK, hogged(7).leaving(7), queue(0))).isEmpty();
    }

    @Test
    void decide_nobodyMayTake_ordersNothing() {
        assertThat(Load.decide(STUCK, hogged(7), hogged(0), queue(0).availability(Availability.RETIRED))).isEmpty();
        assertThat(Load.decide(STUCK, hogged(7))).isEmpty();
    }

    @Test
    void decide_takersDrainIsNotKnown_isLeftOut() {
        assertThat(Load.decide(STUCK, hogged(7), queue(1).share(Double.NaN))).isEmpty();
        assertThat(Load.decide(STUCK, hogged(7), queue(1).serviceNanos(Double.NaN))).isEmpty();
    }

    @Test
    void decide_takerIsEmptyAndItsShareUnknown_takes() {
        assertThat(Load.decide(STUCK, hogged(7), parked().share(Double.NaN))).hasSize(1);
    }

    @Test
    void decide_figuresOfTheStuckOneAreKnown_predictsAGain() {
        Load hogged = hogged(7).serviceNanos(Load.MILLI);
        assertThat(Load.decide(STUCK, hogged, queue(0))).extracting(Order::predictedGainNanos).containsExactly(7 * Load.MILLI);
    }
}
