package dev.skein.bench.measuring;

import java.time.Duration;

/// How often and for how long is measured.
///
/// @param roundsAsked by the user, or 0: as many as is usual for the measurement
/// @param quick whether only to see that everything works: one round, a fraction of the time, and figures that mean nothing
public record Extent(int roundsAsked, boolean quick) {

    public static final int ROUNDS_MAX = 1_000;
    private static final int QUICKER = 20;

    public Extent {
        if (roundsAsked < 0 || roundsAsked > ROUNDS_MAX) {
            throw new IllegalArgumentException("rounds must be 1 to " + ROUNDS_MAX + ", or 0 (as usual for each measurement), got " + roundsAsked);
        }
    }

    public int rounds(int usual) {
        return roundsAsked > 0 ? roundsAsked : quick ? 1 : usual;
    }

    public Duration time(Duration usual) {
        return quick ? usual.dividedBy(QUICKER) : usual;
    }

    /// @return 1 or more
    public int count(int usual) {
        return quick ? Math.max(1, usual / QUICKER) : usual;
    }
}
