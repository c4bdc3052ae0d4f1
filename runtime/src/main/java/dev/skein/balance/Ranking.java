package dev.skein.balance;

import java.util.Arrays;

/// Workers in the order of a figure of theirs, without a box for each.
///
/// Each entry is one long: the bits of the figure, which have the order of the figures as long as these are not negative, with the worker's
/// index in place of the last few. Figures that agree in the first forty bits or so rank by index.
final class Ranking {

    private final long indexMask;
    private final long[] keys;
    private int size;

    /// @param workers how many there are
    Ranking(int workers) {
        indexMask = (Integer.highestOneBit(workers) << 1) - 1L;
        keys = new long[workers];
    }

    /// Adds a worker, once.
    ///
    /// @param figure 0 or more, and not NaN
    void add(int worker, double figure) {
        keys[size++] = (Double.doubleToRawLongBits(figure + 0.0) & ~indexMask) | worker;
    }

    void sort() {
        Arrays.sort(keys, 0, size);
    }

    int size() {
        return size;
    }

    /// The worker with the smallest figure but so many.
    int fromLowest(int place) {
        return (int) (keys[place] & indexMask);
    }

    /// The worker with the largest figure but so many.
    int fromHighest(int place) {
        return fromLowest(size - 1 - place);
    }
}
