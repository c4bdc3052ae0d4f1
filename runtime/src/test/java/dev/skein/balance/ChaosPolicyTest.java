package dev.skein.balance;

import static dev.skein.balance.Load.parked;
import static dev.skein.balance.Load.queue;
import static dev.skein.balance.Load.running;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.api.Availability;
import dev.skein.api.BalancePolicy;
import dev.skein.api.LoadSnapshot;
import dev.skein.api.Order;
import dev.skein.api.TaskLoad;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChaosPolicyTest {

    private static final BalancePolicy CHAOS = Policies.chaos();

    private static List<Order> at(long tick, Load... loads) {
        LoadSnapshot now = Load.atTick(tick, Load.snapshot(loads));
        return CHAOS.decide(now, now);
    }

    @Test
    void decide_atAnyTick_rotatesWhatWaitsAndWhatRuns() {
        List<Order> orders = at(1, running(1).ready(3), queue(300), parked());
        assertThat(orders).extracting(Order::from).containsExactly(0, 0, 1);
        assertThat(orders).extracting(Order::to).containsExactly(1, 1, 2);
        assertThat(((Order.Ready) orders.getLast()).tasks()).isEqualTo(Order.MAX_TASKS);
    }

    @Test
    void decide_nextWorkerMayNotTake_goesToTheOneAfter() {
        assertThat(at(1, queue(3), queue(0).availability(Availability.RETIRED), parked())).extracting(Order::to).containsExactly(2);
        assertThat(at(1, queue(3), queue(0).availability(Availability.RETIRED))).isEmpty();
    }

    @Test
    void decide_tasksWithFootprints_getTheNextHome() {
        List<TaskLoad> tasks = List.of(new TaskLoad(5, 1, 8, true), new TaskLoad(6, 0, 8, false), new TaskLoad(7, 9, 8, true));
        LoadSnapshot now = Load.snapshot(0, tasks, parked(), parked());
        assertThat(CHAOS.decide(now, now)).singleElement().isInstanceOfSatisfying(Order.Home.class, home -> {
            assertThat(home.task()).isEqualTo(5);
            assertThat(home.to()).isZero();
        });
    }

    @Test
    void decide_moreTasksWithFootprintsThanATickMayMove_movesAsManyAsItMay() {
        List<TaskLoad> tasks = IntStream.rangeClosed(1, 400).mapToObj(id -> new TaskLoad(id, 0, 8, true)).toList();
        LoadSnapshot now = Load.snapshot(0, tasks, parked(), parked());
        assertThat(CHAOS.decide(now, now)).hasSize(Thresholds.HOMES_MAX);
    }

    @Test
    void decide_fromTimeToTime_packsOneAndUnpacksIt() {
        assertThat(at(32, parked(), parked(), parked())).containsExactly(new Order.Pack(1));
        assertThat(at(48, parked(), parked().availability(Availability.PACKED), parked())).containsExactly(new Order.Unpack(1));
        assertThat(at(64, parked(), parked(), parked())).containsExactly(new Order.Pack(2));
        assertThat(at(33, parked(), parked(), parked())).isEmpty();
    }

    @Test
    void decide_packsTheNextWorker_sendsNothingThere() {
        assertThat(at(32, queue(1), parked(), parked())).extracting(Order::to).containsExactly(1, 2);
        assertThat(at(32, queue(1), parked(), parked()).getLast()).isInstanceOf(Order.Ready.class);
    }

    @Test
    void decide_lastWorkerThatMayTake_isNotPacked() {
        assertThat(at(32, parked().availability(Availability.PACKED), parked())).isEmpty();
    }

    @Test
    void decide_oneWorker_ordersNothing() {
        assertThat(at(1, running(1).ready(3))).isEmpty();
    }
}
