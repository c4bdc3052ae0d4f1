package dev.skein.balance;

import static dev.skein.balance.Load.MILLI;
import static dev.skein.balance.Load.parked;
import static dev.skein.balance.Load.queue;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.api.Availability;
import dev.skein.api.BalancePolicy;
import dev.skein.api.LoadSnapshot;
import dev.skein.api.MoveReason;
import dev.skein.api.Order;
import dev.skein.api.RunningLoad;
import dev.skein.api.TaskLoad;
import dev.skein.api.WorkerHealth;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalityPolicyTest {

    private static final BalancePolicy LOCALITY = Policies.locality();

    private static Load cameFrom(int former, double ranMillis, double leftMillisAgo) {
        return queue(0).runs(new RunningLoad(9, 2 * MILLI, true, 4, former, (long) (ranMillis * MILLI), (long) (leftMillisAgo * MILLI)));
    }

    @ParameterizedTest
    @CsvSource({"10, 4.9, true", "9.9, 4.9, false", "10, 5, false", "500, 0, true", "500, -1, false"})
    void decide_byHowLongItRanAndWhenItLeft_sendsItBack(double ranMillis, double leftMillisAgo, boolean back) {
        List<Order> orders = Load.decide(LOCALITY, cameFrom(1, ranMillis, leftMillisAgo), parked());
        assertThat(orders).isEqualTo(back ? List.of(new Order.Running(0, 1, 9, MoveReason.LOCALITY, 0)) : List.of());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 2, Integer.MAX_VALUE})
    void decide_formerWorkerIsNoOther_leavesIt(int former) {
        assertThat(Load.decide(LOCALITY, cameFrom(former, 50, 1), parked())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, 0, true", "0, 1, false", "3, 4, true", "3, 5, false", "5, 3, true"})
    void decide_byWhatElseThereIsToDo_goesBackIfNotMoreByTheBand(int here, int there, boolean back) {
        assertThat(Load.decide(LOCALITY, cameFrom(1, 50, 1).ready(here), queue(there))).hasSize(back ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({"1, true", "0.81, true", "0.8, false", "0.5, false"})
    void decide_formerWorkerIsSlower_staysIfByTheBand(double share, boolean back) {
        assertThat(Load.decide(LOCALITY, cameFrom(1, 50, 1), parked().share(share))).hasSize(back ? 1 : 0);
    }

    @Test
    void decide_whatContentionHasMoved_isNotSentBack() {
        Load contended = queue(0).share(0.79).runs(new RunningLoad(9, 20 * MILLI, true, 4));
        assertThat(Load.decide(Policies.contention(), contended, parked())).hasSize(1);
        assertThat(Load.decide(LOCALITY, parked().share(0.79), cameFrom(0, 20, 1))).isEmpty();
    }

    @Test
    void decide_formerWorkerMayNotTake_leavesIt() {
        assertThat(Load.decide(LOCALITY, cameFrom(1, 50, 1), parked().availability(Availability.PACKED))).isEmpty();
        assertThat(Load.decide(LOCALITY, cameFrom(1, 50, 1), parked().health(WorkerHealth.HOGGED))).isEmpty();
    }

    @Test
    void decide_figuresAreNotKnown_leavesIt() {
        assertThat(Load.decide(LOCALITY, cameFrom(1, 50, 1).share(Double.NaN), parked())).isEmpty();
        assertThat(Load.decide(LOCALITY, cameFrom(1, 50, 1), parked().share(Double.NaN))).isEmpty();
        assertThat(Load.decide(LOCALITY, cameFrom(1, 50, 1), queue(1).serviceNanos(Double.NaN))).isEmpty();
    }

    @Test
    void decide_notMovableOrLeavingAlready_leavesIt() {
        RunningLoad bound = new RunningLoad(9, 2 * MILLI, false, 4, 1, 50 * MILLI, MILLI);
        assertThat(Load.decide(LOCALITY, queue(0).runs(bound), parked())).isEmpty();
        assertThat(Load.decide(LOCALITY, cameFrom(1, 50, 1).leaving(1), parked())).isEmpty();
    }

    /// When it left is known to a tick's accuracy, so ticks that are longer count; but what is 10 ms ago is cold whatever they are.
    @ParameterizedTest
    @CsvSource({"5, 5, false", "8, 7.9, true", "8, 8, false", "200, 9.9, true", "200, 10, false"})
    void decide_ticksAreLonger_looksBackForAsLong(long tickMillis, double leftMillisAgo, boolean back) {
        LoadSnapshot usual = Load.snapshot(cameFrom(1, 50, leftMillisAgo), parked());
        LoadSnapshot now = new LoadSnapshot(1, usual.nanoTime(), tickMillis * MILLI, usual.workers(), 0, List.of(), 0);
        assertThat(LOCALITY.decide(now, now)).hasSize(back ? 1 : 0);
    }

    @Test
    void decide_twoCameFromTheSame_sendsOneBack() {
        assertThat(Load.decide(LOCALITY, cameFrom(1, 50, 1), parked(), cameFrom(1, 50, 1))).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"60, true", "61, false"})
    void decide_footprintsHaveABudget_goesBackIfThereIsRoom(long footprintThere, boolean back) {
        LoadSnapshot now = Load.snapshot(100, List.of(new TaskLoad(4, 0, 40, true)), cameFrom(1, 50, 1), parked().footprint(footprintThere));
        assertThat(LOCALITY.decide(now, now)).hasSize(back ? 1 : 0);
    }
}
