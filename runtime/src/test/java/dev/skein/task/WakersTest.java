package dev.skein.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.api.Awaitable;
import dev.skein.api.Continuation;
import dev.skein.api.Step;
import dev.skein.api.Waker;
import dev.skein.meta.Proves;
import dev.skein.task.TaskCell.Run;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tasks that wait for a task, and wakers of others' making among them; threads that wait stand in [WaitersTest].
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WakersTest {

    private static final Duration LIMIT = Duration.ofHours(1);

    private final FakeOwner owner = new FakeOwner();
    private final FakeSlice slice = new FakeSlice(2);
    private final ContinuationTask<String> awaited = task(Script.of());

    private <R> ContinuationTask<R> task(Continuation<R> body) {
        return new ContinuationTask<>(owner, body, -1);
    }

    private ContinuationTask<String> waitingFor(Awaitable event) {
        ContinuationTask<String> task = task(Script.of(Step.await(event)));
        assertThat(slice.run(task)).isEqualTo(Run.SUSPENDED);
        return task;
    }

    @Test
    @Proves("T4")
    void register_ofOneWakerTwice_wakesItsTaskAndTheOthers() {
        ContinuationTask<String> before = waitingFor(awaited);
        ContinuationTask<String> twice = waitingFor(waker -> {
            assertThat(awaited.register(waker)).isTrue();
            return awaited.register(waker);
        });
        ContinuationTask<String> after = waitingFor(awaited);
        assertThat(slice.run(awaited)).isEqualTo(Run.COMPLETED);
        assertThat(owner.enqueued).containsExactlyInAnyOrder(before, twice, after);
    }

    @Test
    @Proves("T4")
    void register_ofOneWakerWithTwoTasks_keepsTheirWaitersApart() {
        ContinuationTask<String> second = task(Script.of());
        ContinuationTask<String> waitsForFirst = waitingFor(awaited);
        ContinuationTask<String> waitsForSecond = waitingFor(second);
        ContinuationTask<String> waitsForEither = waitingFor(waker -> awaited.register(waker) && second.register(waker));
        slice.run(awaited);
        assertThat(owner.enqueued).containsExactlyInAnyOrder(waitsForFirst, waitsForEither);
        owner.enqueued.clear();
        slice.run(second);
        assertThat(owner.enqueued).containsExactly(waitsForSecond);
    }

    @ParameterizedTest
    @ValueSource(classes = {IllegalStateException.class, AssertionError.class, StackOverflowError.class})
    @Proves("T4")
    void release_ofAWakerThatThrows_isReportedAndReleasesTheOthers(Class<? extends Throwable> type) throws Exception {
        Throwable failure = type.getConstructor().newInstance();
        List<Throwable> reported = new ArrayList<>();
        FakeOwner reporting = new FakeOwner() {
            @Override
            protected void uncaught(Throwable thrown) {
                reported.add(thrown);
            }
        };
        ContinuationTask<String> ends = new ContinuationTask<>(reporting, Script.of(), -1);
        ContinuationTask<String> before = waitingFor(ends);
        assertThat(ends.register(() -> WakersTest.<Boolean, RuntimeException>sneak(failure))).isTrue();
        ContinuationTask<String> after = waitingFor(ends);
        assertThat(slice.run(ends)).isEqualTo(Run.COMPLETED);
        assertThat(owner.enqueued).containsExactlyInAnyOrder(before, after);
        assertThat(reported).containsExactly(failure);
        assertThat(ends.resultNow()).isEqualTo(Script.END);
    }

    @Test
    void abandon_ofAWakerOfOnesOwn_letsItGoAndNoOther() {
        int[] wakes = new int[2];
        Waker stays = () -> ++wakes[0] > 0;
        Waker goes = () -> ++wakes[1] > 0;
        assertThat(awaited.register(goes)).isTrue();
        assertThat(awaited.register(stays)).isTrue();
        awaited.abandon(goes);
        assertThat(WaitersTest.nodes(awaited)).isEqualTo(1);
        slice.run(awaited);
        assertThat(wakes).containsExactly(1, 0);
    }

    @Test
    void abandon_tenThousandTimesBesideATaskThatWaits_leavesThatOneOnly() {
        ContinuationTask<String> patient = waitingFor(awaited);
        for (int i = 0; i < 10_000; i++) {
            Waker impatient = () -> {
                throw new AssertionError("woken after it was abandoned");
            };
            assertThat(awaited.register(impatient)).isTrue();
            awaited.abandon(impatient);
        }
        assertThat(WaitersTest.nodes(awaited)).isEqualTo(1);
        slice.run(awaited);
        assertThat(owner.enqueued).containsExactly(patient);
    }

    /// More than a sweep looks at in any case: the one that gives up stands behind all others, who have come again since.
    @Test
    void await_withALimitInALoopByTwoHundredTasks_keepsTheListShort() {
        int pollers = 200;
        Deque<ContinuationTask<String>> inTurn = new ArrayDeque<>();
        for (int i = 0; i < pollers; i++) {
            ContinuationTask<String> poller = task(context -> Step.await(awaited, LIMIT));
            slice.run(poller);
            inTurn.add(poller);
        }
        int most = 0;
        for (int round = 0; round < 100 * pollers; round++) {
            ContinuationTask<String> poller = inTurn.poll();
            owner.alarms.getFirst().ring();
            assertThat(owner.enqueued).containsExactly(poller);
            owner.enqueued.clear();
            assertThat(slice.run(poller)).isEqualTo(Run.SUSPENDED);
            inTurn.add(poller);
            if (round % 10 == 0) most = Math.max(most, WaitersTest.nodes(awaited));
        }
        // A sweep goes to the end of n links with probability 64 / n, so twice the pollers are reached about once in 2^64 times.
        assertThat(most).as("links at once").isLessThan(3 * pollers);
        slice.run(awaited);
        assertThat(owner.enqueued).as("none was swept away").containsExactlyInAnyOrderElementsOf(inTurn);
    }

    @SuppressWarnings("unchecked")
    private static <R, X extends Throwable> R sneak(Throwable thrown) throws X {
        throw (X) thrown;
    }

    /// A waiter that was released near the end of a stack links to itself; who walks then must come to an end.
    @Test
    void abandon_besideAWaiterWhoseWakeWasMissed_returns() {
        EventWait missed = new EventWait(task(Script.of()), awaited, 0);
        assertThat(awaited.tryAdd(missed)).isTrue();
        missed.next = missed;
        awaited.abandon(() -> true);
        assertThat(missed.next).isSameAs(missed);
    }
}
