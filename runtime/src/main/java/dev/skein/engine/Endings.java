package dev.skein.engine;

import dev.skein.platform.Daemons;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/// What others want done when the runtime has ended: to take its meters out of a registry, say. That is their code, which may throw or block, so each
/// action has a daemon thread of its own, and the end waits [#PATIENCE_MILLIS] for all of them and no longer.
///
/// actions, over: under the object's lock.
public final class Endings {

    /// Long against what an action takes, short for one who waits in `close`.
    private static final long PATIENCE_MILLIS = 1_000;

    private final Daemons daemons;
    private final BiConsumer<String, Throwable> whenFailed;
    private final List<Runnable> actions = new ArrayList<>();
    private boolean over;

    /// @param whenFailed called with what an action threw; must not throw
    Endings(Daemons daemons, BiConsumer<String, Throwable> whenFailed) {
        this.daemons = daemons;
        this.whenFailed = whenFailed;
    }

    /// Has an action run at the end; false: that is over, and it is not run.
    public synchronized boolean add(Runnable action) {
        if (over) return false;
        actions.add(action);
        return true;
    }

    /// Takes back what was given to [#add].
    public synchronized void remove(Runnable action) {
        actions.remove(action);
    }

    /// The end has come. Nothing is thrown.
    void run() {
        Thread.interrupted();                // of the last carrier, which ends here: it is nobody's wish that nothing is waited for
        try {
            awaitAll(startAll());
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        } catch (Throwable noRoom) {
            whenFailed.accept("what was to be done at the end was not all begun", noRoom);
        }
    }

    private List<Thread> startAll() {
        List<Thread> threads = new ArrayList<>();
        for (Runnable action : close()) {
            try {
                Thread thread = daemons.unstarted("ending", () -> runSafely(action));
                thread.start();
                threads.add(thread);
            } catch (Throwable noRoom) {
                whenFailed.accept("something that was to be done at the end was not begun", noRoom);
            }
        }
        return threads;
    }

    private synchronized List<Runnable> close() {
        over = true;
        List<Runnable> all = List.copyOf(actions);
        actions.clear();
        return all;
    }

    private void runSafely(Runnable action) {
        try {
            action.run();
        } catch (Throwable failure) {
            whenFailed.accept("what was to be done at the end failed", failure);
        }
    }

    private static void awaitAll(List<Thread> threads) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        for (Thread each : threads) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) return;
            each.join(left);
        }
    }
}
