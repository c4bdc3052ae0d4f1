package dev.skein.task;

import dev.skein.api.MoveReason;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/// The part of a [ContinuationTask] that knows where it is, and where it is to go.
///
/// home, moveCount, movedAt: who has the task in its hands. moveTo: any thread. fixed: the running carrier. worker: the running carrier, opaque.
public abstract class PlacedTask<R extends @Nullable Object> extends TaskCell<R> {

    /// In place of the index of a worker: none in particular.
    public static final int NO_HINT = -1;

    private static final short NOWHERE = -1;
    /// A request to move is the index of a worker, with the ordinal of its reason above, and above that whether the body itself has asked.
    private static final int WORKER_BITS = 10;
    private static final int WORKER_MASK = (1 << WORKER_BITS) - 1;
    private static final int REASON_BITS = 4;
    private static final int OF_THE_BODY = 1 << (WORKER_BITS + REASON_BITS);
    private static final MoveReason[] REASONS = MoveReason.values();

    /// Most workers that a request can tell apart.
    public static final int MAX_WORKERS = 1 << WORKER_BITS;

    /// Unit in which a task remembers when an order moved it last, 100 ms. It remembers in 8 bits, so once in 26 s a task is
    /// taken to have moved lately that has not, and stays where it is for up to 200 ms more.
    private static final int MOVE_UNIT_MILLIS = 100;

    private static final VarHandle MOVE_TO;
    private static final VarHandle WORKER;
    private static final VarHandle HOME;
    private static final VarHandle MOVE_COUNT;

    static {
        if (REASONS.length > 1 << REASON_BITS) throw new AssertionError(REASON_BITS + " bits for " + REASONS.length + " reasons");
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            MOVE_TO = lookup.findVarHandle(PlacedTask.class, "moveTo", short.class);
            WORKER = lookup.findVarHandle(PlacedTask.class, "worker", short.class);
            HOME = lookup.findVarHandle(PlacedTask.class, "home", short.class);
            MOVE_COUNT = lookup.findVarHandle(PlacedTask.class, "moveCount", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    // Indices of workers are below 1,024; as ints these three would make the object grow by 8 bytes.
    private short home;
    private short worker;
    private volatile short moveTo = NOWHERE;
    private volatile boolean fixed;
    private byte movedAt;
    private int moveCount;

    PlacedTask(TaskOwner owner, int home) {
        super(owner, false);
        this.home = (short) home;
        this.worker = (short) home;
    }

    final void askToMove(int target) {
        moveTo = (short) (OF_THE_BODY | request(target, MoveReason.USER));
    }

    /// The task is about to suspend while an order wants it elsewhere: it would come back here, so its home moves instead.
    final void takeOrderedHome(Slice slice) {
        if (home == NO_HINT) return;
        int ordered = slice.takeOrderedHome(this);
        if (ordered != NO_HINT) broughtTo(ordered, home);
    }

    /// As [dev.skein.api.Task#requestMove].
    public final void requestMove(int target) {
        if (target < 0 || target >= owner().workers()) throw new IllegalArgumentException(outOfRange(target));
        short mine = request(target, MoveReason.USER);
        short seen;
        do {
            seen = moveTo;                             // before the look at fixed: what the body asks for after its declaration must not be replaced
            if (fixed || hasOutcome()) return;
        } while (!MOVE_TO.compareAndSet(this, seen, mine));            // whoever has asked before: the user's word counts
        var _ = requested(mine);
    }

    /// As [#requestMove], for an order.
    ///
    /// @return false if the task is not movable, or another request stands
    public final boolean orderHome(int target, MoveReason reason) {
        short mine = request(target, reason);
        if (fixed || hasOutcome() || !MOVE_TO.compareAndSet(this, NOWHERE, mine)) return false;
        return requested(mine);
    }

    /// A request stands, before the look whether the task runs: pairs with the look at moveTo after each claim.
    private boolean requested(short mine) {
        boolean movable = !fixed;
        if (!movable) MOVE_TO.compareAndSet(this, mine, NOWHERE);      // declared meanwhile: pairs with setMovable
        owner().yieldSoon(this);
        return movable;
    }

    @SuppressWarnings("EnumOrdinal")           // kept for as long as the request stands, and nowhere else
    private static short request(int target, MoveReason reason) {
        return (short) (reason.ordinal() << WORKER_BITS | target);
    }

    final String outOfRange(int target) {
        return "worker must be 0 to " + (owner().workers() - 1) + ", got " + target;
    }

    @Override
    public final boolean isToStopSoon() {
        return super.isToStopSoon() || moveTo != NOWHERE;
    }

    final void setMovable(boolean movable) {
        fixed = !movable;
        if (!movable) moveTo = NOWHERE;        // after the declaration: pairs with requestMove
    }

    /// Whether orders may move it.
    public final boolean isMovable() {
        return !fixed;
    }

    /// Where the task is to be enqueued, for whoever must do that: a request to move is taken up here.
    ///
    /// @return index of a worker, or [#NO_HINT]: wherever it is convenient
    public final int takeDestination() {
        if (moveTo != NOWHERE) {
            short asked = (short) MOVE_TO.getAndSet(this, NOWHERE);
            if (asked != NOWHERE) take(asked);
        }
        return home;
    }

    /// What others asked for between the body's declaration and its end of the run was refused, or will be ([#requested]).
    private void take(int asked) {
        if ((asked & OF_THE_BODY) != 0 || !fixed) goHome(asked & WORKER_MASK, REASONS[(asked & ~OF_THE_BODY) >>> WORKER_BITS]);
    }

    private void goHome(int target, MoveReason reason) {
        int from = lastWorker();
        home = (short) target;
        if (target != from && owner().moved(this, from, target, reason)) countMove();
    }

    /// Where it will be from its next suspension point on, or is now; -1: it has not begun and is meant for no worker.
    final int destination() {
        short asked = moveTo;
        return asked != NOWHERE ? asked & WORKER_MASK : home != NO_HINT ? home : lastWorker();
    }

    final boolean isAskedToMove() {
        return moveTo != NOWHERE;
    }

    /// Its home, or [#NO_HINT]; a hint for who has it not in its hands.
    public final int home() {
        return home;
    }

    /// An envelope brings it to a worker; for who has accepted that. A home that was left moves along.
    public final void broughtTo(int target, int from) {
        countMove();
        movedAt = moveTime();
        HOME.compareAndSet(this, (short) from, (short) target);        // a carrier that has claimed it since may send it elsewhere
    }

    private void countMove() {
        if (moveCount < Integer.MAX_VALUE) MOVE_COUNT.setOpaque(this, moveCount + 1);
    }

    /// Whether an order has moved it within the last 100 to 200 ms; for who has it in its hands.
    public final boolean hasMovedLately() {
        int units = (byte) (moveTime() - movedAt);
        return moveCount > 0 && (units == 0 || units == 1);
    }

    private static byte moveTime() {
        return (byte) (System.nanoTime() / 1_000_000 / MOVE_UNIT_MILLIS);
    }

    /// Index of the worker that ran it last, or -1.
    public final int lastWorker() {
        return (short) WORKER.getOpaque(this);
    }

    final void setWorkerOpaque(int index) {
        WORKER.setOpaque(this, (short) index);
    }

    /// As [dev.skein.api.Task#moveCount].
    public final int moveCount() {
        return (int) MOVE_COUNT.getOpaque(this);
    }

    /// A number above 0 that no other task of this JVM has.
    public abstract long id();

    /// For messages and records: its name, whatever the user's method throws. Throws nothing.
    public abstract String nameOrClass();
}
