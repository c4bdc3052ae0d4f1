package dev.skein.examples.census;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// What a census found. Two runs over the same input give equal results, whatever ran them.
///
/// @param files files read and counted
/// @param bytes their size
/// @param lines their lines
/// @param identifiers their identifiers
/// @param duplicates files that occur more than once
/// @param unreadable files that could not be read, in [Unreadable#ORDER]
record CensusResult(
        long files, long bytes, long lines, Identifiers identifiers, Duplicates duplicates, List<Unreadable> unreadable) {

    CensusResult {
        unreadable = List.copyOf(unreadable);
    }

    /// Puts together what tallies hold and what was found by comparing them.
    static CensusResult of(Collection<Tally> tallies, Identifiers identifiers, Duplicates duplicates) {
        long files = 0;
        long bytes = 0;
        long lines = 0;
        List<Unreadable> unreadable = new ArrayList<>();
        for (Tally tally : tallies) {
            files += tally.fingerprints().size();
            bytes += tally.bytes();
            lines += tally.lines();
            unreadable.addAll(tally.unreadable());
        }
        unreadable.sort(Unreadable.ORDER);
        return new CensusResult(files, bytes, lines, identifiers, duplicates, unreadable);
    }
}
