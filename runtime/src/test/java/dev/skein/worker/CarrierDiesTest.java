package dev.skein.worker;

import static dev.skein.worker.PoolUnderTest.Options;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.api.Step;
import dev.skein.meta.LogCapture;
import dev.skein.meta.Proves;
import dev.skein.meta.Throwables;
import dev.skein.platform.Affinity;
import dev.skein.platform.PinResult;
import dev.skein.task.ContinuationTask;
import dev.skein.task.TaskCell;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What a carrier does first, before it serves its worker: where that throws, a worker without a carrier would keep its tasks for ever.
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CarrierDiesTest {

    /// What the carrier asks the system for.
    enum Ask { ID, UNPIN, PIN }

    /// The system's own, which throws at some of the carriers' calls.
    private static final class Throwing extends Affinity {
        final AtomicInteger thrown = new AtomicInteger();
        private final Ask at;
        private final Error failure;
        /// Calls of that kind by carriers: until it throws, and from then on those that do.
        private final AtomicInteger calls = new AtomicInteger();
        private volatile int every = Integer.MAX_VALUE;

        Throwing(Ask at, Error failure) {
            this.at = at;
            this.failure = failure;
        }

        /// The next call throws, and the last of each `calls` after it.
        Throwing every(int calls) {
            this.calls.set(0);
            every = calls;
            return this;
        }

        private void comes(Ask ask) {
            if (ask != at || !(Thread.currentThread() instanceof Carrier)) return;
            if (every == Integer.MAX_VALUE || calls.getAndIncrement() % every != 0) return;
            thrown.incrementAndGet();
            throw failure;
        }

        @Override
        public int currentThreadId() {
            comes(Ask.ID);
            return super.currentThreadId();
        }

        @Override
        public void unpin() {
            comes(Ask.UNPIN);
            super.unpin();
        }

        @Override
        public PinResult pin(int cpu) {
            comes(Ask.PIN);
            return super.pin(cpu);
        }
    }

    /// Far more than the calls of a test.
    private static final int ONCE = 1_000_000;

    static Stream<Arguments> failures() {
        return Arrays.stream(Ask.values()).flatMap(ask -> Throwables.errors().map(error -> Arguments.of(ask, error)));
    }

    @ParameterizedTest
    @MethodSource("failures")
    @Proves("C4")
    void begin_ofAWorkersFirstCarrier_thatThrows_servesTheWorker(Ask ask, Error error) throws Exception {
        Throwing affinity = new Throwing(ask, error).every(ONCE);
        try (LogCapture log = new LogCapture(); PoolUnderTest test = PoolUnderTest.start(Options.of(1).affinity(affinity))) {
            assertThat(affinity.thrown).hasValue(1);
            for (int i = 0; i < 10; i++) assertThat(test.call(() -> 7)).isEqualTo(7);
            assertThat(log.errors()).as("it is told").hasSize(1).allSatisfy(line -> assertThat(line).startsWith("skein " + test.name));
        }
    }

    /// The only worker blocks, so nobody else could do what is queued and what wakes meanwhile.
    @ParameterizedTest
    @MethodSource("failures")
    @Proves({"C4", "T4"})
    void begin_ofASpare_thatThrows_servesTheWorkerItStandsInFor(Ask ask, Error error) throws Exception {
        Throwing affinity = new Throwing(ask, error);
        CountDownLatch blockEnds = new CountDownLatch(1);
        try (LogCapture _ = new LogCapture(); PoolUnderTest test = PoolUnderTest.start(Options.of(1).affinity(affinity))) {
            CompletableFuture<Integer> event = new CompletableFuture<>();
            ContinuationTask<Integer> suspended = test.spawn(context -> event.isDone() ? Step.done(event.join()) : Step.await(event), 0);
            test.awaitParked();
            affinity.every(ONCE);
            CountDownLatch inside = new CountDownLatch(1);
            TaskCell<Integer> blocked = test.submit(() -> {
                inside.countDown();
                PoolUnderTest.block(blockEnds);
                return 1;
            });
            test.await(inside, "the worker blocks");
            List<TaskCell<Integer>> queued = new ArrayList<>();
            for (int i = 0; i < 100; i++) queued.add(test.submit(() -> 2));
            event.complete(3);
            for (TaskCell<Integer> each : queued) assertThat(each.get(PoolUnderTest.PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(2);
            assertThat(suspended.get(PoolUnderTest.PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(3);
            assertThat(affinity.thrown).hasValue(1);
            assertThat(blocked.isDone()).as("it was a spare that ran them").isFalse();
            blockEnds.countDown();
            assertThat(blocked.get(PoolUnderTest.PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(1);
        } finally {
            blockEnds.countDown();
        }
    }

    /// Spares come and go, and every second one finds no memory at its beginning.
    @Test
    @Proves({"C4", "T4"})
    void begin_ofEverySecondSpare_thatThrows_losesNoTaskAndNoThread() throws Exception {
        Throwing affinity = new Throwing(Ask.UNPIN, new OutOfMemoryError("planned"));
        int blockers = 40;
        CountDownLatch blockEnds = new CountDownLatch(1);
        @Nullable PoolUnderTest ended = null;
        try (LogCapture _ = new LogCapture(); PoolUnderTest test = PoolUnderTest.start(Options.of(2).affinity(affinity))) {
            ended = test;
            affinity.every(2);
            AtomicInteger ran = new AtomicInteger();
            CountDownLatch inside = new CountDownLatch(blockers);
            for (int i = 0; i < blockers; i++) {
                test.pool.enqueue(() -> {
                    inside.countDown();
                    PoolUnderTest.block(blockEnds);
                    ran.incrementAndGet();
                });
            }
            test.await(inside, "each blocks on a thread of its own");
            assertThat(affinity.thrown.get()).isGreaterThanOrEqualTo(blockers / 2 - 2);
            assertThat(test.call(() -> 4)).as("by one more spare").isEqualTo(4);
            blockEnds.countDown();
            Awaitility.await().until(() -> ran.get() == blockers);
        } finally {
            blockEnds.countDown();
        }
        PoolUnderTest pool = ended;
        Awaitility.await().until(() -> pool.threads().isEmpty());
        assertThat(pool.pool.threads()).as("threads as the pool counts them").isZero();
    }

    /// The last task of all may end on a carrier that has lost its worker. All others sleep by then, so nobody else would find the runtime at its end.
    @Test
    @Proves("C3")
    void lookForTheEnd_ofACarrierThatHasLostItsWorker_isTriedAgainWhereItThrows() throws Exception {
        CountDownLatch blockEnds = new CountDownLatch(1);
        try (LogCapture _ = new LogCapture(); PoolUnderTest test = PoolUnderTest.start(1)) {
            CompletableFuture<Thread> blocks = new CompletableFuture<>();
            test.pool.enqueue(() -> {
                blocks.complete(Thread.currentThread());
                PoolUnderTest.block(blockEnds);
            });
            Thread detached = blocks.join();
            assertThat(test.call(Thread::currentThread)).as("a spare").isNotSameAs(detached);
            AtomicInteger looks = new AtomicInteger();
            test.whenIdle = () -> {
                if (Thread.currentThread() == detached && looks.getAndIncrement() == 0) throw new OutOfMemoryError("planned");
            };
            blockEnds.countDown();
            Awaitility.await().until(() -> looks.get() > 1);
            assertThat(detached.isAlive()).as("it is a spare now").isTrue();
        } finally {
            blockEnds.countDown();
        }
    }
}
