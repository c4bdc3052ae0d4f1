package dev.skein.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.api.Step;
import dev.skein.meta.Proves;
import dev.skein.task.TaskCell.Run;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A task that waits for a stage or a time, on one thread: each order of registration, suspension, event, limit and cancel. What it waits
/// for by an `Awaitable` stands in [AwaitableTest].
class AwaitTest {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    private enum End {
        VALUE {
            @Override
            void end(CompletableFuture<Object> future) {
                future.complete("value");
            }
        },
        FAILURE {
            @Override
            void end(CompletableFuture<Object> future) {
                future.completeExceptionally(new IllegalStateException("planned"));
            }
        },
        CANCEL {
            @Override
            void end(CompletableFuture<Object> future) {
                future.cancel(true);
            }
        };

        abstract void end(CompletableFuture<Object> future);
    }

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

    // Stages.

    @ParameterizedTest
    @EnumSource
    void await_futureThatIsComplete_goesOnWithoutSuspending(End end) {
        CompletableFuture<Object> future = new CompletableFuture<>();
        end.end(future);
        Script script = Script.of(Step.await(future));
        ContinuationTask<String> task = task(script);
        assertThat(slice.run(task)).isEqualTo(Run.AGAIN);
        assertThat(owner.suspended.all()).as("it was never suspended").isEmpty();
        endsWithoutTimeout(task, script);
    }

    @ParameterizedTest
    @EnumSource
    @Proves("T2")
    void await_futureThatIsPending_hasTheTaskEnqueuedWhenItCompletes(End end) {
        CompletableFuture<Object> future = new CompletableFuture<>();
        Script script = Script.of(Step.await(future));
        ContinuationTask<String> task = suspended(script);
        assertThat(owner.enqueued).isEmpty();
        end.end(future);
        assertThat(owner.enqueued).containsExactly(task);
        endsWithoutTimeout(task, script);
    }

    /// What the runtime itself gives to wait for is asked first, as a `CompletableFuture` is.
    @Test
    void await_futureOfTheRuntimeThatIsComplete_givesWayAndRegistersNothing() {
        ManagedFuture<String> future = new ManagedFuture<>();
        future.complete("value");
        for (CompletableFuture<String> complete : List.of(future, future.thenApply(value -> value))) {
            Script script = Script.of(Step.await(complete));
            ContinuationTask<String> task = task(script);
            assertThat(slice.run(task)).isEqualTo(Run.AGAIN);
            assertThat(owner.suspended.all()).isEmpty();
            endsWithoutTimeout(task, script);
        }
    }

    static Stream<CompletionStage<String>> stagesThatAreComplete() {
        return Stream.of(CompletableFuture.completedStage("value"), CompletableFuture.failedStage(new IllegalStateException("planned")),
                CompletableFuture.completedFuture("value").minimalCompletionStage());
    }

    /// Such a stage is a `CompletableFuture` that refuses even to say whether it is complete.
    @ParameterizedTest
    @MethodSource("stagesThatAreComplete")
    void await_minimalStageThatIsComplete_goesOn(CompletionStage<String> stage) {
        Script script = Script.of(Step.await(stage));
        ContinuationTask<String> task = task(script);
        assertThat(slice.run(task)).isEqualTo(Run.WOKEN);
        endsWithoutTimeout(task, script);
    }

    @Test
    void await_minimalStageThatIsPending_goesOnWhenItCompletes() {
        CompletableFuture<String> future = new CompletableFuture<>();
        Script script = Script.of(Step.await(future.minimalCompletionStage(), LIMIT));
        ContinuationTask<String> task = suspended(script);
        future.complete("value");
        assertThat(owner.enqueued).containsExactly(task);
        endsWithoutTimeout(task, script);
    }

    @Test
    void await_stageOfOnesOwnThatCallsBackAtOnce_isPutBackByItsCarrier() {
        Script script = Script.of(Step.await(StageOfOnesOwn.that(callback -> callback.accept(null, null))));
        ContinuationTask<String> task = task(script);
        assertThat(slice.run(task)).isEqualTo(Run.WOKEN);
        assertThat(owner.enqueued).as("the carrier owes that").isEmpty();
        endsWithoutTimeout(task, script);
    }

    @Test
    void await_stageOfOnesOwnThatCallsBackLater_goesOnThen() {
        StageOfOnesOwn stage = new StageOfOnesOwn();
        Script script = Script.of(Step.await(stage.pending()));
        ContinuationTask<String> task = suspended(script);
        stage.complete();
        stage.complete();
        assertThat(owner.enqueued).as("once, though it called back twice").containsExactly(task);
        endsWithoutTimeout(task, script);
    }

    @Test
    void await_stageThatThrowsOnRegistration_failsTheTask() {
        IllegalStateException refusal = new IllegalStateException("no callbacks");
        ContinuationTask<String> task = task(Script.of(Step.await(StageOfOnesOwn.that(callback -> {
            throw refusal;
        }))));
        assertThat(slice.run(task)).isEqualTo(Run.FAILED);
        assertThat(task.exceptionNow()).isSameAs(refusal);
        assertThat(owner.suspended.all()).isEmpty();
    }

    @Test
    @Proves("T4")
    void await_stageThatThrowsAfterItCalledBack_failsTheTaskAndNobodyEnqueuesIt() {
        IllegalStateException refusal = new IllegalStateException("too late");
        ContinuationTask<String> task = task(Script.of(Step.await(StageOfOnesOwn.that(callback -> {
            callback.accept("value", null);
            throw refusal;
        }))));
        assertThat(slice.run(task)).isEqualTo(Run.FAILED);
        assertThat(task.exceptionNow()).isSameAs(refusal);
        assertThat(owner.enqueued).isEmpty();
    }

    @Test
    void await_stageThatThrowsAndCallsBackLater_changesNothingThen() {
        StageOfOnesOwn stage = new StageOfOnesOwn();
        ContinuationTask<String> task = task(Script.of(Step.await(StageOfOnesOwn.that(callback -> {
            stage.pending().whenComplete(callback);
            throw new IllegalStateException("refused");
        }))));
        assertThat(slice.run(task)).isEqualTo(Run.FAILED);
        stage.complete();
        assertThat(owner.enqueued).isEmpty();
    }

    // Limits.

    @Test
    @Proves("T6")
    void awaitWithLimit_eventFirst_takesTheAlarmBackAndDoesNotTimeOut() {
        CompletableFuture<Object> future = new CompletableFuture<>();
        Script script = Script.of(Step.await(future, LIMIT));
        ContinuationTask<String> task = suspended(script);
        Alarm alarm = owner.alarms.getFirst();
        future.complete("value");
        alarm.ring();
        assertThat(owner.enqueued).containsExactly(task);
        endsWithoutTimeout(task, script);
        assertThat(owner.alarms).isEmpty();
    }

    @Test
    @Proves("T6")
    void awaitWithLimit_limitFirst_timesOutAndTheEventIsTooLate() {
        CompletableFuture<Object> future = new CompletableFuture<>();
        Script script = Script.of(Step.await(future, LIMIT));
        ContinuationTask<String> task = suspended(script);
        owner.alarms.getFirst().ring();
        future.complete("value");
        assertThat(owner.enqueued).containsExactly(task);
        assertThat(slice.run(task)).isEqualTo(Run.COMPLETED);
        assertThat(script.timedOut).isTrue();
    }

    @Test
    void awaitWithLimit_alarmRingsBeforeTheTaskSleeps_timesOut() {
        FakeOwner impatient = new FakeOwner() {
            @Override
            protected void set(Alarm alarm) {
                super.set(alarm);
                alarm.ring();
            }
        };
        Script script = Script.of(Step.await(new CompletableFuture<>(), LIMIT));
        ContinuationTask<String> task = new ContinuationTask<>(impatient, script, -1);
        assertThat(slice.run(task)).isEqualTo(Run.WOKEN);
        assertThat(impatient.enqueued).as("the carrier owes that").isEmpty();
        assertThat(slice.run(task)).isEqualTo(Run.COMPLETED);
        assertThat(script.timedOut).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void awaitWithLimit_ofNoTime_timesOutAtOnceAndRegistersNothing(long nanos) {
        FakeEvent event = new FakeEvent();
        Script script = Script.of(Step.await(event, Duration.ofNanos(nanos)));
        ContinuationTask<String> task = task(script);
        assertThat(slice.run(task)).isEqualTo(Run.AGAIN);
        assertThat(event.registered).isEmpty();
        assertThat(owner.alarms).isEmpty();
        assertThat(slice.run(task)).isEqualTo(Run.COMPLETED);
        assertThat(script.timedOut).isTrue();
    }

    @Test
    void awaitWithLimit_ofNoTimeButCompleteAlready_doesNotTimeOut() {
        Script script = Script.of(Step.await(CompletableFuture.completedFuture(1), Duration.ZERO));
        ContinuationTask<String> task = task(script);
        assertThat(slice.run(task)).isEqualTo(Run.AGAIN);
        endsWithoutTimeout(task, script);
    }

    @Test
    void timedOut_aRunLater_isForgotten() {
        Script script = Script.of(Step.await(new CompletableFuture<>(), LIMIT), Step.again());
        ContinuationTask<String> task = suspended(script);
        owner.alarms.getFirst().ring();
        assertThat(slice.run(task)).isEqualTo(Run.AGAIN);
        assertThat(script.timedOut).isTrue();
        endsWithoutTimeout(task, script);
    }

    // Waits that are over.

    @Test
    @Proves("T6")
    void stageOfAWaitThatTimedOut_completesDuringALaterSleep_doesNotEndIt() {
        CompletableFuture<Object> former = new CompletableFuture<>();
        ContinuationTask<String> task = suspended(Script.of(Step.await(former, LIMIT), Step.sleep(LIMIT)));
        owner.alarms.getFirst().ring();
        assertThat(slice.run(task)).isEqualTo(Run.SUSPENDED);
        owner.enqueued.clear();
        former.complete("late");
        assertThat(owner.enqueued).isEmpty();
        assertThat(task.place()).isEqualTo(TaskState.Place.SUSPENDED);
        owner.alarms.getFirst().ring();
        assertThat(owner.enqueued).containsExactly(task);
    }

    @Test
    @Proves("T6")
    void stageOfAWaitThatTimedOut_completesDuringALaterAwaitOfAnother_doesNotEndIt() {
        CompletableFuture<Object> former = new CompletableFuture<>();
        CompletableFuture<Object> later = new CompletableFuture<>();
        ContinuationTask<String> task = suspended(Script.of(Step.await(former, LIMIT), Step.await(later)));
        owner.alarms.getFirst().ring();
        assertThat(slice.run(task)).isEqualTo(Run.SUSPENDED);
        former.complete("late");
        assertThat(task.place()).isEqualTo(TaskState.Place.SUSPENDED);
        later.complete("now");
        assertThat(task.place()).isEqualTo(TaskState.Place.READY);
    }

    @Test
    @Proves("T6")
    void alarmOfAFormerAwait_ringsDuringALaterOne_doesNotEndIt() {
        CompletableFuture<Object> first = new CompletableFuture<>();
        Script script = Script.of(Step.await(first, LIMIT), Step.await(new CompletableFuture<>(), LIMIT));
        ContinuationTask<String> task = suspended(script);
        Alarm former = owner.alarms.getFirst();
        first.complete("value");
        assertThat(slice.run(task)).isEqualTo(Run.SUSPENDED);
        former.ring();
        assertThat(task.place()).isEqualTo(TaskState.Place.SUSPENDED);
        owner.alarms.getFirst().ring();
        assertThat(slice.run(task)).isEqualTo(Run.COMPLETED);
        assertThat(script.timedOut).isTrue();
    }

    @Test
    @Proves("T6")
    void wakerOfAFormerWait_wakesDuringALaterOneOfTheSameEvent_doesNotEndIt() {
        FakeEvent event = new FakeEvent();
        ContinuationTask<String> task = suspended(Script.of(Step.await(event, LIMIT), Step.await(event, LIMIT)));
        owner.alarms.getFirst().ring();
        assertThat(slice.run(task)).isEqualTo(Run.SUSPENDED);
        assertThat(event.registered).hasSize(2);
        assertThat(event.registered.getFirst().wake()).as("that wait has ended").isFalse();
        assertThat(task.place()).isEqualTo(TaskState.Place.SUSPENDED);
        assertThat(event.registered.getLast().wake()).isTrue();
        assertThat(task.place()).isEqualTo(TaskState.Place.READY);
    }

    // Cancels at each point of a wait.

    @Test
    @Proves({"T4", "T5"})
    void cancel_whileTheStageRegisters_endsTheTaskInPlaceOfTheSuspension() {
        ContinuationTask<?>[] self = new ContinuationTask<?>[1];
        Script script = Script.of(Step.await(StageOfOnesOwn.that(callback -> self[0].cancel(false))));
        ContinuationTask<String> task = task(script);
        self[0] = task;
        assertThat(slice.run(task)).isEqualTo(Run.CANCELLED);
        assertThat(script.cleanups).isEqualTo(1);
        assertThat(owner.enqueued).isEmpty();
        assertThat(owner.suspended.all()).isEmpty();
        assertThatThrownBy(task::get).isInstanceOf(CancellationException.class);
    }

    @Test
    void cancel_afterAWakeWhileTheStageRegisters_endsTheTask() {
        ContinuationTask<?>[] self = new ContinuationTask<?>[1];
        Script script = Script.of(Step.await(StageOfOnesOwn.that(callback -> {
            callback.accept("value", null);
            self[0].cancel(false);
        })));
        ContinuationTask<String> task = task(script);
        self[0] = task;
        assertThat(slice.run(task)).isEqualTo(Run.CANCELLED);
        assertThat(script.cleanups).isEqualTo(1);
    }

    @Test
    void cancel_byTheBodyBeforeItAwaits_registersNothing() {
        ContinuationTask<?>[] self = new ContinuationTask<?>[1];
        FakeEvent event = new FakeEvent();
        ContinuationTask<String> task = task(Script.of(context -> {
            self[0].cancel(false);
            return Step.await(event, LIMIT);
        }));
        self[0] = task;
        assertThat(slice.run(task)).isEqualTo(Run.CANCELLED);
        assertThat(event.registered).isEmpty();
        assertThat(owner.alarms).isEmpty();
    }

    @Test
    void stage_ofACancelledWaiter_doesNotHoldTheTask() {
        CompletableFuture<Object> stage = new CompletableFuture<>();
        ContinuationTask<String> task = suspended(Script.of(Step.await(stage, LIMIT)));
        WeakReference<Object> reference = new WeakReference<>(task);
        task.cancel(false);
        slice.run(task);
        owner.enqueued.clear();
        task = null;
        Collected.await(reference);
        assertThat(stage.getNumberOfDependents()).as("a small node stays").isEqualTo(1);
    }

    @Test
    void stage_ofAWaitThatTimedOut_doesNotHoldTheTask() {
        CompletableFuture<Object> stage = new CompletableFuture<>();
        ContinuationTask<String> task = suspended(Script.of(Step.await(stage, LIMIT)));
        WeakReference<Object> reference = new WeakReference<>(task);
        owner.alarms.getFirst().ring();
        slice.run(task);
        owner.enqueued.clear();
        task = null;
        Collected.await(reference);
        assertThat(stage).isNotDone();
    }
}
