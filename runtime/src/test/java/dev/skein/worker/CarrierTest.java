package dev.skein.worker;

import static dev.skein.worker.PoolUnderTest.Options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.skein.api.Step;
import dev.skein.load.WorkerCounters;
import dev.skein.meta.LogCapture;
import dev.skein.meta.Proves;
import dev.skein.meta.Repeat;
import dev.skein.task.ContinuationTask;
import dev.skein.task.TaskCell;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What tasks may do to the carrier that runs them.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CarrierTest {

    static Stream<Throwable> throwables() {
        return Stream.of(new RuntimeException("planned"), new IOException("planned"), new Error("planned"), new AssertionError("planned"),
                new StackOverflowError("planned"), new OutOfMemoryError("planned"), new LinkageError("planned"), new InterruptedException("planned"),
                new Throwable("planned"));
    }

    @ParameterizedTest
    @MethodSource("throwables")
    void execute_taskThatThrows_reachesTheHandlerOnTheCarrierWhichLivesOn(Throwable thrown) throws Exception {
        List<Throwable> handled = Collections.synchronizedList(new ArrayList<>());
        AtomicReference<Thread> handledBy = new AtomicReference<>();
        Thread.UncaughtExceptionHandler handler = (thread, failure) -> {
            handled.add(failure);
            handledBy.set(thread);
        };
        try (PoolUnderTest test = PoolUnderTest.start(Options.of(1).handler(handler))) {
            Thread before = test.call(Thread::currentThread);
            test.pool.enqueue(() -> CarrierTest.<RuntimeException>sneak(thrown));
            assertThat(test.call(Thread::currentThread)).isSameAs(before);
            assertThat(handled).containsExactly(thrown);
            assertThat(handledBy.get()).isSameAs(before);
            assertThat(test.pool.total(WorkerCounters.FAILED)).isOne();
        }
    }

    @ParameterizedTest
    @MethodSource("throwables")
    void submit_taskThatThrows_endsInItsOutcomeOnly(Throwable thrown) throws Exception {
        List<Throwable> handled = Collections.synchronizedList(new ArrayList<>());
        try (PoolUnderTest test = PoolUnderTest.start(Options.of(1).handler((thread, failure) -> handled.add(failure)))) {
            TaskCell<Object> task = test.submit(() -> {
                CarrierTest.<RuntimeException>sneak(thrown);
                return null;
            });
            Throwable seen = catchThrowable(() -> task.get(10, TimeUnit.SECONDS));
            assertThat(seen).isInstanceOf(ExecutionException.class);
            assertThat(seen.getCause()).isSameAs(thrown);
            assertThat(test.call(() -> 1)).isEqualTo(1);
            assertThat(handled).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("throwables")
    void execute_handlerThatThrows_isLoggedAndTheCarrierLivesOn(Throwable thrown) throws Exception {
        try (LogCapture log = new LogCapture();
                PoolUnderTest test = PoolUnderTest.start(Options.of(1).handler((thread, failure) -> CarrierTest.<RuntimeException>sneak(thrown)))) {
            Thread before = test.call(Thread::currentThread);
            test.pool.enqueue(() -> {
                throw new IllegalStateException("planned");
            });
            assertThat(test.call(Thread::currentThread)).isSameAs(before);
            assertThat(log.errors()).singleElement().asString().contains("handler threw");
        }
    }

    @Test
    void submit_taskThatOverflowsTheStack_failsAndTheCarrierLivesOn() throws Exception {
        try (PoolUnderTest test = PoolUnderTest.start(1)) {
            TaskCell<Integer> task = test.submit(() -> deep(0));
            assertThat(catchThrowable(() -> task.get(20, TimeUnit.SECONDS))).hasCauseInstanceOf(StackOverflowError.class);
            assertThat(test.call(() -> 1)).isEqualTo(1);
        }
    }

    private static int deep(int depth) {
        return depth < 0 ? 0 : 1 + deep(depth + 1);
    }

    /// Children are claimed and run ever nearer to the end of the stack, so that it ends in each line of the runner once.
    @Test
    @Proves("T4")
    void get_nearTheEndOfTheStack_leavesNoTaskWithoutAnOutcome() throws Exception {
        try (LogCapture log = new LogCapture(); PoolUnderTest test = PoolUnderTest.start(Options.of(1).stackSize(512 << 10))) {
            List<TaskCell<Integer>> children = Collections.synchronizedList(new ArrayList<>());
            for (int round = 0; round < Repeat.times(30); round++) {
                int padding = round;
                TaskCell<Integer> parent = test.submit(() -> deeper(test, children, padding));
                assertThat(catchThrowable(() -> parent.get(20, TimeUnit.SECONDS))).as("round %s", round).isNull();
            }
            Awaitility.await().pollInterval(Duration.ofMillis(50)).untilAsserted(() -> {
                assertThat(children.stream().filter(child -> !child.isDone()).count()).as("of %s children, without an outcome", children.size()).isZero();
                assertThat(test.pool.ended()).as("counted, with those whose submit ended at the end of the stack")
                        .isGreaterThanOrEqualTo(children.size() + Repeat.times(30));
            });
            assertThat(test.pool.running()).isZero();
            assertThat(log.errors()).isEmpty();
        }
    }

    private static int deeper(PoolUnderTest test, List<TaskCell<Integer>> children, int padding) {
        try {
            if (padding > 0) return deeper(test, children, padding - 1);
            int below = deeper(test, children, 7);
            TaskCell<Integer> child = test.submit(() -> 1);
            children.add(child);
            try {
                child.get();
            } catch (StackOverflowError | ExecutionException | InterruptedException nearTheEnd) {
                return below;
            }
            return below + 1;
        } catch (StackOverflowError end) {
            return 0;
        }
    }

    @Test
    @Proves("C2")
    void interruptOfItself_byATask_isNotSeenByTheNext() throws Exception {
        try (PoolUnderTest test = PoolUnderTest.start(1)) {
            for (int round = 0; round < 200; round++) {
                if (round % 2 == 0) test.pool.enqueue(() -> Thread.currentThread().interrupt());
                else test.submit(() -> {
                    Thread.currentThread().interrupt();
                    return 0;
                });
                assertThat(test.call(() -> Thread.currentThread().isInterrupted())).as("round %s", round).isFalse();
            }
        }
    }

    @Test
    @Tag("concurrency")
    @Proves("C2")
    void cancelWithInterrupt_atAnyTime_isNotSeenByTheNext() throws Exception {
        try (PoolUnderTest test = PoolUnderTest.start(1)) {
            for (int round = 0; round < Repeat.times(3_000); round++) {
                TaskCell<Object> victim = test.submit(() -> {
                    for (int i = 0; i < 200; i++) Thread.onSpinWait();
                    return null;
                });
                TaskCell<Boolean> next = test.submit(() -> {
                    boolean seen = false;
                    for (int i = 0; i < 200; i++) seen |= Thread.currentThread().isInterrupted();
                    return seen;
                });
                PoolUnderTest.spinNanos(round % 50 * 1_000L);
                victim.cancel(true);
                assertThat(next.get(20, TimeUnit.SECONDS)).as("round %s: the next one saw the interrupt", round).isFalse();
            }
        }
    }

    @Test
    @Proves("C1")
    void cancelWithInterrupt_ofATaskThatIsNotInnermost_waitsForItsReturn() throws Exception {
        try (PoolUnderTest test = PoolUnderTest.start(1)) {
            CountDownLatch innerInside = new CountDownLatch(1);
            CountDownLatch cancelled = new CountDownLatch(1);
            AtomicBoolean innerSaw = new AtomicBoolean();
            AtomicBoolean outerSaw = new AtomicBoolean();
            CountDownLatch left = new CountDownLatch(1);
            TaskCell<Object> outer = test.submit(() -> {
                TaskCell<Object> inner = test.submit(() -> {
                    innerInside.countDown();
                    spinUntil(cancelled);
                    innerSaw.set(Thread.currentThread().isInterrupted());
                    return null;
                });
                inner.run();
                outerSaw.set(Thread.currentThread().isInterrupted());
                left.countDown();
                return null;
            });
            test.await(innerInside, "the inner one begins");
            outer.cancel(true);
            cancelled.countDown();
            test.await(left, "the outer one leaves");
            assertThat(innerSaw).as("the inner one saw it").isFalse();
            assertThat(outerSaw).as("the outer one saw it on return").isTrue();
        }
    }

    @Test
    @Proves("C1")
    void run_insideATaskThatHasBeenInterrupted_doesNotShowTheInterruptToTheInnerOne() throws Exception {
        try (PoolUnderTest test = PoolUnderTest.start(1)) {
            CountDownLatch inside = new CountDownLatch(1);
            CountDownLatch left = new CountDownLatch(1);
            AtomicBoolean innerSaw = new AtomicBoolean();
            AtomicBoolean outerSaw = new AtomicBoolean();
            TaskCell<Object> outer = test.submit(() -> {
                inside.countDown();
                while (!Thread.currentThread().isInterrupted()) Thread.onSpinWait();
                TaskCell<Object> inner = test.submit(() -> {
                    innerSaw.set(Thread.currentThread().isInterrupted());
                    return null;
                });
                inner.run();
                outerSaw.set(Thread.currentThread().isInterrupted());
                left.countDown();
                return null;
            });
            test.await(inside, "the outer one begins");
            outer.cancel(true);
            test.await(left, "the outer one leaves");
            assertThat(innerSaw).as("the inner one saw the interrupt of the outer one").isFalse();
            assertThat(outerSaw).as("the outer one still sees its own").isTrue();
        }
    }

    /// A task that stays is cancelled when the carrier has named it and not taken it yet: then a thief takes it.
    @Test
    @Proves("C1")
    void missed_whenAnInterruptHasComeForTheName_clearsIt() throws Exception {
        try (PoolUnderTest test = PoolUnderTest.start(1)) {
            ContinuationTask<Object> stays = new ContinuationTask<>(test, context -> Step.again(), ContinuationTask.NO_HINT);
            assertThat(stays.tryClaimEntry(false)).isTrue();
            boolean[] interrupted = test.call(() -> {
                TaskRunner runner = ((Carrier) Thread.currentThread()).runner();
                runner.takes(stays);
                stays.cancel(true);
                boolean before = Thread.currentThread().isInterrupted();
                runner.missed(stays);
                return new boolean[] {before, Thread.currentThread().isInterrupted(), runner.isRunning()};
            });
            assertThat(interrupted).as("the name is found; then neither interrupt nor name is left").containsExactly(true, false, false);
        }
    }

    /// One worker, whose own tasks feed themselves and have turned long since it learnt how many make a tick.
    @Test
    void outsideTask_besideOnesThatFeedThemselvesAndHaveTurnedLong_isNotStarved() {
        try (PoolUnderTest test = PoolUnderTest.start(1)) {
            AtomicBoolean outsideRan = new AtomicBoolean();
            AtomicInteger before = new AtomicInteger();
            CountDownLatch turned = new CountDownLatch(1);
            CountDownLatch end = new CountDownLatch(1);
            Quick.chain(test, Duration.ofMillis(50), new Runnable() {
                @Override
                public void run() {
                    turned.countDown();
                    PoolUnderTest.spinNanos(2_000_000);
                    if (outsideRan.get() || before.incrementAndGet() == 500) end.countDown();
                    else test.pool.enqueue(this);
                }
            });
            test.await(turned, "they turn long");
            test.pool.enqueue(() -> outsideRan.set(true));
            test.await(end, "the end");
            assertThat(before.get()).as("tasks of 2 ms that went before the one from outside").isLessThan(50);
        }
    }

    private static void spinUntil(CountDownLatch latch) {
        while (latch.getCount() > 0) Thread.onSpinWait();
    }

    @SuppressWarnings("unchecked")
    private static <X extends Throwable> void sneak(Throwable thrown) throws X {
        throw (X) thrown;
    }
}
