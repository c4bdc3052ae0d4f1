package dev.skein.bench.figures;

/// A fork that brought no figure that counts, and why.
///
/// @param benchmark as in [ForkRun]
/// @param round of the interleaving, 1 first
public record LostFork(String benchmark, String scheduler, int round, Kind kind, String reason) {

    /// How it was lost.
    public enum Kind {
        /// It threw, its JVM died, or it did not end in time.
        FAILED,
        /// It was measured beside too much foreign work, and is left out by rule.
        DROPPED
    }
}
