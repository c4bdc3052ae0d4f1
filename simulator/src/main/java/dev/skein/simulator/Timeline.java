package dev.skein.simulator;

import java.util.Arrays;

/// What happens next: each of a fixed number of sources has one event ahead of it, or none.
///
/// A tournament tree: a change costs one comparison for each of its levels, and nothing is allocated. Of two events at the same instant the one
/// of the lower source comes first, so a run does not depend on anything but its input.
final class Timeline {

    /// The source has no event ahead of it.
    static final long NEVER = Long.MAX_VALUE;

    private final int leaves;
    private final long[] nanos;
    /// The source that wins below each node; node 1 is the root, nodes from `leaves` on are the sources themselves.
    private final int[] winner;

    Timeline(int sources) {
        leaves = Math.max(2, Integer.highestOneBit(Math.max(1, sources - 1)) << 1);
        nanos = new long[leaves];
        Arrays.fill(nanos, NEVER);
        winner = new int[2 * leaves];
        for (int source = 0; source < leaves; source++) winner[leaves + source] = source;
        for (int node = leaves - 1; node > 0; node--) winner[node] = winner[2 * node];
    }

    /// Replaces the event of a source.
    void set(int source, long atNanos) {
        nanos[source] = atNanos;
        for (int node = leaves + source >> 1; node > 0; node >>= 1) {
            int left = winner[2 * node];
            int right = winner[2 * node + 1];
            int won = winner[node];
            int wins = nanos[right] < nanos[left] ? right : left;
            if (won == wins && wins != source) return;       // nothing changes above
            winner[node] = wins;
        }
    }

    /// The source whose event is next.
    int first() {
        return winner[1];
    }

    /// When the next event is, or [#NEVER].
    long firstNanos() {
        return nanos[winner[1]];
    }
}
