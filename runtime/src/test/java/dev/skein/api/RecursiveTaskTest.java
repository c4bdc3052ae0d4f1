package dev.skein.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.skein.Skein;
import dev.skein.meta.Proves;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// One fork and its waiters, on hosts that the test plays itself.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RecursiveTaskTest {

    private static final class Fork<R> extends RecursiveTask<R> {
        private final Supplier<R> body;

        Fork(Supplier<R> body) {
            this.body = body;
        }

        @Override
        protected R compute() {
            return body.get();
        }
    }

    private static final class CountingWaker implements Waker {
        final AtomicInteger wakes = new AtomicInteger();

        @Override
        public boolean wake() {
            return wakes.incrementAndGet() == 1;
        }
    }

    private static Fork<Integer> failing(RuntimeException failure) {
        return new Fork<>(() -> {
            throw failure;
        });
    }

    // Being made and run.

    @Test
    void fork_offAWorker_saysWhatToDo() {
        assertThatThrownBy(() -> new Fork<>(() -> 1).fork()).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(Fork.class.getName()).hasMessageContaining(Thread.currentThread().getName()).hasMessageContaining("Skein.invoke");
    }

    @Test
    void fork_onAHost_isPushedAndReturnsTheTask() throws Throwable {
        HostUnderTest.run(host -> {
            Fork<Integer> fork = new Fork<>(() -> 1);
            assertThat(fork.fork()).isSameAs(fork);
            assertThat(host.forks).containsExactly(fork);
            assertThat(fork.isDone()).isFalse();
        });
    }

    @Test
    @Proves("J1")
    void fork_ofATaskThatWasUsedBefore_isRefused() throws Throwable {
        HostUnderTest.run(host -> {
            Fork<Integer> forked = new Fork<>(() -> 1);
            Fork<Integer> invoked = new Fork<>(() -> 1);
            forked.fork();
            invoked.invoke();
            for (Fork<Integer> used : List.of(forked, invoked)) {
                assertThatThrownBy(used::fork).isInstanceOf(IllegalStateException.class).hasMessageContaining("make a new one");
                assertThatThrownBy(used::invoke).isInstanceOf(IllegalStateException.class).hasMessageContaining("make a new one");
            }
            assertThat(host.forks).as("not pushed again").containsExactly(forked);
        });
    }

    @Test
    void fork_withoutRoom_throwsAndMayBeTriedAgain() throws Throwable {
        HostUnderTest.run(host -> {
            Fork<Integer> fork = new Fork<>(() -> 1);
            host.full = true;
            assertThatThrownBy(fork::fork).isInstanceOf(OutOfMemoryError.class);
            host.full = false;
            assertThat(fork.fork().join()).isEqualTo(1);
        });
    }

    @Test
    void invoke_offAWorker_computesThere() {
        assertThat(new Fork<>(Thread::currentThread).invoke()).isSameAs(Thread.currentThread());
    }

    @Test
    void join_ofTheYoungest_runsItAlone() throws Throwable {
        HostUnderTest.run(host -> {
            Fork<Integer> first = new Fork<>(() -> 1);
            Fork<Integer> second = new Fork<>(() -> 2);
            first.fork();
            second.fork();
            assertThat(second.join()).isEqualTo(2);
            assertThat(first.isDone()).isFalse();
            assertThat(first.join()).isEqualTo(1);
            assertThat(first.join()).as("and again").isEqualTo(1);
        });
    }

    @Test
    void join_ofAnOlderOne_runsTheYoungerBeforeIt() throws Throwable {
        HostUnderTest.run(host -> {
            List<Integer> order = new ArrayList<>();
            List<RecursiveTask<Boolean>> forks = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                int number = i;
                forks.add(new Fork<>(() -> order.add(number)).fork());
            }
            forks.get(1).join();
            assertThat(order).containsExactly(3, 2, 1);
            assertThat(host.forks).containsExactly(forks.getFirst());
        });
    }

    @Test
    void join_ofATaskWhoseResultIsNull_returnsNull() throws Throwable {
        HostUnderTest.run(host -> assertThat(new Fork<>(() -> null).fork().join()).isNull());
        assertThat(new Fork<>(() -> null).invoke()).isNull();
    }

    @Test
    @Proves("J2")
    void join_offAWorker_waitsForTheResult() throws Throwable {
        int[] plain = new int[1];
        CountDownLatch gate = new CountDownLatch(1);
        CompletableFuture<Fork<Integer>> forked = new CompletableFuture<>();
        CompletableFuture<Integer> joined = forked.thenApplyAsync(fork -> {
            gate.countDown();
            return fork.join() + plain[0];
        });
        HostUnderTest.run(host -> {
            Fork<Integer> fork = new Fork<>(() -> plain[0] = 20);
            fork.fork();
            forked.complete(fork);
            gate.await();
            host.runFork(host.pop(), false);
        });
        assertThat(joined.get(20, TimeUnit.SECONDS)).isEqualTo(40);
    }

    @Test
    void join_interrupted_waitsOnAndKeepsTheFlag() throws Throwable {
        CompletableFuture<Fork<Integer>> forked = new CompletableFuture<>();
        CompletableFuture<Boolean> flag = forked.thenApplyAsync(fork -> {
            Thread.currentThread().interrupt();
            fork.join();
            return Thread.interrupted();
        });
        HostUnderTest.run(host -> {
            Fork<Integer> fork = new Fork<>(() -> 1);
            fork.fork();
            forked.complete(fork);
            while (fork.waiters() == 0) Thread.onSpinWait();
            host.runFork(host.pop(), false);
        });
        assertThat(flag.get(20, TimeUnit.SECONDS)).isTrue();
    }

    // What it throws.

    @Test
    @Proves("J4")
    void join_ofAForkThatFailedHere_throwsTheSameAndNothingIsAdded() throws Throwable {
        HostUnderTest.run(host -> {
            IllegalStateException failure = new IllegalStateException("planned", new RuntimeException("its cause"));
            RecursiveTask<Integer> inline = failing(failure).fork();
            assertThatThrownBy(inline::join).isSameAs(failure).hasNoSuppressedExceptions();
            assertThatThrownBy(inline::join).as("joined again").isSameAs(failure).hasNoSuppressedExceptions();
            assertThat(inline.isDone()).isTrue();
            assertThatThrownBy(() -> failing(failure).invoke()).isSameAs(failure).hasNoSuppressedExceptions();
            assertThat(failure.getCause()).hasMessage("its cause");
        });
    }

    @Test
    @Proves("J4")
    void join_ofAForkThatFailedOnAnotherThread_throwsTheSameWithTheJoinersStack() throws Throwable {
        IllegalStateException failure = new IllegalStateException("planned");
        Fork<Integer> fork = failing(failure);
        HostUnderTest.run(host -> host.runFork(fork.fork(), true));

        Throwable thrown = catchThrowable(fork::join);

        assertThat(thrown).isSameAs(failure);
        assertThat(thrown.getSuppressed()).singleElement().satisfies(joiner -> {
            assertThat(joiner).hasMessage(Thread.currentThread().getName());
            assertThat(joiner.getStackTrace()).anySatisfy(frame -> assertThat(frame.getClassName()).startsWith(RecursiveTaskTest.class.getName()));
        });
    }

    @Test
    @Proves("J4")
    void join_ofAFailedForkByMany_showsTheFirstFew() throws Throwable {
        IllegalStateException failure = new IllegalStateException("planned");
        failure.addSuppressed(new RuntimeException("the user's own"));
        Fork<Integer> fork = failing(failure);
        HostUnderTest.run(host -> host.runFork(fork.fork(), false));
        for (int i = 0; i < 100; i++) assertThatThrownBy(fork::join).isSameAs(failure);
        assertThat(failure.getSuppressed()).hasSize(1 + 8);
    }

    @Test
    void join_ofAForkWhoseExceptionTakesNoSuppressed_throwsIt() throws Throwable {
        RuntimeException failure = new RuntimeException("planned", null, false, false) { };
        Fork<Integer> fork = failing(failure);
        HostUnderTest.run(host -> host.runFork(fork.fork(), false));
        assertThatThrownBy(fork::join).isSameAs(failure);
    }

    @Test
    @Proves("J4")
    void join_ofAForkThatSmuggledACheckedException_throwsThatOne() throws Throwable {
        Exception checked = new Exception("smuggled");
        Fork<Integer> fork = new Fork<>(() -> {
            throw RecursiveTaskTest.<RuntimeException>unchecked(checked);
        });
        HostUnderTest.run(host -> host.runFork(fork.fork(), false));
        assertThatThrownBy(fork::join).isSameAs(checked);
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> E unchecked(Throwable failure) throws E {
        throw (E) failure;
    }

    // Several at once.

    @Test
    void invokeAll_ofTwo_runsBoth() throws Throwable {
        HostUnderTest.run(host -> {
            Fork<Integer> first = new Fork<>(() -> 1);
            Fork<Integer> second = new Fork<>(() -> 2);
            RecursiveTask.invokeAll(first, second);
            assertThat(first.join() + second.join()).isEqualTo(3);
            assertThat(host.forks).isEmpty();
        });
    }

    @Test
    void invokeAll_ofTwoThatBothFail_throwsTheFirstFailureAfterBothHaveEnded() throws Throwable {
        HostUnderTest.run(host -> {
            IllegalStateException failure = new IllegalStateException("first");
            IllegalStateException other = new IllegalStateException("second");
            Fork<Integer> second = failing(other);
            assertThatThrownBy(() -> RecursiveTask.invokeAll(failing(failure), second)).isSameAs(failure);
            assertThat(second.isDone()).isTrue();
            assertThatThrownBy(second::join).isSameAs(other);
        });
    }

    @Test
    void invokeAll_ofManyOfWhichSomeFail_throwsTheFirstInTheirOrderAfterAllHaveEnded() throws Throwable {
        HostUnderTest.run(host -> {
            List<Fork<Integer>> forks = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                int number = i;
                forks.add(new Fork<>(() -> {
                    if (number % 3 == 2) throw new IllegalStateException("fork " + number);
                    return number;
                }));
            }
            assertThatThrownBy(() -> RecursiveTask.invokeAll(forks)).hasMessage("fork 2");
            assertThat(forks).allMatch(RecursiveTask::isDone);
            assertThatThrownBy(forks.get(8)::join).hasMessage("fork 8");
            assertThat(host.forks).isEmpty();
        });
    }

    @Test
    void invokeAll_ofOneThatIsUsedBefore_runsTheOthersAndThrows() throws Throwable {
        HostUnderTest.run(host -> {
            Fork<Integer> used = new Fork<>(() -> 1);
            used.invoke();
            Fork<Integer> other = new Fork<>(() -> 2);
            assertThatThrownBy(() -> RecursiveTask.invokeAll(new Fork<>(() -> 0), used, other)).isInstanceOf(IllegalStateException.class);
            assertThat(other.isDone()).isTrue();
        });
    }

    @Test
    void invokeAll_ofACollection_returnsIt() throws Throwable {
        HostUnderTest.run(host -> {
            List<Fork<Integer>> forks = List.of(new Fork<>(() -> 1), new Fork<>(() -> 2), new Fork<>(() -> 3));
            assertThat(RecursiveTask.invokeAll(forks)).isSameAs(forks).allMatch(RecursiveTask::isDone);
            assertThat(RecursiveTask.invokeAll(List.<Fork<Integer>>of())).isEmpty();
        });
    }

    @Test
    void invokeAll_withANull_forksNothing() throws Throwable {
        HostUnderTest.run(host -> {
            assertThatThrownBy(() -> RecursiveTask.invokeAll(new Fork<>(() -> 1), new Fork<>(() -> 2), null)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> RecursiveTask.invokeAll(null, new Fork<>(() -> 2))).isInstanceOf(NullPointerException.class);
            assertThat(host.forks).isEmpty();
        });
    }

    // Who waits.

    @Test
    @Proves("J3")
    void register_beforeTheEnd_isWokenOnce() throws Throwable {
        for (boolean stolen : new boolean[] {false, true}) {
            CountingWaker outside = new CountingWaker();
            CountingWaker onTheHost = new CountingWaker();
            Fork<Integer> fork = new Fork<>(() -> 1);
            assertThat(fork.register(outside)).isTrue();
            HostUnderTest.run(host -> {
                fork.fork();
                assertThat(fork.register(onTheHost)).isTrue();
                assertThat(onTheHost.wakes).hasValue(0);
                host.runFork(host.pop(), stolen);
                assertThat(onTheHost.wakes).hasValue(1);
            });
            LateWaiters.OF_ALL.wake();
            assertThat(outside.wakes).hasValue(1);
            assertThat(onTheHost.wakes).hasValue(1);
        }
    }

    @Test
    @Proves("J3")
    void register_beforeAnEndByJoinByInvokeOrByFailure_isWoken() throws Throwable {
        CountingWaker joined = new CountingWaker();
        CountingWaker invoked = new CountingWaker();
        CountingWaker invokedOutside = new CountingWaker();
        CountingWaker failed = new CountingWaker();
        HostUnderTest.run(host -> {
            Fork<Integer> first = new Fork<>(() -> 1);
            first.fork();
            first.register(joined);
            first.join();
            Fork<Integer> second = new Fork<>(() -> 1);
            second.register(invoked);
            second.invoke();
            Fork<Integer> third = failing(new IllegalStateException("planned"));
            third.fork();
            third.register(failed);
            assertThatThrownBy(third::join).hasMessage("planned");
        });
        Fork<Integer> outside = new Fork<>(() -> 1);
        outside.register(invokedOutside);
        outside.invoke();
        assertThat(List.of(joined, invoked, invokedOutside, failed)).allSatisfy(waker -> assertThat(waker.wakes).hasValue(1));
    }

    @Test
    @Proves("J3")
    void register_afterTheEnd_isRefused() {
        Fork<Integer> fork = new Fork<>(() -> 1);
        fork.invoke();
        CountingWaker waker = new CountingWaker();
        assertThat(fork.register(waker)).isFalse();
        LateWaiters.OF_ALL.wake();
        assertThat(waker.wakes).hasValue(0);
    }

    /// What R overlooks when its store is not visible in time cannot be produced by hand; the waiter that is left behind can.
    @Test
    @Proves("J3")
    void lateWaiters_whenTheForkIsDone_areWokenOnce() {
        Fork<Integer> fork = new Fork<>(() -> 1);
        CountingWaker overlooked = new CountingWaker();
        LateWaiters.OF_ALL.add(new Waiter(fork, overlooked));
        LateWaiters.OF_ALL.wake();
        assertThat(overlooked.wakes).as("not done").hasValue(0);
        fork.invoke();
        LateWaiters.OF_ALL.wake();
        LateWaiters.OF_ALL.wake();
        assertThat(overlooked.wakes).hasValue(1);
        assertThat(LateWaiters.OF_ALL.contains(fork)).isFalse();
    }

    @Test
    @Proves("J3")
    void lateWaiters_whileARuntimeWorks_areWokenByItsSentry() throws Exception {
        Fork<Integer> fork = new Fork<>(() -> 1);
        CountingWaker overlooked = new CountingWaker();
        fork.invoke();
        try (Skein skein = Skein.builder().workers(2).start()) {
            LateWaiters.OF_ALL.add(new Waiter(fork, overlooked));
            skein.submit(() -> {
                while (overlooked.wakes.get() == 0) Thread.onSpinWait();
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
        List<CountingWaker> wakers = new ArrayList<>();
        for (int i = 0; i < 2_500; i++) late.add(new Waiter(pending, new CountingWaker()));
        for (int i = 0; i < 2_500; i++) {
            wakers.add(new CountingWaker());
            late.add(new Waiter(done, wakers.getLast()));
        }
        done.invoke();
        for (int call = 0; call < 5; call++) late.wake();
        assertThat(wakers).allSatisfy(waker -> assertThat(waker.wakes).hasValue(1));
        assertThat(late.contains(done)).isFalse();
        assertThat(late.contains(pending)).isTrue();
        pending.invoke();
        for (int call = 0; call < 3; call++) late.wake();
        assertThat(late.contains(pending)).isFalse();
    }

    @Test
    @Proves("J3")
    void register_whereTheEndMayOverlookIt_isAmongTheLate() throws Throwable {
        Fork<Integer> ofAnotherHost = new Fork<>(() -> 1);
        HostUnderTest.run(host -> {
            ofAnotherHost.fork();
            Fork<Integer> own = new Fork<>(() -> 1);
            own.fork();
            own.register(new CountingWaker());
            assertThat(LateWaiters.OF_ALL.contains(own)).as("ended by the same thread, or by a thief").isFalse();
        });
        ofAnotherHost.register(new CountingWaker());
        assertThat(LateWaiters.OF_ALL.contains(ofAnotherHost)).isTrue();
        HostUnderTest.run(host -> host.runFork(ofAnotherHost, false));
        LateWaiters.OF_ALL.wake();
        assertThat(LateWaiters.OF_ALL.contains(ofAnotherHost)).isFalse();
    }

    @Test
    void abandon_beforeTheEnd_isNotWokenAndForgotten() throws Throwable {
        Fork<Integer> fork = new Fork<>(() -> 1);
        CountingWaker stays = new CountingWaker();
        CountingWaker leaves = new CountingWaker();
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
        assertThat(stays.wakes).hasValue(1);
        assertThat(leaves.wakes).hasValue(0);
    }

    @Test
    void abandon_ofLateWaiters_doesNotPileUp() {
        Fork<Integer> fork = new Fork<>(() -> 1);
        CountingWaker waker = new CountingWaker();
        for (int i = 0; i < 1_000; i++) {
            fork.register(waker);
            fork.abandon(waker);
        }
        LateWaiters.OF_ALL.wake();
        assertThat(LateWaiters.OF_ALL.contains(fork)).isFalse();
        assertThat(fork.waiters()).isZero();
    }
}
