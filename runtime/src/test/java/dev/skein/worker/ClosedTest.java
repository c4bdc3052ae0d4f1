package dev.skein.worker;

import static dev.skein.worker.PoolUnderTest.Options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.api.Availability;
import dev.skein.api.Step;
import dev.skein.api.WorkerState;
import dev.skein.meta.InStep;
import dev.skein.meta.Proves;
import dev.skein.meta.Repeat;
import dev.skein.meta.Transitions;
import dev.skein.task.ContinuationTask;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Workers that are closed and opened, most of them in pools without threads.
class ClosedTest {

    private static final long FAR_AHEAD_NANOS = Closed.GRACE_NANOS + 1_000_000_000L;

    private static final Map<String, Supplier<PoolUnderTest>> STATES = new LinkedHashMap<>();
    private static final Map<String, Consumer<PoolUnderTest>> METHODS = new LinkedHashMap<>();

    static {
        STATES.put("open", ClosedTest::withoutThreads);
        STATES.put("packed", () -> after(test -> closed(test).pack(first(test))));
        STATES.put("retired, not empty yet", () -> after(test -> closed(test).retire(first(test))));
        STATES.put("retired and empty", () -> after(test -> closed(test).retire(first(test)), test -> closed(test).emptied(first(test))));
        STATES.put("restored", () -> after(test -> closed(test).retire(first(test)), test -> closed(test).restore(first(test))));
        STATES.put("unpacked", () -> after(test -> closed(test).pack(first(test)), test -> closed(test).unpack(first(test))));

        METHODS.put("pack", test -> closed(test).pack(first(test)));
        METHODS.put("unpack", test -> closed(test).unpack(first(test)));
        METHODS.put("retire", test -> closed(test).retire(first(test)));
        METHODS.put("restore", test -> closed(test).restore(first(test)));
        METHODS.put("look", test -> closed(test).look(System.nanoTime() + FAR_AHEAD_NANOS));
        METHODS.put("endRest", test -> closed(test).endRest(first(test)));
        METHODS.put("emptied", test -> closed(test).emptied(first(test)));
    }

    /// A pool of two workers without threads.
    private static PoolUnderTest withoutThreads() {
        return PoolUnderTest.notStarted(Options.of(2));
    }

    @SafeVarargs
    private static PoolUnderTest after(Consumer<PoolUnderTest>... edges) {
        PoolUnderTest test = withoutThreads();
        for (Consumer<PoolUnderTest> edge : edges) edge.accept(test);
        return test;
    }

    private static Closed closed(PoolUnderTest test) {
        return test.pool.closed();
    }

    private static Worker first(PoolUnderTest test) {
        return test.pool.workers()[0];
    }

    @Test
    @Proves("R2")
    void edges_drivenFromEveryState_areThoseOfTheHeader() {
        assertThat(Transitions.driven(STATES, METHODS, test -> first(test).availability)).isEqualTo(Transitions.listedIn(Closed.class)).hasSize(7);
    }

    @Test
    void pack_andUnpack_sayWhetherTheyDidAnything() {
        STATES.forEach((name, state) -> {
            PoolUnderTest test = state.get();
            boolean open = first(test).availability == Availability.OPEN;
            assertThat(closed(test).pack(first(test))).as("pack, %s", name).isEqualTo(open);
            PoolUnderTest again = state.get();
            boolean packed = first(again).availability == Availability.PACKED;
            assertThat(closed(again).unpack(first(again))).as("unpack, %s", name).isEqualTo(packed);
        });
    }

    /// What waited in the overflow meanwhile is taken before any search.
    @Test
    @Proves("P4")
    void restore_ofAWorkerForWhichSomethingWaits_isBusyWithIt() throws Exception {
        try (PoolUnderTest test = PoolUnderTest.start(Options.of(2))) {
            test.awaitParked();
            closed(test).retire(first(test)).get(PoolUnderTest.PATIENCE_SECONDS, TimeUnit.SECONDS);
            AtomicReference<Boolean> busy = new AtomicReference<>();
            CountDownLatch ran = new CountDownLatch(1);
            test.pool.overflow().offer(() -> {
                busy.set(((Carrier) Thread.currentThread()).isBusy());
                ran.countDown();
            });
            closed(test).restore(first(test));
            test.await(ran, "what waits is run");
            assertThat(busy.get()).as("it is seen if it makes no progress").isTrue();
        }
    }

    @Test
    @Proves("R1")
    void retire_ofAWorkerWithMail_handsItOnAndCountsIt() {
        PoolUnderTest test = withoutThreads();
        Worker worker = first(test);
        for (int i = 0; i < 2; i++) assertThat(worker.inbox.offer(() -> { })).isTrue();
        assertThat(worker.addressed.offer(() -> { })).isTrue();
        closed(test).retire(worker);
        closed(test).moveOn(worker);               // as the carrier that it would have
        assertThat(worker.inbox.isEmpty() && worker.addressed.isEmpty()).isTrue();
        assertThat(test.pool.overflow().size()).isEqualTo(3);
        assertThat(test.pool.steering().ledger().redirectedCount()).as("what was meant for it").isEqualTo(1);
    }

    // The last one.

    @Test
    @Proves("R2")
    void retire_ofTheLastOpenOne_failsAndSaysWhatToDo() {
        PoolUnderTest test = withoutThreads();
        closed(test).retire(test.pool.workers()[1]);
        CompletableFuture<Void> last = closed(test).retire(first(test));
        assertThatThrownBy(last::get).isInstanceOf(ExecutionException.class).cause().isInstanceOf(IllegalStateException.class)
                .hasMessage("skein " + test.name + ": worker 0 is the last active one and cannot be retired; restore another first");
        assertThat(first(test).availability).isEqualTo(Availability.OPEN);
        assertThat(closed(test).pack(first(test))).isFalse();
    }

    /// The user's word counts for more than a policy's.
    @Test
    @Proves("R2")
    void retire_ofTheLastOpenOneWhileAnotherIsPacked_opensThatOne() {
        PoolUnderTest test = withoutThreads();
        Worker packed = test.pool.workers()[1];
        assertThat(closed(test).pack(packed)).isTrue();
        CompletableFuture<Void> retired = closed(test).retire(first(test));
        assertThat(retired).isNotCompletedExceptionally();
        assertThat(first(test).availability).isEqualTo(Availability.RETIRED);
        assertThat(packed.availability).isEqualTo(Availability.OPEN);
    }

    @Test
    @Tag("concurrency")
    @Proves("R2")
    void retire_ofAllAtTheSameTime_leavesOneOpen() throws InterruptedException {
        for (int round = 0; round < Repeat.times(300); round++) {
            PoolUnderTest test = PoolUnderTest.notStarted(Options.of(4));
            List<CompletableFuture<Void>> futures = new ArrayList<>();
            List<Thread> threads = new ArrayList<>();
            for (Worker worker : test.pool.workers()) {
                threads.add(Thread.ofPlatform().daemon().start(() -> {
                    CompletableFuture<Void> future = closed(test).retire(worker);
                    synchronized (futures) {
                        futures.add(future);
                    }
                }));
            }
            for (Thread thread : threads) thread.join();
            assertThat(futures.stream().filter(CompletableFuture::isCompletedExceptionally)).as("round %s", round).hasSize(1);
            assertThat(test.pool.workers()).filteredOn(worker -> !worker.isClosed()).as("round %s", round).hasSize(1);
        }
    }

    /// The policy ends the rest of a worker at the very time at which the user retires it.
    @Test
    @Tag("concurrency")
    @Proves("R3")
    void retire_whileAPolicyUnpacks_stands() throws InterruptedException {
        int rounds = Repeat.times(5_000);
        PoolUnderTest test = withoutThreads();
        InStep step = new InStep();
        InStep stepBack = new InStep();
        Thread policy = Thread.ofPlatform().daemon().start(() -> {
            for (int i = 0; i < rounds; i++) {
                step.await(i);
                closed(test).unpack(first(test));
                stepBack.await(i);
            }
        });
        AtomicReference<String> wrong = new AtomicReference<>();
        for (int i = 0; i < rounds; i++) {
            closed(test).restore(first(test));
            closed(test).pack(first(test));
            step.await(i);
            CompletableFuture<Void> retired = closed(test).retire(first(test));
            stepBack.await(i);
            if (first(test).availability != Availability.RETIRED || retired.isDone()) wrong.set("round " + i + ": " + first(test).availability);
        }
        policy.join();
        assertThat(wrong.get()).isNull();
    }

    // What becomes of the future.

    @Test
    void retire_ofARetiredOne_isTheSameRetirement() {
        PoolUnderTest test = withoutThreads();
        CompletableFuture<Void> first = closed(test).retire(first(test));
        CompletableFuture<Void> second = closed(test).retire(first(test));
        assertThat(second).isNotDone();
        closed(test).emptied(first(test));
        assertThat(first).succeedsWithin(20, TimeUnit.SECONDS);
        assertThat(second).succeedsWithin(20, TimeUnit.SECONDS);
        assertThat(closed(test).retire(first(test))).as("it is empty").isCompleted();
    }

    @Test
    void retire_whoseFutureTheUserCompletes_goesOn() {
        PoolUnderTest test = withoutThreads();
        CompletableFuture<Void> first = closed(test).retire(first(test));
        first.complete(null);
        assertThat(closed(test).retire(first(test))).isNotDone();
    }

    @Test
    void retire_ofOneThatRestsAlready_completes() {
        PoolUnderTest test = withoutThreads();
        closed(test).pack(first(test));
        first(test).resting = true;
        assertThat(closed(test).retire(first(test))).succeedsWithin(20, TimeUnit.SECONDS);
    }

    @Test
    @Proves("R3")
    void restore_beforeItIsEmpty_failsTheRetirementElsewhereThanHere() throws Exception {
        PoolUnderTest test = withoutThreads();
        assertFailsElsewhere(closed(test).retire(first(test)), () -> closed(test).restore(first(test)), "worker 0 was restored before it was empty");
    }

    @Test
    @Proves("R3")
    void look_afterTheTimeOfGrace_failsTheRetirementElsewhereThanHere() throws Exception {
        PoolUnderTest test = withoutThreads();
        CompletableFuture<Void> retired = closed(test).retire(first(test));
        closed(test).look(System.nanoTime() + Closed.GRACE_NANOS - 5_000_000_000L);
        assertThat(retired).as("within its time").isNotDone();
        assertFailsElsewhere(retired, () -> closed(test).look(System.nanoTime() + FAR_AHEAD_NANOS), "worker 0 could not be retired within 10 s");
        assertThat(first(test).availability).isEqualTo(Availability.OPEN);
        assertThat(retired.exceptionNow()).hasCauseInstanceOf(TimeoutException.class);
    }

    @Test
    @Proves("R3")
    void look_acrossTheWrapOfTheClock_leavesTheTimeOfGrace() throws Exception {
        PoolUnderTest test = withoutThreads();
        CompletableFuture<Void> retired = closed(test).retire(first(test));
        Field since = Closed.class.getDeclaredField("since");
        since.setAccessible(true);
        long begun = Long.MAX_VALUE - Closed.GRACE_NANOS / 2;
        ((long[]) since.get(closed(test)))[0] = begun;
        closed(test).look(begun + 1);
        closed(test).look(begun + Closed.GRACE_NANOS);
        assertThat(first(test).availability).as("within its time").isEqualTo(Availability.RETIRED);
        assertFailsElsewhere(retired, () -> closed(test).look(begun + Closed.GRACE_NANOS + 1), "worker 0 could not be retired within 10 s");
    }

    /// The thread that fails it may be the sentry, and what the user does then may take its time.
    private static void assertFailsElsewhere(CompletableFuture<Void> retired, Runnable failing, String message) throws Exception {
        CompletableFuture<Thread> by = new CompletableFuture<>();
        var _ = retired.whenComplete((none, failure) -> by.complete(Thread.currentThread()));
        failing.run();
        assertThat(by.get(PoolUnderTest.PATIENCE_SECONDS, TimeUnit.SECONDS)).isNotSameAs(Thread.currentThread());
        assertThatThrownBy(retired::get).isInstanceOf(ExecutionException.class).cause()
                .isInstanceOf(IllegalStateException.class).hasMessageContaining(message);
    }

    // Where tasks go meanwhile.

    @Test
    @Proves("R1")
    void moveOn_ofAClosedWorker_givesWhatWasSentThereToAll() {
        PoolUnderTest test = withoutThreads();
        Runnable addressed = () -> { };
        Runnable sent = () -> { };
        first(test).addressed.offer(addressed);
        first(test).inbox.offer(sent);
        closed(test).moveOn(first(test));
        assertThat(test.pool.overflow().isEmpty()).as("while it is open").isTrue();
        closed(test).pack(first(test));
        closed(test).moveOn(first(test));
        assertThat(List.of(test.pool.overflow().poll(), test.pool.overflow().poll())).containsExactlyInAnyOrder(addressed, sent);
        assertThat(first(test).queued()).isZero();
    }

    @Test
    @Proves("R1")
    void send_toAClosedWorker_isMovedOnByTheSender() {
        PoolUnderTest test = withoutThreads();
        closed(test).retire(first(test));
        test.pool.intake().send(first(test), () -> { });
        assertThat(first(test).queued()).isZero();
        assertThat(test.pool.overflow().size()).isEqualTo(1);
    }

    @Test
    void openFrom_anyStart_isTheNextThatIsOpen() {
        PoolUnderTest test = PoolUnderTest.notStarted(Options.of(4));
        closed(test).pack(test.pool.workers()[1]);
        closed(test).retire(test.pool.workers()[2]);
        int[] expected = {0, 3, 3, 3, 0};
        for (int start = 0; start < expected.length; start++) {
            assertThat(closed(test).openFrom(start).index).as("from %s", start).isEqualTo(expected[start]);
        }
    }

    // With threads.

    /// Its carrier has not woken up from the rest before when it is retired again, or is just about to.
    @Test
    @Tag("concurrency")
    @Proves({"R1", "R3"})
    void retire_rightAfterARestore_runsNothingThereWhenItHasCompleted() throws Exception {
        try (PoolUnderTest test = PoolUnderTest.start(Options.of(3).unpinned())) {
            Worker worker = test.pool.workers()[1];
            AtomicBoolean retired = new AtomicBoolean();
            AtomicReference<String> wrong = new AtomicReference<>();
            for (int round = 0; round < Repeat.times(300); round++) {
                int now = round;
                List<ContinuationTask<Integer>> sent = new ArrayList<>();
                retired.set(false);
                closed(test).restore(worker);
                for (int i = 0; i < 4; i++) {
                    sent.add(test.spawn(context -> {
                        if (context.worker() == 1 && retired.get()) wrong.set("round " + now + ": a task runs on a worker that was said to be empty");
                        return Step.done(context.worker());
                    }, 1));
                }
                PoolUnderTest.spinNanos(round % 50 * 1_000L);
                closed(test).retire(worker).get(PoolUnderTest.PATIENCE_SECONDS, TimeUnit.SECONDS);
                retired.set(true);
                for (ContinuationTask<Integer> task : sent) task.get(PoolUnderTest.PATIENCE_SECONDS, TimeUnit.SECONDS);
                assertThat(wrong.get()).isNull();
                assertThat(worker.queued()).as("round %s", round).isZero();
                assertThat(worker.state(worker.carrier, test.pool.idle())).as("round %s", round).isEqualTo(WorkerState.PARKED);
            }
        }
    }

    @Test
    void pack_ofASleepingWorker_letsItRestAndUnpackLetsItServe() throws Exception {
        try (PoolUnderTest test = PoolUnderTest.start(2)) {
            test.awaitParked();
            assertThat(closed(test).pack(first(test))).isTrue();
            Awaitility.await().until(() -> first(test).resting);
            assertThat(test.pool.idle().isParked(0)).as("nobody may wake it for work").isFalse();
            for (int i = 0; i < 100; i++) {
                ContinuationTask<Integer> task = test.spawn(context -> Step.done(context.worker()), 0);
                assertThat(task.get(PoolUnderTest.PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(1);
            }
            assertThat(closed(test).unpack(first(test))).isTrue();
            Awaitility.await().until(() -> test.pool.idle().isParked(0));
            ContinuationTask<Integer> task = test.spawn(context -> Step.done(context.worker()), 0);
            assertThat(task.get(PoolUnderTest.PATIENCE_SECONDS, TimeUnit.SECONDS)).isZero();
        }
    }

    @Test
    void stop_whileAWorkerRests_endsItsCarrier() {
        PoolUnderTest test = PoolUnderTest.start(2);
        closed(test).pack(first(test));
        Awaitility.await().until(() -> first(test).resting);
        test.close();
        assertThat(test.hasEnded()).isTrue();
    }

    // The end of the pool.

    @Test
    @Proves("R3")
    void retire_thatIsPendingWhenThePoolStops_completes() throws Exception {
        PoolUnderTest test = withoutThreads();
        CompletableFuture<Void> retired = closed(test).retire(first(test));
        assertThat(retired).isNotDone();
        test.pool.stop();
        retired.get(PoolUnderTest.PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Test
    @Proves("R3")
    void retire_afterThePoolHasStopped_completes() throws Exception {
        PoolUnderTest test = withoutThreads();
        test.pool.stop();
        closed(test).retire(first(test)).get(PoolUnderTest.PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
