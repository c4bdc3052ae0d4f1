package dev.skein.handoff;

import dev.skein.api.MoveReason;
import dev.skein.api.Order;
import dev.skein.api.OrderRecord;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// One execution of an order, and the word that says how far it has come. One method for each edge; each tells whether the caller has won it.
///
///     REQUESTED -> TAKEN     take    the carrier of the worker that gives; where that one is stuck, the carrier of the one that takes
///     REQUESTED -> REFUSED   refuse  the balancer: no carrier has taken it by its deadline
///     TAKEN     -> REFUSED   refuse  the carrier that has taken it: nothing to move, not movable, stale, moved lately
///     TAKEN     -> OFFERED   offer   the carrier that has taken it, when the tasks are in the envelope, before it publishes that
///     TAKEN     -> FAILED    fail    the same carrier: something was thrown on the way; it enqueues again what the envelope holds
///     OFFERED   -> ACCEPTED  accept  whoever meets the envelope first: the tasks are its own to enqueue from now on
///     ACCEPTED  -> SETTLED   settle  who has accepted, when all of them are in its queue
///
/// - H1 an envelope is opened once: ACCEPTED is entered by one CAS.
/// - H2 a task in an envelope belongs to whoever holds the word: until OFFERED to the carrier that has taken the order, then to nobody, then to the
///   one that has won ACCEPTED. So whatever is thrown there is one thread that enqueues them (H3), and the balancer never is.
///
/// state: any thread, by CAS; after a won edge the winner's until the next one. detail, moved, settled: who is about to win an edge that is its own, so
/// they are read after the state. taken: the winner of TAKEN, before its next edge. whyNotTaken: who tries to refuse. gain: the balancer.
public final class Handoff {

    /// How far it has come.
    public enum State { REQUESTED, TAKEN, OFFERED, ACCEPTED, SETTLED, FAILED, REFUSED }

    private static final long NOT_YET = -1;

    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(Handoff.class, "state", State.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final long id;
    private final Order order;
    private final long task;
    private final double fromDrainNanos;
    private final double toDrainNanos;
    private final long requestedNanos;
    private volatile State state;
    private volatile String detail = "";
    private volatile String whyNotTaken = "";
    private volatile long takenNanos = NOT_YET;
    private volatile long settledNanos = NOT_YET;
    private volatile int moved;
    private volatile double measuredGainNanos = Double.NaN;

    private Handoff(long id, Order order, long task, double fromDrainNanos, double toDrainNanos, long now, State state) {
        this.id = id;
        this.order = order;
        this.task = task;
        this.fromDrainNanos = fromDrainNanos;
        this.toDrainNanos = toDrainNanos;
        this.requestedNanos = now;
        this.state = state;
    }

    /// An order that somebody is to take.
    ///
    /// @param id from 1
    /// @param task id of the task that it names, or 0
    /// @param fromDrainNanos drain time of the worker that gives, or NaN
    /// @param toDrainNanos drain time of the worker that takes, or NaN
    /// @param now value of `System.nanoTime()`
    public static Handoff requested(long id, Order order, long task, double fromDrainNanos, double toDrainNanos, long now) {
        return new Handoff(id, order, task, fromDrainNanos, toDrainNanos, now, State.REQUESTED);
    }

    /// An order that a carrier gives itself, since its worker is closed: it is taken already.
    public static Handoff taken(Order order, long now) {
        Handoff own = new Handoff(0, order, 0, Double.NaN, Double.NaN, now, State.TAKEN);
        own.takenNanos = now;
        return own;
    }

    // The edges.

    /// REQUESTED -> TAKEN. True: the caller carries it out.
    public boolean take(long now) {
        if (!edge(State.REQUESTED, State.TAKEN)) return false;
        takenNanos = now;
        return true;
    }

    /// REQUESTED, TAKEN -> REFUSED; from TAKEN only by who has taken it.
    ///
    /// @param why for the ledger
    public boolean refuse(State from, String why) {
        if (from != State.REQUESTED && from != State.TAKEN) throw new IllegalArgumentException("refused from REQUESTED or TAKEN only, got " + from);
        if (state != from) return false;
        // Before the edge, so that who sees the edge sees why. One for each, since who loses REQUESTED must not disturb who has taken it.
        if (from == State.REQUESTED) {
            whyNotTaken = why;
        } else {
            detail = why;
        }
        return edge(from, State.REFUSED);
    }

    /// TAKEN -> OFFERED.
    ///
    /// @param tasks how many are in the envelope
    public void offer(int tasks) {
        require(State.TAKEN, State.OFFERED);
        moved = tasks;                     // before the edge: who accepts may read it
        own(State.TAKEN, State.OFFERED);
    }

    /// TAKEN -> FAILED.
    public void fail(Throwable why) {
        require(State.TAKEN, State.FAILED);
        detail = why.getClass().getName();
        own(State.TAKEN, State.FAILED);
    }

    /// OFFERED -> ACCEPTED. True: the tasks in the envelope are the caller's to enqueue (H1, H2).
    public boolean accept() {
        return edge(State.OFFERED, State.ACCEPTED);
    }

    /// ACCEPTED -> SETTLED.
    public void settle(long now) {
        require(State.ACCEPTED, State.SETTLED);
        settledNanos = now;
        own(State.ACCEPTED, State.SETTLED);
    }

    private void own(State from, State to) {
        if (!edge(from, to)) require(from, to);
    }

    /// Before anything is written: an edge that does not belong there changes nothing.
    private void require(State from, State to) {
        State now = state;
        if (now != from) throw new IllegalStateException("handoff " + id + " must be " + from + " to become " + to + ", it is " + now);
    }

    private boolean edge(State from, State to) {
        return STATE.compareAndSet(this, from, to);
    }

    // Queries.

    public State state() {
        return state;
    }

    /// Whether nothing more will come of it; for tests.
    public boolean isOver() {
        State now = state;
        return now == State.SETTLED || now == State.FAILED || now == State.REFUSED;
    }

    /// Number of the order, from 1; 0 if it came from no balancer.
    public long id() {
        return id;
    }

    public Order order() {
        return order;
    }

    public MoveReason reason() {
        return order.reason();
    }

    /// Id of the task that the order names, or 0.
    public long task() {
        return task;
    }

    public long requestedNanos() {
        return requestedNanos;
    }

    /// Time from the request until its tasks were enqueued, in nanoseconds; -1 if they are not.
    public long latencyNanos() {
        return since(settledNanos);
    }

    public int moved() {
        return moved;
    }

    public double fromDrainNanos() {
        return fromDrainNanos;
    }

    public double toDrainNanos() {
        return toDrainNanos;
    }

    /// By how much the longer of the two drain times had become shorter a period later; NaN: not measured.
    public double measuredGainNanos() {
        return measuredGainNanos;
    }

    /// The balancer, a period after the tasks arrived.
    ///
    /// @param longerDrainNanos the longer of the two workers' drain times by then, or NaN
    public void measure(double longerDrainNanos) {
        measuredGainNanos = Math.max(fromDrainNanos, toDrainNanos) - longerDrainNanos;
    }

    public OrderRecord toRecord() {
        State now = state;                 // first: the rest was written before it
        OrderRecord.Outcome outcome = switch (now) {
            case REQUESTED, TAKEN, OFFERED, ACCEPTED -> OrderRecord.Outcome.UNDER_WAY;
            case SETTLED -> OrderRecord.Outcome.SETTLED;
            case REFUSED -> OrderRecord.Outcome.REFUSED;
            case FAILED -> OrderRecord.Outcome.FAILED;
        };
        String why = now == State.REFUSED && takenNanos == NOT_YET ? whyNotTaken : detail;
        return new OrderRecord(id, order, outcome, why, moved, requestedNanos, since(takenNanos), since(settledNanos),
                fromDrainNanos, toDrainNanos, measuredGainNanos);
    }

    private long since(long nanoTime) {
        return nanoTime == NOT_YET ? -1 : Math.max(0, nanoTime - requestedNanos);
    }

    @Override
    public String toString() {
        return "Handoff " + id + " " + order + "[" + state + "]";
    }
}
