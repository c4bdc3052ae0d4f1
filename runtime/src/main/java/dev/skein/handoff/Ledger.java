package dev.skein.handoff;

import dev.skein.api.HandoffFailure;
import dev.skein.api.HandoffStats;
import dev.skein.api.MoveReason;
import dev.skein.api.MoveRecord;
import dev.skein.api.OrderRecord;
import dev.skein.events.FlightEvents;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// The bounded record of orders and moves: the last [#KEPT] of each, all of them counted. Steals and wakes elsewhere are counted by
/// the workers; one in [#SAMPLED] stands in a ring of its own here.
///
/// All methods may be called by any thread; a reader may miss what is written at the same time. Who writes has tasks in its hands: where there is
/// no memory for a count or a record it is left out, and nothing is thrown.
public final class Ledger {

    /// Records kept of each kind.
    public static final int KEPT = 4096;
    /// Of so many steals and wakes elsewhere one is sampled.
    public static final int SAMPLED = 64;

    private record Move(long task, int tasks, String name, int from, int to, MoveReason reason, long nanoTime, @Nullable Handoff order) {
        MoveRecord toRecord() {
            if (order == null) {
                return new MoveRecord(task, tasks, name, from, to, reason, 0, nanoTime, -1, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
            }
            boolean predicted = order.order().predictedGainNanos() != 0;
            return new MoveRecord(task, tasks, name, from, to, reason, order.id(), nanoTime, order.latencyNanos(),
                    order.fromDrainNanos(), order.toDrainNanos(), predicted ? order.order().predictedGainNanos() : Double.NaN, order.measuredGainNanos());
        }
    }

    private final String runtime;
    private final Ring<Move> moves = new Ring<>();
    private final Ring<Move> samples = new Ring<>();
    private final Ring<Handoff> orders = new Ring<>();
    private final Map<MoveReason, LongAdder> moved = adders(MoveReason.class);
    private final Map<Handoff.State, LongAdder> edges = adders(Handoff.State.class);
    private final Map<HandoffFailure, LongAdder> failures = adders(HandoffFailure.class);
    private final LongAdder settledNanos = new LongAdder();
    private final LongAdder redirected = new LongAdder();
    private final AtomicLong orderIds = new AtomicLong();

    /// @param runtime its name
    public Ledger(String runtime) {
        this.runtime = runtime;
    }

    /// Number for the next order.
    public long nextOrderId() {
        return orderIds.incrementAndGet();
    }

    public void ordered(Handoff order) {
        orders.add(order);
    }

    /// Counts that a handoff has come so far.
    public void reached(Handoff.State state) {
        add(adder(edges, state), 1);
    }

    /// Counts a handoff that was refused.
    public void refused(HandoffFailure why) {
        reached(Handoff.State.REFUSED);
        add(adder(failures, why), 1);
    }

    /// Counts a handoff that failed on the way.
    public void failed() {
        reached(Handoff.State.FAILED);
        add(adder(failures, HandoffFailure.THROWN), 1);
    }

    /// Counts a handoff that has settled, and the time it took.
    public void settled(long latencyNanos) {
        reached(Handoff.State.SETTLED);
        add(settledNanos, latencyNanos);
    }

    /// What became of handoffs.
    public HandoffStats handoffs() {
        Map<HandoffFailure, Long> failed = new EnumMap<>(HandoffFailure.class);
        failures.forEach((why, count) -> failed.put(why, count.sum()));
        return new HandoffStats(reachedCount(Handoff.State.SETTLED), settledNanos.sum(), failed);
    }

    /// How many handoffs have come so far.
    public long reachedCount(Handoff.State state) {
        return adder(edges, state).sum();
    }

    /// Records that tasks have changed workers.
    ///
    /// @param task id of the task, or 0 if it has none
    /// @param tasks how many: 1, or more if they have no ids
    /// @param order that asked for it, or null
    public void moved(long task, int tasks, String name, int from, int to, MoveReason reason, @Nullable Handoff order) {
        add(adder(moved, reason), tasks);
        long now = System.nanoTime();
        record(moves, task, tasks, name, from, to, reason, now, order);
        FlightEvents.moved(runtime, task, tasks, name, from, to, reason.name(), order == null ? 0 : order.id(), order == null ? -1 : latencyNanos(order, now));
    }

    /// From the order to now, or to its end if that has come: an envelope is settled when all that it brings is recorded.
    private static long latencyNanos(Handoff order, long now) {
        long atItsEnd = order.latencyNanos();
        return atItsEnd >= 0 ? atItsEnd : now - order.requestedNanos();
    }

    /// Records one of [#SAMPLED] steals, or wakes elsewhere.
    public void sample(long task, String name, int from, int to, MoveReason reason) {
        record(samples, task, 1, name, from, to, reason, System.nanoTime(), null);
    }

    private static void record(Ring<Move> ring, long task, int tasks, String name, int from, int to, MoveReason reason, long now,
            @Nullable Handoff order) {
        try {
            ring.add(new Move(task, tasks, name, from, to, reason, now, order));
        } catch (OutOfMemoryError noRoom) {
            return;                          // the move stands, its record does not
        }
    }

    private static void add(LongAdder adder, long amount) {
        try {
            adder.add(amount);
        } catch (OutOfMemoryError noRoom) {
            return;                          // it grows where several threads count at the same time
        }
    }

    /// Tasks that were moved for that reason.
    public long movedCount(MoveReason reason) {
        return adder(moved, reason).sum();
    }

    /// Counts tasks that were meant for a worker which is closed, and go elsewhere. Nothing is thrown: the caller may hold them.
    public void redirected(int tasks) {
        if (tasks == 0) return;
        try {
            redirected.add(tasks);
        } catch (OutOfMemoryError | StackOverflowError noRoom) {
            return;
        }
    }

    /// Tasks that were redirected.
    public long redirectedCount() {
        return redirected.sum();
    }

    /// The last moves, oldest first.
    public List<MoveRecord> moves() {
        return moves.list().stream().map(Move::toRecord).toList();
    }

    /// The last sampled steals and wakes elsewhere, oldest first.
    public List<MoveRecord> samples() {
        return samples.list().stream().map(Move::toRecord).toList();
    }

    /// The last orders, oldest first.
    public List<OrderRecord> orders() {
        return orders.list().stream().map(Handoff::toRecord).toList();
    }

    private static <K extends Enum<K>> Map<K, LongAdder> adders(Class<K> keys) {
        Map<K, LongAdder> adders = new EnumMap<>(keys);      // never written after this
        for (K key : keys.getEnumConstants()) adders.put(key, new LongAdder());
        return adders;
    }

    private static <K> LongAdder adder(Map<K, LongAdder> adders, K key) {
        return Objects.requireNonNull(adders.get(key), "one adder for each key");
    }

    /// The last elements that any threads have added. Two that add at the same time, [#KEPT] apart, leave either.
    private static final class Ring<E> {
        private final AtomicReferenceArray<@Nullable E> slots = new AtomicReferenceArray<>(KEPT);
        private final AtomicLong added = new AtomicLong();

        void add(E element) {
            slots.setRelease((int) (added.getAndIncrement() % KEPT), element);
        }

        List<E> list() {
            List<E> list = new ArrayList<>();
            long end = added.get();
            for (long i = Math.max(0, end - KEPT); i < end; i++) {
                E element = slots.getAcquire((int) (i % KEPT));
                if (element != null) list.add(element);
            }
            return list;
        }
    }
}
