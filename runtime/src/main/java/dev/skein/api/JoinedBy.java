package dev.skein.api;

/// Stands among the suppressed exceptions of what a fork threw on another thread, and shows the stack of a thread that
/// joined the fork: the exception itself only shows where it was thrown.
final class JoinedBy extends Exception {

    private static final long serialVersionUID = 1L;

    /// So many joiners of one exception are shown at most; a fork may have any number of them.
    private static final int SHOWN_MAX = 8;

    private JoinedBy(Thread joiner) {
        super(joiner.getName());
    }

    /// Adds the stack of the calling thread, if there is room for it.
    static void addTo(Throwable failure) {
        try {
            synchronized (failure) {             // the lock of addSuppressed: others may be adding too
                int shown = 0;
                for (Throwable each : failure.getSuppressed()) {
                    if (each instanceof JoinedBy) shown++;
                }
                if (shown < SHOWN_MAX) failure.addSuppressed(new JoinedBy(Thread.currentThread()));
            }
        } catch (StackOverflowError | OutOfMemoryError noRoom) {
            return;                              // the failure itself matters more
        }
    }
}
