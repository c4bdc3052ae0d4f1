package dev.skein.lincheck;

import java.util.ArrayList;
import java.util.List;

/// Runs actions side by side, for a model checker that sees the threads which a test starts.
public final class Together {

    private Together() { }

    /// Returns when all have ended.
    public static void run(Runnable... actions) {
        List<Thread> threads = new ArrayList<>();
        for (Runnable action : actions) {
            Thread thread = new Thread(action);
            thread.start();
            threads.add(thread);
        }
        try {
            for (Thread thread : threads) thread.join();
        } catch (InterruptedException nobodyInterrupts) {
            throw new AssertionError(nobodyInterrupts);
        }
    }
}
