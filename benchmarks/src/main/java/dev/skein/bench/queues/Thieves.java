package dev.skein.bench.queues;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Threads that steal all the time, and look again at once when they find nothing: more of them than any runtime lets loose.
final class Thieves implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean ended;

    /// @param count threads, >= 0
    /// @param steal takes an element, or returns null
    Thieves(int count, Supplier<@Nullable Object> steal) {
        if (count < 0) throw new IllegalArgumentException("thieves must be >= 0, got " + count);
        for (int i = 0; i < count; i++) threads.add(Thread.ofPlatform().daemon().name("thief-" + i).start(() -> stealOn(steal)));
    }

    private void stealOn(Supplier<@Nullable Object> steal) {
        while (!ended) {
            if (steal.get() == null) Thread.onSpinWait();
        }
    }

    /// Returns when they have ended.
    @Override
    public void close() {
        ended = true;
        try {
            for (Thread thread : threads) {
                if (!thread.join(LIMIT)) throw new IllegalStateException(thread.getName() + " has not ended after " + LIMIT.toSeconds() + " s");
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while thieves end", stop);
        }
    }
}
