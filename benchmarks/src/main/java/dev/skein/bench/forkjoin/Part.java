package dev.skein.bench.forkjoin;

/// A part of a computation that is either small or made of two parts. For the rivals whose forks are no classes of the user's: it stands for what a lambda
/// would capture, and is made once for each fork, as that would be.
interface Part {

    boolean isSmall();

    /// Of a small part.
    long value();

    Part first();

    Part second();

    /// fib(n).
    record Fib(int n) implements Part {

        @Override
        public boolean isSmall() {
            return n < 2;
        }

        @Override
        public long value() {
            return n;
        }

        @Override
        public Part first() {
            return new Fib(n - 1);
        }

        @Override
        public Part second() {
            return new Fib(n - 2);
        }
    }

    /// The sum of `data[from]` to `data[to - 1]`.
    final class Sum implements Part {

        private final long[] data;
        private final int from;
        private final int to;

        Sum(long[] data, int from, int to) {
            this.data = data;
            this.from = from;
            this.to = to;
        }

        @Override
        public boolean isSmall() {
            return to - from <= ForkJoinBenchmark.GRAIN;
        }

        @Override
        public long value() {
            return ForkJoinBenchmark.sum(data, from, to);
        }

        @Override
        public Part first() {
            return new Sum(data, from, (from + to) >>> 1);
        }

        @Override
        public Part second() {
            return new Sum(data, (from + to) >>> 1, to);
        }
    }
}
