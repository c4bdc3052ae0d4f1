package dev.skein.examples.census;

import dev.skein.api.SkeinStats;
import dev.skein.api.WorkerStats;
import java.util.ArrayList;
import java.util.List;

/// Turns two snapshots of a running census into lines of text. Pure.
final class ProgressLines {

    private static final String COLUMNS = "worker  cpu  state         queued      done    stolen  busy %   cpu %";

    private ProgressLines() {
    }

    /// A census at one instant.
    ///
    /// @param elapsedNanos time since the count began, in nanoseconds
    /// @param filesDone files dealt with
    /// @param stats the books of the runtime
    record Snapshot(long elapsedNanos, long filesDone, SkeinStats stats) {
    }

    /// A line on the whole, the column heads, and a line for each worker.
    ///
    /// Queued is a figure of now, done and stolen count since the start; the two shares are of the time between the
    /// snapshots, and a dash where the platform or the runtime does not tell.
    ///
    /// @param files files there are
    /// @param workersMax lines for workers at most, 1 or more; the others are summed up in one more line
    static List<String> of(Snapshot previous, Snapshot now, long files, int workersMax) {
        List<String> lines = new ArrayList<>();
        lines.add(whole(now, files));
        lines.add(COLUMNS);
        List<WorkerStats> workers = now.stats().workers();
        List<WorkerStats> before = previous.stats().workers();
        long nanos = now.elapsedNanos() - previous.elapsedNanos();
        int shown = Math.min(workers.size(), workersMax);
        for (int i = 0; i < shown; i++) {
            WorkerStats worker = workers.get(i);
            lines.add(i < before.size() ? line(before.get(i), worker, nanos) : line(worker, worker, 0));
        }
        if (shown < workers.size()) {
            lines.add(rest(workers.subList(shown, workers.size())));
        }
        return lines;
    }

    private static String whole(Snapshot now, long files) {
        long percent = files == 0 ? 100 : 100 * now.filesDone() / files;
        return Text.format("%s   %,d of %,d files (%d %%)   %s queued, %s",
                Text.seconds(now.elapsedNanos()), now.filesDone(), files, percent,
                Text.count(now.stats().queued(), "task"), Text.count(now.stats().steals(), "steal"));
    }

    private static String line(WorkerStats before, WorkerStats now, long nanos) {
        return Text.format("%6d  %3s  %-9s  %9d %9d %9d  %6s  %6s",
                now.worker(), now.pinned() ? Integer.toString(now.cpu()) : "any", now.state(),
                now.queued(), now.completed(), now.stolenTasks(),
                percent(now.busyNanos() - before.busyNanos(), nanos),
                before.cpuNanos() < 0 || now.cpuNanos() < 0 ? "-" : percent(now.cpuNanos() - before.cpuNanos(), nanos));
    }

    private static String rest(List<WorkerStats> workers) {
        return Text.format("   and %s: %,d queued, %,d done, %,d stolen", Text.count(workers.size(), "more worker"),
                workers.stream().mapToLong(WorkerStats::queued).sum(),
                workers.stream().mapToLong(WorkerStats::completed).sum(),
                workers.stream().mapToLong(WorkerStats::stolenTasks).sum());
    }

    /// Not cut at 100: a worker that was taken over by a spare may have used two CPUs for a while.
    private static String percent(long partNanos, long nanos) {
        return nanos <= 0 ? "-" : Long.toString(Math.max(0, Math.round(100.0 * partNanos / nanos)));
    }
}
