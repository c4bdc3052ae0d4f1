package dev.skein.soak;

/// Random numbers that cost a nanosecond, so that a body's steps stay short: xorshift64 (G. Marsaglia, "Xorshift RNGs", Journal of Statistical Software 8(14),
/// 2003). One thread at a time.
final class Dice {

    private long state;

    Dice(long seed) {
        long mixed = (seed + 1) * 0x9E3779B97F4A7C15L;
        state = mixed == 0 ? 1 : mixed;
    }

    long roll() {
        long x = state;
        x ^= x << 13;
        x ^= x >>> 7;
        x ^= x << 17;
        state = x;
        return x;
    }

    /// 0 to bound - 1.
    int below(int bound) {
        return (int) ((roll() >>> 33) % bound);
    }

    boolean oneIn(int times) {
        return below(times) == 0;
    }
}
