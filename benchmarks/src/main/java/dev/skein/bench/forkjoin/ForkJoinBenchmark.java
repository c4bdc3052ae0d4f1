package dev.skein.bench.forkjoin;

import dev.skein.api.RecursiveTask;
import dev.skein.bench.compare.OneOp;
import dev.skein.bench.compare.SchedulerBenchmark;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/// What does it cost to fork a part of a computation and to join it?
///
/// The classes of Skein and ForkJoinPool differ in the type they extend and in nothing else; Kotlin forks by `async`, cats-effect by `start`. The
/// benchmark thread hands in the root and waits; it is never a worker. `singleThread` is the same recursion, or a loop over the array, without forks.
public class ForkJoinBenchmark extends SchedulerBenchmark {

    static final int FIB = 30;
    /// Forks of fib(30), one for each call with an argument above 1.
    static final int FORKS = 1_346_268;
    /// The array: 80 MB, more than any cache holds.
    static final int LONGS = 10_000_000;
    static final int GRAIN = 256;

    @Param({"skein", "skeinUnpinned", "skeinUnbalanced", "forkJoinLifo", "kotlin", "catsEffect", "singleThread"})
    String scheduler;

    @Param({"1", "2"})
    int workers;

    private ForkJoinRival rival;
    private long[] data;

    @Setup
    public void start() {
        rival = ForkJoinRival.start(scheduler, workers);
        data = LongStream.range(0, LONGS).toArray();
    }

    @TearDown
    public void close() {
        rival.close();
    }

    /// Next to no work beside the forks; one operation is one fork and its join.
    @Benchmark
    @OperationsPerInvocation(FORKS)
    @OutputTimeUnit(TimeUnit.NANOSECONDS)
    @OneOp("one fork and its join of fib(30), without a cut-off")
    public long fib() {
        return rival.fib(FIB);
    }

    /// 39,062 parts or so of 256 numbers, some 100 ns each; one operation is the whole array.
    @Benchmark
    @OutputTimeUnit(TimeUnit.MICROSECONDS)
    @OneOp("the sum of 10,000,000 longs, in parts of 256")
    public long arraySum() {
        return rival.sum(data);
    }

    static int plainFib(int n) {
        return n < 2 ? n : plainFib(n - 1) + plainFib(n - 2);
    }

    static final class Fib extends RecursiveTask<Integer> {
        private final int n;

        Fib(int n) {
            this.n = n;
        }

        @Override
        protected Integer compute() {
            if (n < 2) return n;
            Fib first = new Fib(n - 1);
            first.fork();
            Fib second = new Fib(n - 2);
            return second.compute() + first.join();
        }
    }

    static final class JdkFib extends java.util.concurrent.RecursiveTask<Integer> {
        private static final long serialVersionUID = 1L;

        private final int n;

        JdkFib(int n) {
            this.n = n;
        }

        @Override
        protected Integer compute() {
            if (n < 2) return n;
            JdkFib first = new JdkFib(n - 1);
            first.fork();
            JdkFib second = new JdkFib(n - 2);
            return second.compute() + first.join();
        }
    }

    static final class Sum extends RecursiveTask<Long> {
        private final long[] data;
        private final int from;
        private final int to;

        Sum(long[] data, int from, int to) {
            this.data = data;
            this.from = from;
            this.to = to;
        }

        @Override
        protected Long compute() {
            if (to - from <= GRAIN) return sum(data, from, to);
            int middle = (from + to) >>> 1;
            Sum left = new Sum(data, from, middle);
            left.fork();
            Sum right = new Sum(data, middle, to);
            return right.compute() + left.join();
        }
    }

    static final class JdkSum extends java.util.concurrent.RecursiveTask<Long> {
        private static final long serialVersionUID = 1L;

        private final long[] data;
        private final int from;
        private final int to;

        JdkSum(long[] data, int from, int to) {
            this.data = data;
            this.from = from;
            this.to = to;
        }

        @Override
        protected Long compute() {
            if (to - from <= GRAIN) return sum(data, from, to);
            int middle = (from + to) >>> 1;
            JdkSum left = new JdkSum(data, from, middle);
            left.fork();
            JdkSum right = new JdkSum(data, middle, to);
            return right.compute() + left.join();
        }
    }

    static long sum(long[] data, int from, int to) {
        long sum = 0;
        for (int i = from; i < to; i++) sum += data[i];
        return sum;
    }
}
