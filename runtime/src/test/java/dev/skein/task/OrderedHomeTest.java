package dev.skein.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.api.MoveReason;
import dev.skein.api.Step;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Orders that change where a task wakes.
class OrderedHomeTest {

    private final FakeOwner owner = new FakeOwner();
    private final FakeSlice slice = new FakeSlice(0);

    private ContinuationTask<String> taskAtHomeOn0(Step<String> first) {
        slice.orderedHome = 1;
        return new ContinuationTask<>(owner, Script.of(first), 0);
    }

    @Test
    void run_thatSuspendsWhileItsHomeIsOrderedElsewhere_movesAndCountsIt() {
        ContinuationTask<String> task = taskAtHomeOn0(Step.await(new CompletableFuture<>()));

        assertThat(slice.run(task)).isEqualTo(TaskCell.Run.SUSPENDED);
        assertThat(task.home()).isEqualTo(1);
        assertThat(task.moveCount()).isEqualTo(1);
        assertThat(task.hasMovedLately()).as("so that LOAD leaves it where it is for a while").isTrue();
    }

    static Stream<Step<String>> stepsThatDoNotSuspend() {
        return Stream.of(Step.await(CompletableFuture.completedFuture("over")), Step.await(new CompletableFuture<>(), Duration.ZERO),
                Step.sleep(Duration.ZERO));
    }

    /// It is put back with the carrier that ran it, and that one takes the order up with it.
    @ParameterizedTest
    @MethodSource("stepsThatDoNotSuspend")
    void run_thatIsJustPutBack_leavesTheOrderAlone(Step<String> step) {
        ContinuationTask<String> task = taskAtHomeOn0(step);

        assertThat(slice.run(task)).isEqualTo(TaskCell.Run.AGAIN);
        assertThat(task.home()).isZero();
        assertThat(task.moveCount()).isZero();
    }

    @Test
    void orderHome_whileTheUserHasAsked_isRefused() {
        ContinuationTask<String> task = new ContinuationTask<>(owner, Script.of(Step.again()), 0);
        task.requestMove(2);

        assertThat(task.orderHome(1, MoveReason.MEMORY)).isFalse();
        assertThat(task.takeDestination()).isEqualTo(2);
        assertThat(owner.moves).containsExactly("0->2 USER");
    }

    @Test
    void orderHome_ofATaskThatIsNotMovable_isRefused() {
        ContinuationTask<String> task = new ContinuationTask<>(owner, Script.of(context -> {
            context.movable(false);
            return Step.again();
        }), 0);
        slice.run(task);

        assertThat(task.orderHome(1, MoveReason.MEMORY)).isFalse();
        assertThat(task.takeDestination()).isZero();
    }
}
