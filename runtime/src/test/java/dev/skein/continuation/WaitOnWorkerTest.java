package dev.skein.continuation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.skein.Skein;
import dev.skein.api.Continuation;
import dev.skein.api.Step;
import dev.skein.api.Task;
import dev.skein.api.TaskContext;
import dev.skein.api.WorkerState;
import dev.skein.meta.Proves;
import dev.skein.meta.Repeat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A task that waits on its worker, in `get`, for one that suspends.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WaitOnWorkerTest {

    private static <R> R get(Task<R> task) throws Exception {
        return task.get(HeldWorkers.PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /// With no spare to serve meanwhile, only the waiter itself can run it.
    @Test
    void get_ofATaskThatNobodyHasBegun_runsItHere() throws Exception {
        try (Skein skein = Skein.builder().workers(1).maxSpares(0).start()) {
            Task<String> outer = skein.spawn(context -> {
                Task<Thread> inner = skein.spawn(within -> Step.done(Thread.currentThread()));
                return Step.done(inner.get() == Thread.currentThread() ? "here" : "elsewhere");
            });
            assertThat(get(outer)).isEqualTo("here");
        }
    }

    /// What is left of it after the first run is a spare's.
    @Test
    void get_ofATaskOfSeveralRuns_runsTheFirstHereAndBlocks() throws Exception {
        try (Skein skein = Skein.builder().workers(1).start()) {
            Task<Integer> outer = skein.spawn(context -> {
                int[] runs = new int[1];
                Task<Integer> inner = skein.spawn(within -> switch (++runs[0]) {
                    case 1 -> Step.again();
                    case 2 -> Step.sleep(Duration.ofMillis(1));
                    case 3 -> Step.moveTo(0);
                    default -> Step.done(runs[0]);
                });
                return Step.done(inner.get());
            });
            assertThat(get(outer)).isEqualTo(4);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 300})
    void get_inAChainOfTasksOnOneWorker_reachesTheEnd(int length) throws Exception {
        try (Skein skein = Skein.builder().workers(1).start()) {
            List<Task<Integer>> chain = Collections.synchronizedList(new ArrayList<>());
            try (HeldWorkers held = HeldWorkers.allOf(skein)) {
                for (int i = 0; i < length; i++) {
                    int next = i + 1;
                    chain.add(skein.spawn(context -> Step.done(next == length ? 1 : 1 + chain.get(next).get())));
                }
            }
            assertThat(get(chain.getFirst())).isEqualTo(length);
        }
    }

    /// The one that waits has begun before the one it waits for; each wait is a managed block or a run within.
    @Test
    void get_inAChainOfTasksThatSuspendFirst_reachesTheEnd() throws Exception {
        try (Skein skein = Skein.builder().workers(1).start()) {
            List<Task<Integer>> chain = Collections.synchronizedList(new ArrayList<>());
            CompletableFuture<String> start = new CompletableFuture<>();
            for (int i = 0; i < 100; i++) {
                int next = i + 1;
                chain.add(skein.spawn(context -> start.isDone() ? Step.done(next == 100 ? 1 : 1 + chain.get(next).get()) : Step.await(start)));
            }
            start.complete("now");
            assertThat(get(chain.getFirst())).isEqualTo(100);
        }
    }

    @Test
    void get_withALimit_ofATaskThatSleeps_timesOutOnTheWorker() throws Exception {
        try (Skein skein = Skein.builder().workers(1).start()) {
            Task<Object> sleeper = skein.spawn(context -> Step.sleep(Duration.ofHours(1)));
            Task<String> waiter = skein.spawn(context -> {
                assertThatThrownBy(() -> sleeper.get(2, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
                return Step.done("timed out");
            });
            assertThat(get(waiter)).isEqualTo("timed out");
            sleeper.cancel(false);
        }
    }

    /// The first run within the one that waits ends asleep: the wait goes on by blocking.
    @Test
    void get_ofATaskThatSleepsAtOnce_letsItBeRunElsewhereThen() throws Exception {
        try (Skein skein = Skein.builder().workers(1).start()) {
            boolean[] slept = {false};
            Task<Integer> outer = skein.spawn(context -> {
                Task<Integer> inner = skein.spawn(within -> {
                    if (slept[0]) return Step.done(7);
                    slept[0] = true;
                    return Step.sleep(Duration.ofMillis(1));
                });
                return Step.done(inner.get());
            });
            assertThat(get(outer)).isEqualTo(7);
        }
    }

    /// Each leaves an entry in the worker's queue, since it was found by its future and not there.
    @Test
    void get_ofManyOneAfterTheOther_leavesNoEntriesBehind() throws Exception {
        try (Skein skein = Skein.builder().workers(1).maxSpares(0).start()) {
            long most = get(skein.spawn(context -> {
                long queued = 0;
                for (int i = 0; i < 10_000; i++) {
                    assertThat(skein.submit(() -> 7).get()).isEqualTo(7);
                    queued = Math.max(queued, skein.stats().queued());
                }
                return Step.done(queued);
            }));
            assertThat(most).isLessThanOrEqualTo(1);
        }
    }

    /// What runs within a task that waits is no sign that the worker comes to its queues. The other worker has always something of its own, so it steals nothing.
    @Test
    @Proves("P4")
    void get_againAndAgain_keepsNothingFromOthersThatWaitsForTheWorker() throws Exception {
        try (Skein skein = Skein.builder().workers(2).policy((previous, now) -> List.of()).start()) {
            AtomicBoolean over = new AtomicBoolean();
            skein.spawn(context -> over.get() ? Step.done(1) : Step.again(), 1);
            Task<Integer> coordinator = skein.spawn(context -> {
                int sum = 0;
                while (!over.get()) sum += skein.submit(() -> 1).get();
                return Step.done(sum);
            }, 0);
            try {
                for (int i = 0; i < 10; i++) assertThat(WaitOnWorkerTest.<Integer>get(skein.spawn(context -> Step.done(7), coordinator.worker()))).isEqualTo(7);
            } finally {
                over.set(true);
            }
            assertThat(get(coordinator)).isPositive();
        }
    }

    /// The context of the one that waits still speaks for it, and tells what happened while another ran within.
    @Test
    void context_afterAGet_tellsOfACancelThatCameMeanwhile() throws Exception {
        try (Skein skein = Skein.builder().workers(1).maxSpares(0).timeSlice(Duration.ofSeconds(10)).start()) {
            AtomicReference<Task<?>> outer = new AtomicReference<>();
            CompletableFuture<List<Boolean>> seen = new CompletableFuture<>();
            CountDownLatch known = new CountDownLatch(1);
            outer.set(skein.spawn(context -> {
                HeldWorkers.await(known);
                List<Boolean> answers = new ArrayList<>();
                Task<String> inner = skein.spawn(within -> {
                    answers.add(within.isCancelled());
                    outer.get().cancel(false);
                    answers.add(within.isCancelled());
                    answers.add(within.shouldYield());
                    return Step.done("inner");
                });
                inner.get();
                answers.add(context.isCancelled());
                answers.add(context.shouldYield());
                seen.complete(answers);
                return Step.again();
            }));
            known.countDown();
            assertThat(seen.get(HeldWorkers.PATIENCE_SECONDS, TimeUnit.SECONDS)).containsExactly(false, false, false, true, true);
        }
    }

    @Test
    void context_afterAGet_tellsOfARequestToMoveThatCameMeanwhile() throws Exception {
        try (Skein skein = Skein.builder().workers(1).maxSpares(0).timeSlice(Duration.ofSeconds(10)).start()) {
            AtomicReference<Task<Boolean>> outer = new AtomicReference<>();
            CountDownLatch known = new CountDownLatch(1);
            outer.set(skein.spawn(context -> {
                HeldWorkers.await(known);
                skein.spawn(within -> {
                    outer.get().requestMove(0);
                    return Step.done("inner");
                }).get();
                return Step.done(context.shouldYield());
            }));
            known.countDown();
            assertThat(get(outer.get())).isTrue();
        }
    }

    /// Whoever cancels may do so between the claim by the one that waits and the run.
    @Test
    @Proves("C1")
    void cancel_ofATaskThatBeginsWithinAnother_letsItYield() throws Exception {
        try (Skein skein = Skein.builder().workers(1).maxSpares(0).timeSlice(Duration.ofSeconds(10)).start()) {
            for (int round = 0; round < Repeat.times(300); round++) {
                AtomicReference<Task<Object>> inner = new AtomicReference<>();
                CountDownLatch spawned = new CountDownLatch(1);
                Task<Object> outer = skein.spawn(context -> {
                    inner.set(skein.spawn(WaitOnWorkerTest::untilAskedToYield));
                    spawned.countDown();
                    try {
                        inner.get().get();
                    } catch (CancellationException expected) {
                        return Step.done(null);
                    }
                    throw new AssertionError("it was not cancelled");
                });
                while (spawned.getCount() > 0) Thread.onSpinWait();
                assertThat(inner.get().cancel(false)).isTrue();
                assertThat(get(outer)).as("round %s", round).isNull();
            }
        }
    }

    private static Step<Object> untilAskedToYield(TaskContext context) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (!context.shouldYield()) {
            if (System.nanoTime() - deadline > 0) throw new AssertionError("cancelled: " + context.isCancelled() + ", but it should not yield");
            Thread.onSpinWait();
        }
        return Step.again();
    }

    /// Its waiter has blocked by then, and may have lost its worker to a spare that went to sleep: somebody must be woken for the rest.
    @Test
    @Proves({"C3", "P4"})
    void get_inAManagedBlock_ofATaskThatPutsItselfBack_reachesTheEnd() throws Exception {
        int within = 0;
        for (int round = 0; round < Repeat.times(20); round++) {
            try (Skein skein = Skein.builder().workers(1).start()) {
                AtomicReference<Thread> firstRun = new AtomicReference<>();
                Future<Boolean> outer = skein.submit(() -> {
                    Task<String> inner = skein.spawn(context -> {
                        if (!firstRun.compareAndSet(null, Thread.currentThread())) return Step.done("end");
                        awaitSleepOfTheSpare(skein);
                        return Step.again();
                    });
                    assertThat(Skein.<String>blocking(inner::get)).isEqualTo("end");
                    return firstRun.get() == Thread.currentThread();
                });
                if (outer.get(HeldWorkers.PATIENCE_SECONDS, TimeUnit.SECONDS)) within++;
            }
        }
        assertThat(within).as("rounds whose first run was within the waiter").isPositive();
    }

    /// Or of the worker itself: at most so long that a round without a spare does not last.
    private static void awaitSleepOfTheSpare(Skein skein) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(100);
        while (skein.stats().workers().getFirst().state() != WorkerState.PARKED && System.nanoTime() - deadline < 0) Thread.onSpinWait();
    }

    /// The interrupt is for the one that waits, and comes to it when the other is gone.
    @Test
    @Proves({"C1", "C2"})
    void cleanup_ofATaskRunWithinAnInterruptedOne_findsNoInterrupt() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CompletableFuture<Boolean> cleanupInterrupted = new CompletableFuture<>();
        CompletableFuture<Boolean> outerInterrupted = new CompletableFuture<>();
        AtomicReference<Task<String>> inner = new AtomicReference<>();
        try (Skein skein = Skein.builder().workers(1).maxSpares(0).start()) {
            Future<?> outer = skein.submit(() -> {
                inner.set(skein.spawn(new Continuation<>() {
                    @Override
                    public Step<String> resume(TaskContext context) {
                        inside.countDown();
                        while (goOn.getCount() > 0) Thread.onSpinWait();
                        return Step.again();
                    }

                    @Override
                    public void cancelled() {
                        cleanupInterrupted.complete(Thread.currentThread().isInterrupted());
                    }
                }));
                assertThatThrownBy(() -> inner.get().get()).isInstanceOf(CancellationException.class);
                outerInterrupted.complete(Thread.currentThread().isInterrupted());
                return null;
            });
            HeldWorkers.await(inside);
            assertThat(outer.cancel(true)).isTrue();
            assertThat(inner.get().cancel(false)).isTrue();
            goOn.countDown();
            assertThat(cleanupInterrupted.get(HeldWorkers.PATIENCE_SECONDS, TimeUnit.SECONDS)).as("in the cleanup").isFalse();
            assertThat(outerInterrupted.get(HeldWorkers.PATIENCE_SECONDS, TimeUnit.SECONDS)).as("in the task that was interrupted").isTrue();
        }
    }

    // Views of tasks, waited for on the only worker.

    enum ViewWait {
        GET {
            @Override
            <T> T on(CompletableFuture<T> view) throws Exception {
                return view.get();
            }
        },
        GET_WITH_LIMIT {
            @Override
            <T> T on(CompletableFuture<T> view) throws Exception {
                return view.get(2 * HeldWorkers.PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
        },
        JOIN {
            @Override
            <T> T on(CompletableFuture<T> view) {
                return view.join();
            }
        };

        abstract <T> T on(CompletableFuture<T> view) throws Exception;
    }

    @ParameterizedTest
    @EnumSource
    void view_waitedForOnTheOnlyWorker_isServedMeanwhile(ViewWait wait) throws Exception {
        try (Skein skein = Skein.builder().workers(1).start()) {
            Future<String> waiter = skein.submit(() -> wait.on(skein.<String>spawn(context -> Step.done("value")).toCompletableFuture()));
            assertThat(waiter.get(HeldWorkers.PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo("value");
        }
    }

    @ParameterizedTest
    @EnumSource
    void view_ofATaskThatFails_throwsOnTheWorkerWhatItDoesElsewhere(ViewWait wait) throws Exception {
        IllegalStateException failure = new IllegalStateException("planned");
        try (Skein skein = Skein.builder().workers(1).start()) {
            Future<Throwable> waiter = skein.submit(() -> catchThrowable(() -> wait.on(skein.spawn(context -> {
                throw failure;
            }).toCompletableFuture())));
            assertThat(waiter.get(HeldWorkers.PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isExactlyInstanceOf(wait == ViewWait.JOIN ? CompletionException.class : ExecutionException.class).hasCause(failure);
        }
    }

    @ParameterizedTest
    @EnumSource
    void view_ofATaskThatIsCancelledMeanwhile_throwsOnTheWorkerThatItIs(ViewWait wait) throws Exception {
        try (Skein skein = Skein.builder().workers(1).start()) {
            Task<Object> sleeper = skein.spawn(context -> Step.sleep(Duration.ofHours(1)));
            HeldWorkers.awaitSoon(() -> skein.stats().suspended() == 1);
            Future<Throwable> waiter = skein.submit(() -> catchThrowable(() -> wait.on(sleeper.toCompletableFuture())));
            HeldWorkers.awaitSoon(() -> skein.stats().workers().getFirst().state() == WorkerState.BLOCKED);
            assertThat(sleeper.cancel(false)).isTrue();
            assertThat(waiter.get(HeldWorkers.PATIENCE_SECONDS, TimeUnit.SECONDS)).isInstanceOf(CancellationException.class);
        }
    }

    @Test
    void view_waitedForWithALimitThatIsOver_timesOutOnTheWorker() throws Exception {
        try (Skein skein = Skein.builder().workers(1).start()) {
            Task<Object> sleeper = skein.spawn(context -> Step.sleep(Duration.ofHours(1)));
            Future<Throwable> waiter = skein.submit(() -> catchThrowable(() -> sleeper.toCompletableFuture().get(2, TimeUnit.MILLISECONDS)));
            assertThat(waiter.get(HeldWorkers.PATIENCE_SECONDS, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
            assertThat(sleeper.cancel(false)).isTrue();
        }
    }

    @Test
    void view_waitedForByATaskThatIsInterrupted_throwsThatOnTheWorker() throws Exception {
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        try (Skein skein = Skein.builder().workers(1).start()) {
            Task<Object> sleeper = skein.spawn(context -> Step.sleep(Duration.ofHours(1)));
            HeldWorkers.awaitSoon(() -> skein.stats().suspended() == 1);
            Future<?> waiter = skein.submit(() -> thrown.complete(catchThrowable(() -> sleeper.toCompletableFuture().get())));
            HeldWorkers.awaitSoon(() -> skein.stats().workers().getFirst().state() == WorkerState.BLOCKED);
            assertThat(waiter.cancel(true)).isTrue();
            assertThat(thrown.get(HeldWorkers.PATIENCE_SECONDS, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
            assertThat(sleeper.cancel(false)).isTrue();
        }
    }
}
