package dev.skein.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.api.Availability;
import dev.skein.api.HandoffStats;
import dev.skein.api.LoadSnapshot;
import dev.skein.api.SkeinStats;
import dev.skein.api.WorkerHealth;
import dev.skein.api.WorkerLoad;
import dev.skein.api.WorkerState;
import dev.skein.api.WorkerStats;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class TraceLineTest {

    private static final long SECOND = 1_000_000_000;
    private static final WorkerState[] STATES = {WorkerState.RUNNING, WorkerState.SEARCHING, WorkerState.PARKED, WorkerState.BLOCKED};

    private static TraceLine.Figures figures(long nanoTime, long steals, long moves, long[] queued, long... cpuNanos) {
        List<WorkerStats> workers = new ArrayList<>();
        for (int i = 0; i < queued.length; i++) {
            workers.add(new WorkerStats(i, i, true, STATES[i % STATES.length], queued[i], 0, 0, 0, 0, 0, cpuNanos[i], Availability.OPEN, 0, -1));
        }
        return new TraceLine.Figures(nanoTime, new SkeinStats(0, 0, 0, 0, 0, 0, 0, 310, steals, moves, 0, workers,
                0, 0, 0, 0, 0, Map.of(), new HandoffStats(0, 0, Map.of())));
    }

    /// Workers that drain for so long each.
    private static LoadSnapshot draining(long... millis) {
        List<WorkerLoad> loads = new ArrayList<>();
        for (int i = 0; i < millis.length; i++) {
            loads.add(new WorkerLoad(i, WorkerState.RUNNING, Availability.OPEN, WorkerHealth.GETS_ON, (int) millis[i], 0, 0, 0, 1e6, 1, 1, 1, 1, null, 0));
        }
        return new LoadSnapshot(0, 0, 0, loads, 0, List.of(), 0);
    }

    @Test
    void of_asInTheIssue_hasThatForm() {
        TraceLine.Figures before = figures(7, 100, 10, new long[4], 0, 0, 0, 0);
        TraceLine.Figures now = figures(7 + 2 * SECOND, 282, 18, new long[] {12, 0, 3, 7}, 1_960_000_000, 80_000_000, 1_220_000_000, 1_540_000_000);
        assertThat(TraceLine.of(before, now, 12 * SECOND, draining(19, 7, 7, 7), "hold(below band)")).isEqualTo(
                "SKEIN 12.0s workers=4 run=2 search=1 park=1 queued=[12 0 3 7] suspended=310 steals=91/s moves=4/s imbalance=1.9 cpu=[98 4 61 77]% balancer=hold(below band)");
    }

    @Test
    void of_whatIsNotKnown_isADash() {
        TraceLine.Figures before = figures(0, 0, 0, new long[2], -1, 5);
        assertThat(TraceLine.of(before, figures(SECOND, 0, 0, new long[2], -1, 4), SECOND / 2, null, "hold"))
                .isEqualTo("SKEIN 0.5s workers=2 run=1 search=1 park=0 queued=[0 0] suspended=310 steals=0/s moves=0/s imbalance=- cpu=[- 0]% balancer=hold");
    }

    @Test
    void of_whereDecimalsHaveCommas_hasPoints() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            TraceLine.Figures figures = figures(0, 0, 0, new long[1], 0);
            assertThat(TraceLine.of(figures, figures, SECOND * 5 / 2, draining(1), "hold")).contains("SKEIN 2.5s ", " imbalance=1.0 ");
        } finally {
            Locale.setDefault(before);
        }
    }
}
