package dev.skein.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Skein;
import dev.skein.api.Pinning;
import dev.skein.meta.Proves;
import dev.skein.meta.Repeat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whole runtimes: that they end when, and only when, all they have accepted has.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SkeinTest {

    private static List<Thread> threads(String name) {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().startsWith("skein-" + name + "-")).toList();
    }

    private static Skein start(String name, int workers) {
        return Skein.builder().name(name).workers(workers).start();
    }

    @Test
    void close_manyRuntimesOneAfterTheOther_leavesNoThread() throws Exception {
        for (int cycle = 0; cycle < Repeat.times(200); cycle++) {
            try (Skein skein = start("cycle", 2)) {
                assertThat(skein.submit(() -> 1).get()).isEqualTo(1);
            }
        }
        Awaitility.await().untilAsserted(() -> assertThat(threads("cycle")).isEmpty());
    }

    @Test
    @Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @Tag("long")
    void close_aThousandRuntimesWithWorkInThem_leavesNoThread() throws Exception {
        for (int cycle = 0; cycle < Repeat.times(1_000); cycle++) {
            try (Skein skein = start("thousand", 1 + cycle % 4)) {
                for (int i = 0; i < 100; i++) skein.execute(() -> { });
            }
        }
        Awaitility.await().untilAsserted(() -> assertThat(threads("thousand")).isEmpty());
    }

    @Test
    void threads_ofARuntime_haveItsNameAndTheirRole() {
        try (Skein _ = start("named", 2)) {
            // The thread that registers the bean is there for a moment.
            Awaitility.await().untilAsserted(() -> assertThat(threads("named")).extracting(Thread::getName)
                    .containsExactlyInAnyOrder("skein-named-w0", "skein-named-w1", "skein-named-timer", "skein-named-sentry", "skein-named-balancer"));
        }
    }

    /// The task's carrier has no worker any more when it ends, so it never parks as a worker does.
    @Test
    @Proves({"L1", "B1"})
    void shutdown_lastTaskEndsOnACarrierThatHasLostItsWorker_terminates() throws Exception {
        Skein skein = start("lastdetached", 1);
        CountDownLatch gate = new CountDownLatch(1);
        CountDownLatch inside = new CountDownLatch(1);
        skein.execute(() -> {
            inside.countDown();
            PoolUnderTest.block(gate);
        });
        assertThat(inside.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(skein.submit(() -> "a spare").get(20, TimeUnit.SECONDS)).isEqualTo("a spare");
        skein.shutdown();
        Awaitility.await().until(() -> skein.stats().workers().getFirst().state() == dev.skein.api.WorkerState.PARKED);
        assertThat(skein.isTerminated()).as("a task is still inside").isFalse();
        gate.countDown();
        assertThat(skein.awaitTermination(10, TimeUnit.SECONDS)).as("terminated: %s", skein).isTrue();
    }

    /// Each runtime keeps its own books, whichever thread runs its task.
    @Test
    @Proves({"L1", "B1"})
    void get_ofATaskOfAnotherRuntimeThatNobodyHasBegun_letsBothEnd() throws Exception {
        Skein asking = start("asking", 1);
        Skein asked = start("asked", 1);
        CountDownLatch gate = new CountDownLatch(1);
        CountDownLatch held = new CountDownLatch(1);
        asked.execute(() -> {
            held.countDown();
            PoolUnderTest.hold(gate);
        });
        assertThat(held.await(20, TimeUnit.SECONDS)).isTrue();
        Future<Integer> other = asked.submit(() -> 42);
        Future<Integer> answer = asking.submit(() -> other.get());
        Awaitility.await().until(() -> other.isDone() || asking.stats().workers().getFirst().state() == dev.skein.api.WorkerState.BLOCKED);
        gate.countDown();
        assertThat(answer.get(20, TimeUnit.SECONDS)).isEqualTo(42);
        asking.shutdown();
        asked.shutdown();
        assertThat(asking.awaitTermination(10, TimeUnit.SECONDS)).as("%s", asking).isTrue();
        assertThat(asked.awaitTermination(10, TimeUnit.SECONDS)).as("%s", asked).isTrue();
        assertThat(asking.stats().completed()).isEqualTo(1);
        assertThat(asked.stats().completed()).isEqualTo(2);
    }

    /// Submitters race with shutdown: what was accepted has run when the runtime says it has terminated.
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    @Tag("concurrency")
    @Proves({"L1", "B1"})
    void shutdown_whileOthersSubmit_runsWhatWasAcceptedAndNothingElse(int workers) throws Exception {
        for (int round = 0; round < Repeat.times(150); round++) {
            Skein skein = Skein.builder().name("racing").workers(workers).pinning(Pinning.NONE).start();
            AtomicLong accepted = new AtomicLong();
            AtomicLong ran = new AtomicLong();
            CountDownLatch going = new CountDownLatch(2);
            Thread[] submitters = new Thread[2];
            for (int i = 0; i < submitters.length; i++) {
                boolean fromInside = i == 1;
                submitters[i] = Thread.ofPlatform().daemon().start(() -> {
                    try {
                        while (true) {
                            skein.execute(() -> {
                                ran.incrementAndGet();
                                if (fromInside) submitOne(skein, accepted, ran);
                            });
                            accepted.incrementAndGet();
                            going.countDown();
                        }
                    } catch (RejectedExecutionException closed) {
                        going.countDown();
                    }
                });
            }
            assertThat(going.await(20, TimeUnit.SECONDS)).isTrue();
            skein.shutdown();
            assertThat(skein.awaitTermination(20, TimeUnit.SECONDS)).as("round %s: %s", round, skein).isTrue();
            long ranAtTheEnd = ran.get();
            for (Thread submitter : submitters) submitter.join();
            assertThat(ranAtTheEnd).as("round %s: %s", round, skein).isEqualTo(accepted.get());
            assertThat(ran.get()).as("round %s: nothing runs after the end", round).isEqualTo(ranAtTheEnd);
            assertThat(skein.stats().submitted()).as("round %s", round).isEqualTo(ranAtTheEnd);
            assertThat(skein.stats().quiet()).isTrue();
        }
    }

    private static void submitOne(Skein skein, AtomicLong accepted, AtomicLong ran) {
        try {
            skein.execute(ran::incrementAndGet);
            accepted.incrementAndGet();
        } catch (RejectedExecutionException closed) {
            // it came too late
        }
    }

    @Test
    @Proves("B1")
    void stats_whileTasksRun_areNeverQuietTooEarly() throws Exception {
        try (Skein skein = start("quiet", 2)) {
            for (int round = 0; round < Repeat.times(2_000); round++) {
                AtomicBoolean ended = new AtomicBoolean();
                Future<?> task = skein.submit(() -> {
                    PoolUnderTest.spinNanos(5_000);
                    ended.set(true);
                });
                while (!skein.stats().quiet()) Thread.onSpinWait();
                assertThat(ended).as("round %s", round).isTrue();
                task.get();
            }
        }
    }

    /// Tasks of a task come and go while it runs: those that have ended must not be taken for it.
    @Test
    @Proves("B1")
    void stats_whileATaskSubmitsOthers_areNeverQuietTooEarly() throws Exception {
        try (Skein skein = start("nested", 2)) {
            for (int round = 0; round < Repeat.times(20); round++) {
                AtomicBoolean ended = new AtomicBoolean();
                Future<?> task = skein.submit(() -> {
                    for (int i = 0; i < 2_000; i++) skein.submit(() -> "short").get();
                    ended.set(true);
                    return null;
                });
                while (!skein.stats().quiet()) Thread.onSpinWait();
                assertThat(ended).as("round %s", round).isTrue();
                task.get();
            }
        }
    }

    @Test
    @Proves("T4")
    void shutdownNow_amidQueuedRunningAndBlockedTasks_letsAllReachTheirEnd() throws Exception {
        for (int round = 0; round < Repeat.times(20); round++) {
            Skein skein = start("now", 2);
            CountDownLatch never = new CountDownLatch(1);
            CountDownLatch inside = new CountDownLatch(2);
            for (int i = 0; i < 50; i++) {
                skein.submit(() -> {
                    inside.countDown();
                    return Skein.blocking(() -> never.await(1, TimeUnit.HOURS));
                });
            }
            inside.await();
            skein.shutdownNow();
            assertThat(skein.awaitTermination(20, TimeUnit.SECONDS)).as("round %s: %s", round, skein).isTrue();
            assertThat(skein.stats().submitted()).isEqualTo(skein.stats().cancelled() + skein.stats().failed() + skein.stats().completed());
        }
    }
}
