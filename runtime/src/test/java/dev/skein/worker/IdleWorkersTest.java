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

    private static final boolean WORK = true;

    private final IdleWorkers idle = new IdleWorkers(200);

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "3, 1", "4, 2", "8, 4", "1024, 512"})
    void beginSearch_ofNWorkers_allowsHalfButAtLeastOne(int workers, int searchers) {
        IdleWorkers some = new IdleWorkers(workers);
        for (int i = 0; i < searchers; i++) assertThat(some.beginSearch(0)).isTrue();
        assertThat(some.beginSearch(0)).isFalse();
        assertThat(some.searchers()).isEqualTo(searchers);
        some.searchEnds(() -> false);
        assertThat(some.beginSearch(0)).isTrue();
    }

    @Test
    void lastSearcher_afterOnesThatWereAndWereNotLet_isTheLastThatWas() {
        IdleWorkers four = new IdleWorkers(4);
        four.beginSearch(3);
        four.beginSearch(1);
        four.beginSearch(2);
        assertThat(four.lastSearcher()).isEqualTo(1);
    }

    @Test
    @Proves("W1")
    void searchEnds_lastOneWhileWorkWaits_claimsASleeper() {
        park(idle, 5);
        idle.beginSearch(0);
        idle.beginSearch(1);
        assertThat(idle.searchEnds(() -> WORK)).as("another searches").isEqualTo(NOBODY);
        assertThat(idle.searchEnds(() -> WORK)).isEqualTo(5);
        assertThat(idle.searchers()).as("the sleeper counts as a searcher").isEqualTo(1);
    }

    @Test
    void searchEnds_lastOneWithoutWork_claimsNobody() {
        park(idle, 5);
        idle.beginSearch(0);
        assertThat(idle.searchEnds(() -> !WORK)).isEqualTo(NOBODY);
        assertThat(idle.isParked(5)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 62, 63, 64, 65, 127, 128, 199})
    void goToSleep_withoutWork_parksThatWorkerOnly(int worker) {
        assertThat(idle.goToSleep(worker, false, () -> !WORK)).isEqualTo(Sleep.ASLEEP);
        for (int each = 0; each < 200; each++) {
            assertThat(idle.isParked(each)).as("worker %s", each).isEqualTo(each == worker);
            assertThat(idle.isBlocked(each)).as("worker %s", each).isFalse();
        }
    }

    @Test
    @Proves("W3")
    void goToSleep_ofASearcher_leavesTheCount() {
        idle.beginSearch(3);
        idle.goToSleep(3, true, () -> {
            assertThat(idle.isParked(3)).as("announced before the look").isTrue();
            assertThat(idle.searchers()).as("left the count before the look").isZero();
            return !WORK;
        });
        assertThat(idle.searchers()).isZero();
    }

    @Test
    @Proves({"W1", "W3"})
    void goToSleep_whenTheLookFindsWork_searchesAgain() {
        assertThat(idle.goToSleep(3, false, () -> WORK)).isEqualTo(Sleep.SEARCHES_AGAIN);
        assertThat(idle.isParked(3)).isFalse();
        assertThat(idle.searchers()).isEqualTo(1);
    }

    @Test
    @Proves({"W2", "W3"})
    void goToSleep_whenClaimedDuringTheLook_isCountedOnce() {
        assertThat(idle.goToSleep(3, false, () -> idle.call(0) == 3)).isEqualTo(Sleep.CLAIMED);
        assertThat(idle.searchers()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 63, 64, 127, 128, 199})
    @Proves("W2")
    void call_oneParked_claimsItOnce(int worker) {
        park(idle, worker);
        assertThat(callAlone(0)).isEqualTo(worker);
        assertThat(callAlone(0)).isEqualTo(NOBODY);
        assertThat(idle.retractParked(worker)).isFalse();
    }

    @Test
    void call_whileOneSearches_claimsNobody() {
        park(idle, 7);
        idle.beginSearch(0);
        assertThat(idle.call(0)).isEqualTo(NOBODY);
        assertThat(idle.isParked(7)).isTrue();
    }

    @Test
    void call_severalParked_lowestFirst() {
        for (int worker : new int[] {130, 64, 7, 199, 63}) park(idle, worker);
        List<Integer> claimed = new ArrayList<>();
        for (int i = 0; i < 6; i++) claimed.add(callAlone(0));
        assertThat(claimed).containsExactly(7, 63, 64, 130, 199, NOBODY);
    }

    @Test
    void call_preferredOneIsParked_thatOne() {
        for (int worker : new int[] {7, 64, 130}) park(idle, worker);
        assertThat(callAlone(130)).isEqualTo(130);
        assertThat(callAlone(130)).as("it is gone").isEqualTo(7);
        assertThat(idle.isParked(64)).isTrue();
    }

    @Test
    void call_oneBlockedAndOneParked_prefersTheParkedOne() {
        idle.goBlocked(3, () -> !WORK);
        park(idle, 9);
        assertThat(callAlone(3)).isEqualTo(9);
        assertThat(callAlone(3)).isEqualTo(ONE_THAT_BLOCKS);
        assertThat(idle.isBlocked(3)).as("left for claimBlocked").isTrue();
    }

    @Test
    @Proves("W2")
    void retractParked_notClaimed_takesItFromTheClaimers() {
        park(idle, 70);
        assertThat(idle.retractParked(70)).isTrue();
        assertThat(idle.call(0)).isEqualTo(NOBODY);
        assertThat(idle.retractParked(70)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 63, 64, 199})
    @Proves({"W2", "W3"})
    void claimBlocked_oneBlocked_claimsItOnce(int worker) {
        idle.goBlocked(worker, () -> !WORK);
        assertThat(idle.isBlocked(worker)).isTrue();
        assertThat(idle.claimBlocked()).isEqualTo(worker);
        assertThat(idle.searchers()).isEqualTo(1);
        assertThat(idle.claimBlocked()).isEqualTo(NOBODY);
        assertThat(idle.retractBlocked(worker)).isFalse();
    }

    @Test
    @Proves("W1")
    void goBlocked_whileWorkWaits_callsForASpareOrASleeper() {
        assertThat(idle.goBlocked(3, () -> WORK)).isEqualTo(ONE_THAT_BLOCKS);
        park(idle, 8);
        assertThat(idle.goBlocked(4, () -> WORK)).isEqualTo(8);
    }

    @Test
    void retractBlocked_notClaimed_takesItFromTheClaimers() {
        idle.goBlocked(70, () -> !WORK);
        assertThat(idle.retractBlocked(70)).isTrue();
        assertThat(idle.claimBlocked()).isEqualTo(NOBODY);
    }

    /// All threads claim and retract what all announce: each announcement has one taker, and the count comes out even.
    @Test
    @Tag("concurrency")
    @Proves({"W2", "W3"})
    void bits_announcedByTheirWorkersAndClaimedByAll_haveOneTakerEach() throws Exception {
        int threads = 4;
        int perThread = 40;
        int rounds = Repeat.times(5_000);
        IdleWorkers shared = new IdleWorkers(threads * perThread);
        AtomicIntegerArray owed = new AtomicIntegerArray(threads * perThread);
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
                    while (shared.isParked(mine)) takeOne(shared, owed, wrong);
                    owed.incrementAndGet(mine);
                    park(shared, mine);
                    if (round % 3 == 0) {
                        if (shared.retractParked(mine) && owed.decrementAndGet(mine) < 0) wrong.incrementAndGet();
                    } else {
                        takeOne(shared, owed, wrong);
                    }
                }
            }));
        }
        for (Thread thread : all) {
            thread.join(60_000);
            assertThat(thread.isAlive()).isFalse();
        }
        while (takeOne(shared, owed, wrong)) { }
        assertThat(wrong).as("bits taken twice").hasValue(0);
        for (int i = 0; i < owed.length(); i++) assertThat(owed.get(i)).as("announcements of worker %s left", i).isZero();
        assertThat(shared.searchers()).isZero();
    }

    /// Claims one, and ends the search for which the claim counted it.
    private static boolean takeOne(IdleWorkers shared, AtomicIntegerArray owed, AtomicInteger wrong) {
        int worker = shared.call(0);
        if (worker < 0) return false;
        if (owed.decrementAndGet(worker) < 0) wrong.incrementAndGet();
        shared.searchEnds(() -> !WORK);
        return true;
    }

    /// A call of an enqueuer that finds no searcher.
    private int callAlone(int preferred) {
        int called = idle.call(preferred);
        if (called >= 0) idle.searchEnds(() -> !WORK);
        return called;
    }

    private static void park(IdleWorkers idle, int worker) {
        idle.goToSleep(worker, false, () -> !WORK);
    }
}
