package dev.skein.api;

/// How long tasks that were woken waited until they ran, from a sample of them, since [dev.skein.Skein#latency] was first asked.
///
/// Each figure is the upper end of a bucket that is an eighth of a power of two wide, so up to 12.5 % above what was measured.
///
/// @param samples how many wakes were measured
/// @param p50Nanos median, in nanoseconds; NaN: no sample yet, for this and the others
/// @param p99Nanos 99th percentile
/// @param p999Nanos 99.9th percentile
/// @param maxNanos longest
public record LatencyStats(long samples, double p50Nanos, double p99Nanos, double p999Nanos, double maxNanos) {
}
