package dev.skein.worker;

import java.util.Arrays;

/// The order in which one worker visits the others when it looks for work: near ones (on the same package) before far
/// ones, and within each group round from a random place, so that thieves do not queue up at the same victim. Of the first few
/// that have something a thief takes the one that has most ([WorkFinder]).
///
/// The random numbers are G. Marsaglia's "Xorshift RNGs" (Journal of Statistical Software, 2003).
final class VictimOrder {

    private final Worker[] order;
    private final Worker[] near;
    private final Worker[] far;
    private long random;

    /// @param packages number of the package of each worker's CPU, by worker; equal numbers are near
    VictimOrder(Worker thief, Worker[] workers, int[] packages) {
        int home = packages[thief.index];
        near = Arrays.stream(workers).filter(each -> each != thief && packages[each.index] == home).toArray(Worker[]::new);
        far = Arrays.stream(workers).filter(each -> packages[each.index] != home).toArray(Worker[]::new);
        order = new Worker[near.length + far.length];
        random = thief.index * 0x9E3779B97F4A7C15L + 1;
    }

    /// The others in a new order; the array is valid until the next call.
    Worker[] shuffled() {
        random ^= random << 13;
        random ^= random >>> 7;
        random ^= random << 17;
        rotate(near, 0);
        rotate(far, near.length);
        return order;
    }

    /// How many come first, since they are near.
    int nearCount() {
        return near.length;
    }

    private void rotate(Worker[] group, int at) {
        int count = group.length;
        if (count == 0) return;
        int start = (int) Long.remainderUnsigned(random, count);
        System.arraycopy(group, start, order, at, count - start);
        System.arraycopy(group, 0, order, at + count - start, start);
    }
}
