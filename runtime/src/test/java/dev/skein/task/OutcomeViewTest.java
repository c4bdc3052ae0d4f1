package dev.skein.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.api.Continuation;
import dev.skein.api.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A task seen as a `CompletableFuture`, asked for before its end and after.
class OutcomeViewTest {

    private final FakeOwner owner = new FakeOwner();
    private final FakeSlice slice = new FakeSlice(0);

    private <R> ContinuationTask<R> task(Continuation<R> body) {
        return new ContinuationTask<>(owner, body, -1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void view_ofATaskThatEndsWithAValue_hasIt(boolean askedBefore) {
        ContinuationTask<String> task = task(Script.of());
        CompletableFuture<String> before = task.toCompletableFuture();
        assertThat(before).isNotDone();
        slice.run(task);
        assertThat(askedBefore ? before : task.toCompletableFuture()).isCompletedWithValue(Script.END);
    }

    @Test
    void view_ofATaskThatEndsWithNull_hasIt() {
        ContinuationTask<String> task = task(context -> Step.done(null));
        CompletableFuture<String> view = task.toCompletableFuture();
        slice.run(task);
        assertThat(view).isCompletedWithValue(null);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void view_ofATaskThatFails_hasThatVeryThrowable(boolean askedBefore) {
        IllegalStateException failure = new IllegalStateException("planned");
        ContinuationTask<String> task = task(context -> {
            throw failure;
        });
        CompletableFuture<String> before = task.toCompletableFuture();
        slice.run(task);
        CompletableFuture<String> view = askedBefore ? before : task.toCompletableFuture();
        assertThatThrownBy(view::get).isInstanceOf(ExecutionException.class).cause().isSameAs(failure);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void view_ofATaskThatIsCancelled_isCancelled(boolean askedBefore) {
        ContinuationTask<String> task = task(Script.of());
        CompletableFuture<String> before = task.toCompletableFuture();
        task.cancel(false);
        assertThat(askedBefore ? before : task.toCompletableFuture()).isCancelled();
    }

    @Test
    void cancel_ofTheView_cancelsTheTask() {
        ContinuationTask<String> task = task(Script.of(Step.sleep(Duration.ofHours(1))));
        slice.run(task);
        CompletableFuture<String> view = task.toCompletableFuture();
        assertThat(view.cancel(true)).isTrue();
        assertThat(view).isCancelled();
        assertThat(task.isCancelled()).isTrue();
        assertThat(owner.enqueued).as("for its cleanup").containsExactly(task);
        assertThatThrownBy(view::get).isInstanceOf(CancellationException.class);
    }

    @Test
    void cancel_ofAStageMadeFromTheView_leavesTheTaskAlone() {
        ContinuationTask<String> task = task(Script.of());
        CompletableFuture<Integer> length = task.toCompletableFuture().thenApply(String::length);
        CompletableFuture<String> copy = task.toCompletableFuture().copy();
        assertThat(length.cancel(true)).isTrue();
        assertThat(copy.cancel(true)).isTrue();
        assertThat(task.isCancelled()).isFalse();
    }

    @Test
    void complete_ofTheViewByHand_changesTheViewOnly() {
        ContinuationTask<String> task = task(Script.of());
        CompletableFuture<String> view = task.toCompletableFuture();
        assertThat(view.complete("by hand")).isTrue();
        assertThat(task.isDone()).isFalse();
        slice.run(task);
        assertThat(task.resultNow()).isEqualTo(Script.END);
        assertThat(view).isCompletedWithValue("by hand");
        assertThat(view.cancel(true)).as("both have ended").isFalse();
    }

    @Test
    void cancel_ofTheViewOfATaskThatHasEnded_isTooLate() {
        ContinuationTask<String> task = task(Script.of());
        CompletableFuture<String> view = task.toCompletableFuture();
        slice.run(task);
        assertThat(view.cancel(true)).isFalse();
        assertThat(view).isCompletedWithValue(Script.END);
    }

    @Test
    void view_whoseStagesThrow_spoilsNothing() {
        ContinuationTask<String> task = task(Script.of());
        CompletableFuture<Object> broken = task.toCompletableFuture().thenApply(value -> {
            throw new IllegalStateException("planned");
        });
        CompletableFuture<String> other = task.toCompletableFuture();
        assertThat(slice.run(task)).isEqualTo(TaskCell.Run.COMPLETED);
        assertThat(broken).isCompletedExceptionally();
        assertThat(other).isCompletedWithValue(Script.END);
    }

    /// Whoever was asked last is told first.
    @Test
    void cancel_ofTheViewOfATaskThatHasEnded_isRefusedThoughTheViewWasNotToldYet() {
        ContinuationTask<String> task = task(Script.of());
        CompletableFuture<String> toldLast = task.toCompletableFuture();
        List<Boolean> cancelled = new ArrayList<>();
        var _ = task.toCompletableFuture().thenRun(() -> cancelled.add(toldLast.cancel(true)));
        slice.run(task);
        assertThat(cancelled).containsExactly(false);
        assertThat(toldLast).isCompletedWithValue(Script.END);
    }

    /// An ExecutionException asks its cause for its message.
    @Test
    void view_ofATaskThatFailsWithWhatThrowsWhenAsked_hasThatVeryThrowable() {
        RuntimeException speechless = new RuntimeException() {
            private static final long serialVersionUID = 1;

            @Override
            public String getMessage() {
                throw new IllegalStateException("planned");
            }
        };
        ContinuationTask<String> task = task(context -> {
            throw speechless;
        });
        CompletableFuture<String> view = task.toCompletableFuture();
        slice.run(task);
        assertThat(task.state()).isEqualTo(Future.State.FAILED);
        assertThat(view.exceptionNow()).isSameAs(speechless);
    }
}
