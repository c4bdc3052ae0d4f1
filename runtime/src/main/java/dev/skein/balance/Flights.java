package dev.skein.balance;

import dev.skein.api.HandoffFailure;
import dev.skein.api.LoadSnapshot;
import dev.skein.api.MoveReason;
import dev.skein.api.Order;
import dev.skein.handoff.Envelope;
import dev.skein.handoff.Handoff;
import dev.skein.handoff.Ledger;
import dev.skein.handoff.OrderDesk;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/// The handoffs that the balancer has asked for and that are not over: counts what is under way, keeps the deadlines, and measures the gain.
///
/// An order that nobody has taken by [#TAKE_NANOS] is withdrawn: the figures that it was made from are old by then. An envelope
/// that nobody has opened [#OPEN_NANOS] after it was offered is offered to all (H1).
///
/// All of it is the balancer's own.
final class Flights {

    /// Time in which an order must be taken: a carrier looks at its next task boundary, at least every slice.
    static final long TAKE_NANOS = 50_000_000;
    /// Time in which an envelope must be opened: to wake a worker takes 50 us. One that makes no progress may lose its mail to all sooner or later than that;
    /// it is opened once.
    static final long OPEN_NANOS = 10_000_000;
    /// The period after which the gain is measured: that of the smoothed figures.
    static final long GAIN_NANOS = 100_000_000;

    private static final class Flight {
        final Envelope envelope;
        final int carriedBy;
        long offeredNanos;
        boolean reoffered;

        Flight(Envelope envelope, int carriedBy) {
            this.envelope = envelope;
            this.carriedBy = carriedBy;
        }
    }

    private final OrderDesk desk;
    private final Ledger ledger;
    private final int[] arriving;
    private final int[] leaving;
    private final List<Flight> flights = new ArrayList<>();
    private final List<Handoff> toMeasure = new ArrayList<>();

    Flights(int workers, OrderDesk desk, Ledger ledger) {
        this.desk = desk;
        this.ledger = ledger;
        this.arriving = new int[workers];
        this.leaving = new int[workers];
    }

    /// Asks for a handoff; false if the worker that should carry it has such an order already.
    boolean launch(Order order, long task, int tasks, LoadSnapshot now, long nanoTime) {
        Handoff handoff = Handoff.requested(ledger.nextOrderId(), order, task, drain(now, order.from()), drain(now, order.to()), nanoTime);
        Envelope envelope = new Envelope(handoff, tasks);
        int carriedBy = order.reason() == MoveReason.STUCK ? order.to() : order.from();
        flights.add(new Flight(envelope, carriedBy));       // first: it may want memory, and what is placed must be watched
        if (!desk.place(envelope, carriedBy)) {
            flights.removeLast();
            return false;
        }
        ledger.ordered(handoff);
        ledger.reached(Handoff.State.REQUESTED);
        return true;
    }

    private static double drain(LoadSnapshot now, int worker) {
        return now.workers().get(worker).drainNanos();
    }

    /// Looks at all that is under way.
    void look(long now) {
        Arrays.fill(arriving, 0);
        Arrays.fill(leaving, 0);
        for (Iterator<Flight> each = flights.iterator(); each.hasNext(); ) {
            Flight flight = each.next();
            if (isOver(flight, now)) each.remove();
        }
    }

    private boolean isOver(Flight flight, long now) {
        Handoff handoff = flight.envelope.handoff();
        Order order = handoff.order();
        switch (handoff.state()) {
            case REQUESTED -> {
                if (now - handoff.requestedNanos() > TAKE_NANOS && handoff.refuse(Handoff.State.REQUESTED, HandoffFailure.NOT_TAKEN.text())) {
                    desk.withdraw(flight.envelope, flight.carriedBy);
                    ledger.refused(HandoffFailure.NOT_TAKEN);
                    return true;
                }
                int tasks = order instanceof Order.Ready ready ? ready.tasks() : 1;
                leaving[order.from()] += tasks;
                arriving[order.to()] += tasks;
            }
            case TAKEN -> arriving[order.to()]++;
            case OFFERED, ACCEPTED -> {
                arriving[order.to()] += handoff.moved();
                offerAgain(flight, now);
            }
            case SETTLED -> {
                toMeasure.add(handoff);
                return true;
            }
            case FAILED, REFUSED -> {
                return true;
            }
        }
        return false;
    }

    private void offerAgain(Flight flight, long now) {
        if (flight.offeredNanos == 0) flight.offeredNanos = now;
        if (flight.reoffered || now - flight.offeredNanos < OPEN_NANOS) return;
        flight.reoffered = true;
        desk.reoffer(flight.envelope);
    }

    /// Writes down what has come of those that arrived a period ago.
    void measure(LoadSnapshot now) {
        toMeasure.removeIf(handoff -> {
            if (now.nanoTime() - handoff.requestedNanos() - handoff.latencyNanos() < GAIN_NANOS) return false;
            Order order = handoff.order();
            handoff.measure(Math.max(drain(now, order.from()), drain(now, order.to())));
            return true;
        });
    }

    int[] arriving() {
        return arriving;
    }

    int[] leaving() {
        return leaving;
    }

    /// Whether nothing is under way, and no gain to be measured.
    boolean isEmpty() {
        return flights.isEmpty() && toMeasure.isEmpty();
    }
}
