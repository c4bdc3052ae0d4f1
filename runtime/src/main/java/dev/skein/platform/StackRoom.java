package dev.skein.platform;

/// Makes sure that there is stack left before a step that must not be left half done.
///
/// A task may call us at the very end of its stack, and an overflow between two of our own steps would lose a worker or
/// a task. The JVM throws at the entry of a call, so a trial descent that goes deeper than the real one throws before
/// anything has been done. It costs some 100 ns and stands on slow paths only; `execute` and `submit` do without, and undo
/// what they had begun.
public final class StackRoom {

    /// Frames of the trial descent; the deepest of ours, from a wake-up to the start of a spare's thread, has about 20.
    private static final int FRAMES = 48;

    private StackRoom() {}

    /// Returns if a few kilobytes of stack are left.
    ///
    /// @throws StackOverflowError if not; nothing has been done then
    public static void require() {
        if (descend(FRAMES, 0L, 0L, 0L, 0L) == 1) throw new AssertionError("a descent ends at 0");
    }

    private static long descend(int frames, long a, long b, long c, long d) {
        return frames == 0 ? a : descend(frames - 1, b, c, d, a) + (a & b & c & d);
    }
}
