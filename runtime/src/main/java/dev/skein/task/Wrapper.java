package dev.skein.task;

/// A body that stands around one of the user's. What tells a user of his tasks names the inner one.
public interface Wrapper {

    Object wrapped();

    /// Name of the class that the user gave.
    static String classOf(Object body) {
        return innermost(body).getClass().getName();
    }

    /// The body that the user gave.
    static Object innermost(Object body) {
        Object inner = body;
        while (inner instanceof Wrapper wrapper) inner = wrapper.wrapped();
        return inner;
    }
}
