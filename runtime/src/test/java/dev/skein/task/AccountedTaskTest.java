package dev.skein.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.api.Continuation;
import dev.skein.api.Step;
import dev.skein.api.TaskAccount;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class AccountedTaskTest {

    private final FakeOwner owner = new FakeOwner();
    private final FakeSlice slice = new FakeSlice(1);

    private ContinuationTask<String> task(Continuation<String> body) {
        return AccountedTask.create(owner, body, ContinuationTask.NO_HINT);
    }

    private static TaskAccount account(ContinuationTask<?> task) {
        return task.account().orElseThrow();
    }

    private Step<String> used(long cpuNanos, Step<String> step) {
        slice.cpuNanos += cpuNanos;
        return step;
    }

    @Test
    void account_ofATaskThatKeepsNone_isEmpty() {
        assertThat(new ContinuationTask<>(owner, Script.of(Step.again()), ContinuationTask.NO_HINT).account()).isEmpty();
    }

    @Test
    void account_overSeveralRuns_countsThemAndTheirCpuTime() {
        ContinuationTask<String> task = task(Script.of(context -> used(5, Step.again())));
        slice.run(task);
        slice.cpuNanos += 1_000;             // of others
        slice.run(task);
        assertThat(account(task).runs()).isEqualTo(2);
        assertThat(account(task).cpuNanos()).isEqualTo(5);
    }

    @Test
    void account_ofOneThatRanAnotherWithin_leavesThatOnesCpuTimeOut() {
        ContinuationTask<String> inner = task(context -> used(100, Step.done("inner")));
        ContinuationTask<String> outer = task(context -> {
            slice.cpuNanos += 7;
            slice.run(inner);
            slice.run(task(same -> used(30, Step.done("another"))));
            return used(2, Step.done("outer"));
        });
        slice.run(outer);
        assertThat(account(inner).cpuNanos()).isEqualTo(100);
        assertThat(account(outer).cpuNanos()).isEqualTo(9);
    }

    @Test
    void account_whereTheClockIsNotToBeHad_saysSo() {
        slice.cpuNanos = -1;
        ContinuationTask<String> task = task(Script.of(Step.again()));
        slice.run(task);
        assertThat(account(task).cpuNanos()).isEqualTo(-1);
    }

    @Test
    void account_ofOneThatAwaits_growsInTheSuspendedTimeUntilItIsWoken() {
        CompletableFuture<String> event = new CompletableFuture<>();
        ContinuationTask<String> task = task(Script.of(Step.await(event)));
        slice.run(task);
        TaskAccount first = awaitChange(task);
        assertThat(first.suspendedNanos()).isPositive();
        long waitedBefore = first.waitingNanos();
        event.complete("now");
        long suspended = account(task).suspendedNanos();
        assertThat(awaitChange(task).suspendedNanos()).isEqualTo(suspended);
        assertThat(account(task).waitingNanos()).isGreaterThan(waitedBefore);
    }

    @Test
    void account_ofOneWhoseEventCameBeforeItSlept_isNotSuspended() {
        ContinuationTask<String> task = task(Script.of(Step.await(StageOfOnesOwn.that(callback -> callback.accept("at once", null)))));
        assertThat(slice.run(task)).isEqualTo(TaskCell.Run.WOKEN);
        long suspended = account(task).suspendedNanos();
        assertThat(awaitChange(task).suspendedNanos()).as("it waits to run").isEqualTo(suspended);
    }

    @Test
    void account_afterTheEnd_standsStill() {
        ContinuationTask<String> task = task(Script.of(Step.again()));
        slice.run(task);
        slice.run(task);
        assertThat(task.isDone()).isTrue();
        TaskAccount end = account(task);
        long now = System.nanoTime();
        while (System.nanoTime() - now < 1_000) Thread.onSpinWait();
        assertThat(account(task)).isEqualTo(end);
    }

    @Test
    void account_ofOneThatIsCancelledWhileSuspended_standsStill() {
        ContinuationTask<String> task = task(Script.of(Step.await(new CompletableFuture<>())));
        slice.run(task);
        assertThat(task.cancel(false)).isTrue();
        TaskAccount end = account(task);
        long now = System.nanoTime();
        while (System.nanoTime() - now < 1_000) Thread.onSpinWait();
        assertThat(account(task)).isEqualTo(end);
    }

    private static TaskAccount awaitChange(ContinuationTask<?> task) {
        TaskAccount before = account(task);
        while (true) {
            TaskAccount now = account(task);
            if (now.ageNanos() > before.ageNanos()) return now;
        }
    }
}
