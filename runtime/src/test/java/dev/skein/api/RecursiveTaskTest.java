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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// One fork, on hosts that the test plays itself.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RecursiveTaskTest {

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
            RecursiveTask<Integer> inline = Fork.failing(failure).fork();
            assertThatThrownBy(inline::join).isSameAs(failure).hasNoSuppressedExceptions();
            assertThatThrownBy(inline::join).as("joined again").isSameAs(failure).hasNoSuppressedExceptions();
            assertThat(inline.isDone()).isTrue();
            assertThatThrownBy(() -> Fork.failing(failure).invoke()).isSameAs(failure).hasNoSuppressedExceptions();
            assertThat(failure.getCause()).hasMessage("its cause");
        });
    }

    @Test
    @Proves("J4")
    void join_ofAForkThatFailedOnAnotherThread_throwsTheSameWithTheJoinersStack() throws Throwable {
        IllegalStateException failure = new IllegalStateException("planned");
        Fork<Integer> fork = Fork.failing(failure);
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
        Fork<Integer> fork = Fork.failing(failure);
        HostUnderTest.run(host -> host.runFork(fork.fork(), false));
        for (int i = 0; i < 100; i++) assertThatThrownBy(fork::join).isSameAs(failure);
        assertThat(failure.getSuppressed()).hasSize(1 + 8);
    }

    @Test
    void join_ofAForkWhoseExceptionTakesNoSuppressed_throwsIt() throws Throwable {
        RuntimeException failure = new RuntimeException("planned", null, false, false) { };
        Fork<Integer> fork = Fork.failing(failure);
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
            Fork<Integer> second = Fork.failing(other);
            assertThatThrownBy(() -> RecursiveTask.invokeAll(Fork.failing(failure), second)).isSameAs(failure);
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
    void invokeAll_offAWorker_saysWhatToDoAndWaitsForNothing() {
        List<Fork<Integer>> three = List.of(new Fork<>(() -> 1), new Fork<>(() -> 2), new Fork<>(() -> 3));
        assertThatThrownBy(() -> RecursiveTask.invokeAll(three)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> RecursiveTask.invokeAll(three.get(0), three.get(1))).isInstanceOf(IllegalStateException.class);
        assertThat(three).noneMatch(RecursiveTask::isDone);
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
}
