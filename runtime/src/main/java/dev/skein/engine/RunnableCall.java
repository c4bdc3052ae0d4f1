package dev.skein.engine;

import dev.skein.task.Wrapper;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/// A [Runnable] where a [Callable] is wanted.
public record RunnableCall(Runnable body) implements Callable<@Nullable Object>, Wrapper {

    @Override
    public @Nullable Object call() {
        body.run();
        return null;
    }

    @Override
    public Object wrapped() {
        return body;
    }
}
