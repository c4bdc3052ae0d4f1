package dev.skein.task;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;

/// Completion stages that are no `CompletableFuture`: only `whenComplete` works, and does what a test wants.
final class StageOfOnesOwn {

    private final List<BiConsumer<Object, Throwable>> callbacks = new ArrayList<>();

    /// What is done with each callback that is registered.
    interface Registration {
        void register(BiConsumer<Object, Throwable> callback);
    }

    @SuppressWarnings("unchecked")     // a proxy knows no generics
    static CompletionStage<Object> that(Registration registration) {
        return (CompletionStage<Object>) Proxy.newProxyInstance(StageOfOnesOwn.class.getClassLoader(), new Class<?>[] {CompletionStage.class},
                (proxy, method, arguments) -> {
                    if (!method.getName().equals("whenComplete")) throw new UnsupportedOperationException(method.getName());
                    registration.register((BiConsumer<Object, Throwable>) arguments[0]);
                    return proxy;
                });
    }

    /// One that is completed by [#complete].
    CompletionStage<Object> pending() {
        return that(callbacks::add);
    }

    void complete() {
        callbacks.forEach(callback -> callback.accept("value", null));
    }
}
