package dev.skein.stress;

/// The gap in a broken control through which the other actor must come. Between two queues, which are much of a test's time, it is hit too seldom
/// for a short run to be sure of it.
public final class Gap {

    /// Some 0.5 us: about what an actor needs that begins at the same time.
    private static final int HINTS = 50;

    private Gap() { }

    /// Holds it open.
    public static void hold() {
        for (int i = 0; i < HINTS; i++) Thread.onSpinWait();
    }
}
