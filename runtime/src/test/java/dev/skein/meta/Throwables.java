package dev.skein.meta;

import java.io.IOException;
import java.util.stream.Stream;

/// One of each kind that code of a user's can throw, checked ones that the compiler does not see included.
public final class Throwables {

    private Throwables() {}

    public static Stream<Throwable> ofEachKind() {
        return Stream.of(new RuntimeException("planned"), new IOException("planned"), new Error("planned"), new AssertionError("planned"),
                new StackOverflowError("planned"), new OutOfMemoryError("planned"), new LinkageError("planned"), new InterruptedException("planned"),
                new Throwable("planned"));
    }

    /// Those that the compiler lets pass everywhere.
    public static Stream<Error> errors() {
        return Stream.of(new OutOfMemoryError("planned"), new StackOverflowError("planned"), new AssertionError("planned"));
    }

    /// Throws what it is given, whether it is declared or not.
    ///
    /// @return never; so that the caller can write `throw`
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public static <X extends Throwable> RuntimeException sneak(Throwable thrown) throws X {
        throw (X) thrown;
    }
}
