package dev.skein.soak;

import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/// What bodies throw. The errors are thrown for real where that costs nothing else: a stack that overflows does.
final class Faults {

    private static final List<Supplier<Throwable>> KINDS = List.of(
            () -> new IllegalStateException("planned"), () -> new IOException("planned"), () -> new InterruptedException("planned"),
            () -> new AssertionError("planned"), () -> new OutOfMemoryError("planned"), () -> new NoClassDefFoundError("planned"), Faults::overflow, Speechless::new);

    /// One that throws when it is asked what it is.
    private static final class Speechless extends RuntimeException {
        private static final long serialVersionUID = 1;

        @Override
        public String getMessage() {
            throw new IllegalStateException("planned");
        }
    }

    private Faults() { }

    /// Throws something of any kind, checked or not.
    static void throwOne(Dice dice) {
        throw Faults.<RuntimeException>unchecked(KINDS.get(dice.below(KINDS.size())).get());
    }

    private static Throwable overflow() {
        try {
            return new IllegalStateException("never so deep: " + deeper(0));
        } catch (StackOverflowError planned) {
            return planned;
        }
    }

    private static int deeper(int depth) {
        return 1 + deeper(depth + 1);
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> T unchecked(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
