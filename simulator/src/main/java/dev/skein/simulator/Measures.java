package dev.skein.simulator;

import dev.skein.api.MoveReason;
import java.util.EnumMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/// What is counted in one run.
final class Measures {

    /// Three significant digits, as the histogram keeps them.
    private static final int DIGITS = 3;

    private final Histogram waits = new Histogram(DIGITS);
    private final Histogram times = new Histogram(DIGITS);
    private final Map<MoveReason, Long> moves = new EnumMap<>(MoveReason.class);
    private long steals;
    private long stolenTasks;
    private long wakes;
    private long refused;

    /// A task begins that has waited so long.
    void waited(long nanos) {
        waits.recordValue(nanos);
    }

    /// A task ends so long after it came.
    void took(long nanos) {
        times.recordValue(nanos);
    }

    void moved(MoveReason reason, int tasks) {
        moves.merge(reason, (long) tasks, Long::sum);
    }

    void stole(int tasks) {
        steals++;
        stolenTasks += tasks;
    }

    void woke() {
        wakes++;
    }

    /// An order had nothing to move.
    void refused() {
        refused++;
    }

    Histogram waits() {
        return waits;
    }

    Histogram times() {
        return times;
    }

    Map<MoveReason, Long> moves() {
        return moves;
    }

    long steals() {
        return steals;
    }

    long stolenTasks() {
        return stolenTasks;
    }

    long wakes() {
        return wakes;
    }

    long refusals() {
        return refused;
    }
}
