package dev.skein.simulator;

import dev.skein.simulator.VirtualWorker.State;
import java.util.Arrays;
import org.HdrHistogram.Histogram;

/// From what was counted in a run to what it came to.
final class Outcomes {

    private Outcomes() {}

    static Outcome of(Simulation run) {
        Measures measures = run.measures;
        Histogram waits = measures.waits();
        double seconds = Math.max(1, run.now) / 1e9;
        double running = 0;
        double active = 0;
        double work = 0;
        double possible = 0;
        for (VirtualWorker worker : run.workers) {
            running += worker.nanosIn(State.RUNNING, run.now);
            active += worker.activeNanos(run.now);
            work += worker.workNanos();
            possible += worker.capability * (run.now - worker.foreignNanos(run.now));
        }
        long moves = measures.moves().values().stream().mapToLong(Long::longValue).sum();
        return new Outcome(
                run.scenario.isEndless() ? run.tasks.count : run.tasks.ended(),
                waits.getMean(), at(waits, 50), at(waits, 99), at(waits, 99.9), at(measures.times(), 99),
                moves / seconds, measures.moves(), measures.refusals(), measures.steals() / seconds, measures.wakes() / seconds,
                running == 0 ? 1 : active / running, fairness(run), work / possible, run.now);
    }

    /// The lower end of what the histogram cannot tell apart, so that a wait of nothing is 0.
    private static double at(Histogram histogram, double percentile) {
        return histogram.lowestEquivalentValue(histogram.getValueAtPercentile(percentile));
    }

    private static double fairness(Simulation run) {
        if (!run.scenario.isEndless()) return Double.NaN;
        double[] done = run.tasks.done.clone();
        Arrays.sort(done);
        int slowest = Math.max(1, done.length / 10);
        double mean = Arrays.stream(done).average().orElse(Double.NaN);
        return Arrays.stream(done, 0, slowest).average().orElse(Double.NaN) / mean;
    }
}
