package dev.skein.soak;

import dev.skein.api.RecursiveTask;

/// The n-th Fibonacci number by a fork for each but the smallest.
final class Fib extends RecursiveTask<Integer> {

    private final int n;

    Fib(int n) {
        this.n = n;
    }

    @Override
    protected Integer compute() {
        if (n < 2) return n;
        RecursiveTask<Integer> other = new Fib(n - 1).fork();
        return new Fib(n - 2).invoke() + other.join();
    }

    /// The same without forks.
    static int of(int n) {
        int last = 1;
        int sum = 0;
        for (int i = 0; i < n; i++) {
            int next = last + sum;
            last = sum;
            sum = next;
        }
        return sum;
    }
}
