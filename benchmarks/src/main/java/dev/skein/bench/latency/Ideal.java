package dev.skein.bench.latency;

import org.HdrHistogram.Histogram;

/// What the plan of one round of a cell would come to in an [dev.skein.bench.load.IdealQueue] with as many servers as there are workers.
///
/// @param firstComeNanos where tasks run without a break
/// @param slicedNanos with the slice that our runtimes have
/// @param shortSlicedNanos with [Contestant#SHORT_SLICE]
record Ideal(Cell cell, int round, Histogram firstComeNanos, Histogram slicedNanos, Histogram shortSlicedNanos) { }
