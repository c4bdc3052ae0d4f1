package dev.skein.api;

import java.util.function.Supplier;

/// A fork whose body is a lambda expression.
final class Fork<R> extends RecursiveTask<R> {
    private final Supplier<R> body;

    Fork(Supplier<R> body) {
        this.body = body;
    }

    @Override
    protected R compute() {
        return body.get();
    }

    static Fork<Integer> failing(RuntimeException failure) {
        return new Fork<>(() -> {
            throw failure;
        });
    }
}
