package dev.skein.queue;

/// How far apart references must stand that different threads write all the time.
///
/// A collector with generations notes each write of a reference in a byte for the 512 bytes of heap around it, its card, and the parallel and the serial one
/// do so whether it is noted already or not. The 64 cards of a cache line stand for 32 KB of heap. So two workers whose arrays are nearer to each other take
/// that line from one another with every write, though they have no word in common, and an array is moved to where the collector likes. Behind what is
/// written often an array therefore has this many slots that nobody writes. (D. Dice, "False sharing induced by card table marking", his blog, 2011.)
final class CardMargin {

    /// 32 KB where a reference takes 4 bytes, as it does in heaps below 32 GB.
    static final int SLOTS = 8_192;

    private CardMargin() { }
}
