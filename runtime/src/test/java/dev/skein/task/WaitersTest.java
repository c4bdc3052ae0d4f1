package dev.skein.task;

import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.meta.Proves;
import dev.skein.meta.Repeat;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Threads that wait for a task.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WaitersTest {

    private final FakeOwner owner = new FakeOwner();
    private final CallTask<Integer> task = new CallTask<>(owner, () -> 42);

    @Test
    void get_severalWaiters_allGetTheValue() throws Exception {
        List<FutureTask<Integer>> waiters = new ArrayList<>();
        for (int i = 0; i < 10; i++) waiters.add(startWaiter(task::get));
        Awaitility.await().until(() -> nodes() == 10);
        task.run();
        for (FutureTask<Integer> waiter : waiters) assertThat(waiter.get()).isEqualTo(42);
        assertThat(nodes()).isZero();
    }

    @Test
    void get_taskIsCancelledWhileReady_endsTheWait() throws Exception {
        FutureTask<Integer> waiter = startWaiter(task::get);
        Awaitility.await().until(() -> nodes() == 1);
        task.cancel(false);
        assertThatThrownBy(waiter::get).isInstanceOf(ExecutionException.class).hasCauseInstanceOf(CancellationException.class);
    }

    @Test
    void get_taskIsCancelledWhileItsBodyIsInside_endsTheWaitAtOnce() throws Exception {
        task.tryClaim();
        FutureTask<Integer> waiter = startWaiter(task::get);
        Awaitility.await().until(() -> nodes() == 1);
        task.cancel(true);
        assertThatThrownBy(waiter::get).isInstanceOf(ExecutionException.class).hasCauseInstanceOf(CancellationException.class);
    }

    @Test
    @Proves("T4")
    void abort_taskThatCouldNotPublish_releasesTheWaiters() throws Exception {
        task.tryClaim();
        FutureTask<Integer> waiter = startWaiter(task::get);
        Awaitility.await().until(() -> nodes() == 1);
        task.abort(new StackOverflowError());
        assertThatThrownBy(waiter::get).hasRootCauseInstanceOf(StackOverflowError.class);
    }

    @Test
    @Proves("T4")
    void abort_whenReleaseThrewBehindTheOutcome_releasesTheWaiters() throws Exception {
        AtomicInteger releases = new AtomicInteger();
        PlainTask<Integer> fragile = new PlainTask<>(owner, false) {
            @Override
            protected Integer compute() {
                return 7;
            }

            @Override
            protected void release() {
                if (releases.incrementAndGet() == 1) throw new StackOverflowError();
            }

            @Override
            protected String describe() {
                return "fragile";
            }
        };
        FutureTask<Integer> waiter = startWaiter(fragile::get);
        Awaitility.await().until(() -> nodes(fragile) == 1);
        fragile.tryClaim();
        try {
            fragile.runClaimed(null);
        } catch (StackOverflowError e) {
            fragile.abort(e);
        }
        assertThat(waiter.get(10, SECONDS)).isEqualTo(7);
        assertThat(fragile.place()).isEqualTo(TaskState.Place.DONE);
    }

    @Test
    void get_interruptedWhileItWaits_throwsAndLeavesNoWaiter() throws Exception {
        Thread[] thread = new Thread[1];
        FutureTask<Integer> waiter = new FutureTask<>(task::get);
        thread[0] = Thread.ofPlatform().daemon().start(waiter);
        Awaitility.await().until(() -> nodes() == 1);
        thread[0].interrupt();
        assertThatThrownBy(waiter::get).isInstanceOf(ExecutionException.class).hasCauseInstanceOf(InterruptedException.class);
        assertThat(nodes()).isZero();
    }

    @Test
    void get_withTimeWhileTheTaskEnds_returnsTheValue() throws Exception {
        FutureTask<Integer> waiter = startWaiter(() -> task.get(1, HOURS));
        Awaitility.await().until(() -> nodes() == 1);
        task.run();
        assertThat(waiter.get()).isEqualTo(42);
    }

    @Test
    void get_longestTime_isNoOverflow() throws Exception {
        FutureTask<Integer> waiter = startWaiter(() -> task.get(Long.MAX_VALUE, NANOSECONDS));
        Awaitility.await().until(() -> nodes() == 1);
        task.run();
        assertThat(waiter.get()).isEqualTo(42);
    }

    @Test
    void get_waitOfAnyEnd_isReportedToTheOwner() throws Exception {
        assertThatThrownBy(() -> task.get(1, MILLISECONDS)).isInstanceOf(TimeoutException.class);
        assertThat(owner.waits).isOne();
    }

    @Test
    void get_aHundredThousandTimesWithATimeLimit_leavesNoWaiters() {
        for (int i = 0; i < 100_000; i++) timedWait();
        assertThat(nodes()).isZero();
    }

    @Test
    void get_aHundredThousandTimesBesideOneThatStays_leavesOnlyThatOne() throws Exception {
        FutureTask<Integer> stays = startWaiter(task::get);
        Awaitility.await().until(() -> nodes() == 1);
        for (int i = 0; i < 100_000; i++) timedWait();
        assertThat(nodes()).isOne();
        task.run();
        assertThat(stays.get()).isEqualTo(42);
    }

    @Test
    @Tag("concurrency")
    void get_manyTimesWithATimeLimitByFourThreads_leavesFewWaiters() throws Exception {
        FutureTask<Integer> stays = startWaiter(task::get);
        Awaitility.await().until(() -> nodes() == 1);
        List<FutureTask<Integer>> loops = new ArrayList<>();
        AtomicInteger most = new AtomicInteger();
        for (int i = 0; i < 4; i++) {
            loops.add(startWaiter(() -> {
                for (int k = 0; k < Repeat.times(25_000); k++) {
                    timedWait();
                    if (k % 1000 == 0) most.accumulateAndGet(nodes(), Math::max);
                }
                return 0;
            }));
        }
        for (FutureTask<Integer> loop : loops) loop.get();
        assertThat(most.get()).as("waiters linked at the same time").isLessThan(1000);
        timedWait();
        assertThat(nodes()).as("left at the end").isLessThan(10);
        task.run();
        assertThat(stays.get()).as("the one that stayed was not swept away").isEqualTo(42);
    }

    @Test
    @Tag("concurrency")
    @Proves("T4")
    void get_whileTheTaskEnds_isNeverLeftBehind() throws Exception {
        for (int round = 0; round < Repeat.times(2_000); round++) {
            CallTask<Integer> fresh = new CallTask<>(owner, () -> 1);
            FutureTask<Integer> waiter = startWaiter(fresh::get);
            if (round % 2 == 0) Thread.yield();
            fresh.run();
            assertThat(waiter.get(20, SECONDS)).as("round %s", round).isEqualTo(1);
        }
    }

    @Test
    @Tag("concurrency")
    @Proves({"T1", "T5"})
    void cancel_raceWithRun_hasOneWinner() throws Exception {
        int ran = 0;
        for (int round = 0; round < Repeat.times(5_000); round++) {
            AtomicInteger entered = new AtomicInteger();
            CallTask<Integer> fresh = new CallTask<>(owner, entered::incrementAndGet);
            FutureTask<Integer> runner = startWaiter(() -> {
                fresh.run();
                return entered.get();
            });
            boolean cancelled = fresh.cancel(false);
            int enteredAtCancel = entered.get();
            int enteredInAll = runner.get();
            assertThat(fresh.isCancelled()).as("round %s", round).isEqualTo(cancelled);
            assertThat(fresh.place()).as("round %s", round).isEqualTo(TaskState.Place.DONE);
            if (!cancelled) assertThat(enteredInAll).as("round %s", round).isOne();
            if (cancelled && enteredAtCancel == 0 && owner.cancelled.contains(fresh)) assertThat(enteredInAll).as("round %s", round).isZero();
            ran += enteredInAll;
            owner.cancelled.clear();
        }
        assertThat(ran).as("some rounds were won by the run").isPositive();
    }

    @Test
    @Tag("concurrency")
    @Proves({"T2", "T3"})
    void wake_ofASuspendedTask_hasOneWinnerWhoSeesWhatTheBodyWrote() throws Exception {
        for (int round = 0; round < Repeat.times(1_000); round++) {
            Resuming resuming = new Resuming(owner);
            resuming.tryClaim();
            FutureTask<Integer> waker = startWaiter(() -> wakeAndRun(resuming));
            int number = round;
            resuming.write(number);
            int here = suspendOrRun(resuming);
            int there = waker.get();
            assertThat(here + there).as("round %s: enqueues owed", round).isOne();
            assertThat(resuming.get()).as("round %s", round).isEqualTo(number);
        }
    }

    private static int suspendOrRun(Resuming resuming) {
        switch (resuming.suspend()) {
            case ASLEEP -> {
                return wakeAndRun(resuming);
            }
            case WOKEN_BEFORE -> {
                assertThat(resuming.again(false)).isTrue();
                resuming.run();
                return 1;
            }
            case CANCELLED -> throw new AssertionError("nobody cancels here");
        }
        throw new AssertionError();
    }

    private static int wakeAndRun(Resuming resuming) {
        while (!resuming.isDone()) {
            if (resuming.tryWake()) {
                resuming.run();
                return 1;
            }
            Thread.onSpinWait();
        }
        return 0;
    }

    /// A task whose second run ends with what was written before its suspension.
    private static final class Resuming extends PlainTask<Integer> {
        private int written = -1;

        Resuming(TaskOwner owner) {
            super(owner, false);
        }

        void write(int value) {
            written = value;
        }

        @Override
        protected Integer compute() {
            return written;
        }

        @Override
        protected void release() {
        }

        @Override
        protected String describe() {
            return "Resuming";
        }
    }

    private void timedWait() {
        try {
            task.get(1, NANOSECONDS);
            throw new AssertionError("it has no outcome yet");
        } catch (TimeoutException expected) {
            // the point of it
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static FutureTask<Integer> startWaiter(Callable<Integer> body) {
        FutureTask<Integer> waiter = new FutureTask<>(body);
        Thread.ofPlatform().daemon().start(waiter);
        return waiter;
    }

    private int nodes() {
        return nodes(task);
    }

    /// Length of the stack of waiters.
    static int nodes(TaskCell<?> task) {
        try {
            Field head = WaiterStack.class.getDeclaredField("head");
            head.setAccessible(true);
            int count = 0;
            for (Waiter node = (Waiter) head.get(task); node != null; node = node.next) count++;
            return count;
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
