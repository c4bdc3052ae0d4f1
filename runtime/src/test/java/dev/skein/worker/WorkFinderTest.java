package dev.skein.worker;

import static dev.skein.worker.PoolUnderTest.Options;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.meta.Proves;
import dev.skein.queue.BrokenQueues;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Where a carrier looks for tasks, and what becomes of those in its hands when its queue cannot grow. The carrier is never started.
class WorkFinderTest {

    private static final int TASKS = 10;

    private final WorkerPool pool = PoolUnderTest.notStarted(Options.of(2).unpinned()).pool;
    private final Carrier carrier = new Carrier(pool);
    private final WorkFinder finder = new WorkFinder(carrier, pool);
    private final List<Runnable> tasks = new ArrayList<>();

    WorkFinderTest() {
        for (int i = 0; i < TASKS; i++) {
            int number = i;
            tasks.add(new Runnable() {
                @Override
                public void run() {
                }

                @Override
                public String toString() {
                    return "task " + number;
                }
            });
        }
    }

    /// The queue holds as many as it can.
    private void fillQueue() {
        BrokenQueues.pretendToPush(finder.ready(), BrokenQueues.FULL);
    }

    private void emptyQueue() {
        BrokenQueues.pretendToPush(finder.ready(), -BrokenQueues.FULL);
    }

    /// As if it had been started.
    private static void set(Object target, String field, Object value) throws ReflectiveOperationException {
        Field its = target.getClass().getDeclaredField(field);
        its.setAccessible(true);
        its.set(target, value);
    }

    @Test
    void keep_whenTheQueueCannotGrow_putsTheTaskWhereOthersFindIt() {
        fillQueue();
        assertThat(finder.keep(tasks.getFirst())).isFalse();
        emptyQueue();
        assertThat(pool.takeAny()).isSameAs(tasks.getFirst());
        assertThat(finder.takeOwn()).isNull();
    }

    private void refuseOffers() {
        for (Worker worker : pool.workers()) BrokenQueues.refuseOffers(worker.inbox);
    }

    @Test
    void keep_whenNoQueueHasRoom_holdsTheTaskAsTheNextOne() {
        refuseOffers();
        fillQueue();
        assertThat(finder.keep(tasks.getFirst())).isFalse();
        emptyQueue();
        assertThat(finder.takeOwn()).isSameAs(tasks.getFirst());
        assertThat(finder.takeOwn()).isNull();
    }

    @Test
    @Proves("C3")
    void takeLeft_ofACarrierWhoseQueueCouldNotGrow_givesTheTaskInHandFirst() {
        finder.keep(tasks.get(0));
        refuseOffers();
        fillQueue();
        assertThat(finder.keep(tasks.get(1))).isFalse();
        BrokenQueues.pretendToPush(finder.ready(), 1 - BrokenQueues.FULL);
        assertThat(finder.takeLeft()).as("another that finds no room would take its place").isSameAs(tasks.get(1));
        assertThat(finder.takeLeft()).isSameAs(tasks.get(0));
        assertThat(finder.takeLeft()).isNull();
    }

    @Test
    @Proves("T4")
    void spinSearch_whenTheQueueCannotGrow_losesNothingOfWhatItTakesFromAnothersInbox() {
        for (Runnable task : tasks) assertThat(pool.workers()[1].inbox.offer(task)).isTrue();
        assertEachComesOnce();
    }

    /// Every so many tasks a carrier takes some from outside in between.
    @Test
    @Proves("T4")
    void takeOwn_whenTheQueueCannotGrow_losesNothingOfWhatOthersHaveSent() {
        tasks.forEach(pool.overflow()::offer);
        assertEachComesOnce();
    }

    private void assertEachComesOnce() {
        List<Runnable> taken = new ArrayList<>();
        for (int look = 0; look < 1_000; look++) {
            fillQueue();
            finder.pace().nudge();
            Runnable task = take(look % 2 == 0);
            if (task != null) taken.add(task);
        }
        assertThat(taken).containsExactlyElementsOf(tasks);
    }

    private @Nullable Runnable take(boolean own) {
        try {
            return own ? finder.takeOwn() : finder.spinSearch();
        } catch (OutOfMemoryError lost) {        // as it is, it would end the test run
            throw new AssertionError("thrown with tasks in hand", lost);
        }
    }

    /// At no look is it worth an awakening, but it stands there look after look.
    @Test
    void takeOwn_besideASmallBacklogThatLasts_wakesAWorker() throws ReflectiveOperationException {
        set(pool.sentry(), "watching", true);
        set(carrier, "worker", pool.workers()[0]);
        for (int look = 0; look < 1_000 && !finder.promptness().vouches(); look++) finder.takeOwn();
        long small = 20_000 / finder.pace().meanNanos() + 1;      // tasks of 20 us in all
        for (int i = 0; i < small; i++) finder.ready().push(() -> { });
        pool.idle().goToSleep(1, false, () -> false);
        for (int look = 0; look < 2; look++) {
            finder.pace().nudge();
            finder.pace().start(System.nanoTime());               // what this test did meanwhile is no task's time
            finder.ready().push(Objects.requireNonNull(finder.takeOwn()));
        }
        assertThat(pool.idle().isParked(1)).isFalse();
    }

    // A thief that comes back.

    /// Another carrier with that many tasks, of which the finder has stolen some and run them.
    private Carrier robbed(int count) {
        Carrier victim = new Carrier(pool);
        pool.workers()[1].carrier = victim;
        for (int i = 0; i < count; i++) victim.ready().push(() -> { });
        finder.promptness().vouch(100);
        assertThat(finder.spinSearch()).isNotNull();
        runOwn();
        return victim;
    }

    private void runOwn() {
        for (Runnable own; (own = finder.takeLeft()) != null; ) own.run();
    }

    @Test
    void takeSoon_whereTheVictimHasPlenty_stealsAgainAndAgain() {
        Carrier victim = robbed(2_000);
        long left = victim.ready().size();
        for (int time = 0; time < 5; time++) {
            assertThat(finder.takeSoon()).isNotNull();
            runOwn();
            assertThat(victim.ready().size()).isLessThan(left);
            left = victim.ready().size();
        }
    }

    /// Others may have forks, of which the oldest is most of the work.
    @Test
    void takeSoon_afterSomeReturns_leavesItToASearchOnce() {
        robbed(20_000);
        int returns = 0;
        while (finder.takeSoon() != null) {
            returns++;
            runOwn();
        }
        assertThat(returns).isBetween(1, 100);
        assertThat(finder.spinSearch()).isNotNull();
        runOwn();
        assertThat(finder.takeSoon()).as("after a search").isNotNull();
    }

    @Test
    void takeSoon_whereTheVictimHasLittle_leavesItToASearch() {
        Carrier victim = robbed(100);
        long left = victim.ready().size();
        assertThat(left).isPositive();
        assertThat(finder.takeSoon()).isNull();
        assertThat(victim.ready().size()).isEqualTo(left);
    }

    @Test
    void takeSoon_afterSomethingWasSent_waitsForMoreOfThat() {
        Carrier victim = robbed(2_000);
        long left = victim.ready().size();
        pool.workers()[0].inbox.offer(tasks.getFirst());
        assertThat(finder.takeOwn()).isSameAs(tasks.getFirst());
        assertThat(finder.takeSoon()).isNull();
        assertThat(victim.ready().size()).isEqualTo(left);
    }

    @Test
    void takeSoon_afterAnOwnTaskHasEnqueued_waitsForMoreOfThat() {
        Carrier victim = robbed(2_000);
        long left = victim.ready().size();
        finder.ready().push(tasks.getFirst());
        runOwn();
        assertThat(finder.takeSoon()).isNull();
        assertThat(victim.ready().size()).isEqualTo(left);
    }

    @Test
    void takeSoon_whileTasksAreLong_leavesItToASearch() {
        Carrier victim = robbed(2_000);
        long left = victim.ready().size();
        finder.promptness().revoke();
        assertThat(finder.takeSoon()).isNull();
        assertThat(victim.ready().size()).isEqualTo(left);
    }

    /// Both inboxes have something when the slice ends, and there is room for one in hand only.
    @Test
    @Proves("T4")
    void endSlice_withNoRoomInTheQueue_losesNothing() {
        Worker worker = pool.workers()[0];
        finder.workFor(worker, worker.lendCounters());
        fillQueue();
        assertThat(worker.addressed.offer(tasks.get(0))).isTrue();
        assertThat(worker.inbox.offer(tasks.get(1))).isTrue();
        finder.endSlice();
        finder.endSlice();
        emptyQueue();
        List<@Nullable Runnable> found = new ArrayList<>();
        for (int look = 0; look < 3; look++) found.add(finder.takeOwn());
        assertThat(found).containsExactlyInAnyOrder(tasks.get(0), tasks.get(1), null);
    }
}
