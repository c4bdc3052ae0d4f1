package dev.skein.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Skein;
import dev.skein.SkeinBuilder;
import dev.skein.api.Continuation;
import dev.skein.api.Joining;
import dev.skein.api.SkeinStats;
import dev.skein.api.Step;
import dev.skein.api.Task;
import dev.skein.api.TaskContext;
import dev.skein.api.TaskScope;
import dev.skein.balance.Policies;
import dev.skein.meta.LogCapture;
import dev.skein.meta.Proves;
import dev.skein.meta.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Each way into a runtime against each way to end it, while something disturbs its workers: whatever was accepted runs once, or is cancelled and cleaned up
/// after once, and what is handed back has never run. Nothing was accepted that ends otherwise, and the runtime terminates.
@Tag("concurrency")
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ShutdownRacesTest {

    private static final int WORKERS = 3;
    private static final int SUBMITTERS = 2;
    private static final int TASKS = 240;
    /// Children of a scope, and tasks of an `invokeAll` or `invokeAny`; a divisor of what each submitter submits.
    private static final int GROUP = 8;
    private static final int ROUNDS = 3;
    private static final long PATIENCE_SECONDS = 30;

    /// Where tasks come from at that moment.
    enum Entrance { SPAWN, SPAWN_AT_A_WORKER, SCOPE, INVOKE_ALL, INVOKE_ANY, STAGE, TIMER }

    /// Who ends the runtime.
    enum End { SHUTDOWN, SHUTDOWN_NOW, CLOSE, ALL_AT_ONCE }

    /// What else goes on.
    enum Disturber { CHAOS, RETIRE, TAKE_OVER }

    static Stream<Arguments> cases() {
        return Arrays.stream(Entrance.values()).flatMap(entrance -> Arrays.stream(End.values()).flatMap(end -> Arrays.stream(Disturber.values())
                .map(disturber -> Arguments.of(entrance, end, disturber))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    @Proves({"L1", "T4", "T5", "T7", "B1", "G1"})
    void end_whileTasksComeIn_accountsForEach(Entrance entrance, End end, Disturber disturber) throws Exception {
        try (LogCapture log = new LogCapture()) {
            for (long seed : Seeds.some(ROUNDS).toArray()) new Round(entrance, end, disturber, seed).play();
            assertThat(log.errors()).isEmpty();
        }
    }

    /// One runtime from its start to its end. Of each task: how often it was entered, has ended, was cleaned up after, was refused; and its future.
    private static final class Round {
        private final Entrance entrance;
        private final End end;
        private final Disturber disturber;
        private final Random random;
        private final String what;
        private final Skein skein;
        private final AtomicIntegerArray entered = new AtomicIntegerArray(TASKS);
        private final AtomicIntegerArray ended = new AtomicIntegerArray(TASKS);
        private final AtomicIntegerArray cleanups = new AtomicIntegerArray(TASKS);
        private final AtomicIntegerArray refusals = new AtomicIntegerArray(TASKS);
        private final AtomicReferenceArray<@Nullable Future<Integer>> futures = new AtomicReferenceArray<>(TASKS);
        private final List<CompletableFuture<Integer>> events = new ArrayList<>();
        private final Queue<CompletableFuture<Integer>> joins = new ConcurrentLinkedQueue<>();
        private final Queue<Runnable> handedBack = new ConcurrentLinkedQueue<>();
        private final AtomicInteger progress = new AtomicInteger();
        private final AtomicInteger refusedCalls = new AtomicInteger();
        private final AtomicReference<Throwable> wrong = new AtomicReference<>();
        private final CountDownLatch go = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);
        private volatile boolean over;

        Round(Entrance entrance, End end, Disturber disturber, long seed) {
            this.entrance = entrance;
            this.end = end;
            this.disturber = disturber;
            this.random = Seeds.random(seed);
            this.what = entrance + " " + end + " " + disturber + ", seed " + seed;
            SkeinBuilder builder = Skein.builder().name("races").workers(WORKERS).balanceInterval(Duration.ofMillis(1)).timeSlice(Duration.ofMillis(1))
                    .stuckAfter(Duration.ofMillis(10));
            this.skein = (disturber == Disturber.CHAOS ? builder.policy(Policies.chaos()) : builder).start();
        }

        void play() throws Exception {
            prepare();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < SUBMITTERS; i++) {
                int submitter = i;
                Random own = Seeds.random(random.nextLong());
                threads.add(start(() -> submitAll(submitter, own)));
            }
            for (Action each : enders()) {
                int from = random.nextInt(TASKS);
                threads.add(start(() -> {
                    while (progress.get() < from) pause();
                    each.run();
                }));
            }
            Random operators = Seeds.random(random.nextLong());
            if (disturber == Disturber.RETIRE) threads.add(start(() -> retireAndRestore(operators)));
            go.countDown();
            LockSupport.parkNanos(random.nextInt(5_000_000));
            released.countDown();
            boolean terminated = skein.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
            over = true;
            if (!terminated) throw new AssertionError(what + ": not terminated, " + skein.dump(), wrong.get());
            for (Thread each : threads) assertThat(each.join(Duration.ofSeconds(PATIENCE_SECONDS))).as("%s: %s has returned", what, each).isTrue();
            if (wrong.get() != null) throw new AssertionError(what, wrong.get());
            check(skein.stats());
        }

        private interface Action {
            void run() throws Exception;
        }

        private Thread start(Action action) {
            return Thread.ofPlatform().daemon(true).start(() -> {
                try {
                    go.await();
                    action.run();
                } catch (Throwable failure) {
                    wrong.compareAndSet(null, failure);
                }
            });
        }

        private void prepare() throws InterruptedException {
            if (disturber == Disturber.TAKE_OVER) {
                CountDownLatch inside = new CountDownLatch(1);
                skein.execute(() -> blockUntilReleased(inside));
                assertThat(inside.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
                if (random.nextBoolean()) {
                    await("a spare", () -> skein.stats().threads() > WORKERS);
                }
            }
            if (entrance != Entrance.STAGE) return;
            for (int i = 0; i < TASKS; i++) events.add(new CompletableFuture<>());
            for (int i = 0; i < TASKS; i++) futures.set(i, skein.spawn(new Body(i)));
            await("all wait for their stages", () -> skein.stats().suspended() == TASKS);
        }

        private void await(String sought, Callable<Boolean> condition) {
            long start = System.nanoTime();
            try {
                while (!condition.call()) {
                    if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) throw new AssertionError(what + ": not so: " + sought + ", " + skein);
                    LockSupport.parkNanos(200_000);
                }
            } catch (Exception e) {
                throw new AssertionError(what, e);
            }
        }

        /// Not by a managed block, so that the worker is taken over; an interrupt does not end it.
        private void blockUntilReleased(CountDownLatch inside) {
            inside.countDown();
            while (released.getCount() > 0) {
                try {
                    released.await();
                } catch (InterruptedException stopped) {
                    continue;
                }
            }
        }

        private List<Action> enders() {
            Action now = () -> handedBack.addAll(skein.shutdownNow());
            return switch (end) {
                case SHUTDOWN -> List.of(skein::shutdown);
                case SHUTDOWN_NOW -> List.of(now);
                case CLOSE -> List.of(skein::close);
                case ALL_AT_ONCE -> List.of(skein::shutdown, now, skein::close, now);
            };
        }

        /// One that ends it alone comes in the very middle of a submission as far as there are CPUs; several must not keep the submitters from theirs.
        private void pause() {
            if (end == End.ALL_AT_ONCE) {
                Thread.yield();
            } else {
                Thread.onSpinWait();
            }
        }

        private boolean stops() {
            return end == End.SHUTDOWN_NOW || end == End.ALL_AT_ONCE;
        }

        private void retireAndRestore(Random own) {
            while (!over) {
                skein.retire(own.nextInt(WORKERS));
                skein.restore(own.nextInt(WORKERS));
                LockSupport.parkNanos(100_000);
            }
        }

        // The ways in.

        private void submitAll(int submitter, Random own) throws Exception {
            int each = TASKS / SUBMITTERS;
            for (int i = submitter * each; i < (submitter + 1) * each; i++) {
                switch (entrance) {
                    case SCOPE -> {
                        if (i % GROUP == 0) spawnInScope(i);
                    }
                    case INVOKE_ALL, INVOKE_ANY -> {
                        if (i % GROUP == 0) invoke(i);
                    }
                    case SPAWN, SPAWN_AT_A_WORKER, STAGE, TIMER -> submit(i, own);
                }
            }
        }

        private void submit(int i, Random own) {
            progress.incrementAndGet();
            try {
                switch (entrance) {
                    case SPAWN -> futures.set(i, skein.spawn(new Body(i)));
                    case SPAWN_AT_A_WORKER -> futures.set(i, skein.spawn(new Body(i), i % WORKERS));
                    case STAGE -> {
                        if (!waitsForEver(i)) events.get(i).complete(i);
                    }
                    default -> futures.set(i, i % 2 == 0 ? skein.schedule(() -> inOneGo(i), delayMicros(i, own), TimeUnit.MICROSECONDS) : skein.spawn(new Body(i)));
                }
            } catch (RejectedExecutionException refused) {
                refusals.incrementAndGet(i);
                refusedCalls.incrementAndGet();
            }
        }

        /// Where all is ended at once some wait for what does not come: they are overlooked by nobody.
        private boolean waitsForEver(int i) {
            return stops() && i % 4 == 0;
        }

        private long delayMicros(int i, Random own) {
            return waitsForEver(i) ? TimeUnit.HOURS.toMicros(1) : own.nextInt(1_000);
        }

        private void spawnInScope(int first) {
            TaskScope<Integer, List<Task<Integer>>> scope = skein.scope(Joining.all());
            for (int i = first; i < first + GROUP; i++) {
                progress.incrementAndGet();
                try {
                    futures.set(i, scope.spawn(new Body(i)));
                } catch (RejectedExecutionException refused) {
                    refusals.incrementAndGet(i);
                    refusedCalls.incrementAndGet();
                }
            }
            joins.add(scope.join().thenApply(children -> {
                for (int i = first; i < first + GROUP; i++) checkContinuation(i);      // a scope ends when its children have left
                return children.size();
            }));
        }

        private void invoke(int first) throws Exception {
            progress.addAndGet(GROUP);
            List<Callable<Integer>> bodies = IntStream.range(first, first + GROUP).<Callable<Integer>>mapToObj(i -> () -> inOneGo(i)).toList();
            try {
                if (entrance == Entrance.INVOKE_ANY) {
                    assertThat(skein.invokeAny(bodies)).isBetween(first, first + GROUP - 1);
                } else {
                    List<Future<Integer>> all = skein.invokeAll(bodies);
                    for (int i = 0; i < GROUP; i++) futures.set(first + i, all.get(i));
                }
            } catch (RejectedExecutionException refused) {
                refusedCalls.incrementAndGet();
            } catch (ExecutionException none) {
                assertThat(none).hasCauseInstanceOf(CancellationException.class);
                assertThat(stops()).as("only shutdownNow cancels all").isTrue();
            }
        }

        private int inOneGo(int i) {
            entered.incrementAndGet(i);
            ended.incrementAndGet(i);
            return i;
        }

        /// A third ends at once, a third lets others run first, a third sleeps first; or it waits for its stage.
        private final class Body implements Continuation<Integer> {
            private final int index;
            private int steps;

            Body(int index) {
                this.index = index;
            }

            @Override
            public Step<Integer> resume(TaskContext context) {
                entered.incrementAndGet(index);
                if (cleanups.get(index) > 0) wrong.compareAndSet(null, new AssertionError("entered after its cleanup: " + index));
                if (entrance == Entrance.STAGE && !events.get(index).isDone()) return Step.await(events.get(index));
                if (steps++ < index % 3) return index % 3 == 1 ? Step.again() : Step.sleep(waitsForEver(index) ? Duration.ofHours(1) : Duration.ofNanos(50_000));
                ended.incrementAndGet(index);
                return Step.done(index);
            }

            @Override
            public void cancelled() {
                cleanups.incrementAndGet(index);
            }
        }

        // What came of it.

        private void check(SkeinStats stats) throws Exception {
            assertThat(stats.quiet()).as("%s: %s", what, stats).isTrue();
            assertThat(stats.suspended()).as("%s: suspended", what).isZero();
            assertThat(stats.failed()).as("%s: failed", what).isZero();
            assertThat(stats.rejected()).as("%s: rejected", what).isEqualTo(refusedCalls.get());
            Map<Object, Integer> back = checkHandedBack();
            long others = disturber == Disturber.TAKE_OVER ? 1 : 0;
            if (entrance == Entrance.INVOKE_ALL || entrance == Entrance.INVOKE_ANY) {
                checkInvoked(stats, others);
                return;
            }
            int accepted = 0;
            int cancelled = 0;
            for (int i = 0; i < TASKS; i++) {
                Future<Integer> future = futures.get(i);
                if (future != null) accepted++;
                if (future != null && future.isCancelled()) cancelled++;
                checkOne(i);
                if (future != null && back.containsKey(future)) assertThat(entered.get(i)).as("%s: task %s was handed back and has run", what, i).isZero();
            }
            assertThat(stats.submitted()).as("%s: submitted", what).isEqualTo(accepted + others);
            assertThat(stats.cancelled()).as("%s: cancelled", what).isEqualTo(cancelled);
            if (!stops()) assertThat(cancelled).as("%s: none is cancelled by an end that is not at once", what).isZero();
            if (entrance == Entrance.STAGE) assertThat(back).as("%s: all had begun", what).isEmpty();
            int children = 0;
            for (CompletableFuture<Integer> join : joins) children += join.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (entrance == Entrance.SCOPE) assertThat(children).as("%s: children of all scopes", what).isEqualTo(accepted);
        }

        private Map<Object, Integer> checkHandedBack() {
            Map<Object, Integer> back = new IdentityHashMap<>();
            for (Runnable each : handedBack) {
                assertThat(back.merge(each, 1, Integer::sum)).as("%s: handed back once: %s", what, each).isOne();
                assertThat(((Future<?>) each).isCancelled()).as("%s: handed back and cancelled: %s", what, each).isTrue();
            }
            return back;
        }

        private void checkOne(int i) {
            boolean timed = entrance == Entrance.TIMER && i % 2 == 0;
            if (!timed) {
                checkContinuation(i);
                return;
            }
            Future<Integer> future = futures.get(i);
            boolean refused = refusals.get(i) == 1;
            assertThat(future == null).as("%s: refused or accepted: %s", what, i).isEqualTo(refused);
            if (future == null) {
                assertThat(entered.get(i)).as("%s: task %s was refused and has run", what, i).isZero();
            } else {
                assertThat(future.isDone()).as("%s: task %s is done", what, i).isTrue();
                assertThat(entered.get(i)).as("%s: runs of task %s, %s", what, i, future).isBetween(future.isCancelled() ? 0 : 1, 1);
            }
        }

        /// A body that was cancelled while it ended has ended and is cleaned up after.
        private void checkContinuation(int i) {
            Future<Integer> future = futures.get(i);
            String which = what + ": task " + i + " " + future;
            assertThat(refusals.get(i)).as(which).isEqualTo(future == null ? 1 : 0);
            if (future == null) {
                assertThat(entered.get(i) + cleanups.get(i)).as("%s: refused, and yet run or cleaned up after", which).isZero();
                return;
            }
            assertThat(future.isDone()).as("%s: done", which).isTrue();
            assertThat(cleanups.get(i)).as("%s: cleanups", which).isEqualTo(future.isCancelled() ? 1 : 0);
            assertThat(ended.get(i)).as("%s: ends", which).isBetween(future.isCancelled() ? 0 : 1, 1);
        }

        /// Of tasks whose group was refused half way nobody has the futures, so of them only the sums are known.
        private void checkInvoked(SkeinStats stats, long others) {
            int runs = 0;
            for (int i = 0; i < TASKS; i++) {
                runs += entered.get(i);
                Future<Integer> future = futures.get(i);
                assertThat(entered.get(i)).as("%s: runs of task %s", what, i).isBetween(future == null || future.isCancelled() ? 0 : 1, 1);
                if (future != null) assertThat(future.isDone()).as("%s: task %s is done", what, i).isTrue();
            }
            assertThat(stats.completed() - others).as("%s: completed ones have run", what).isLessThanOrEqualTo(runs);
            assertThat(stats.submitted() - others - handedBack.size()).as("%s: runs, those handed back not among them", what).isGreaterThanOrEqualTo(runs);
        }
    }
}
