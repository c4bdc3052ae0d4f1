package dev.skein.examples.census;

import java.util.Comparator;

/// A file or folder that could not be read.
///
/// @param name path within the tree
/// @param reason what the system or the archive says, one line
record Unreadable(String name, String reason) {

    /// By name, then reason: the order in which a result lists them.
    static final Comparator<Unreadable> ORDER =
            Comparator.comparing(Unreadable::name).thenComparing(Unreadable::reason);
}
