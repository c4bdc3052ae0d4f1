package dev.skein.worker;

import static dev.skein.worker.IdleWorkers.NOBODY;
import static dev.skein.worker.IdleWorkers.ONE_THAT_BLOCKS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.meta.Proves;
import dev.skein.meta.Repeat;
import dev.skein.worker.IdleWorkers.Sleep;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdleWorkersTest {

    private static final int WORKERS = 200;

    private final IdleWorkers idle = new IdleWorkers(WORKERS);

    private void park(int worker) {
        assertThat(idle.goToSleep(worker, false, () -> false)).isEqualTo(Sleep.ASLEEP);
    }

    private void block(int worker) {
        assertThat(idle.goBlocked(worker, () -> false)).isEqualTo(NOBODY);
    }

    /// What a claimed worker does first: it searches, and leaves without work.
    private void leaveSearch() {
        assertThat(idle.searchEnds(() -> false)).isEqualTo(NOBODY);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "3, 1", "4, 2", "8, 4", "1024, 512"})
    @Proves("W3")
    void beginSearch_ofNWorkers_allowsHalfButAtLeastOne(int workers, int searchers) {
        IdleWorkers some = new IdleWorkers(workers);
        for (int i = 0; i < searchers; i++) assertThat(some.beginSearch(i)).isTrue();
        assertThat(some.beginSearch(0)).isFalse();
        assertThat(some.searchers()).isEqualTo(searchers);
        some.searchEnds(() -> false);
        assertThat(some.beginSearch(0)).isTrue();
    }

    @Test
    @Proves("W2")
    void anySleeps_whileWorkersComeAndGo_isTrueWhileOneIsAway() {
        assertThat(idle.anySleeps()).isFalse();
        park(3);
        block(5);
        block(5);
        assertThat(idle.anySleeps()).isTrue();
        assertThat(idle.call(3)).isEqualTo(3);
        leaveSearch();
        assertThat(idle.anySleeps()).as("one blocks").isTrue();
        idle.endBlocked(5);
        idle.endBlocked(5);
        assertThat(idle.anySleeps()).isFalse();
        park(7);
        assertThat(idle.retractParked(7)).isTrue();
        block(8);
        assertThat(idle.claimBlocked()).isEqualTo(8);
        assertThat(idle.anySleeps()).isFalse();
    }

    @Test
    void lastSearcher_afterOnesThatWereAndWereNotLet_isTheLastThatWas() {
        IdleWorkers four = new IdleWorkers(4);
        four.beginSearch(3);
        four.beginSearch(1);
        four.beginSearch(2);
        assertThat(four.lastSearcher()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 62, 63, 64, 65, 127, 128, 199})
    void goToSleep_ofAnyWorker_parksThatOneOnly(int worker) {
        park(worker);
        for (int each = 0; each < WORKERS; each++) {
            assertThat(idle.isParked(each)).as("worker %s", each).isEqualTo(each == worker);
            assertThat(idle.isBlocked(each)).as("worker %s", each).isFalse();
        }
    }

    @Test
    @Proves("W3")
    void goToSleep_searcherWithoutWork_leavesTheCountBeforeItLooks() {
        idle.beginSearch(5);
        int[] searchersAtTheLook = {-1};
        boolean[] parkedAtTheLook = new boolean[1];
        Sleep sleep = idle.goToSleep(5, true, () -> {
            searchersAtTheLook[0] = idle.searchers();
            parkedAtTheLook[0] = idle.isParked(5);
            return false;
        });
        assertThat(sleep).isEqualTo(Sleep.ASLEEP);
        assertThat(searchersAtTheLook[0]).isZero();
        assertThat(parkedAtTheLook[0]).as("it is announced").isTrue();
    }

    @Test
    @Proves({"W1", "W3"})
    void goToSleep_workAtTheLastLook_searchesAgain() {
        assertThat(idle.goToSleep(5, false, () -> true)).isEqualTo(Sleep.SEARCHES_AGAIN);
        assertThat(idle.isParked(5)).isFalse();
        assertThat(idle.searchers()).isOne();
    }

    @Test
    @Proves({"W2", "W3"})
    void goToSleep_claimedDuringTheLastLook_leavesTheCountToTheClaimer() {
        Sleep sleep = idle.goToSleep(5, false, () -> {
            assertThat(idle.call(0)).isEqualTo(5);
            return true;
        });
        assertThat(sleep).isEqualTo(Sleep.CLAIMED);
        assertThat(idle.searchers()).isOne();
    }

    @ParameterizedTest
    @CsvSource({"2, 1", "31, 1", "32, 2", "200, 12"})
    @Proves("W1")
    void call_whileEnoughSearch_wakesNobody(int workers, int enough) {
        IdleWorkers some = new IdleWorkers(workers);
        assertThat(some.goToSleep(0, false, () -> false)).isEqualTo(Sleep.ASLEEP);
        for (int i = 1; i <= enough; i++) some.beginSearch(i % workers);
        assertThat(some.call(0)).isEqualTo(NOBODY);
        assertThat(some.isParked(0)).isTrue();
        some.searchEnds(() -> false);
        assertThat(some.call(0)).as("one less searches").isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 63, 64, 127, 128, 199})
    @Proves({"W2", "W3"})
    void call_oneParked_claimsItOnceAndCountsIt(int worker) {
        park(worker);
        assertThat(idle.call(0)).isEqualTo(worker);
        assertThat(idle.searchers()).isOne();
        assertThat(idle.retractParked(worker)).as("it was claimed").isFalse();
        leaveSearch();
        assertThat(idle.call(0)).isEqualTo(NOBODY);
        assertThat(idle.searchers()).isZero();
    }

    @Test
    void call_severalParked_lowestFirst() {
        for (int worker : new int[] {130, 64, 7, 199, 63}) park(worker);
        List<Integer> claimed = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            claimed.add(idle.call(0));
            if (i < 5) leaveSearch();
        }
        assertThat(claimed).containsExactly(7, 63, 64, 130, 199, NOBODY);
    }

    @Test
    void call_preferredOneIsParked_thatOne() {
        for (int worker : new int[] {7, 64, 130}) park(worker);
        assertThat(idle.call(130)).isEqualTo(130);
        leaveSearch();
        assertThat(idle.call(130)).as("it is gone").isEqualTo(7);
        assertThat(idle.isParked(64)).isTrue();
    }

    @Test
    void call_parkedAndBlocked_takesTheParkedOne() {
        block(1);
        park(2);
        assertThat(idle.call(0)).isEqualTo(2);
    }

    @Test
    @Proves("W1")
    void call_onlyABlockedOne_asksForASpare() {
        block(70);
        assertThat(idle.call(0)).isEqualTo(ONE_THAT_BLOCKS);
        assertThat(idle.searchers()).as("nobody is claimed yet").isZero();
        assertThat(idle.isBlocked(70)).isTrue();
    }

    /// A spare would only take a CPU from one that runs: too few search, but one does.
    @Test
    @Proves("W1")
    void call_oneBlocksAndAnotherSearches_asksForNoSpare() {
        block(70);
        idle.beginSearch(1);
        assertThat(idle.call(0)).isEqualTo(NOBODY);
        leaveSearch();
        assertThat(idle.call(0)).isEqualTo(ONE_THAT_BLOCKS);
    }

    @Test
    @Proves("W1")
    void searchEnds_withWorkLeft_wakesTheNext() {
        park(9);
        idle.beginSearch(1);
        assertThat(idle.searchEnds(() -> true)).isEqualTo(9);
        assertThat(idle.searchers()).isOne();
    }

    @Test
    void searchEnds_enoughStillSearch_doesNotEvenLook() {
        park(9);
        int enough = WORKERS / 16;
        for (int i = 0; i <= enough; i++) idle.beginSearch(i);
        assertThat(idle.searchEnds(() -> {
            throw new AssertionError("looked");
        })).isEqualTo(NOBODY);
    }

    @Test
    void searchEnds_nobodyAsleep_doesNotEvenLook() {
        idle.beginSearch(1);
        assertThat(idle.searchEnds(() -> {
            throw new AssertionError("looked");
        })).isEqualTo(NOBODY);
    }

    @Test
    @Proves("W2")
    void retractParked_notClaimed_takesItFromTheClaimers() {
        park(70);
        assertThat(idle.retractParked(70)).isTrue();
        assertThat(idle.call(70)).isEqualTo(NOBODY);
        assertThat(idle.retractParked(70)).isFalse();
    }

    @Test
    @Proves("W1")
    void goBlocked_workAndAParkedWorker_wakesThatOne() {
        park(4);
        assertThat(idle.goBlocked(1, () -> true)).isEqualTo(4);
        assertThat(idle.isBlocked(1)).isTrue();
    }

    @Test
    @Proves("W1")
    void goBlocked_workAndNobodyElse_asksForASpareForItself() {
        assertThat(idle.goBlocked(1, () -> true)).isEqualTo(ONE_THAT_BLOCKS);
        assertThat(idle.claimBlocked()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 63, 64, 199})
    void claimBlocked_oneBlocked_isGivenOnceAndNotCounted(int worker) {
        block(worker);
        assertThat(idle.claimBlocked()).isEqualTo(worker);
        assertThat(idle.claimBlocked()).isEqualTo(NOBODY);
        assertThat(idle.isBlocked(worker)).isFalse();
        assertThat(idle.searchers()).as("the caller counts, once it has the worker").isZero();
    }

    @Test
    @Proves("W3")
    void countSearcher_forASpareThatWasHandedAWorker_countsIt() {
        idle.countSearcher();
        assertThat(idle.searchers()).isOne();
        leaveSearch();
        assertThat(idle.searchers()).isZero();
    }

    @Test
    @Proves("W3")
    void call_countBelowZero_seesNobodySearch() {
        park(3);
        leaveSearch();
        assertThat(idle.searchers()).as("one that was claimed and not yet counted").isEqualTo(-1);
        assertThat(idle.call(0)).isEqualTo(3);
        assertThat(idle.searchers()).isZero();
    }

    @Test
    void endBlocked_ofACarrierThatCameBack_leavesNothingToClaim() {
        block(70);
        idle.endBlocked(70);
        assertThat(idle.claimBlocked()).isEqualTo(NOBODY);
    }

    /// Each thread puts its own workers to sleep and all call: each sleep has one taker, and the count comes out even.
    @Test
    @Tag("concurrency")
    @Proves({"W2", "W3"})
    void workers_putToSleepByTheirThreadsAndCalledByAll_haveOneTakerEach() throws Exception {
        int threads = 4;
        int perThread = 40;
        int rounds = Repeat.times(5_000);
        IdleWorkers shared = new IdleWorkers(threads * perThread);
        AtomicIntegerArray asleep = new AtomicIntegerArray(threads * perThread);
        AtomicInteger wrong = new AtomicInteger();
        CyclicBarrier start = new CyclicBarrier(threads);
        List<Thread> all = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            int first = t * perThread;
            all.add(Thread.ofPlatform().daemon().start(() -> {
                try {
                    start.await();
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
                for (int round = 0; round < rounds; round++) {
                    int mine = first + round % perThread;
                    while (shared.isParked(mine)) callOne(shared, mine, asleep, wrong);
                    asleep.incrementAndGet(mine);
                    boolean work = round % 3 == 0;
                    switch (shared.goToSleep(mine, shared.beginSearch(mine), () -> work)) {
                        case ASLEEP -> callOne(shared, mine, asleep, wrong);
                        case SEARCHES_AGAIN -> {
                            taken(mine, asleep, wrong);
                            found(shared, shared.searchEnds(() -> false), asleep, wrong);
                        }
                        case CLAIMED -> { }
                    }
                }
            }));
        }
        for (Thread thread : all) {
            thread.join(60_000);
            assertThat(thread.isAlive()).isFalse();
        }
        for (int worker = 0; worker < threads * perThread; worker++) {
            if (shared.retractParked(worker)) taken(worker, asleep, wrong);
        }
        assertThat(wrong).as("taken twice").hasValue(0);
        for (int i = 0; i < asleep.length(); i++) assertThat(asleep.get(i)).as("sleeps of worker %s left", i).isZero();
        assertThat(shared.searchers()).isZero();
    }

    private static void callOne(IdleWorkers shared, int preferred, AtomicIntegerArray asleep, AtomicInteger wrong) {
        found(shared, shared.call(preferred), asleep, wrong);
    }

    /// Plays the worker that was called: it searches, and leaves.
    private static void found(IdleWorkers shared, int called, AtomicIntegerArray asleep, AtomicInteger wrong) {
        for (int next = called; next >= 0; ) {
            taken(next, asleep, wrong);
            next = shared.searchEnds(() -> false);
        }
    }

    private static void taken(int worker, AtomicIntegerArray asleep, AtomicInteger wrong) {
        if (asleep.decrementAndGet(worker) < 0) wrong.incrementAndGet();
    }
}
