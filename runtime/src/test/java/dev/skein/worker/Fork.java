package dev.skein.worker;

import dev.skein.api.RecursiveTask;
import java.util.concurrent.Callable;

/// A fork whose body is a lambda expression.
final class Fork<R> extends RecursiveTask<R> {

    private final Callable<R> body;

    Fork(Callable<R> body) {
        this.body = body;
    }

    static Fork<Void> of(Runnable body) {
        return new Fork<>(() -> {
            body.run();
            return null;
        });
    }

    @Override
    protected R compute() {
        try {
            return body.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
