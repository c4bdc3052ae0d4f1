package dev.skein.bench.forkjoin;

import dev.skein.Skein;
import dev.skein.bench.rivals.CatsRuntime;
import dev.skein.bench.rivals.KotlinDispatcher;
import dev.skein.bench.rivals.Schedulers;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import kotlinx.coroutines.CoroutineDispatcher;

/// One that can fork and join; its methods compute on its workers, while the caller waits.
interface ForkJoinRival extends AutoCloseable {

    long fib(int n);

    long sum(long[] data);

    @Override
    void close();

    /// @param scheduler `skein...`, `forkJoin...`, `kotlin`, `catsEffect` or `singleThread`
    /// @param workers threads that run tasks, >= 1; a single thread ignores it
    static ForkJoinRival start(String scheduler, int workers) {
        return switch (scheduler) {
            case Schedulers.KOTLIN -> new Kotlin(KotlinDispatcher.start(workers));
            case Schedulers.CATS_EFFECT -> new Cats(new CatsRuntime(workers));
            case Schedulers.SINGLE_THREAD -> new SingleThread();
            default -> of(scheduler, Schedulers.start(scheduler, workers));
        };
    }

    private static ForkJoinRival of(String scheduler, ExecutorService executor) {
        switch (executor) {
            case Skein skein -> {
                return new Ours(skein);
            }
            case ForkJoinPool pool -> {
                return new Jdk(pool);
            }
            default -> {
                executor.close();
                throw new IllegalArgumentException(scheduler + " has no fork/join; use skein, forkJoinLifo, kotlin, catsEffect or singleThread");
            }
        }
    }

    record Ours(Skein skein) implements ForkJoinRival {

        @Override
        public long fib(int n) {
            return skein.invoke(new ForkJoinBenchmark.Fib(n));
        }

        @Override
        public long sum(long[] data) {
            return skein.invoke(new ForkJoinBenchmark.Sum(data, 0, data.length));
        }

        @Override
        public void close() {
            skein.close();
        }
    }

    record Jdk(ForkJoinPool pool) implements ForkJoinRival {

        @Override
        public long fib(int n) {
            return pool.invoke(new ForkJoinBenchmark.JdkFib(n));
        }

        @Override
        public long sum(long[] data) {
            return pool.invoke(new ForkJoinBenchmark.JdkSum(data, 0, data.length));
        }

        @Override
        public void close() {
            pool.close();
        }
    }

    record Kotlin(CoroutineDispatcher dispatcher) implements ForkJoinRival {

        @Override
        public long fib(int n) {
            return KotlinForks.compute(dispatcher, new Part.Fib(n));
        }

        @Override
        public long sum(long[] data) {
            return KotlinForks.compute(dispatcher, new Part.Sum(data, 0, data.length));
        }

        /// Nothing to close: the dispatcher is the JVM's.
        @Override
        public void close() { }
    }

    record Cats(CatsRuntime cats) implements ForkJoinRival {

        @Override
        public long fib(int n) {
            return CatsForks.compute(cats, new Part.Fib(n));
        }

        @Override
        public long sum(long[] data) {
            return CatsForks.compute(cats, new Part.Sum(data, 0, data.length));
        }

        @Override
        public void close() {
            cats.close();
        }
    }

    record SingleThread() implements ForkJoinRival {

        @Override
        public long fib(int n) {
            return ForkJoinBenchmark.plainFib(n);
        }

        @Override
        public long sum(long[] data) {
            return ForkJoinBenchmark.sum(data, 0, data.length);
        }

        @Override
        public void close() { }
    }
}
