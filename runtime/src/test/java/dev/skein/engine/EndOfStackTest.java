package dev.skein.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Skein;
import dev.skein.api.Continuation;
import dev.skein.api.Mailbox;
import dev.skein.api.RecursiveTask;
import dev.skein.api.SkeinStats;
import dev.skein.api.Step;
import dev.skein.api.Task;
import dev.skein.api.WorkerState;
import dev.skein.meta.Proves;
import dev.skein.meta.Repeat;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// A call in the last frames of a thread's stack either happens, or throws [StackOverflowError] and has not happened.
///
/// A thread goes down to the end of its stack, and calls in some of the last frames on the way up: in others in each round
/// of a case, and from a higher one on, so that the first call that finds room, the one that has somebody to wake, comes
/// at many depths. Worth a run with `-DargLine=-Xint` and `-DargLine=-XX:TieredStopAtLevel=1` too: frames differ in size.
@EnabledOnOs(OS.LINUX)   // elsewhere memory pages may be too large: see StackRoom
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EndOfStackTest {

    /// Less than a quarter of 1 MiB, or else glibc may give us the stack of a thread that has ended, and the way down is long.
    private static final long STACK_BYTES = 240 << 10;
    private static final int LAST_FRAMES = 1_200;
    private static final int ROUNDS = Repeat.times(8);
    private static final int ROUND_BEGINS_HIGHER = 5;
    /// A call that throws takes 0.5 ms, for the trace of a deep stack; so not each frame calls in each round.
    private static final int FRAMES_PER_CALL = 12;
    private static final int WARM_UP_CALLS = 500;
    private static final int BODIES_TO_COMPILE = 1_000_000;
    private static final long PATIENCE_SECONDS = 10;

    /// What is called in the last frames.
    enum Call {
        EXECUTE, SUBMIT, SCHEDULE, SCHEDULE_AT_ONCE, CANCEL_READY, CANCEL_SCHEDULED, GET, RUN, BLOCKING, SHUTDOWN_NOW,
        SPAWN, SPAWN_AT, FORK, COMPLETE_STAGE, MAILBOX_SEND, REQUEST_MOVE, CANCEL_SUSPENDED, RETIRE;

        /// Whether there is a suspended task for each frame before anybody descends.
        boolean isOfSuspended() {
            return this == COMPLETE_STAGE || this == MAILBOX_SEND || this == REQUEST_MOVE || this == CANCEL_SUSPENDED;
        }
    }

    /// Whose stack it is.
    enum Place { IN_A_TASK, IN_A_BLOCK, OUTSIDE }

    /// A class whose initialisation overflows the stack is broken for the whole JVM, so all are initialised before.
    @BeforeAll
    static void warmUp() throws Exception {
        for (int workers = 1; workers <= 2; workers++) {
            Skein skein = start(workers);
            Callable<Integer> calls = () -> {
                for (int i = 0; i < WARM_UP_CALLS; i++) callEverything(skein);
                return 0;
            };
            calls.call();
            skein.submit(calls).get();
            skein.submit(() -> Skein.blocking(calls)).get();
            skein.schedule(() -> 1, 1, TimeUnit.HOURS);
            skein.shutdownNow();
            assertThat(skein.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        }
        compileBodiesThatCallUs();
    }

    /// So that the step which enters a body is compiled together with bodies that ask for room themselves. What is compiled then must not ask
    /// for theirs where a task is claimed already; with a [dev.skein.platform.StackRoom] that is inlined this test fails.
    private static void compileBodiesThatCallUs() throws Exception {
        try (Skein skein = start(2)) {
            Runnable nothing = () -> { };
            Runnable body = () -> skein.execute(nothing);
            for (int i = 0; i < BODIES_TO_COMPILE; i++) {
                Future<?> future = skein.submit(body);
                if (i % 1_000 == 0) future.get();
            }
        }
    }

    private static void callEverything(Skein skein) throws Exception {
        skein.execute(() -> { });
        skein.submit(() -> 1).cancel(false);
        skein.schedule(() -> 1, 1, TimeUnit.HOURS).cancel(false);
        skein.schedule(() -> 1, 1, TimeUnit.MICROSECONDS);
        skein.schedule(() -> 1, 0, TimeUnit.SECONDS).get();
        ((RunnableFuture<Integer>) skein.submit(() -> 1)).run();
        Skein.blocking(() -> 1);
        Waiting waiting = new Waiting(new AtomicInteger());
        List.of(skein.spawn(waiting.forMail()), skein.spawn(waiting.forStage(new CompletableFuture<>()), 0)).forEach(task -> {
            task.requestMove(0);
            task.cancel(false);
        });
        CompletableFuture<Integer> stage = new CompletableFuture<>();
        skein.spawn(waiting.forStage(stage));
        stage.complete(1);
        skein.spawn(waiting.forMail());
        waiting.mailbox.send(1);
        skein.invoke(new Invoked(new AtomicInteger()));
        var _ = skein.retire(0);
        skein.restore(0);
    }

    private static Skein start(int workers) {
        return Skein.builder().workers(workers).maxSpares(1).stackSize(STACK_BYTES).start();
    }

    static Stream<Arguments> cases() {
        List<Arguments> all = new ArrayList<>();
        for (Call call : Call.values()) {
            if (call == Call.SHUTDOWN_NOW) continue;
            for (Place place : Place.values()) {
                if (call == Call.FORK && place == Place.OUTSIDE) continue;
                for (int workers = 1; workers <= 2; workers++) all.add(Arguments.of(call, place, workers));
            }
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    @Proves({"T4", "L1", "B1"})
    void call_inTheLastFramesOfAStack_happensOrThrows(Call call, Place place, int workers) throws Exception {
        AtomicInteger ran = new AtomicInteger();
        Skein skein = start(workers);
        int tasks = 0;
        long others = 0;
        for (int round = 0; round < ROUNDS; round++) {
            await("the workers park", skein, () -> skein.stats().workers().stream().allMatch(worker -> worker.state() == WorkerState.PARKED));
            Descent descent = new Descent(skein, call, ran, round);
            others += descent.goDown(place, workers);
            descent.checkFutures();
            descent.endSuspended();
            tasks += descent.tasksThatRun();
        }
        int owed = tasks;
        await("all that was accepted runs", skein, () -> ran.get() >= owed);
        assertThat(skein.submit(() -> "an ordinary task").get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isNotNull();
        assertThat(skein.schedule(() -> "a timer", 1, TimeUnit.MILLISECONDS).get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isNotNull();
        skein.shutdown();
        SkeinStats stats = assertEnds(skein);
        // A task that is cancelled while its body is inside has run all the same.
        int most = call == Call.CANCEL_READY ? ROUNDS * LAST_FRAMES : owed;
        assertThat(ran.get()).as("tasks run: each once, and none whose call threw").isBetween(owed, most);
        assertThat(stats.completed()).as("tasks counted as completed").isEqualTo((call == Call.FORK ? 0 : owed) + others + 2);
        assertThat(stats.failed()).as("tasks counted as failed").isZero();
    }

    @ParameterizedTest
    @EnumSource
    @Proves({"T4", "L1"})
    void shutdownNow_inTheLastFramesOfAStack_happensOrThrows(Place place) throws Exception {
        AtomicInteger ran = new AtomicInteger();
        for (int round = 0; round < ROUNDS; round++) {
            Skein skein = start(2);
            new Descent(skein, Call.SHUTDOWN_NOW, ran, round).goDown(place, 2);
            assertEnds(skein);
        }
        assertThat(ran).as("tasks run, of those that wait for an hour").hasValue(0);
    }

    private static SkeinStats assertEnds(Skein skein) throws InterruptedException {
        assertThat(skein.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("terminated: %s", skein).isTrue();
        SkeinStats stats = skein.stats();
        assertThat(stats.quiet()).as("%s", stats).isTrue();
        assertThat(stats.suspended()).as("left in the timers").isZero();
        return stats;
    }

    private static void await(String what, Skein skein, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) throw new AssertionError(what + ": not so, " + skein);
            Thread.yield();
        }
    }

    /// Tasks that suspend, and count themselves when they go on.
    private record Waiting(AtomicInteger ended, Mailbox<Integer> mailbox) {

        Waiting(AtomicInteger ended) {
            this(ended, new Mailbox<>());
        }

        Continuation<Integer> forStage(CompletableFuture<Integer> stage) {
            return context -> stage.isDone() ? Step.done(ended.incrementAndGet()) : Step.await(stage);
        }

        Continuation<Integer> forMail() {
            return context -> mailbox.poll() != null ? Step.done(ended.incrementAndGet()) : Step.await(mailbox);
        }
    }

    /// A fork of it is not joined.
    private static final class Invoked extends RecursiveTask<Integer> {
        private final AtomicInteger ended;

        Invoked(AtomicInteger ended) {
            this.ended = ended;
        }

        @Override
        protected Integer compute() {
            new Forked(ended).fork();
            return 1;
        }
    }

    private static final class Forked extends RecursiveTask<Integer> {
        private final AtomicInteger ended;

        Forked(AtomicInteger ended) {
            this.ended = ended;
        }

        @Override
        protected Integer compute() {
            return ended.incrementAndGet();
        }
    }

    /// One way down, and the calls on the way up. All but `ran` is the descending thread's own until it is up again.
    private static final class Descent {

        private final Skein skein;
        private final Call call;
        private final AtomicInteger ran;
        private final int firstFrame;
        private final CountDownLatch up = new CountDownLatch(1);
        private final List<Future<?>> futures = new ArrayList<>();
        private final List<CompletableFuture<Integer>> stages = new ArrayList<>();
        private final List<Task<Integer>> suspended = new ArrayList<>();
        private final List<CompletableFuture<Void>> retirements = new ArrayList<>();
        private final AtomicInteger ended = new AtomicInteger();
        private final Waiting waiting = new Waiting(ended);
        private Action action = () -> { };
        private int calls;
        private int framesUp;
        private int happened;
        private int threw;
        private int cancelled;
        private Throwable unexpected;

        private interface Action {
            void call() throws Exception;
        }

        Descent(Skein skein, Call call, AtomicInteger ran, int round) {
            this.skein = skein;
            this.call = call;
            this.ran = ran;
            this.firstFrame = round * ROUND_BEGINS_HIGHER % LAST_FRAMES;
        }

        /// @return tasks that it took beside those that count themselves
        int goDown(Place place, int workers) throws Exception {
            boolean workersHeld = place == Place.OUTSIDE && (call == Call.CANCEL_READY || call == Call.RUN || call == Call.SHUTDOWN_NOW);
            CountDownLatch held = new CountDownLatch(workersHeld ? 1 : 0);
            CountDownLatch holding = new CountDownLatch(workersHeld ? workers : 0);
            for (int i = 0; workersHeld && i < workers; i++) skein.execute(() -> hold(holding, held));
            holding.await();
            if (call.isOfSuspended()) suspendAll();
            Thread thread = new Thread(null, this::prepareAndDescend, "outside", STACK_BYTES);
            switch (place) {
                case IN_A_TASK -> skein.execute(this::prepareAndDescend);
                case IN_A_BLOCK -> skein.execute(this::blockAndDescend);
                case OUTSIDE -> thread.start();
            }
            assertThat(up.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("the thread is up again: %s", skein).isTrue();
            held.countDown();
            if (unexpected != null) throw new AssertionError("in the last frames", unexpected);
            assertThat(happened).as("calls that found room").isPositive();
            return workersHeld ? workers : place == Place.OUTSIDE ? 0 : 1;
        }

        private void suspendAll() {
            for (int i = 0; i < LAST_FRAMES; i++) {
                stages.add(new CompletableFuture<>());
                suspended.add(skein.spawn(call == Call.MAILBOX_SEND ? waiting.forMail() : waiting.forStage(stages.get(i))));
            }
            EndOfStackTest.await("all suspend", skein, () -> skein.stats().suspended() == LAST_FRAMES);
            if (call == Call.CANCEL_SUSPENDED) futures.addAll(suspended);
        }

        private static void hold(CountDownLatch holding, CountDownLatch held) {
            holding.countDown();
            try {
                held.await();
            } catch (InterruptedException stopped) {
                return;
            }
        }

        private void blockAndDescend() {
            try {
                Skein.blocking(() -> {
                    prepareAndDescend();
                    return 0;
                });
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }

        private void prepareAndDescend() {
            try {
                prepare(ran::incrementAndGet);
                descend();
            } catch (Throwable e) {
                unexpected = e;
            } finally {
                up.countDown();
            }
        }

        private void prepare(Runnable task) {
            Callable<Integer> body = () -> 1;
            Continuation<Integer> continuation = context -> Step.done(ran.incrementAndGet());
            for (int i = 0; i < LAST_FRAMES; i++) {
                switch (call) {
                    case CANCEL_READY, GET, RUN -> futures.add(skein.submit(task));
                    case CANCEL_SCHEDULED, SHUTDOWN_NOW -> futures.add(skein.schedule(task, 1, TimeUnit.HOURS));
                    case EXECUTE, SUBMIT, SCHEDULE, SCHEDULE_AT_ONCE, BLOCKING, SPAWN, SPAWN_AT, FORK, COMPLETE_STAGE, MAILBOX_SEND, REQUEST_MOVE,
                            CANCEL_SUSPENDED, RETIRE -> { }
                }
            }
            action = switch (call) {
                case EXECUTE -> () -> skein.execute(task);
                case SUBMIT -> () -> skein.submit(task);
                case SCHEDULE -> () -> skein.schedule(task, 1, TimeUnit.MILLISECONDS);
                case SCHEDULE_AT_ONCE -> () -> skein.schedule(task, 0, TimeUnit.MILLISECONDS);
                case SPAWN -> () -> skein.spawn(continuation);
                case SPAWN_AT -> () -> skein.spawn(continuation, 0);
                case FORK -> () -> new Forked(ran).fork();
                case COMPLETE_STAGE -> () -> stages.get(framesUp - 1).complete(1);
                case MAILBOX_SEND -> () -> waiting.mailbox.send(1);
                case REQUEST_MOVE -> () -> suspended.get(framesUp - 1).requestMove(0);
                case RETIRE -> this::retireOrRestore;
                case CANCEL_READY, CANCEL_SCHEDULED, CANCEL_SUSPENDED -> () -> {
                    if (futures.get(framesUp - 1).cancel(false)) cancelled++;
                };
                case GET -> () -> futures.get(framesUp - 1).get();
                case RUN -> () -> ((RunnableFuture<?>) futures.get(framesUp - 1)).run();
                case BLOCKING -> () -> Skein.blocking(body);
                case SHUTDOWN_NOW -> () -> skein.shutdownNow();
            };
            if (call == Call.BLOCKING) skein.execute(task);      // so that a spare is called for
        }

        @SuppressWarnings("InfiniteRecursion")
        private void descend() throws Exception {
            try {
                descend();
            } catch (StackOverflowError end) {
                framesUp = 0;
            }
            framesUp++;
            if (framesUp < firstFrame || framesUp > LAST_FRAMES || (framesUp - firstFrame) % FRAMES_PER_CALL != 0) return;
            try {
                action.call();
                happened++;
            } catch (StackOverflowError noRoom) {
                threw++;
            }
        }

        private void retireOrRestore() {
            if (calls++ % 2 == 0) {
                retirements.add(skein.retire(0));
            } else {
                skein.restore(0);
            }
        }

        int tasksThatRun() {
            return switch (call) {
                case EXECUTE, SUBMIT, SCHEDULE, SCHEDULE_AT_ONCE, SPAWN, SPAWN_AT, FORK -> happened;
                case COMPLETE_STAGE, MAILBOX_SEND, REQUEST_MOVE, CANCEL_SUSPENDED -> ended.get();
                case CANCEL_READY -> LAST_FRAMES - cancelled;
                case GET, RUN -> LAST_FRAMES;
                case BLOCKING -> 1;
                case CANCEL_SCHEDULED, SHUTDOWN_NOW, RETIRE -> 0;
            };
        }

        /// Then cancels what the calls that threw have left.
        void checkFutures() {
            assertThat(futures.stream().filter(Future::isCancelled).count()).as("cancelled futures").isEqualTo(cancelled);
            if (call == Call.CANCEL_SCHEDULED) futures.forEach(future -> future.cancel(false));
        }

        /// Whom a call that returned has woken goes on by itself. Then does outside what the calls that threw have left.
        void endSuspended() throws Exception {
            if (call == Call.RETIRE) endRetirements();
            if (!call.isOfSuspended()) return;
            if (call == Call.COMPLETE_STAGE || call == Call.MAILBOX_SEND) {
                EndOfStackTest.await("who was woken goes on", skein, () -> ended.get() >= happened);
            }
            int doubtful = call == Call.COMPLETE_STAGE ? (int) stages.stream().filter(Future::isDone).count() - happened : 0;
            stages.forEach(stage -> stage.complete(1));
            for (int i = 0; call == Call.MAILBOX_SEND && i < LAST_FRAMES; i++) waiting.mailbox.send(1);
            int owed = LAST_FRAMES - cancelled;
            EndOfStackTest.await("all that waited go on", skein, () -> ended.get() >= owed - doubtful);
            if (doubtful > 0) cancelLost(owed);
            EndOfStackTest.await("none waits", skein, () -> skein.stats().suspended() == 0);
            assertThat(ended.get()).as("ends of tasks that were suspended").isBetween(owed - doubtful, owed);
            if (call == Call.MAILBOX_SEND) assertThat(waiting.mailbox.size()).as("messages of calls that returned").isBetween(happened, happened + threw);
            ran.addAndGet(ended.get());
        }

        /// Where a call threw when its stage was complete already, the JDK may have dropped who waits for that.
        private void cancelLost(int owed) {
            long start = System.nanoTime();
            while (ended.get() < owed && System.nanoTime() - start < TimeUnit.SECONDS.toNanos(1)) Thread.yield();
            suspended.forEach(task -> task.cancel(false));
        }

        /// Each has come to an end, also one whose worker was opened again.
        private void endRetirements() {
            skein.restore(0);
            EndOfStackTest.await("all retirements end", skein, () -> retirements.stream().allMatch(Future::isDone));
        }
    }
}
