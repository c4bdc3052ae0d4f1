package dev.skein.worker;

import org.jspecify.annotations.Nullable;

/// Where failures go that no outcome can take.
public final class Reports {

    private static final System.Logger LOG = System.getLogger("dev.skein");

    private final String runtime;
    private final Thread.@Nullable UncaughtExceptionHandler handler;

    /// @param runtime its name
    /// @param handler of the runtime; null: that of the thread on which something fails
    Reports(String runtime, Thread.@Nullable UncaughtExceptionHandler handler) {
        this.runtime = runtime;
        this.handler = handler;
    }

    /// Hands what a task or a class of the user's threw to the handler; what the handler throws is logged.
    public void uncaught(Throwable failure) {
        try {
            Thread thread = Thread.currentThread();
            (handler == null ? handlerOf(thread) : handler).uncaughtException(thread, failure);
        } catch (Throwable fromHandler) {
            logHandler(failure, fromHandler);
        }
    }

    /// Of a carrier not one that a task has set on it, for others run there too: the JVM's default, or a stack trace.
    private static Thread.UncaughtExceptionHandler handlerOf(Thread thread) {
        return thread instanceof Carrier ? thread.getThreadGroup() : thread.getUncaughtExceptionHandler();
    }

    private void logHandler(Throwable failure, Throwable fromHandler) {
        try {
            logSafely("the uncaught exception handler threw, given " + failure.getClass().getName(), fromHandler);
        } catch (OutOfMemoryError | StackOverflowError noRoom) {
            return;                          // who reports has books to keep, which must not wait for memory
        }
    }

    /// What may go wrong in the loop of a thread of ours that must outlive it.
    enum Mishap {
        BETWEEN_TASKS(" failed between two tasks and goes on"),
        NO_MEMORY_TO_SERVE(" has no memory to serve its next worker; it tries again"),
        NO_MEMORY_TO_LEAVE(" has no memory to leave its queue to others; it tries again"),
        NO_MEMORY_TO_END(" has no memory to look whether all has ended; it tries again"),
        TICK(": its tick failed; it goes on");

        private final String words;

        Mishap(String words) {
            this.words = words;
        }
    }

    /// Logs that something went wrong on the calling thread. Nothing is thrown: the words are put together in here, since where memory has run out even
    /// a literal, which its first use allocates, may not be had.
    void logSafely(Mishap mishap, Throwable failure) {
        try {
            logSafely(Thread.currentThread().getName() + mishap.words, failure);
        } catch (Throwable noRoom) {
            return;
        }
    }

    /// Logs what went wrong in our own code, if there is memory for it.
    public void logSafely(String what, Throwable failure) {
        log(System.Logger.Level.ERROR, what, failure);
    }

    /// Warns the user. What a log handler of his throws must not come out of a step of ours.
    public void warnSafely(String what) {
        log(System.Logger.Level.WARNING, what, null);
    }

    /// Tells the user what is no fault, as [#warnSafely].
    public void tellSafely(String what) {
        log(System.Logger.Level.INFO, what, null);
    }

    private void log(System.Logger.Level level, String what, @Nullable Throwable failure) {
        try {
            LOG.log(level, "skein " + runtime + ": " + what, failure);
        } catch (Throwable fromTheLog) {
            return;                          // there is nobody left to tell
        }
    }
}
