package dev.skein;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.skein.api.RecursiveTask;
import dev.skein.api.Step;
import dev.skein.api.Task;
import dev.skein.meta.Proves;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// [Skein#invoke], and what a runtime with forks in it says and waits for.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class InvokeTest {

    private static final class Fork<R> extends RecursiveTask<R> {
        private final Supplier<R> body;

        Fork(Supplier<R> body) {
            this.body = body;
        }

        @Override
        protected R compute() {
            return body.get();
        }
    }

    @Test
    void await_ofAFork_holdsNoWorkerMeanwhile() throws Exception {
        try (Skein skein = Skein.builder().workers(1).maxSpares(0).start()) {
            AtomicReference<Fork<Integer>> forked = new AtomicReference<>();
            Task<Integer> task = skein.spawn(context -> {
                Fork<Integer> fork = forked.get();
                if (fork != null) return Step.done(fork.join());
                fork = new Fork<>(() -> 7);
                fork.fork();
                forked.set(fork);
                return Step.await(fork);
            });
            assertThat(task.get(20, TimeUnit.SECONDS)).isEqualTo(7);
        }
    }

    @Test
    void invoke_fromOutsideByAnInterruptedThread_waitsAndKeepsTheFlag() throws Exception {
        try (Skein skein = Skein.builder().workers(1).start()) {
            CountDownLatch gate = new CountDownLatch(1);
            CompletableFuture<Boolean> flag = new CompletableFuture<>();
            CompletableFuture<Integer> result = new CompletableFuture<>();
            Thread caller = Thread.ofPlatform().start(() -> {
                result.complete(skein.invoke(new Fork<>(() -> {
                    while (gate.getCount() > 0) Thread.onSpinWait();
                    return 7;
                })));
                flag.complete(Thread.currentThread().isInterrupted());
            });
            Awaitility.await().until(() -> caller.getState() == Thread.State.WAITING);
            caller.interrupt();
            Awaitility.await().until(() -> caller.getState() == Thread.State.WAITING);
            assertThat(result).isNotDone();
            gate.countDown();
            assertThat(result.get(20, TimeUnit.SECONDS)).isEqualTo(7);
            assertThat(flag.get(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    /// Adds one at each level, by fork and join or by invokeAll.
    private static final class Depth extends RecursiveTask<Integer> {
        private final int left;
        private final boolean all;

        Depth(int left, boolean all) {
            this.left = left;
            this.all = all;
        }

        @Override
        protected Integer compute() {
            if (left == 0) return 0;
            Depth next = new Depth(left - 1, all);
            if (all) RecursiveTask.invokeAll(next, new Depth(0, true));
            else next.fork();
            return 1 + next.join();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(20, TimeUnit.SECONDS)) throw new AssertionError("waited for too long");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void invoke_fromOutside_returnsTheResultAndIsBooked(int workers) {
        try (Skein skein = Skein.builder().workers(workers).start()) {
            assertThat(skein.invoke(new Depth(100, true))).isEqualTo(100);
            assertThat(skein.<Object>invoke(new Fork<>(() -> null))).isNull();
            Awaitility.await().until(() -> skein.stats().quiet());
            assertThat(skein.stats().submitted()).isEqualTo(2);
            assertThat(skein.stats().completed()).isEqualTo(2);
        }
    }

    @Test
    void invoke_onAWorker_runsThereAsPartOfItsTask() throws Exception {
        try (Skein skein = Skein.builder().workers(2).start()) {
            boolean same = skein.submit(() -> skein.invoke(new Fork<>(Thread::currentThread)) == Thread.currentThread()).get();
            assertThat(same).isTrue();
            assertThat(skein.stats().submitted()).isEqualTo(1);
        }
    }

    @Test
    void invoke_onAWorkerOfAnotherRuntime_runsInItsOwn() throws Exception {
        try (Skein caller = Skein.builder().name("caller").workers(1).start(); Skein runner = Skein.builder().name("runner").workers(1).start()) {
            String where = caller.submit(() -> runner.invoke(new Fork<>(() -> Thread.currentThread().getName()))).get();
            assertThat(where).isEqualTo("skein-runner-w0");
        }
    }

    @Test
    void invoke_ofATaskThatThrows_throwsTheSameWithBothStacks() {
        try (Skein skein = Skein.builder().workers(2).start()) {
            IllegalStateException failure = new IllegalStateException("planned", new IOException("its cause"));
            Throwable thrown = catchThrowable(() -> skein.invoke(new Fork<>(() -> {
                throw failure;
            })));
            assertThat(thrown).isSameAs(failure).hasCauseInstanceOf(IOException.class);
            assertThat(thrown.getSuppressed()).singleElement().satisfies(joiner ->
                    assertThat(joiner.getStackTrace()).anySatisfy(frame -> assertThat(frame.getMethodName()).isEqualTo("invoke_ofATaskThatThrows_throwsTheSameWithBothStacks")));
            Awaitility.await().until(() -> skein.stats().quiet());
            assertThat(skein.stats().failed()).isEqualTo(1);
        }
    }

    @Test
    void invoke_twice_isRefused() {
        try (Skein skein = Skein.builder().workers(1).start()) {
            Fork<Integer> once = new Fork<>(() -> 1);
            assertThat(skein.invoke(once)).isEqualTo(1);
            assertThatThrownBy(() -> skein.invoke(once)).isInstanceOf(IllegalStateException.class).hasMessageContaining("make a new one");
        }
    }

    @Test
    void invoke_ofNull_isRefused() {
        try (Skein skein = Skein.builder().workers(1).start()) {
            assertThatThrownBy(() -> skein.invoke(null)).isInstanceOf(NullPointerException.class);
        }
    }

    @Test
    void invoke_interrupted_waitsOnAndKeepsTheFlag() throws Exception {
        try (Skein skein = Skein.builder().workers(1).start()) {
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch gate = new CountDownLatch(1);
            CompletableFuture<Boolean> flag = new CompletableFuture<>();
            Thread caller = Thread.ofPlatform().start(() -> {
                int answer = skein.invoke(new Fork<>(() -> {
                    begun.countDown();
                    await(gate);
                    return 42;
                }));
                flag.complete(answer == 42 && Thread.currentThread().isInterrupted());
            });
            await(begun);
            caller.interrupt();
            gate.countDown();
            assertThat(flag.get(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void invoke_afterShutdown_isRejected() {
        Skein skein = Skein.builder().name("orders").workers(1).start();
        skein.close();
        Fork<Integer> fork = new Fork<>(() -> 1);
        assertThatThrownBy(() -> skein.invoke(fork)).isInstanceOf(RejectedExecutionException.class).hasMessageContaining("skein orders");
        assertThat(fork.invoke()).as("it was not used").isEqualTo(1);
    }

    @Test
    void invoke_onAWorkerAfterShutdown_isPartOfItsTaskAndRuns() throws Exception {
        Skein skein = Skein.builder().workers(1).start();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        var task = skein.submit(() -> {
            begun.countDown();
            await(gate);
            return skein.invoke(new Depth(10, false));
        });
        await(begun);
        skein.shutdown();
        gate.countDown();
        assertThat(task.get(20, TimeUnit.SECONDS)).isEqualTo(10);
        skein.close();
    }

    @Test
    void shutdownNow_beforeAnInvokedTaskHasBegun_cancelsIt() throws Exception {
        Skein skein = Skein.builder().workers(1).start();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        skein.execute(() -> {
            begun.countDown();
            boolean interrupted = false;
            while (gate.getCount() > 0) interrupted |= Thread.interrupted();
        });
        await(begun);
        CompletableFuture<Throwable> thrown = CompletableFuture.supplyAsync(() -> catchThrowable(() -> skein.invoke(new Fork<>(() -> 1))));
        Awaitility.await().until(() -> skein.stats().queued() == 1);
        skein.shutdownNow();
        assertThat(thrown.get(20, TimeUnit.SECONDS)).isInstanceOf(CancellationException.class);
        gate.countDown();
        skein.close();
    }

    /// A fork is a part of a task that has begun: it is neither returned nor dropped, or its joiner would wait for ever.
    @Test
    void shutdownNow_whileForksWait_interruptsWhatRunsAndLeavesThemToTheirTask() throws Exception {
        Skein skein = Skein.builder().workers(1).start();
        CountDownLatch begun = new CountDownLatch(1);
        AtomicInteger ran = new AtomicInteger();
        var task = skein.submit(() -> {
            List<Fork<Integer>> forks = java.util.stream.Stream.generate(() -> new Fork<>(ran::incrementAndGet)).limit(100).toList();
            forks.forEach(RecursiveTask::fork);
            begun.countDown();
            while (!Thread.currentThread().isInterrupted()) Thread.onSpinWait();
            forks.forEach(RecursiveTask::join);
            return Thread.currentThread().isInterrupted();
        });
        await(begun);
        assertThat(skein.shutdownNow()).isEmpty();
        assertThat(skein.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        assertThat(ran).hasValue(100);
        assertThat(task.isCancelled()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    @Proves({"J5", "J6"})
    void close_withForksThatNobodyJoins_waitsForThem(int workers) {
        for (int round = 0; round < 30; round++) {
            AtomicInteger ran = new AtomicInteger();
            try (Skein skein = Skein.builder().workers(workers).start()) {
                skein.execute(() -> forkTree(8, ran));
            }
            assertThat(ran).hasValue((1 << 9) - 1);
        }
    }

    private static int forkTree(int depth, AtomicInteger ran) {
        if (depth > 0) {
            for (int i = 0; i < 2; i++) new Fork<>(() -> forkTree(depth - 1, ran)).fork();
        }
        if (depth % 3 == 0) Thread.yield();
        return ran.incrementAndGet();
    }

    /// A fork that waits for one that waits in the queue needs a spare, and a runtime that has been told to end has none.
    @Test
    @Proves("J6")
    void close_withForksThatBlock_doesNotEndBeforeTheyHave() {
        AtomicInteger ran = new AtomicInteger();
        try (Skein skein = Skein.builder().workers(1).start()) {
            CountDownLatch first = new CountDownLatch(1);
            skein.execute(() -> {
                new Fork<>(() -> {
                    first.countDown();
                    return ran.incrementAndGet();
                }).fork();
                new Fork<>(() -> {
                    try {
                        Skein.blocking(() -> first.await(20, TimeUnit.SECONDS));
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                    return first.getCount() == 0 ? ran.incrementAndGet() : 0;
                }).fork();
            });
        }
        assertThat(ran).hasValue(2);
    }

    // Depth, on the stack that workers have by default.

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void invoke_fiveThousandDeep_fitsOnTheStack(int workers) {
        try (Skein skein = Skein.builder().workers(workers).start()) {
            assertThat(skein.invoke(new Depth(5_000, false))).isEqualTo(5_000);
            assertThat(skein.invoke(new Depth(5_000, true))).isEqualTo(5_000);
        }
    }

    /// Frames are largest where nothing is compiled, or only by the compiler that comes first.
    @ParameterizedTest
    @ValueSource(strings = {"-Xint", "-XX:TieredStopAtLevel=1", "-XX:TieredStopAtLevel=3"})
    void invoke_fiveThousandDeepWithLargeFrames_fitsOnTheStack(String mode) throws Exception {
        Process process = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), mode, "--enable-native-access=ALL-UNNAMED",
                "-Xmx128m", "-cp", System.getProperty("java.class.path"), DeepMain.class.getName()).redirectErrorStream(true).start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(output).contains("depth 5000 5000");
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
    }

    /// Run in a JVM of its own.
    static final class DeepMain {
        public static void main(String[] args) {
            try (Skein skein = Skein.builder().workers(2).start()) {
                System.out.println("depth " + skein.invoke(new Depth(5_000, false)) + " " + skein.invoke(new Depth(5_000, true)));
            }
        }
    }
}
