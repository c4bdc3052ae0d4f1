package dev.skein.bench.forkjoin;

import dev.skein.Skein;
import dev.skein.api.Continuation;
import dev.skein.api.RecursiveTask;
import dev.skein.api.Step;
import dev.skein.api.Task;
import dev.skein.api.TaskContext;
import dev.skein.bench.compare.OneOp;
import dev.skein.bench.compare.SchedulerBenchmark;
import dev.skein.bench.rivals.CatsRuntime;
import dev.skein.bench.rivals.KotlinDispatcher;
import dev.skein.bench.rivals.Schedulers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.Future;
import java.util.function.IntToLongFunction;
import kotlinx.coroutines.CoroutineDispatcher;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/// Skynet: a task has ten children, each of these ten, down to a million leaves, which have numbers; each task adds up what its children bring. One
/// operation is one task, of which there are 1,111,111; the sum is checked.
///
/// | scheduler | a child is | its parent |
/// |---|---|---|
/// | `skein`, `skeinUnpinned`, `skeinUnbalanced`, `forkJoinLifo` | a fork | joins it, by `invokeAll` |
/// | `skeinSpawn` | a continuation, spawned | awaits it |
/// | `virtualThreads` | a virtual thread | blocks in `Future.get` |
/// | `kotlin` | an `async` | `await`s it |
/// | `catsEffect` | a fiber, started | joins it |
/// | `singleThread` | a call | - |
public class SkynetBenchmark extends SchedulerBenchmark {

    static final int FAN_OUT = 10;
    static final int LEAVES = 1_000_000;
    static final int TASKS = 1_111_111;

    @Param({"skein", "skeinUnpinned", "skeinUnbalanced", "skeinSpawn", "forkJoinLifo", "virtualThreads", "kotlin", "catsEffect", "singleThread"})
    String scheduler;

    @Param({"2"})
    int workers;

    private Runner runner;

    @Setup
    public void start() {
        runner = Runner.start(scheduler, workers);
    }

    @TearDown
    public void close() {
        runner.close.run();
    }

    @Benchmark
    @OperationsPerInvocation(TASKS)
    @OneOp("one of 1,111,111 tasks, each with ten children but for the leaves")
    public long skynet() {
        long sum = runner.skynet.applyAsLong(LEAVES);
        if (sum != sumOf(LEAVES)) throw new IllegalStateException(scheduler + " has lost tasks: the sum must be " + sumOf(LEAVES) + ", got " + sum);
        return sum;
    }

    static long sumOf(long leaves) {
        return leaves * (leaves - 1) / 2;
    }

    /// @param skynet from the number of leaves, a power of ten, to the sum of theirs
    record Runner(IntToLongFunction skynet, Runnable close) {

        static Runner start(String scheduler, int workers) {
            switch (scheduler) {
                case Schedulers.KOTLIN -> {
                    CoroutineDispatcher dispatcher = KotlinDispatcher.start(workers);
                    return new Runner(leaves -> KotlinForks.skynet(dispatcher, leaves), () -> { });
                }
                case Schedulers.CATS_EFFECT -> {
                    CatsRuntime cats = new CatsRuntime(workers);
                    return new Runner(leaves -> CatsForks.skynet(cats, leaves), cats::close);
                }
                case Schedulers.SINGLE_THREAD -> {
                    return new Runner(leaves -> plain(0, leaves), () -> { });
                }
                case "skeinSpawn" -> {
                    Skein skein = (Skein) Schedulers.start(Schedulers.OURS, workers);
                    return new Runner(leaves -> get(skein.spawn(new Spawned(skein, 0, leaves))), skein::close);
                }
                default -> {
                    ExecutorService executor = Schedulers.start(scheduler, workers);
                    return new Runner(switch (executor) {
                        case Skein skein -> leaves -> skein.invoke(new Forked(0, leaves));
                        case ForkJoinPool pool -> leaves -> pool.invoke(new JdkForked(0, leaves));
                        default -> leaves -> get(executor.submit(() -> blocking(executor, 0, leaves)));
                    }, executor::close);
                }
            }
        }
    }

    private static long plain(long number, int size) {
        if (size == 1) return number;
        int part = size / FAN_OUT;
        long sum = 0;
        for (int i = 0; i < FAN_OUT; i++) sum += plain(number + (long) i * part, part);
        return sum;
    }

    /// For virtual threads: on a pool, whose threads would all wait, it would never end.
    private static long blocking(ExecutorService threads, long number, int size) {
        if (size == 1) return number;
        int part = size / FAN_OUT;
        List<Future<Long>> children = new ArrayList<>(FAN_OUT);
        for (int i = 0; i < FAN_OUT; i++) {
            long first = number + (long) i * part;
            children.add(threads.submit(() -> blocking(threads, first, part)));
        }
        long sum = 0;
        for (Future<Long> child : children) sum += get(child);
        return sum;
    }

    private static long get(Future<Long> child) {
        try {
            return child.get();
        } catch (InterruptedException | ExecutionException failed) {
            throw new IllegalStateException("a task of skynet failed", failed);
        }
    }

    private static final class Forked extends RecursiveTask<Long> {

        private final long number;
        private final int size;

        Forked(long number, int size) {
            this.number = number;
            this.size = size;
        }

        @Override
        protected Long compute() {
            if (size == 1) return number;
            int part = size / FAN_OUT;
            Forked[] children = new Forked[FAN_OUT];
            for (int i = 0; i < FAN_OUT; i++) children[i] = new Forked(number + (long) i * part, part);
            invokeAll(children);
            long sum = 0;
            for (Forked child : children) sum += child.join();
            return sum;
        }
    }

    private static final class JdkForked extends java.util.concurrent.RecursiveTask<Long> {
        private static final long serialVersionUID = 1L;

        private final long number;
        private final int size;

        JdkForked(long number, int size) {
            this.number = number;
            this.size = size;
        }

        @Override
        protected Long compute() {
            if (size == 1) return number;
            int part = size / FAN_OUT;
            JdkForked[] children = new JdkForked[FAN_OUT];
            for (int i = 0; i < FAN_OUT; i++) children[i] = new JdkForked(number + (long) i * part, part);
            ForkJoinTask.invokeAll(children);
            long sum = 0;
            for (JdkForked child : children) sum += child.join();
            return sum;
        }
    }

    private static final class Spawned implements Continuation<Long> {

        private final Skein skein;
        private final long number;
        private final int size;
        private @Nullable List<Task<Long>> children;
        private int next;
        private long sum;

        Spawned(Skein skein, long number, int size) {
            this.skein = skein;
            this.number = number;
            this.size = size;
        }

        @Override
        public Step<Long> resume(TaskContext context) {
            if (size == 1) return Step.done(number);
            if (children == null) children = spawnChildren();
            while (next < FAN_OUT) {
                Task<Long> child = children.get(next);
                if (!child.isDone()) return Step.await(child);
                sum += child.resultNow();
                next++;
            }
            return Step.done(sum);
        }

        private List<Task<Long>> spawnChildren() {
            int part = size / FAN_OUT;
            List<Task<Long>> spawned = new ArrayList<>(FAN_OUT);
            for (int i = 0; i < FAN_OUT; i++) spawned.add(skein.spawn(new Spawned(skein, number + (long) i * part, part)));
            return spawned;
        }
    }
}
