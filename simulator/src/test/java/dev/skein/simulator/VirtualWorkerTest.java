package dev.skein.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.simulator.VirtualWorker.State;
import org.junit.jupiter.api.Test;

class VirtualWorkerTest {

    private static final long SLICE = 10_000_000;

    @Test
    void boundary_ofATaskOnASlowCpu_isWhenItsWorkIsDone() {
        VirtualWorker worker = new VirtualWorker(0, 0.5);
        worker.begin(7, 1_000, SLICE);
        assertThat(worker.boundaryNanos(300, true)).isEqualTo(1_600);
        assertThat(worker.settle(300, 1_400)).isEqualTo(200);
    }

    @Test
    void boundary_ofALongTask_isTheEndOfItsSlice() {
        VirtualWorker worker = new VirtualWorker(0, 1);
        worker.begin(7, 0, SLICE);
        assertThat(worker.boundaryNanos(3 * SLICE, true)).isEqualTo(SLICE);
        assertThat(worker.boundaryNanos(3 * SLICE, false)).as("without slices").isEqualTo(3 * SLICE);
    }

    @Test
    void boundary_whileOthersTakeHalf_isAsLateAsThat() {
        VirtualWorker worker = new VirtualWorker(0, 1);
        worker.begin(7, 0, SLICE);
        double left = 1_000 - worker.settle(1_000, 400);
        worker.interfere(0.5, 400);
        assertThat(worker.boundaryNanos(left, true)).isEqualTo(400 + 2 * 600);
        assertThat(worker.settle(left, 1_000)).isEqualTo(300);
        assertThat(worker.foreignNanos(1_000)).isEqualTo(300);
    }

    @Test
    void begin_afterOwnDoings_isPutOffByThem() {
        VirtualWorker worker = new VirtualWorker(0, 1);
        worker.lateNanos = 50;
        worker.begin(7, 1_000, SLICE);
        assertThat(worker.boundaryNanos(300, true)).isEqualTo(1_350);
        assertThat(worker.settle(300, 1_020)).as("work done before it could begin").isZero();
        assertThat(worker.lateNanos).isZero();
    }

    @Test
    void activeNanos_overItsStates_leavesOutSleep() {
        VirtualWorker worker = new VirtualWorker(0, 1);
        worker.enter(State.WAKING, 100);
        worker.enter(State.SEARCHING, 130);
        worker.begin(1, 150, SLICE);
        worker.enter(State.PARKED, 250);
        assertThat(worker.activeNanos(400)).isEqualTo(150);
        assertThat(worker.nanosIn(State.RUNNING, 400)).isEqualTo(100);
    }
}
