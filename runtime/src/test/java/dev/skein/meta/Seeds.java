package dev.skein.meta;

import java.util.Random;
import java.util.stream.LongStream;

/// Seeds of random tests: fixed ones, so that a failure can be seen again, and one that is new each time.
/// `-Dskein.seed=7` replaces them all. A test names its seed in every assertion.
public final class Seeds {

    private Seeds() {}

    public static LongStream some(int count) {
        Long chosen = Long.getLong("skein.seed");
        if (chosen != null) return LongStream.of(chosen);
        return LongStream.concat(LongStream.rangeClosed(1, Repeat.times(count)), LongStream.of(System.nanoTime()));
    }

    public static Random random(long seed) {
        return new Random(seed * 0x9E3779B97F4A7C15L);
    }
}
