package dev.skein.balance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.api.LoadSnapshot;
import dev.skein.api.MoveReason;
import dev.skein.api.Order;
import dev.skein.api.OrderRecord;
import dev.skein.handoff.Handoff;
import dev.skein.handoff.Ledger;
import dev.skein.meta.Proves;
import org.junit.jupiter.api.Test;

class FlightsTest {

    private static final Order.Ready THREE = new Order.Ready(0, 1, 3, MoveReason.LOAD, 1_000);
    private static final LoadSnapshot UNEVEN = Load.snapshot(Load.queue(10), Load.queue(2));

    private final FakeDesk desk = new FakeDesk();
    private final Ledger ledger = new Ledger();
    private final Flights flights = new Flights(2, desk, ledger);

    private Handoff launch(Order order) {
        assertThat(flights.launch(order, 0, 3, UNEVEN, 0)).isTrue();
        return desk.placed.getLast().handoff();
    }

    private OrderRecord record() {
        return ledger.orders().getLast();
    }

    @Test
    void launch_ofAnOrder_isCarriedByTheGiverAndRecordedWithDrainTimes() {
        Handoff handoff = launch(THREE);
        assertThat(desk.asked).containsExactly("place with 0");
        assertThat(handoff.state()).isEqualTo(Handoff.State.REQUESTED);
        assertThat(record().fromDrainNanos()).isGreaterThan(record().toDrainNanos());
        assertThat(flights.isEmpty()).isFalse();
    }

    @Test
    void launch_ofAnEvacuation_isCarriedByTheTaker() {
        launch(new Order.Ready(0, 1, 3, MoveReason.STUCK, 0));
        assertThat(desk.asked).containsExactly("place with 1");
    }

    @Test
    void launch_whereTheWorkerHasAnOrder_isRefusedAndLeavesNoTrace() {
        desk.hasRoom = false;
        assertThat(flights.launch(THREE, 0, 3, UNEVEN, 0)).isFalse();
        assertThat(flights.isEmpty()).isTrue();
        assertThat(ledger.orders()).isEmpty();
    }

    @Test
    void look_countsWhatIsUnderWay_byHowFarItHasCome() {
        Handoff handoff = launch(THREE);
        assertUnderWay(3, 3);
        handoff.take(1);
        assertUnderWay(0, 1);                  // how many they will be is not known yet
        handoff.offer(2);
        assertUnderWay(0, 2);
        handoff.accept();
        assertUnderWay(0, 2);
        handoff.settle(2);
        assertUnderWay(0, 0);
        assertThat(flights.isEmpty()).isTrue();
    }

    private void assertUnderWay(int leaving, int arriving) {
        flights.look(1);
        assertThat(flights.leaving()).containsExactly(leaving, 0);
        assertThat(flights.arriving()).containsExactly(0, arriving);
    }

    @Test
    void look_orderNotTakenByItsDeadline_isWithdrawn() {
        launch(THREE);
        flights.look(Flights.TAKE_NANOS);
        assertThat(flights.isEmpty()).as("at the deadline").isFalse();
        flights.look(Flights.TAKE_NANOS + 1);
        assertThat(flights.isEmpty()).isTrue();
        assertThat(desk.asked).containsExactly("place with 0", "withdraw from 0");
        assertThat(record().outcome()).isEqualTo(OrderRecord.Outcome.REFUSED);
        assertThat(record().detail()).isEqualTo("not taken in time");
    }

    @Test
    @Proves("H1")
    void look_envelopeNotOpenedByItsDeadline_isOfferedToAllOnce() {
        Handoff handoff = launch(THREE);
        handoff.take(1);
        handoff.offer(3);
        flights.look(100);
        flights.look(100 + Flights.OPEN_NANOS - 1);
        assertThat(desk.asked).as("before the deadline").doesNotContain("reoffer");
        flights.look(100 + Flights.OPEN_NANOS);
        flights.look(100 + 9 * Flights.OPEN_NANOS);
        assertThat(desk.asked).containsOnlyOnce("reoffer");
        assertThat(flights.isEmpty()).as("still under way: only who opens it ends that").isFalse();
    }

    @Test
    void measure_aPeriodAfterTheRequest_writesDownTheGain() {
        Handoff handoff = launch(THREE);
        handoff.take(1);
        handoff.offer(3);
        handoff.accept();
        handoff.settle(2);
        flights.look(3);
        LoadSnapshot even = Load.snapshot(Load.queue(7), Load.queue(5));
        flights.measure(Load.atTick(1, even));
        assertThat(record().measuredGainNanos()).as("too early").isNaN();
        flights.measure(Load.atTick(Flights.GAIN_NANOS / Load.TICK_NANOS, even));
        assertThat(record().measuredGainNanos()).isEqualTo(3.0 * Load.MILLI);
    }
}
