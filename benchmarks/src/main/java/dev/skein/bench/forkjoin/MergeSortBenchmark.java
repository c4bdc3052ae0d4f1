package dev.skein.bench.forkjoin;

import dev.skein.Skein;
import dev.skein.api.RecursiveTask;
import dev.skein.bench.compare.OneOp;
import dev.skein.bench.compare.SchedulerBenchmark;
import dev.skein.bench.rivals.Schedulers;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/// What does fork/join bring where the parts are coarse? One operation is one array of a million random numbers, copied and sorted.
///
/// Halves are forked down to [#GRAIN] numbers, which the JDK sorts; merging is not forked, so two workers cannot be twice as fast as one.
/// `singleThread` is the same recursion without forks.
public class MergeSortBenchmark extends SchedulerBenchmark {

    static final int NUMBERS = 1_000_000;
    static final int GRAIN = 4_096;
    private static final long SEED = 6;

    @Param({"skein", "skeinUnpinned", "skeinUnbalanced", "forkJoinLifo", "singleThread"})
    String scheduler;

    @Param({"2"})
    int workers;

    private @Nullable ExecutorService executor;
    private int[] unsorted;
    private int[] sorted;
    private int[] buffer;

    @Setup
    public void start() {
        if (!scheduler.equals(Schedulers.SINGLE_THREAD)) executor = Schedulers.start(scheduler, workers);
        unsorted = new SplittableRandom(SEED).ints(NUMBERS).toArray();
        sorted = new int[NUMBERS];
        buffer = new int[NUMBERS];
    }

    @TearDown
    public void close() {
        if (executor != null) executor.close();
    }

    @Benchmark
    @OutputTimeUnit(TimeUnit.MICROSECONDS)
    @OneOp("a merge sort of 1,000,000 ints, in parts of 4,096")
    public int[] mergeSort() {
        System.arraycopy(unsorted, 0, sorted, 0, NUMBERS);
        sort(executor, sorted, buffer);
        return sorted;
    }

    /// @param executor null for a single thread
    static void sort(@Nullable ExecutorService executor, int[] numbers, int[] buffer) {
        switch (executor) {
            case null -> sort(numbers, buffer, 0, numbers.length);
            case Skein skein -> skein.invoke(new Sort(numbers, buffer, 0, numbers.length));
            case ForkJoinPool pool -> pool.invoke(new JdkSort(numbers, buffer, 0, numbers.length));
            default -> throw new IllegalArgumentException("an executor must be of Skein or a ForkJoinPool, got " + executor.getClass().getName());
        }
    }

    private static void sort(int[] numbers, int[] buffer, int from, int to) {
        if (to - from <= GRAIN) {
            Arrays.sort(numbers, from, to);
            return;
        }
        int middle = (from + to) >>> 1;
        sort(numbers, buffer, from, middle);
        sort(numbers, buffer, middle, to);
        merge(numbers, buffer, from, middle, to);
    }

    private static void merge(int[] numbers, int[] buffer, int from, int middle, int to) {
        System.arraycopy(numbers, from, buffer, from, middle - from);
        int left = from;
        int right = middle;
        for (int next = from; left < middle; next++) {
            numbers[next] = right < to && numbers[right] < buffer[left] ? numbers[right++] : buffer[left++];
        }
    }

    private static final class Sort extends RecursiveTask<Boolean> {

        private final int[] numbers;
        private final int[] buffer;
        private final int from;
        private final int to;

        Sort(int[] numbers, int[] buffer, int from, int to) {
            this.numbers = numbers;
            this.buffer = buffer;
            this.from = from;
            this.to = to;
        }

        @Override
        protected Boolean compute() {
            if (to - from <= GRAIN) {
                Arrays.sort(numbers, from, to);
            } else {
                int middle = (from + to) >>> 1;
                Sort left = new Sort(numbers, buffer, from, middle);
                left.fork();
                new Sort(numbers, buffer, middle, to).compute();
                left.join();
                merge(numbers, buffer, from, middle, to);
            }
            return true;
        }
    }

    private static final class JdkSort extends java.util.concurrent.RecursiveTask<Boolean> {
        private static final long serialVersionUID = 1L;

        private final int[] numbers;
        private final int[] buffer;
        private final int from;
        private final int to;

        JdkSort(int[] numbers, int[] buffer, int from, int to) {
            this.numbers = numbers;
            this.buffer = buffer;
            this.from = from;
            this.to = to;
        }

        @Override
        protected Boolean compute() {
            if (to - from <= GRAIN) {
                Arrays.sort(numbers, from, to);
            } else {
                int middle = (from + to) >>> 1;
                JdkSort left = new JdkSort(numbers, buffer, from, middle);
                left.fork();
                new JdkSort(numbers, buffer, middle, to).compute();
                left.join();
                merge(numbers, buffer, from, middle, to);
            }
            return true;
        }
    }
}
