package dev.skein.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.skein.api.Continuation;
import dev.skein.api.Step;
import dev.skein.api.TaskContext;
import dev.skein.meta.Proves;
import dev.skein.task.TaskCell.Run;
import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What each step makes of a task, on one thread; what it waits for stands in [AwaitTest].
class ContinuationTaskTest {

    private final FakeOwner owner = new FakeOwner();
    private final FakeSlice slice = new FakeSlice(2);

    private <R> ContinuationTask<R> task(Continuation<R> body) {
        return new ContinuationTask<>(owner, body, -1);
    }

    @Test
    void done_endsTheTaskWithItsValue() throws Exception {
        ContinuationTask<String> task = task(Script.of());
        assertThat(slice.run(task)).isEqualTo(Run.COMPLETED);
        assertThat(task.get()).isEqualTo(Script.END);
        assertThat(slice.bodiesLeft).isEqualTo(1);
    }

    @Test
    void done_withNull_endsTheTaskWithNull() throws Exception {
        ContinuationTask<String> task = task(context -> Step.done(null));
        assertThat(slice.run(task)).isEqualTo(Run.COMPLETED);
        assertThat(task.get()).isNull();
    }

    @ParameterizedTest
    @ValueSource(classes = {Exception.class, IllegalStateException.class, StackOverflowError.class, Error.class})
    void resume_thatThrows_failsTheTaskWithThatVeryThrowable(Class<? extends Throwable> type) throws Exception {
        Throwable thrown = type.getConstructor().newInstance();
        ContinuationTask<String> task = task(context -> {
            ContinuationTaskTest.<RuntimeException>sneak(thrown);
            return Step.again();
        });
        assertThat(slice.run(task)).isEqualTo(Run.FAILED);
        assertThat(catchThrowable(task::get)).isInstanceOf(ExecutionException.class);
        assertThat(task.exceptionNow()).isSameAs(thrown);
        assertThat(slice.run(task)).as("it is not resumed again").isEqualTo(Run.CANCELLED);
    }

    @Test
    void resume_thatReturnsNull_failsTheTaskAndSaysWhatToReturn() {
        ContinuationTask<String> task = task(Script.of(context -> null));
        assertThat(slice.run(task)).isEqualTo(Run.FAILED);
        assertThat(task.exceptionNow()).isInstanceOf(NullPointerException.class).hasMessageContaining("script").hasMessageContaining("Step.done(value)");
    }

    @Test
    @Proves("T2")
    void again_givesTheTaskBackForTheCarrierToEnqueue() {
        Script script = Script.of(Step.again(), Step.again());
        ContinuationTask<String> task = task(script);
        assertThat(slice.run(task)).isEqualTo(Run.AGAIN);
        assertThat(task.waitsInQueue()).isTrue();
        assertThat(task.stateNameOutside()).isEqualTo("READY");
        assertThat(task.isReady()).as("for who takes it from its queue only").isFalse();
        assertThat(slice.run(task)).isEqualTo(Run.AGAIN);
        assertThat(slice.run(task)).isEqualTo(Run.COMPLETED);
        assertThat(script.resumes).isEqualTo(3);
        assertThat(task.runs()).as("also those that the word does not count").isEqualTo(3);
        assertThat(owner.enqueued).as("the carrier owes that, and nobody else").isEmpty();
    }

    @Test
    void again_anyTwo_areTheSameObject() {
        assertThat(Step.<String>again()).isSameAs(Step.<Integer>again());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void sleep_forNoTime_isAsAgain(long nanos) {
        Script script = Script.of(Step.sleep(Duration.ofNanos(nanos)));
        ContinuationTask<String> task = task(script);
        assertThat(slice.run(task)).isEqualTo(Run.AGAIN);
        assertThat(owner.alarms).isEmpty();
        assertThat(slice.run(task)).isEqualTo(Run.COMPLETED);
        assertThat(script.timedOut).isFalse();
    }

    @Test
    void sleep_whenItsTimeIsOver_hasTheTaskEnqueuedOnce() {
        Script script = Script.of(Step.sleep(Duration.ofSeconds(1)));
        ContinuationTask<String> task = task(script);
        long before = System.nanoTime();
        assertThat(slice.run(task)).isEqualTo(Run.SUSPENDED);
        Alarm alarm = owner.alarms.getFirst();
        assertThat(alarm.dueNanos() - before).isBetween(1_000_000_000L, 100_000_000_000L);
        alarm.ring();
        alarm.ring();
        assertThat(owner.enqueued).containsExactly(task);
        assertThat(slice.run(task)).isEqualTo(Run.COMPLETED);
        assertThat(script.timedOut).as("to sleep is not to time out").isFalse();
        assertThat(owner.alarms).as("taken back").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, 9_223_372_036L, 100_000_000_000L})
    void sleep_forCenturies_isNoOverflow(long seconds) {
        ContinuationTask<String> task = task(Script.of(Step.sleep(Duration.ofSeconds(seconds))));
        assertThat(slice.run(task)).isEqualTo(Run.SUSPENDED);
        assertThat(owner.alarms).hasSize(1);
        assertThat(owner.alarms.getFirst().dueNanos() - System.nanoTime()).isGreaterThan(Timed.MAX_DELAY_NANOS / 2);
        assertThat(task.cancel(false)).isTrue();
    }

    @Test
    void sleep_thatTheTimersHaveNoRoomFor_failsTheTask() {
        OutOfMemoryError noRoom = new OutOfMemoryError("planned");
        FakeOwner full = new FakeOwner() {
            @Override
            protected void set(Alarm alarm) {
                throw noRoom;
            }
        };
        ContinuationTask<String> task = new ContinuationTask<>(full, Script.of(Step.sleep(Duration.ofSeconds(1))), -1);
        assertThat(slice.run(task)).isEqualTo(Run.FAILED);
        assertThat(task.exceptionNow()).isSameAs(noRoom);
        assertThat(full.suspended.all()).isEmpty();
    }

    @Test
    void moveTo_anotherWorker_namesTheDestinationAndCounts() {
        ContinuationTask<String> task = task(Script.of(Step.moveTo(3), Step.moveTo(2), Step.moveTo(2)));
        assertThat(slice.run(task)).isEqualTo(Run.WOKEN);
        assertThat(task.takeDestination()).isEqualTo(3);
        assertThat(task.takeDestination()).as("it stays at home there").isEqualTo(3);
        assertThat(task.moveCount()).isEqualTo(1);
        assertThat(new FakeSlice(3).run(task)).isEqualTo(Run.WOKEN);
        assertThat(task.takeDestination()).isEqualTo(2);
        assertThat(task.moveCount()).isEqualTo(2);
        assertThat(new FakeSlice(2).run(task)).isEqualTo(Run.WOKEN);
        assertThat(task.takeDestination()).isEqualTo(2);
        assertThat(task.moveCount()).as("to its own worker").isEqualTo(2);
        assertThat(task.worker()).isEqualTo(2);
    }

    @Test
    void moveCount_ofATaskMovedForYears_staysAtItsGreatest() throws ReflectiveOperationException {
        ContinuationTask<String> task = task(Script.of(Step.moveTo(3)));
        Field moveCount = PlacedTask.class.getDeclaredField("moveCount");
        moveCount.setAccessible(true);
        moveCount.setInt(task, Integer.MAX_VALUE);
        assertThat(slice.run(task)).isEqualTo(Run.WOKEN);
        assertThat(task.takeDestination()).isEqualTo(3);
        assertThat(task.moveCount()).isEqualTo(Integer.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5, Integer.MAX_VALUE})
    void moveTo_aWorkerThatIsNotThere_failsTheTask(int worker) {
        ContinuationTask<String> task = task(Script.of(Step.moveTo(worker)));
        assertThat(slice.run(task)).isEqualTo(Run.FAILED);
        assertThat(task.exceptionNow()).isInstanceOf(IllegalArgumentException.class).hasMessage("worker must be 0 to 3, got " + worker);
    }

    @Test
    void moveTo_belowZero_isRefusedAtOnce() {
        assertThatThrownBy(() -> Step.moveTo(-1)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("got -1");
        assertThatThrownBy(() -> new Step.Move<>(-1)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("got -1");
    }

    @Test
    void await_ofWhatIsNoEvent_isRefusedAtOnce() {
        assertThatThrownBy(() -> new Step.Await<>("no event", 1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("CompletionStage").hasMessageContaining("String");
        assertThatThrownBy(() -> new Step.Await<>(null, 1)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void requestMove_ofAReadyTask_letsItsNextRunYieldAndMovesItThen() {
        boolean[] asked = new boolean[1];
        ContinuationTask<String> task = task(Script.of(context -> {
            asked[0] = context.shouldYield();
            return Step.again();
        }));
        task.requestMove(0);
        assertThat(slice.run(task)).isEqualTo(Run.WOKEN);
        assertThat(asked[0]).isTrue();
        assertThat(task.takeDestination()).isZero();
        assertThat(task.moveCount()).isEqualTo(1);
    }

    @Test
    void requestMove_ofARunningTask_tellsItToYield() {
        ContinuationTask<?>[] self = new ContinuationTask<?>[1];
        ContinuationTask<String> task = task(Script.of(context -> {
            self[0].requestMove(1);
            return Step.again();
        }));
        self[0] = task;
        assertThat(slice.run(task)).isEqualTo(Run.WOKEN);
        assertThat(owner.toldToYield).containsExactly(task);
        assertThat(task.takeDestination()).isEqualTo(1);
    }

    @Test
    void requestMove_ofASuspendedTask_changesWhereItWakes() {
        ContinuationTask<String> task = task(Script.of(Step.sleep(Duration.ofSeconds(1))));
        slice.run(task);
        task.requestMove(1);
        task.requestMove(3);
        owner.alarms.getFirst().ring();
        assertThat(task.takeDestination()).as("of several requests the last counts").isEqualTo(3);
        assertThat(task.moveCount()).isEqualTo(1);
    }

    @Test
    void requestMove_ofATaskThatHasEnded_hasNoEffect() {
        ContinuationTask<String> ended = task(Script.of());
        slice.run(ended);
        ended.requestMove(1);
        ContinuationTask<String> cancelled = task(Script.of());
        cancelled.cancel(false);
        cancelled.requestMove(1);
        assertThat(ended.takeDestination()).isEqualTo(-1);
        assertThat(cancelled.takeDestination()).isEqualTo(-1);
    }

    @Test
    void requestMove_ofATaskThatIsNotMovable_hasNoEffectUntilItIs() {
        ContinuationTask<?>[] self = new ContinuationTask<?>[1];
        boolean[] movable = {false};
        ContinuationTask<String> task = task(context -> {
            context.movable(movable[0]);
            self[0].requestMove(1);
            return Step.again();
        });
        self[0] = task;
        assertThat(slice.run(task)).isEqualTo(Run.AGAIN);
        assertThat(task.takeDestination()).isEqualTo(-1);
        movable[0] = true;
        assertThat(slice.run(task)).isEqualTo(Run.WOKEN);
        assertThat(task.takeDestination()).isEqualTo(1);
    }

    @Test
    void movable_takenBackAfterARequestToMove_dropsTheRequest() {
        ContinuationTask<?>[] self = new ContinuationTask<?>[1];
        ContinuationTask<String> task = task(Script.of(context -> {
            self[0].requestMove(1);
            context.movable(false);
            return Step.again();
        }));
        self[0] = task;
        assertThat(slice.run(task)).as("it stays with its carrier").isEqualTo(Run.AGAIN);
        assertThat(task.takeDestination()).isEqualTo(-1);
        assertThat(task.moveCount()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 4, Integer.MAX_VALUE})
    void requestMove_outOfRange_isRefused(int worker) {
        ContinuationTask<String> task = task(Script.of());
        assertThatThrownBy(() -> task.requestMove(worker)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("worker must be 0 to 3, got " + worker);
    }

    @Test
    void worker_beforeAndAfterItsRuns_isTheHintThenWhereItRan() {
        ContinuationTask<String> hinted = new ContinuationTask<>(owner, Script.of(Step.again()), 1);
        assertThat(hinted.worker()).isEqualTo(1);
        assertThat(hinted.takeDestination()).isEqualTo(1);
        slice.run(hinted);
        assertThat(hinted.worker()).isEqualTo(2);
        assertThat(hinted.takeDestination()).as("its home stays").isEqualTo(1);
        assertThat(hinted.moveCount()).isZero();
        assertThat(task(Script.of()).worker()).isEqualTo(-1);
    }

    @Test
    void context_offItsRun_refusesToSpeakForATask() {
        TaskContext[] kept = new TaskContext[1];
        slice.run(task(Script.of(context -> {
            kept[0] = context;
            return Step.done("done");
        })));
        for (Runnable use : Set.<Runnable>of(kept[0]::isCancelled, kept[0]::timedOut, () -> kept[0].movable(false))) {
            assertThatThrownBy(use::run).isInstanceOf(IllegalStateException.class).hasMessageContaining("resume()");
        }
    }

    @Test
    void context_offARunThatThrew_refusesToSpeakForATask() {
        TaskContext[] kept = new TaskContext[1];
        slice.run(task(Script.of(context -> {
            kept[0] = context;
            throw new IllegalStateException("planned");
        })));
        assertThatThrownBy(kept[0]::isCancelled).isInstanceOf(IllegalStateException.class).hasMessageContaining("resume()");
    }

    @Test
    void context_afterARunWithinTheRun_speaksForTheOuterTaskAgain() {
        ContinuationTask<?>[] outer = new ContinuationTask<?>[1];
        boolean[] innerCancelled = new boolean[1];
        boolean[] outerCancelled = new boolean[1];
        outer[0] = task(Script.of(context -> {
            outer[0].cancel(false);
            slice.run(task(Script.of(inner -> {
                innerCancelled[0] = inner.isCancelled();
                return Step.done("inner");
            })));
            outerCancelled[0] = context.isCancelled();
            return Step.again();
        }));
        assertThat(slice.run(outer[0])).isEqualTo(Run.CANCELLED);
        assertThat(innerCancelled[0]).isFalse();
        assertThat(outerCancelled[0]).isTrue();
    }

    @Test
    void runClaimed_offACarrier_isRefused() {
        ContinuationTask<String> task = task(Script.of());
        task.tryClaim();
        assertThatThrownBy(() -> task.runClaimed(null)).isInstanceOf(IllegalStateException.class).hasMessageContaining("carriers only");
    }

    @Test
    void id_ofEachTask_isItsOwnAndStays() {
        Set<Long> ids = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            ContinuationTask<String> task = task(Script.of());
            assertThat(task.id()).isPositive().isEqualTo(task.id());
            assertThat(ids.add(task.id())).isTrue();
        }
    }

    @Test
    void name_beforeAndAfterTheEnd_isThatOfTheBodyThenOfItsClass() {
        ContinuationTask<String> task = task(Script.of());
        assertThat(task.name()).isEqualTo("script");
        assertThat(task).hasToString("Task " + task.id() + " script[READY]");
        slice.run(task);
        assertThat(task.name()).isEqualTo(Script.class.getName());
        assertThat(task).hasToString("Task " + task.id() + " " + Script.class.getName() + "[DONE]");
        Continuation<String> unnamed = context -> Step.again();
        assertThat(task(unnamed).name()).isEqualTo(unnamed.getClass().getName());
    }

    @Test
    @Proves({"T4", "T5"})
    void name_thatThrows_spoilsNeitherTheCancelNorTheMessages() {
        int[] cleanups = new int[1];
        ContinuationTask<String> task = task(new Continuation<>() {
            @Override
            public Step<String> resume(TaskContext context) {
                return Step.sleep(Duration.ofHours(1));
            }

            @Override
            public void cancelled() {
                cleanups[0]++;
            }

            @Override
            public String name() {
                throw new IllegalStateException("planned");
            }
        });
        slice.run(task);
        CompletableFuture<String> view = task.toCompletableFuture();
        assertThat(task.cancel(false)).isTrue();
        assertThat(view).isCancelled();
        assertThat(owner.enqueued).as("for its cleanup").containsExactly(task);
        assertThat(task.toString()).contains(ContinuationTaskTest.class.getName()).endsWith("[CANCELLED]");
        assertThatThrownBy(task::get).isInstanceOf(CancellationException.class);
        slice.run(task);
        assertThat(cleanups[0]).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"value", "failure", "cancelledReady", "cancelledRunning", "cancelledSuspended"})
    void body_ofATaskThatHasEnded_isLetGo(String end) {
        Object captured = new Object();
        WeakReference<Object> reference = new WeakReference<>(captured);
        ContinuationTask<Integer> task = capturing(captured, end);
        captured = null;
        switch (end) {
            case "cancelledReady" -> task.cancel(false);
            case "cancelledRunning" -> {
                task.tryClaim();
                task.cancel(false);
                task.runClaimed(slice);
                task.leave();
            }
            case "cancelledSuspended" -> {
                slice.run(task);
                task.cancel(false);
            }
            default -> { }
        }
        if (!end.equals("cancelledRunning")) slice.run(task);
        Collected.await(reference);
        assertThat(task.isDone()).isTrue();
    }

    private ContinuationTask<Integer> capturing(Object captured, String end) {
        return task(context -> switch (end) {
            case "failure" -> throw new IllegalStateException("planned");
            case "cancelledSuspended" -> Step.sleep(Duration.ofHours(captured.hashCode() == 0 ? 1 : 2));
            default -> Step.done(captured.hashCode());
        });
    }

    @Test
    void suspendedTasks_holdATaskFromItsFirstSuspensionToItsEnd() {
        ContinuationTask<String> task = task(Script.of(Step.again(), Step.sleep(Duration.ofSeconds(1)), Step.again()));
        slice.run(task);
        assertThat(owner.suspended.all()).as("what has not suspended pays nothing").isEmpty();
        slice.run(task);
        assertThat(owner.suspended.all()).containsExactly(task);
        owner.alarms.getFirst().ring();
        slice.run(task);
        assertThat(owner.suspended.all()).containsExactly(task);
        slice.run(task);
        assertThat(owner.suspended.all()).isEmpty();
    }

    @SuppressWarnings("unchecked")
    private static <X extends Throwable> void sneak(Throwable thrown) throws X {
        throw (X) thrown;
    }
}
