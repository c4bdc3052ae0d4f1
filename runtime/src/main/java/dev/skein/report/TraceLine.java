package dev.skein.report;

import dev.skein.api.LoadSnapshot;
import dev.skein.api.SkeinStats;
import dev.skein.api.WorkerState;
import dev.skein.api.WorkerStats;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/// What a runtime does, in one line. Rates and shares are those since the line before.
///
///     SKEIN 12.0s workers=4 run=2 search=1 park=1 queued=[12 0 3 7] suspended=310 steals=91/s moves=4/s imbalance=1.9 cpu=[98 4 61 77]% balancer=hold(below band)
final class TraceLine {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final double PERCENT = 100;

    private TraceLine() {}

    /// Figures at one instant.
    record Figures(long nanoTime, SkeinStats stats) {}

    /// @param upNanos time since the start of the runtime
    /// @param seen by the balancer at its last tick, or null
    /// @param balancer what it decided then
    static String of(Figures before, Figures now, long upNanos, @Nullable LoadSnapshot seen, String balancer) {
        double elapsed = Math.max(1, now.nanoTime - before.nanoTime);
        SkeinStats stats = now.stats;
        List<WorkerStats> workers = stats.workers();
        StringJoiner queued = new StringJoiner(" ", "[", "]");
        StringJoiner cpu = new StringJoiner(" ", "[", "]");
        for (int i = 0; i < workers.size(); i++) {
            queued.add(Long.toString(workers.get(i).queued()));
            cpu.add(share(before.stats.workers().get(i).cpuNanos(), workers.get(i).cpuNanos(), elapsed));
        }
        return String.format(Locale.ROOT,
                "SKEIN %.1fs workers=%d run=%d search=%d park=%d queued=%s suspended=%d steals=%d/s moves=%d/s imbalance=%s cpu=%s%% balancer=%s",
                upNanos / NANOS_PER_SECOND, workers.size(), count(workers, WorkerState.RUNNING) + count(workers, WorkerState.BLOCKED),
                count(workers, WorkerState.SEARCHING), count(workers, WorkerState.PARKED), queued, stats.suspended(),
                rate(before.stats.steals(), stats.steals(), elapsed), rate(before.stats.moves(), stats.moves(), elapsed), imbalance(seen), cpu, balancer);
    }

    private static long count(List<WorkerStats> workers, WorkerState state) {
        return workers.stream().filter(worker -> worker.state() == state).count();
    }

    private static long rate(long before, long now, double elapsedNanos) {
        return Math.round((now - before) * NANOS_PER_SECOND / elapsedNanos);
    }

    /// The CPU time of a carrier that has lost its worker comes to that worker's account when its task ends: a share may be less than it was, and
    /// more than 100.
    private static String share(long before, long now, double elapsedNanos) {
        return before < 0 || now < 0 ? "-" : Long.toString(Math.round(Math.max(0, now - before) * PERCENT / elapsedNanos));
    }

    /// To one decimal; `-` if it is not known.
    static String imbalance(@Nullable LoadSnapshot seen) {
        double imbalance = seen == null ? Double.NaN : seen.imbalance();
        return Double.isFinite(imbalance) ? String.format(Locale.ROOT, "%.1f", imbalance) : "-";
    }
}
