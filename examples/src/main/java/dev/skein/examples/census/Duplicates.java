package dev.skein.examples.census;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/// Files that occur more than once.
///
/// @param groups sets of two or more equal files
/// @param surplusFiles files beyond the first of each group
/// @param surplusBytes their size together
record Duplicates(long groups, long surplusFiles, long surplusBytes) {

    static final Duplicates NONE = new Duplicates(0, 0, 0);

    static Duplicates of(Collection<Fingerprint> fingerprints) {
        Map<Fingerprint, Integer> copies = HashMap.newHashMap(fingerprints.size());
        for (Fingerprint fingerprint : fingerprints) {
            copies.merge(fingerprint, 1, Integer::sum);
        }
        Duplicates sum = NONE;
        for (Map.Entry<Fingerprint, Integer> group : copies.entrySet()) {
            long surplus = group.getValue() - 1;
            if (surplus > 0) {
                sum = sum.plus(new Duplicates(1, surplus, surplus * group.getKey().bytes()));
            }
        }
        return sum;
    }

    /// The sum of two parts that have no fingerprint in common.
    Duplicates plus(Duplicates other) {
        return new Duplicates(groups + other.groups, surplusFiles + other.surplusFiles, surplusBytes + other.surplusBytes);
    }
}
