package dev.skein.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.Skein;
import dev.skein.meta.Proves;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Who waits for a fork, on hosts that the test plays itself.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WaitersOfForksTest {

    @Test
    @Proves("J3")
    void register_beforeTheEnd_isWokenOnce() throws Throwable {
        for (boolean stolen : new boolean[] {false, true}) {
            FakeWaker outside = new FakeWaker();
            FakeWaker onTheHost = new FakeWaker();
            Fork<Integer> fork = new Fork<>(() -> 1);
            assertThat(fork.register(outside)).isTrue();
            HostUnderTest.run(host -> {
                fork.fork();
                assertThat(fork.register(onTheHost)).isTrue();
                assertThat(onTheHost.wakes()).isZero();
                host.runFork(host.pop(), stolen);
                assertThat(onTheHost.wakes()).isEqualTo(1);
            });
            LateWaiters.OF_ALL.wake();
            assertThat(outside.wakes()).isEqualTo(1);
            assertThat(onTheHost.wakes()).isEqualTo(1);
        }
    }

    @Test
    @Proves("J3")
    void register_beforeAnEndByJoinByInvokeOrByFailure_isWoken() throws Throwable {
        FakeWaker joined = new FakeWaker();
        FakeWaker invoked = new FakeWaker();
        FakeWaker invokedOutside = new FakeWaker();
        FakeWaker failed = new FakeWaker();
        HostUnderTest.run(host -> {
            Fork<Integer> first = new Fork<>(() -> 1);
            first.fork();
            first.register(joined);
            first.join();
            Fork<Integer> second = new Fork<>(() -> 1);
            second.register(invoked);
            second.invoke();
            Fork<Integer> third = Fork.failing(new IllegalStateException("planned"));
            third.fork();
            third.register(failed);
            assertThatThrownBy(third::join).hasMessage("planned");
        });
        Fork<Integer> outside = new Fork<>(() -> 1);
        outside.register(invokedOutside);
        outside.invoke();
        assertThat(List.of(joined, invoked, invokedOutside, failed)).allSatisfy(waker -> assertThat(waker.wakes()).isEqualTo(1));
    }

    @Test
    @Proves("J3")
    void register_afterTheEnd_isRefused() {
        Fork<Integer> fork = new Fork<>(() -> 1);
        fork.invoke();
        FakeWaker waker = new FakeWaker();
        assertThat(fork.register(waker)).isFalse();
        LateWaiters.OF_ALL.wake();
        assertThat(waker.wakes()).isZero();
    }

    /// What R overlooks when its store is not visible in time cannot be produced by hand; the waiter that is left behind can.
    @Test
    @Proves("J3")
    void lateWaiters_whenTheForkIsDone_areWokenOnce() {
        Fork<Integer> fork = new Fork<>(() -> 1);
        FakeWaker overlooked = new FakeWaker();
        LateWaiters.OF_ALL.add(new Waiter(fork, overlooked));
        LateWaiters.OF_ALL.wake();
        assertThat(overlooked.wakes()).as("not done").isZero();
        fork.invoke();
        LateWaiters.OF_ALL.wake();
        LateWaiters.OF_ALL.wake();
        assertThat(overlooked.wakes()).isEqualTo(1);
        assertThat(LateWaiters.OF_ALL.contains(fork)).isFalse();
    }

    @Test
    @Proves("J3")
    void lateWaiters_whileARuntimeWorks_areWokenByItsSentry() throws Exception {
        Fork<Integer> fork = new Fork<>(() -> 1);
        FakeWaker overlooked = new FakeWaker();
        fork.invoke();
        try (Skein skein = Skein.builder().workers(2).start()) {
            LateWaiters.OF_ALL.add(new Waiter(fork, overlooked));
            skein.submit(() -> {
                while (overlooked.wakes() == 0) Thread.onSpinWait();
            }).get(20, TimeUnit.SECONDS);
            LateWaiters.OF_ALL.add(new Waiter(fork, overlooked));
        }
        // It looks a last time when its runtime ends, on a thread that close() does not wait for.
        Awaitility.await().until(() -> !LateWaiters.OF_ALL.contains(fork));
    }

    @Test
    @Proves("J3")
    void lateWaiters_moreThanOneCallLooksAt_areWokenByTheNextCalls() {
        LateWaiters late = new LateWaiters();
        Fork<Integer> pending = new Fork<>(() -> 1);
        Fork<Integer> done = new Fork<>(() -> 1);
        List<FakeWaker> wakers = new ArrayList<>();
        for (int i = 0; i < 2_500; i++) late.add(new Waiter(pending, new FakeWaker()));
        for (int i = 0; i < 2_500; i++) {
            wakers.add(new FakeWaker());
            late.add(new Waiter(done, wakers.getLast()));
        }
        done.invoke();
        for (int call = 0; call < 5; call++) late.wake();
        assertThat(wakers).allSatisfy(waker -> assertThat(waker.wakes()).isEqualTo(1));
        assertThat(late.contains(done)).isFalse();
        assertThat(late.contains(pending)).isTrue();
        pending.invoke();
        for (int call = 0; call < 3; call++) late.wake();
        assertThat(late.contains(pending)).isFalse();
    }

    /// However many wait for forks that take long.
    @Test
    @Proves("J3")
    void lateWaiters_thatHaveJustCome_areWokenByTheNextCall() {
        LateWaiters late = new LateWaiters();
        Fork<Integer> pending = new Fork<>(() -> 1);
        Fork<Integer> done = new Fork<>(() -> 1);
        done.invoke();
        for (int i = 0; i < 5_000; i++) late.add(new Waiter(pending, new FakeWaker()));
        late.wake();
        FakeWaker overlooked = new FakeWaker();
        late.add(new Waiter(done, overlooked));
        late.wake();
        assertThat(overlooked.wakes()).isEqualTo(1);
        assertThat(late.contains(done)).isFalse();
        assertThat(late.contains(pending)).isTrue();
    }

    @Test
    @Proves("J3")
    void lateWaiters_whereOneFindsNoRoomToBeWoken_keepsItAndTheOthers() {
        LateWaiters late = new LateWaiters();
        Fork<Integer> done = new Fork<>(() -> 1);
        done.invoke();
        FakeWaker other = new FakeWaker();
        FakeWaker cramped = new FakeWaker();
        boolean[] room = {false};
        late.add(new Waiter(done, other));
        late.add(new Waiter(done, () -> {
            if (!room[0]) throw new StackOverflowError("planned");
            return cramped.wake();
        }));
        assertThatThrownBy(late::wake).isInstanceOf(StackOverflowError.class);
        room[0] = true;
        late.wake();
        assertThat(other.wakes()).isEqualTo(1);
        late.wake();
        assertThat(cramped.wakes()).isEqualTo(1);
        assertThat(late.contains(done)).isFalse();
    }

    @Test
    @Proves("J3")
    void register_whereTheEndMayOverlookIt_isAmongTheLate() throws Throwable {
        Fork<Integer> ofAnotherHost = new Fork<>(() -> 1);
        HostUnderTest.run(host -> {
            ofAnotherHost.fork();
            Fork<Integer> own = new Fork<>(() -> 1);
            own.fork();
            own.register(new FakeWaker());
            assertThat(LateWaiters.OF_ALL.contains(own)).as("ended by the same thread, or by a thief").isFalse();
        });
        ofAnotherHost.register(new FakeWaker());
        assertThat(LateWaiters.OF_ALL.contains(ofAnotherHost)).isTrue();
        HostUnderTest.run(host -> host.runFork(ofAnotherHost, false));
        LateWaiters.OF_ALL.wake();
        assertThat(LateWaiters.OF_ALL.contains(ofAnotherHost)).isFalse();
    }

    @Test
    void abandon_beforeTheEnd_isNotWokenAndForgotten() throws Throwable {
        Fork<Integer> fork = new Fork<>(() -> 1);
        FakeWaker stays = new FakeWaker();
        FakeWaker leaves = new FakeWaker();
        HostUnderTest.run(host -> {
            fork.fork();
            fork.register(stays);
            for (int i = 0; i < 1_000; i++) {
                fork.register(leaves);
                fork.abandon(leaves);
            }
            assertThat(fork.waiters()).as("they do not pile up").isLessThanOrEqualTo(2);
            fork.join();
        });
        assertThat(stays.wakes()).isEqualTo(1);
        assertThat(leaves.wakes()).isZero();
    }

    /// The stack of waiters is unlinked at its head and behind others that stay.
    @Test
    @Proves("J3")
    void abandon_behindOneThatStays_forgetsTheOneAndWakesTheOther() throws Throwable {
        Fork<Integer> fork = new Fork<>(() -> 1);
        FakeWaker below = new FakeWaker();
        FakeWaker leaves = new FakeWaker();
        FakeWaker above = new FakeWaker();
        HostUnderTest.run(host -> {
            fork.fork();
            fork.register(below);
            fork.register(leaves);
            fork.register(above);
            fork.abandon(leaves);
            assertThat(fork.waiters()).isEqualTo(2);
            fork.join();
        });
        assertThat(below.wakes()).isEqualTo(1);
        assertThat(above.wakes()).isEqualTo(1);
        assertThat(leaves.wakes()).isZero();
    }

    @Test
    void abandon_ofLateWaiters_doesNotPileUp() {
        Fork<Integer> fork = new Fork<>(() -> 1);
        FakeWaker waker = new FakeWaker();
        for (int i = 0; i < 1_000; i++) {
            fork.register(waker);
            fork.abandon(waker);
        }
        LateWaiters.OF_ALL.wake();
        assertThat(LateWaiters.OF_ALL.contains(fork)).isFalse();
        assertThat(fork.waiters()).isZero();
    }
}
