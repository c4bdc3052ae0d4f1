package dev.skein.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.api.Awaitable;
import dev.skein.api.Mailbox;
import dev.skein.api.Step;
import dev.skein.api.Waker;
import dev.skein.meta.Proves;
import dev.skein.task.TaskCell.Run;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A task that waits for an [Awaitable], or for another task, on one thread: who is registered, who is woken, and who is told when
/// nobody comes.
class AwaitableTest {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final FakeOwner owner = new FakeOwner();
    private final FakeSlice slice = new FakeSlice(0);

    private ContinuationTask<String> task(Script script) {
        return new ContinuationTask<>(owner, script, -1);
    }

    /// A task that has come to its first suspension.
    private ContinuationTask<String> suspended(Script script) {
        ContinuationTask<String> task = task(script);
        assertThat(slice.run(task)).isEqualTo(Run.SUSPENDED);
        return task;
    }

    private void endsWithoutTimeout(ContinuationTask<String> task, Script script) {
        assertThat(slice.run(task)).isEqualTo(Run.COMPLETED);
        assertThat(script.timedOut).isFalse();
    }

    @Test
    void awaitable_thatHasSomethingNow_goesOnAndIsNotAbandoned() {
        FakeEvent event = new FakeEvent() {
            @Override
            public boolean register(Waker waker) {
                return false;
            }
        };
        Script script = Script.of(Step.await(event, LIMIT));
        ContinuationTask<String> task = task(script);
        assertThat(slice.run(task)).isEqualTo(Run.AGAIN);
        assertThat(owner.alarms).isEmpty();
        endsWithoutTimeout(task, script);
        assertThat(event.abandoned).as("it has kept no waker").isEmpty();
    }

    /// Nobody comes for the message then, so that another must be woken for it.
    @Test
    @Proves({"M4", "T4"})
    void awaitable_whoseWokenTaskFindsNoRoomInAnyQueue_isAbandoned() {
        Mailbox<String> box = new Mailbox<>();
        ContinuationTask<String> first = suspended(Script.of(Step.await(box, LIMIT)));
        ContinuationTask<String> second = suspended(Script.of(Step.await(box, LIMIT)));
        box.send("message");
        assertThat(owner.enqueued).containsExactly(first);
        assertThat(first.tryClaim()).isTrue();
        assertThat(first.abort(new OutOfMemoryError("planned"))).isEqualTo(Run.FAILED);
        assertThat(owner.enqueued).containsExactly(first, second);
        assertThat(owner.alarms).as("that of the second").hasSize(1);
    }

    @Test
    void awaitable_thatWakesWhileItRegisters_goesOnAndIsNotAbandoned() {
        FakeEvent event = new FakeEvent() {
            @Override
            public boolean register(Waker waker) {
                return super.register(waker) && waker.wake();
            }
        };
        Script script = Script.of(Step.await(event));
        ContinuationTask<String> task = task(script);
        assertThat(slice.run(task)).isEqualTo(Run.WOKEN);
        endsWithoutTimeout(task, script);
        assertThat(event.abandoned).isEmpty();
    }

    @Test
    void awaitable_thatWakes_isNotAbandoned() {
        FakeEvent event = new FakeEvent();
        Script script = Script.of(Step.await(event, LIMIT));
        ContinuationTask<String> task = suspended(script);
        assertThat(event.wake()).isTrue();
        assertThat(event.wake()).as("a second time").isFalse();
        assertThat(owner.enqueued).containsExactly(task);
        endsWithoutTimeout(task, script);
        assertThat(event.abandoned).as("the task came for it").isEmpty();
    }

    @Test
    void awaitable_whoseWaitTimesOut_isAbandonedOnce() {
        FakeEvent event = new FakeEvent();
        ContinuationTask<String> task = suspended(Script.of(Step.await(event, LIMIT), Step.again()));
        owner.alarms.getFirst().ring();
        slice.run(task);
        slice.run(task);
        assertThat(event.abandoned).isEqualTo(event.registered).hasSize(1);
    }

    @Test
    void awaitable_ofASuspendedTaskThatIsCancelled_isAbandonedOnce() {
        FakeEvent event = new FakeEvent();
        ContinuationTask<String> task = suspended(Script.of(Step.await(event, LIMIT)));
        assertThat(task.cancel(false)).isTrue();
        assertThat(event.wake()).as("that wait has ended").isFalse();
        slice.run(task);
        assertThat(event.abandoned).isEqualTo(event.registered).hasSize(1);
        assertThat(owner.alarms).isEmpty();
    }

    /// What it was woken for is anybody else's.
    @Test
    void awaitable_ofATaskThatIsCancelledOnceWoken_isAbandonedOnce() {
        FakeEvent event = new FakeEvent();
        ContinuationTask<String> task = suspended(Script.of(Step.await(event)));
        assertThat(event.wake()).isTrue();
        assertThat(task.cancel(false)).isTrue();
        slice.run(task);
        assertThat(event.abandoned).isEqualTo(event.registered).hasSize(1);
    }

    @Test
    void awaitable_ofATaskThatIsCancelledWhileItRegisters_isAbandonedOnce() {
        ContinuationTask<?>[] self = new ContinuationTask<?>[1];
        FakeEvent event = new FakeEvent() {
            @Override
            public boolean register(Waker waker) {
                self[0].cancel(false);
                return super.register(waker);
            }
        };
        Script script = Script.of(Step.await(event));
        ContinuationTask<String> task = task(script);
        self[0] = task;
        assertThat(slice.run(task)).isEqualTo(Run.CANCELLED);
        assertThat(event.abandoned).isEqualTo(event.registered).hasSize(1);
        assertThat(script.cleanups).isEqualTo(1);
    }

    static Stream<Throwable> failures() {
        return Stream.of(new IllegalStateException("planned"), new AssertionError("planned"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    @Proves("T4")
    void awaitable_thatThrowsWhenAbandoned_spoilsNothing(Throwable failure) {
        Awaitable event = new FakeEvent() {
            @Override
            public void abandon(Waker waker) {
                AwaitableTest.<RuntimeException>sneak(failure);
            }
        };
        Script script = Script.of(Step.await(event));
        ContinuationTask<String> task = suspended(script);
        CompletableFuture<String> view = task.toCompletableFuture();
        assertThat(task.cancel(false)).isTrue();
        assertThat(view).isCancelled();
        assertThat(owner.enqueued).as("for its cleanup").containsExactly(task);
        slice.run(task);
        assertThat(script.cleanups).isEqualTo(1);
        assertThat(owner.uncaught).containsExactly(failure);
    }

    @Test
    void awaitTask_thatHasEnded_goesOnWithoutSuspending() {
        ContinuationTask<String> other = task(Script.of());
        slice.run(other);
        Script script = Script.of(Step.await(other));
        ContinuationTask<String> task = task(script);
        assertThat(slice.run(task)).isEqualTo(Run.AGAIN);
        endsWithoutTimeout(task, script);
    }

    @Test
    @Proves("T6")
    void awaitTask_withALimitThatIsOver_isWokenByTheLimitOnly() {
        ContinuationTask<String> other = task(Script.of());
        Script script = Script.of(Step.await(other, LIMIT), Step.sleep(LIMIT));
        ContinuationTask<String> task = suspended(script);
        owner.alarms.getFirst().ring();
        assertThat(slice.run(task)).isEqualTo(Run.SUSPENDED);
        assertThat(script.timedOut).isTrue();
        slice.run(other);
        assertThat(task.place()).as("it sleeps on").isEqualTo(TaskState.Place.SUSPENDED);
    }

    @Test
    void register_wakerOfOnesOwn_isWokenWithTheOutcome() {
        int[] wakes = new int[1];
        ContinuationTask<String> task = task(Script.of(Step.again()));
        assertThat(task.register(() -> ++wakes[0] > 0)).isTrue();
        slice.run(task);
        assertThat(wakes[0]).isZero();
        slice.run(task);
        assertThat(wakes[0]).isEqualTo(1);
        assertThat(task.register(() -> true)).as("there is something to be had").isFalse();
    }

    @SuppressWarnings("unchecked")
    private static <X extends Throwable> void sneak(Throwable thrown) throws X {
        throw (X) thrown;
    }

    /// A carrier may meet the task in its queue at any time from the cancel on, and lets go of the wait then.
    @Test
    @Proves("T5")
    void cancel_ofATaskThatIsWoken_leavesItsWaitToWhoMeetsItInItsQueue() {
        FakeEvent event = new FakeEvent();
        ContinuationTask<String> task = suspended(Script.of(Step.await(event, LIMIT)));
        assertThat(event.wake()).isTrue();
        assertThat(task.cancel(false)).isTrue();
        assertThat(event.abandoned).as("by the thread that cancels").isEmpty();
        assertThat(owner.alarms).hasSize(1);
        slice.run(task);
        assertThat(event.abandoned).hasSize(1);
        assertThat(owner.alarms).isEmpty();
    }
}
