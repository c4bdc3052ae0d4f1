package dev.skein.worker;

import java.util.ArrayDeque;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Carriers without a worker: they stand in for one that blocks, and wait here until they are needed or not needed for long.
///
/// All fields are guarded by the object's lock; it is taken when a worker is handed over and when a carrier has lost its
/// worker, never in between.
final class Spares {

    /// A spare that was not needed for that long ends: 5 s, long against a burst of blocking calls, short for a user who
    /// looks at his thread list.
    static final long KEEP_ALIVE_NANOS = 5_000_000_000L;

    private static final System.Logger LOG = System.getLogger("dev.skein");
    private static final long WARN_EVERY_NANOS = 60_000_000_000L;

    private final String runtime;
    private final int max;
    private final Supplier<Carrier> factory;
    private final ArrayDeque<Carrier> waiting = new ArrayDeque<>();
    private int alive;
    private boolean stopped;
    private long lastWarning = System.nanoTime() - WARN_EVERY_NANOS;

    /// @param max carriers beyond the number of workers, at most
    /// @param factory starts a carrier
    Spares(String runtime, int max, Supplier<Carrier> factory) {
        this.runtime = runtime;
        this.max = max;
        this.factory = factory;
    }

    /// A carrier to hand a worker to, or null if the bound is reached or the system gives no thread.
    synchronized @Nullable Carrier acquire() {
        if (stopped) return null;
        Carrier spare = waiting.pollLast();          // the one that waited least: its stack is warm
        if (spare != null) return spare;
        if (alive >= max) {
            warn("maxSpares " + max + " reached: that many tasks block their carriers and others wait behind them; raise maxSpares or block less");
            return null;
        }
        try {
            spare = factory.get();
            alive++;
            return spare;
        } catch (OutOfMemoryError e) {               // the system refuses a thread
            warn("no thread for a spare: " + e.getMessage());
            return null;
        }
    }

    /// Takes a carrier that has lost its worker, or that was acquired and not used. The caller then looks whether work
    /// waits for a spare, since somebody may have been refused one.
    ///
    /// @return false if it should end
    synchronized boolean release(Carrier carrier) {
        if (stopped) return false;
        waiting.addLast(carrier);
        return true;
    }

    /// The carrier has waited long enough: true if it may end, false if it has been acquired meanwhile.
    synchronized boolean retire(Carrier carrier) {
        return waiting.remove(carrier);
    }

    /// A carrier thread has ended that was not the last to serve a worker.
    synchronized void ended() {
        alive--;
    }

    /// Lets all that wait end, and all others when they come.
    synchronized void stop() {
        stopped = true;
        waiting.forEach(Carrier::wakeUp);
        waiting.clear();
    }

    private void warn(String what) {
        long now = System.nanoTime();
        if (now - lastWarning < WARN_EVERY_NANOS) return;
        lastWarning = now;
        LOG.log(System.Logger.Level.WARNING, "skein " + runtime + ": " + what);
    }
}
