package dev.skein.meta;

/// How often a race is run: a small number by default, `-Dskein.repeat=50` times that for a night.
public final class Repeat {

    private static final int FACTOR = Math.max(1, Integer.getInteger("skein.repeat", 1));

    private Repeat() {}

    public static int times(int few) {
        return Math.multiplyExact(few, FACTOR);
    }
}
