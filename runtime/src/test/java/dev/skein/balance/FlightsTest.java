package dev.skein.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.api.LoadSnapshot;
import dev.skein.api.MoveReason;
import dev.skein.api.Order;
import dev.skein.api.OrderRecord;
import dev.skein.api.OrderRecord.Outcome;
import dev.skein.handoff.Envelope;
import dev.skein.handoff.Handoff;
import dev.skein.handoff.Handoff.State;
import dev.skein.handoff.Ledger;
import dev.skein.meta.Proves;
import org.junit.jupiter.api.Test;

class FlightsTest {

    private static final long MILLI = 1_000_000;
    private static final long START = 50;

    private final FakeDesk desk = new FakeDesk(3);
    private final Ledger ledger = new Ledger("test");
    private final Flights flights = new Flights(3, desk, ledger);
    private final LoadSnapshot load = Load.snapshot(Load.queue(9), Load.parked(), Load.queue(4));

    private Handoff launch(Order order) {
        assertThat(flights.launch(order, 0, 4, load, START)).isTrue();
        return desk.placed.getLast().handoff();
    }

    private static Order ready(int from, int to, int tasks, MoveReason reason) {
        return new Order.Ready(from, to, tasks, reason, 0);
    }

    private Handoff launch() {
        return launch(ready(0, 1, 4, MoveReason.LOAD));
    }

    private void lookAfter(long nanos) {
        flights.look(START + nanos);
    }

    private static LoadSnapshot at(long nanoTime, LoadSnapshot it) {
        return new LoadSnapshot(it.tick(), nanoTime, it.elapsedNanos(), it.workers(), 0, it.tasks(), 0);
    }

    // Asking.

    @Test
    void launch_ofAnOrder_placesAnEnvelopeWithRoomAndRecordsIt() {
        Handoff handoff = launch();
        Envelope envelope = desk.slots.takeReady(0);
        assertThat(envelope).isSameAs(desk.placed.getFirst());
        for (int i = 0; i < 4; i++) envelope.put(() -> { });
        assertThat(envelope.isFull()).isTrue();
        assertThat(handoff.state()).isEqualTo(State.REQUESTED);
        assertThat(handoff.fromDrainNanos()).isEqualTo(9 * MILLI);
        assertThat(handoff.toDrainNanos()).isZero();
        assertThat(ledger.orders()).singleElement().satisfies(record -> {
            assertThat(record.order()).isEqualTo(1);
            assertThat(record.outcome()).isEqualTo(Outcome.UNDER_WAY);
        });
        assertThat(ledger.reachedCount(State.REQUESTED)).isEqualTo(1);
    }

    @Test
    void launch_fromAStuckWorker_isCarriedOutByTheOneThatTakes() {
        launch(ready(0, 1, 4, MoveReason.STUCK));
        assertThat(desk.slots.hasReady(1)).isTrue();
        assertThat(desk.slots.hasReady(0)).isFalse();
    }

    @Test
    void launch_whereSuchAnOrderStands_isRefusedAndLeavesNothing() {
        launch();
        assertThat(flights.launch(ready(0, 2, 1, MoveReason.LOAD), 0, 1, load, START)).isFalse();
        assertThat(ledger.orders()).hasSize(1);
        assertThat(ledger.reachedCount(State.REQUESTED)).isEqualTo(1);
        lookAfter(1);
        assertThat(flights.arriving()).containsExactly(0, 4, 0);
        assertThat(flights.launch(new Order.Running(0, 2, 7, MoveReason.CAPABILITY, 0), 5, 1, load, START)).as("an order of another kind").isTrue();
    }

    /// What has been placed is watched, whatever is thrown on the way back.
    @Test
    void launch_thatFailsAfterItWasPlaced_isKeptInMind() {
        desk.afterPlace = new OutOfMemoryError();
        assertThatThrownBy(() -> flights.launch(ready(0, 1, 4, MoveReason.LOAD), 0, 4, load, START)).isSameAs(desk.afterPlace);
        assertThat(flights.isEmpty()).isFalse();
        lookAfter(Flights.TAKE_NANOS + 1);
        assertThat(desk.withdrawn).hasSize(1);
    }

    // On the way.

    @Test
    void look_asItComesOn_countsWhatIsUnderWay() {
        Handoff handoff = launch();
        lookAfter(1);
        assertThat(flights.leaving()).as("requested").containsExactly(4, 0, 0);
        assertThat(flights.arriving()).containsExactly(0, 4, 0);
        handoff.take(START);
        lookAfter(2);
        assertThat(flights.leaving()).as("taken").containsExactly(0, 0, 0);
        assertThat(flights.arriving()[1]).isPositive();
        handoff.offer(3);
        lookAfter(3);
        assertThat(flights.arriving()).as("offered").containsExactly(0, 3, 0);
        handoff.accept();
        lookAfter(4);
        assertThat(flights.arriving()).as("accepted").containsExactly(0, 3, 0);
        handoff.settle(START + 5);
        lookAfter(5);
        assertThat(flights.arriving()).as("settled").containsExactly(0, 0, 0);
    }

    @Test
    void look_atSeveral_addsThemUp() {
        launch(ready(0, 1, 4, MoveReason.LOAD));
        launch(ready(2, 1, 2, MoveReason.LOAD));
        launch(new Order.Running(0, 1, 7, MoveReason.CAPABILITY, 0));
        lookAfter(1);
        assertThat(flights.arriving()).containsExactly(0, 7, 0);
        assertThat(flights.leaving()).containsExactly(5, 0, 2);
    }

    @Test
    void look_atAnOrderThatNobodyTakes_withdrawsIt() {
        Handoff handoff = launch();
        lookAfter(Flights.TAKE_NANOS);
        assertThat(handoff.state()).isEqualTo(State.REQUESTED);
        lookAfter(Flights.TAKE_NANOS + 1);
        assertThat(handoff.toRecord().detail()).isEqualTo("not taken in time");
        assertThat(ledger.reachedCount(State.REFUSED)).isEqualTo(1);
        assertThat(desk.slots.hasReady(0)).isFalse();
        assertThat(flights.isEmpty()).isTrue();
        assertThat(flights.arriving()).containsExactly(0, 0, 0);
        launch();
    }

    @Test
    void look_atAnOrderThatWasTakenLate_letsItGoOn() {
        Handoff handoff = launch();
        handoff.take(START + Flights.TAKE_NANOS);
        lookAfter(10 * Flights.TAKE_NANOS);
        assertThat(handoff.state()).isEqualTo(State.TAKEN);
        assertThat(desk.withdrawn).isEmpty();
        assertThat(flights.isEmpty()).isFalse();
    }

    @Test
    @Proves("H1")
    void look_atAnEnvelopeThatNobodyOpens_offersItToAllOnce() {
        Handoff handoff = launch();
        handoff.take(START);
        handoff.offer(2);
        long first = Flights.TAKE_NANOS;
        lookAfter(first);
        lookAfter(first + Flights.OPEN_NANOS - 1);
        assertThat(desk.reoffered).isEmpty();
        for (int i = 0; i < 5; i++) lookAfter(first + Flights.OPEN_NANOS + i);
        assertThat(desk.reoffered).containsExactly(desk.placed.getFirst());
    }

    @Test
    void look_atOneThatWasRefusedOrFailed_forgetsIt() {
        Handoff refused = launch();
        refused.take(START);
        refused.refuse(State.TAKEN, "nothing to move");
        Handoff failed = launch(ready(2, 1, 4, MoveReason.LOAD));
        failed.take(START);
        failed.fail(new OutOfMemoryError());
        lookAfter(1);
        assertThat(flights.isEmpty()).isTrue();
    }

    // What it has brought.

    @Test
    void measure_aPeriodAfterTheArrival_writesDownTheGain() {
        Handoff handoff = launch();
        handoff.take(START);
        handoff.offer(2);
        handoff.accept();
        handoff.settle(START + 30 * MILLI);
        lookAfter(31 * MILLI);
        LoadSnapshot later = Load.snapshot(Load.queue(3), Load.queue(5), Load.queue(4));
        flights.measure(at(START + Flights.GAIN_NANOS + 29 * MILLI, later));
        assertThat(handoff.measuredGainNanos()).as("a moment before").isNaN();
        assertThat(flights.isEmpty()).as("while a gain is to be measured the balancer must not sleep").isFalse();
        flights.measure(at(START + Flights.GAIN_NANOS + 30 * MILLI, later));
        assertThat(handoff.measuredGainNanos()).as("9 ms were the longer, 5 ms are").isEqualTo(4.0 * MILLI);
        assertThat(flights.isEmpty()).isTrue();
    }

    @Test
    void measure_ofOneThatMovedNothing_isNotDone() {
        launch().refuse(State.REQUESTED, "late");
        lookAfter(1);
        flights.measure(at(START + 2 * Flights.GAIN_NANOS, load));
        assertThat(ledger.orders()).extracting(OrderRecord::measuredGainNanos).containsExactly(Double.NaN);
    }

    @Test
    void deadlines_acrossTheWrapOfTheClock_areKept() {
        long start = Long.MAX_VALUE - 5;
        assertThat(flights.launch(ready(0, 1, 4, MoveReason.LOAD), 0, 4, load, start)).isTrue();
        flights.look(start + Flights.TAKE_NANOS);
        assertThat(desk.withdrawn).isEmpty();
        flights.look(start + Flights.TAKE_NANOS + 1);
        assertThat(desk.withdrawn).hasSize(1);
    }
}
