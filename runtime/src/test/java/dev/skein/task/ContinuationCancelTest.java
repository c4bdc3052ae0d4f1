package dev.skein.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.api.Continuation;
import dev.skein.api.Step;
import dev.skein.api.TaskContext;
import dev.skein.meta.Proves;
import dev.skein.task.TaskCell.Run;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Cancel a task that suspends, in each state: what it owes to whom, and that it is cleaned up after once.
class ContinuationCancelTest {

    private final FakeOwner owner = new FakeOwner();
    private final FakeSlice slice = new FakeSlice(0);

    private ContinuationTask<String> task(Continuation<String> body) {
        return new ContinuationTask<>(owner, body, -1);
    }

    @Test
    @Proves({"T2", "T5", "T7"})
    void cancel_readyTask_hasTheOutcomeAtOnceAndTheCleanupWhereItIsMet() {
        Script script = Script.of();
        ContinuationTask<String> task = task(script);
        assertThat(task.cancel(true)).isTrue();
        assertThat(task.isDone()).isTrue();
        assertThatThrownBy(task::get).isInstanceOf(CancellationException.class);
        assertThat(script.cleanups).as("not on the cancelling thread").isZero();
        assertThat(owner.enqueued).as("it stands in a queue already").isEmpty();
        assertThat(owner.cancelled).as("not counted before its cleanup").isEmpty();
        slice.run(task);
        slice.run(task);
        assertThat(script.cleanups).isEqualTo(1);
        assertThat(script.resumes).isZero();
    }

    /// It stands in its queue and its word says RUNNING.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Proves({"T2", "T5", "T7"})
    void cancel_ofOneThatHasGivenWay_hasTheOutcomeAtOnceAndTheCleanupWhereItIsMet(boolean interrupt) {
        Script script = Script.of(Step.again(), Step.again());
        ContinuationTask<String> task = task(script);
        slice.run(task);
        assertThat(task.cancel(interrupt)).isTrue();
        assertThat(task.isDone()).isTrue();
        assertThatThrownBy(task::get).isInstanceOf(CancellationException.class);
        assertThat(task.isSpent()).as("its entry must not be dropped").isFalse();
        assertThat(task.stateNameOutside()).isEqualTo("CLEANUP");
        assertThat(script.cleanups).as("not on the cancelling thread").isZero();
        assertThat(owner.enqueued).as("it stands in a queue already").isEmpty();
        slice.run(task);
        assertThat(task.isSpent()).isTrue();
        slice.run(task);
        assertThat(script.cleanups).isEqualTo(1);
        assertThat(script.resumes).isEqualTo(1);
    }

    @Test
    @Proves({"T2", "T5"})
    void cancel_suspendedTask_isEnqueuedForItsCleanup() {
        Script script = Script.of(Step.sleep(Duration.ofHours(1)));
        ContinuationTask<String> task = task(script);
        slice.run(task);
        assertThat(task.cancel(false)).isTrue();
        assertThat(owner.enqueued).containsExactly(task);
        assertThat(owner.alarms).as("taken back at once").isEmpty();
        assertThat(script.cleanups).isZero();
        slice.run(task);
        assertThat(script.cleanups).isEqualTo(1);
        assertThat(owner.suspended.all()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Proves({"T5", "T7"})
    void cancel_runningTask_tellsItToYieldAndCleansUpWhenItsBodyIsOut(boolean interrupt) {
        ContinuationTask<?>[] self = new ContinuationTask<?>[1];
        int[] cleanupsInside = new int[1];
        Script[] script = new Script[1];
        script[0] = Script.of(context -> {
            self[0].cancel(interrupt);
            assertThat(context.isCancelled()).isTrue();
            cleanupsInside[0] = script[0].cleanups;
            return Step.done("too late");
        });
        ContinuationTask<String> task = task(script[0]);
        self[0] = task;
        assertThat(slice.run(task)).isEqualTo(Run.CANCELLED);
        assertThat(owner.toldToYield).containsExactly(task);
        assertThat(owner.interrupted).hasSize(interrupt ? 1 : 0);
        assertThat(cleanupsInside[0]).isZero();
        assertThat(script[0].cleanups).isEqualTo(1);
        assertThatThrownBy(task::get).isInstanceOf(CancellationException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"again", "sleep", "sleep 0", "await", "move", "null", "throw", "move out of range"})
    @Proves({"T4", "T5"})
    void cancel_runningTask_whateverStepItReturnsThen_isNotResumed(String step) {
        ContinuationTask<?>[] self = new ContinuationTask<?>[1];
        Script script = Script.of(context -> {
            self[0].cancel(false);
            return switch (step) {
                case "again" -> Step.again();
                case "sleep" -> Step.sleep(Duration.ofHours(1));
                case "sleep 0" -> Step.sleep(Duration.ZERO);
                case "await" -> Step.await(new FakeEvent());
                case "move" -> Step.moveTo(1);
                case "move out of range" -> Step.moveTo(7);
                case "null" -> null;
                default -> throw new IllegalStateException("after the cancel");
            };
        });
        ContinuationTask<String> task = task(script);
        self[0] = task;
        assertThat(slice.run(task)).isEqualTo(Run.CANCELLED);
        assertThat(script.resumes).isEqualTo(1);
        assertThat(script.cleanups).isEqualTo(1);
        assertThat(task.place()).isEqualTo(TaskState.Place.DONE);
        assertThat(owner.alarms).isEmpty();
        assertThat(owner.enqueued).isEmpty();
        assertThatThrownBy(task::get).isInstanceOf(CancellationException.class);
    }

    @Test
    void cancel_taskThatHasEnded_isTooLateAndCleansUpNothing() {
        Script script = Script.of();
        ContinuationTask<String> task = task(script);
        slice.run(task);
        assertThat(task.cancel(true)).isFalse();
        assertThat(task.isCancelled()).isFalse();
        slice.run(task);
        assertThat(script.cleanups).isZero();
    }

    @Test
    void cancel_taskThatFailed_cleansUpNothing() {
        int[] cleanups = new int[1];
        ContinuationTask<String> task = task(new Continuation<>() {
            @Override
            public Step<String> resume(TaskContext context) {
                throw new IllegalStateException("planned");
            }

            @Override
            public void cancelled() {
                cleanups[0]++;
            }
        });
        slice.run(task);
        assertThat(task.cancel(true)).isFalse();
        slice.run(task);
        assertThat(cleanups[0]).isZero();
    }

    @Test
    void cancel_secondTime_isTooLateAndEnqueuesNothing() {
        ContinuationTask<String> task = task(Script.of(Step.sleep(Duration.ofHours(1))));
        slice.run(task);
        assertThat(task.cancel(false)).isTrue();
        assertThat(task.cancel(true)).isFalse();
        assertThat(owner.enqueued).containsExactly(task);
    }

    @Test
    void leave_whenTheCleanupThrows_hasLeftAllTheSame() {
        IllegalStateException failure = new IllegalStateException("planned");
        ContinuationTask<String> task = task(new Continuation<>() {
            @Override
            public Step<String> resume(TaskContext context) {
                return Step.again();
            }

            @Override
            public void cancelled() {
                throw failure;
            }
        });
        task.tryClaim();
        task.cancel(false);
        assertThat(task.runClaimed(slice)).isEqualTo(Run.CANCELLED);
        assertThat(task.leave()).isSameAs(failure);
        assertThat(task.place()).isEqualTo(TaskState.Place.DONE);
        assertThat(task.name()).as("the body is let go").doesNotContain("script");
    }

    /// A task leaves such an entry behind that was claimed by one who waited for it.
    @Test
    @Proves("T5")
    void cancel_suspendedTask_whoseOldQueueEntryIsMetMeanwhile_isCleanedUpAfterOnceItsWaitIsLetGo() {
        FakeEvent event = new FakeEvent();
        Script script = Script.of(Step.await(event));
        ContinuationTask<String> task = task(script);
        slice.run(task);
        List<Boolean> met = new ArrayList<>();
        var _ = task.toCompletableFuture().whenComplete((value, failure) -> met.add(task.tryTakeCleanup()));
        assertThat(task.cancel(false)).isTrue();
        assertThat(met).as("the cleanup is not due yet").containsExactly(false);
        assertThat(event.abandoned).hasSize(1);
        assertThat(owner.enqueued).containsExactly(task);
        slice.run(task);
        slice.run(task);
        assertThat(script.cleanups).isEqualTo(1);
        assertThat(event.abandoned).hasSize(1);
    }
}
