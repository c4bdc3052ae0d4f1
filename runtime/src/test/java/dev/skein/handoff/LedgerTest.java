package dev.skein.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.api.HandoffFailure;
import dev.skein.api.HandoffStats;
import dev.skein.api.MoveReason;
import dev.skein.api.MoveRecord;
import dev.skein.api.Order;
import dev.skein.api.OrderRecord;
import dev.skein.meta.Repeat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class LedgerTest {

    private final Ledger ledger = new Ledger("test");

    private Handoff order(double fromDrain, double toDrain, long predictedGain) {
        return Handoff.requested(ledger.nextOrderId(), new Order.Ready(2, 3, 4, MoveReason.CONTENTION, predictedGain), 0, fromDrain, toDrain, 100);
    }

    private long movedCount() {
        return Arrays.stream(MoveReason.values()).mapToLong(ledger::movedCount).sum();
    }

    @Test
    void newLedger_isEmpty() {
        assertThat(ledger.moves()).isEmpty();
        assertThat(ledger.orders()).isEmpty();
        assertThat(ledger.samples()).isEmpty();
        assertThat(movedCount()).isZero();
    }

    @Test
    void moved_withoutAnOrder_isRecordedWithoutItsFigures() {
        long before = System.nanoTime();
        ledger.moved(7, 1, "crawl", 2, 3, MoveReason.USER, null);
        MoveRecord record = ledger.moves().getFirst();
        assertThat(record).isEqualTo(new MoveRecord(
                7, 1, "crawl", 2, 3, MoveReason.USER, 0, record.nanoTime(), -1, Double.NaN, Double.NaN, Double.NaN, Double.NaN));
        assertThat(record.nanoTime()).isBetween(before, System.nanoTime());
    }

    @Test
    void moved_byAnOrder_hasWhatTheOrderKnowsThenAndLater() {
        Handoff handoff = order(30, 10, 5);
        handoff.take(110);
        handoff.offer(4);
        handoff.accept();
        ledger.moved(0, 4, "", 2, 3, MoveReason.CONTENTION, handoff);
        assertThat(ledger.moves().getFirst().latencyNanos()).as("before it has settled").isEqualTo(-1);
        handoff.settle(150);
        MoveRecord record = ledger.moves().getFirst();
        assertThat(record.order()).isEqualTo(1);
        assertThat(record.latencyNanos()).isEqualTo(50);
        assertThat(record.fromDrainNanos()).isEqualTo(30);
        assertThat(record.toDrainNanos()).isEqualTo(10);
        assertThat(record.predictedGainNanos()).isEqualTo(5);
        assertThat(record.measuredGainNanos()).as("before a period is over").isNaN();
        handoff.measure(22);
        assertThat(ledger.moves().getFirst().measuredGainNanos()).isEqualTo(8);
    }

    @Test
    void moved_byAnOrderThatPredictsNothing_hasNoPrediction() {
        ledger.moved(1, 1, "", 2, 3, MoveReason.MEMORY, order(1, 1, 0));
        assertThat(ledger.moves().getFirst().predictedGainNanos()).isNaN();
    }

    @Test
    void counts_ofEachReason_countTasksNotRecords() {
        for (MoveReason reason : MoveReason.values()) ledger.moved(0, reason.ordinal() + 1, "", 0, 1, reason, null);
        for (MoveReason reason : MoveReason.values()) assertThat(ledger.movedCount(reason)).as("%s", reason).isEqualTo(reason.ordinal() + 1);
        int reasons = MoveReason.values().length;
        assertThat(movedCount()).isEqualTo(reasons * (reasons + 1L) / 2);
        assertThat(ledger.moves()).extracting(MoveRecord::reason).containsExactly(MoveReason.values());
    }

    @Test
    void counts_ofEachState_areApart() {
        for (Handoff.State state : Handoff.State.values()) {
            for (int i = 0; i <= state.ordinal(); i++) ledger.reached(state);
        }
        for (Handoff.State state : Handoff.State.values()) assertThat(ledger.reachedCount(state)).as("%s", state).isEqualTo(state.ordinal() + 1);
    }

    @Test
    void sample_ofASteal_standsApartFromTheMoves() {
        ledger.sample(9, "thief's", 1, 0, MoveReason.STEAL);
        assertThat(ledger.moves()).isEmpty();
        assertThat(movedCount()).isZero();
        assertThat(ledger.samples()).singleElement().satisfies(record -> {
            assertThat(record.task()).isEqualTo(9);
            assertThat(record.reason()).isEqualTo(MoveReason.STEAL);
            assertThat(record.tasks()).isEqualTo(1);
        });
    }

    @Test
    void records_beyondTheBound_areTheLastOldestFirst() {
        int more = 100;
        for (int i = 0; i < Ledger.KEPT + more; i++) {
            ledger.moved(i + 1, 1, "", 0, 1, MoveReason.LOAD, null);
            ledger.sample(i + 1, "", 0, 1, MoveReason.WAKE);
            ledger.ordered(order(1, 1, 0));
        }
        List<Long> last = LongStream.rangeClosed(more + 1, Ledger.KEPT + more).boxed().toList();
        assertThat(Ledger.KEPT).isEqualTo(4_096);
        assertThat(ledger.moves()).extracting(MoveRecord::task).isEqualTo(last);
        assertThat(ledger.samples()).extracting(MoveRecord::task).isEqualTo(last);
        assertThat(ledger.orders()).extracting(OrderRecord::order).isEqualTo(last);
        assertThat(ledger.movedCount(MoveReason.LOAD)).as("counts go on").isEqualTo(Ledger.KEPT + more);
    }

    @Test
    @Tag("concurrency")
    void moved_byFourThreadsAtOnce_countsAllAndKeepsTheLast() throws InterruptedException {
        int writers = 4;
        int each = Repeat.times(20_000);
        AtomicBoolean end = new AtomicBoolean();
        AtomicReference<String> wrong = new AtomicReference<>();
        Thread reader = Thread.ofPlatform().daemon().start(() -> {
            while (!end.get()) {
                for (MoveRecord record : ledger.moves()) {
                    if (record.from() != record.to() - 1 || record.task() % writers != record.from()) wrong.set(record.toString());
                }
            }
        });
        List<Thread> threads = new ArrayList<>();
        for (int writer = 0; writer < writers; writer++) {
            int from = writer;
            threads.add(Thread.ofPlatform().daemon().start(() -> IntStream.range(0, each).forEach(i -> {
                ledger.moved((long) writers * i + from, 1, "", from, from + 1, MoveReason.values()[from], null);
                ledger.reached(Handoff.State.SETTLED);
            })));
        }
        for (Thread thread : threads) thread.join();
        end.set(true);
        reader.join();
        assertThat(wrong.get()).isNull();
        assertThat(movedCount()).isEqualTo((long) writers * each);
        assertThat(ledger.reachedCount(Handoff.State.SETTLED)).isEqualTo((long) writers * each);
        for (int writer = 0; writer < writers; writer++) assertThat(ledger.movedCount(MoveReason.values()[writer])).isEqualTo(each);
        List<MoveRecord> kept = ledger.moves();
        assertThat(kept).hasSize(Ledger.KEPT);
        Set<Long> tasks = new HashSet<>();
        kept.forEach(record -> tasks.add(record.task()));
        assertThat(tasks).as("none twice").hasSize(Ledger.KEPT);
    }

    @Test
    @Tag("concurrency")
    void nextOrderId_byFourThreads_givesEachOnce() throws InterruptedException {
        int each = Repeat.times(5_000);
        Set<Long> ids = ConcurrentHashMap.newKeySet();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            threads.add(Thread.ofPlatform().daemon().start(() -> IntStream.range(0, each).forEach(any -> ids.add(ledger.nextOrderId()))));
        }
        for (Thread thread : threads) thread.join();
        assertThat(ids).hasSize(4 * each).contains(1L).doesNotContain(0L);
    }

    @Test
    void handoffs_afterSomeHaveSettledAndFailed_haveTheirTimesAndCauses() {
        ledger.settled(30);
        ledger.settled(12);
        ledger.refused(HandoffFailure.STALE);
        ledger.refused(HandoffFailure.STALE);
        ledger.refused(HandoffFailure.NOT_TAKEN);
        ledger.failed();
        HandoffStats stats = ledger.handoffs();
        assertThat(stats.settled()).isEqualTo(2);
        assertThat(stats.settledNanos()).isEqualTo(42);
        assertThat(stats.failed()).hasSize(HandoffFailure.values().length)
                .containsEntry(HandoffFailure.STALE, 2L).containsEntry(HandoffFailure.NOT_TAKEN, 1L).containsEntry(HandoffFailure.THROWN, 1L)
                .containsEntry(HandoffFailure.NOT_MOVABLE, 0L);
        assertThat(ledger.reachedCount(Handoff.State.REFUSED)).isEqualTo(3);
        assertThat(ledger.reachedCount(Handoff.State.FAILED)).isEqualTo(1);
    }
}
