package dev.skein.worker;

import static dev.skein.worker.PoolUnderTest.Options;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.load.DrainBoard;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class ReceiversTest {

    private static final int NO_PREFERENCE = -1;
    private static final long MILLI = 1_000_000;

    private final PoolUnderTest test = PoolUnderTest.notStarted(Options.of(4));
    private final DrainBoard board = new DrainBoard(4);
    private final Receivers receivers = new Receivers(test.pool, board);

    private Set<Integer> chosen(int preferred) {
        Set<Integer> chosen = new HashSet<>();
        for (int i = 0; i < 200; i++) chosen.add(receivers.choose(preferred).index);
        return chosen;
    }

    @Test
    void choose_whileLittleWaits_isAlwaysTheSameForAThread() {
        board.publish(receivers.choose(NO_PREFERENCE).index, MILLI, 1, 1);
        assertThat(chosen(NO_PREFERENCE)).hasSize(1);
    }

    @Test
    void choose_byManyThreads_spreadsThem() throws InterruptedException {
        Set<Integer> chosen = ConcurrentHashMap.newKeySet();
        for (int i = 0; i < 64; i++) Thread.ofPlatform().start(() -> chosen.add(receivers.choose(NO_PREFERENCE).index)).join();
        assertThat(chosen).hasSize(4);
    }

    @Test
    void choose_withAPreference_isThatOne() {
        for (int preferred = 0; preferred < 4; preferred++) assertThat(chosen(preferred)).containsExactly(preferred);
    }

    @Test
    void choose_whereTheFirstIsBusyForLong_givesOthersTheirShare() {
        board.publish(2, 10 * MILLI, MILLI, 0);
        assertThat(chosen(2)).contains(0, 1, 3);
    }

    /// Of two, not of all: the second is drawn by lot, and the first stays if that one is not shorter.
    @Test
    void choose_whereAllAreBusyForLonger_staysWithTheFirst() {
        for (int worker = 0; worker < 4; worker++) board.publish(worker, 20 * MILLI, MILLI, 0);
        board.publish(2, 10 * MILLI, MILLI, 0);
        assertThat(chosen(2)).containsExactly(2);
    }

    @Test
    void choose_whereTheWorkIsDoneSinceTheLastLook_staysWithTheFirst() {
        board.publish(2, 10 * MILLI, MILLI, 10);
        assertThat(chosen(2)).as("ten tasks waited there, now none does").containsExactly(2);
    }

    @Test
    void choose_whereTasksHaveComeToTheOtherSince_staysWithTheFirst() {
        for (int worker = 0; worker < 4; worker++) board.publish(worker, 0, 5 * MILLI, 0);
        board.publish(2, 10 * MILLI, MILLI, 0);
        for (int worker = 0; worker < 4; worker++) {
            for (int i = 0; worker != 2 && i < 3; i++) test.pool.workers()[worker].inbox.offer(() -> { });
        }
        assertThat(chosen(2)).containsExactly(2);
    }

    @Test
    void choose_ofOneThatDoesNotGetOn_isAnother() {
        board.publish(2, DrainBoard.CLOSED, MILLI, 0);
        assertThat(chosen(2)).doesNotContain(2);
    }

    @Test
    void choose_whereNoneGetsOn_isOneAllTheSame() {
        for (int worker = 0; worker < 4; worker++) board.publish(worker, DrainBoard.CLOSED, MILLI, 0);
        assertThat(chosen(2)).containsExactly(2);
    }

    @Test
    void choose_whileAllButOneAreClosed_isThatOne() {
        for (int closed : new int[] {0, 2, 3}) test.pool.closed().pack(test.pool.workers()[closed]);
        for (int preferred = NO_PREFERENCE; preferred < 4; preferred++) assertThat(chosen(preferred)).as("preferred %s", preferred).containsExactly(1);
        board.publish(1, 100 * MILLI, MILLI, 0);
        assertThat(chosen(NO_PREFERENCE)).as("busy, but the only one").containsExactly(1);
    }

    @Test
    void choose_ofOneWorker_isThatOne() {
        PoolUnderTest single = PoolUnderTest.notStarted(Options.of(1));
        DrainBoard busy = new DrainBoard(1);
        busy.publish(0, 100 * MILLI, MILLI, 5);
        assertThat(new Receivers(single.pool, busy).choose(NO_PREFERENCE).index).isZero();
    }
}
