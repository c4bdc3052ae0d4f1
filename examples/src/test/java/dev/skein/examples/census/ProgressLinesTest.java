package dev.skein.examples.census;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.api.Availability;
import dev.skein.api.HandoffStats;
import dev.skein.api.SkeinStats;
import dev.skein.api.WorkerState;
import dev.skein.api.WorkerStats;
import dev.skein.examples.census.ProgressLines.Snapshot;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class ProgressLinesTest {

    private static final long MILLI = 1_000_000;
    private static final String COLUMNS = "worker  cpu  state         queued      done    stolen  busy %   cpu %";

    static Stream<Arguments> workerLines() {
        WorkerStats fresh = worker(0, 3, true, WorkerState.PARKED, 0, 0, 0, 0, 0);
        return Stream.of(
                Arguments.of("busy for half of the time", fresh,
                        worker(0, 3, true, WorkerState.RUNNING, 12, 345, 17, 125 * MILLI, 120 * MILLI),
                        "     0    3  RUNNING           12       345        17      50      48"),
                Arguments.of("only the time since the last snapshot counts",
                        worker(1, 0, true, WorkerState.RUNNING, 0, 9, 0, 900 * MILLI, 800 * MILLI),
                        worker(1, 0, true, WorkerState.SEARCHING, 0, 10, 1, 1_150 * MILLI, 1_050 * MILLI),
                        "     1    0  SEARCHING          0        10         1     100     100"),
                Arguments.of("not pinned", fresh,
                        worker(0, 3, false, WorkerState.BLOCKED, 0, 1, 0, 0, 0),
                        "     0  any  BLOCKED            0         1         0       0       0"),
                Arguments.of("no CPU", fresh,
                        worker(0, -1, false, WorkerState.STOPPED, 0, 1, 0, 0, 0),
                        "     0  any  STOPPED            0         1         0       0       0"),
                Arguments.of("platform tells no CPU time", worker(0, 3, true, WorkerState.PARKED, 0, 0, 0, 0, -1),
                        worker(0, 3, true, WorkerState.PARKED, 0, 0, 0, 0, -1),
                        "     0    3  PARKED             0         0         0       0       -"),
                Arguments.of("a spare ran beside it", fresh,
                        worker(0, 3, true, WorkerState.RUNNING, 0, 0, 0, 250 * MILLI, 375 * MILLI),
                        "     0    3  RUNNING            0         0         0     100     150"),
                Arguments.of("clock that went back", worker(0, 3, true, WorkerState.RUNNING, 0, 0, 0, 2, 2),
                        worker(0, 3, true, WorkerState.RUNNING, 0, 0, 0, 0, 0),
                        "     0    3  RUNNING            0         0         0       0       0"),
                Arguments.of("large figures", fresh,
                        worker(1023, 1023, true, WorkerState.RUNNING, 123_456_789, 987_654_321, 111_111_111, 0, 0),
                        "  1023  1023  RUNNING    123456789 987654321 111111111       0       0"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("workerLines")
    void of_twoSnapshotsOfAWorker_givesItsLine(String situation, WorkerStats before, WorkerStats now, String line) {
        List<String> lines = ProgressLines.of(snapshot(1_000, 0, before), snapshot(1_250, 50, now), 200, 10);
        assertThat(lines).as(situation).containsExactly(
                "1.25 s   50 of 200 files (25 %)   7 tasks queued, 1 steal", COLUMNS, line);
    }

    @Test
    void of_oneInstant_leavesSharesOpen() {
        Snapshot only = snapshot(0, 0, worker(0, 3, true, WorkerState.PARKED, 0, 0, 0, 5, 5));
        assertThat(ProgressLines.of(only, only, 1, 10)).last()
                .isEqualTo("     0    3  PARKED             0         0         0       -       -");
    }

    @Test
    void of_workerThatWasNotThereBefore_leavesItsSharesOpen() {
        WorkerStats worker = worker(0, 3, true, WorkerState.PARKED, 0, 0, 0, 5, 5);
        assertThat(ProgressLines.of(snapshot(0, 0), snapshot(250, 0, worker), 1, 10)).last()
                .isEqualTo("     0    3  PARKED             0         0         0       -       -");
    }

    @Test
    void of_moreWorkersThanLines_sumsUpTheRest() {
        WorkerStats[] workers = IntStream.range(0, 5)
                .mapToObj(i -> worker(i, i, true, WorkerState.RUNNING, i, 10 * i, 100 * i, 0, 0)).toArray(WorkerStats[]::new);
        List<String> lines = ProgressLines.of(snapshot(0, 0, workers), snapshot(250, 9, workers), 9, 2);
        assertThat(lines).hasSize(5);
        assertThat(lines.getFirst()).contains("9 of 9 files (100 %)");
        assertThat(lines.getLast()).isEqualTo("   and 3 more workers: 9 queued, 90 done, 900 stolen");
    }

    private static Snapshot snapshot(long elapsedMillis, long filesDone, WorkerStats... workers) {
        var stats = new SkeinStats(0, 0, 0, 0, 0, 7, 0, 0, 1, 0, 0, Arrays.asList(workers),
                0, 0, 0, 0, 0, Map.of(), new HandoffStats(0, 0, Map.of()));
        return new Snapshot(elapsedMillis * MILLI, filesDone, stats);
    }

    private static WorkerStats worker(int index, int cpu, boolean pinned, WorkerState state,
            long queued, long completed, long stolen, long busyNanos, long cpuNanos) {
        return new WorkerStats(index, cpu, pinned, state, queued, completed, 0, stolen, 0, busyNanos, cpuNanos, Availability.OPEN, 0, 0);
    }
}
