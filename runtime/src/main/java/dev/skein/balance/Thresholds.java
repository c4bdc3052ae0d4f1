package dev.skein.balance;

/// The numbers by which the policies decide, and how each was chosen. Times are in nanoseconds.
final class Thresholds {

    private Thresholds() {}

    // LOAD

    /// By more than which part of the longer one two drain times must differ. Four tasks beside three differ by just that much, and there no whole
    /// task can move without turning the difference round.
    static final double BAND = 0.25;

    /// Up to which difference of drain times only an imbalance that stands is worth an order: 1 ms. A queue of that length is gone before the next
    /// tick, and to wake a worker for it costs 20 to 50 us.
    static final long SMALL_DRAIN_NANOS = 1_000_000;

    /// How many tasks too many must stand in a queue on the average before a small imbalance moves: one whole task.
    static final double STANDING_SURPLUS_MIN = 1;

    /// How many tasks LOAD and CONTENTION each move in one tick, for each worker. At 2 us a handoff that is 2.5 % of a tick of 5 ms.
    static final int TASKS_PER_WORKER = 64;

    /// What a share of a CPU counts as at least, so that a worker which gets nothing has a long drain time and not an infinite one.
    static final double LEAST_SHARE = 0.01;

    // CAPABILITY and CONTENTION

    /// How many times the effective capacity a worker must have for a running task to leave for it; as wide as [#BAND].
    static final double FASTER = 1 + BAND;

    /// Age from which a run is long: 20 ms, two time slices. What has run so long is expected to run as long again, so a worker faster by the band
    /// saves 4 ms, some hundred times what the move and the wake-up cost.
    static final long LONG_RUN_NANOS = 20_000_000;

    /// Age from which a run leaves a worker whose CPU others use: 5 ms, one tick, so that two ticks have seen it. Less than for
    /// [#LONG_RUN_NANOS], since the share is measured and need not be guessed from the age.
    static final long CONTENDED_RUN_NANOS = 5_000_000;

    /// Share of its CPU below which a worker is contended. At this share the next free worker is faster by the band: 0.8 x 1.25 = 1.
    static final double CONTENDED_SHARE = 0.8;

    // LOCALITY

    /// How long a task must have run where it was to have anything worth going back for: 10 ms, one time slice.
    static final long SETTLED_NANOS = 10_000_000;

    /// Within which time of leaving its data is still likely to be in that CPU's caches: 5 ms, one tick.
    static final long STILL_WARM_NANOS = 5_000_000;

    // MEMORY

    /// Homes that change in one tick: what the books of moves keep for some 16 ticks.
    static final int HOMES_MAX = 256;

    // ENERGY

    /// Length of a nap as a part of the wait bound. The rest is for the queue that finds the worker awake, and for the timer's lateness.
    static final double NAP_PART = 0.8;

    /// Part of the wait bound that the predicted wait in a queue may take while workers nap: what [#NAP_PART] leaves.
    static final double NAP_QUEUE_PART = 1 - NAP_PART;

    /// Part of the wait bound that the predicted wait may take with fewer workers. Half, since the prediction rests on a mean.
    static final double PACK_QUEUE_PART = 0.5;

    /// Busy share of the open workers up to which they may become fewer, as it will be with fewer, and up to which they nap.
    static final double CALM_SHARE = 0.5;

    /// Busy share from which nobody naps. Between this and [#CALM_SHARE] naps stay as they are.
    static final double NO_NAP_SHARE = 0.7;

    /// Busy share from which packed workers are unpacked, until the share is down at [#CALM_SHARE] again: a wait is then 5 services in the mean.
    static final double CROWDED_SHARE = 0.8;

    /// Once in which time workers are packed: 100 ms, over which the figures are smoothed, so that the effect of a pack shows before the next.
    static final long PACK_PERIOD_NANOS = 100_000_000;

    /// Which part of the open workers may be packed at a time, one at least: an eighth brings 64 idle workers down to 1 in 3 s.
    static final int PACK_PART = 8;

    /// By how much waits are longer than with exponential service times: 2, for a squared coefficient of variation of 3 (Pollaczek and Khinchine).
    static final double SPREAD = 2;

    // CHAOS

    /// Ticks between two packs; halfway between them all are unpacked.
    static final int CHAOS_PACK_TICKS = 32;
}
