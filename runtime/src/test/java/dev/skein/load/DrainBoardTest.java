package dev.skein.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DrainBoardTest {

    private final DrainBoard board = new DrainBoard(3);

    @Test
    void drainNanos_atFirst_isZeroForAll() {
        for (int worker = 0; worker < 3; worker++) {
            assertThat(board.drainNanos(worker)).isZero();
            assertThat(board.drainNanos(worker, 5)).as("the time of one task is not known").isZero();
        }
    }

    @Test
    void publish_ofOneWorker_leavesTheOthers() {
        board.publish(1, 700, 100, 7);
        assertThat(board.drainNanos(0)).isZero();
        assertThat(board.drainNanos(1)).isEqualTo(700);
        assertThat(board.drainNanos(2)).isZero();
    }

    @Test
    void drainNanos_withWhatHasComeOrGoneSince_countsIt() {
        board.publish(1, 700, 100, 7);
        assertThat(board.drainNanos(1, 7)).isEqualTo(700);
        assertThat(board.drainNanos(1, 10)).isEqualTo(1_000);
        assertThat(board.drainNanos(1, 2)).isEqualTo(200);
        assertThat(board.drainNanos(1, 0)).isZero();
        board.publish(1, 300, 100, 7);
        assertThat(board.drainNanos(1, 0)).as("more is gone than it had").isZero();
    }

    @Test
    void drainNanos_ofAClosedOne_isClosedWhateverHasGone() {
        board.publish(1, DrainBoard.CLOSED, 100, 7);
        assertThat(board.drainNanos(1)).isEqualTo(DrainBoard.CLOSED);
        assertThat(board.drainNanos(1, 0)).isEqualTo(DrainBoard.CLOSED);
        board.publish(1, 5, 100, 7);
        assertThat(board.drainNanos(1)).as("open again").isEqualTo(5);
    }

    /// As a long the product would begin again below zero, and the longest queue look like the shortest.
    @Test
    void drainNanos_ofManyLongTasks_isLongAndOpen() {
        board.publish(1, 1_000_000_000_000L, 1_000_000_000_000L, 0);
        assertThat(board.drainNanos(1, 20_000_000)).isEqualTo(DrainBoard.LONGEST).isLessThan(DrainBoard.CLOSED);
        assertThat(board.drainNanos(1, Long.MAX_VALUE)).isEqualTo(DrainBoard.LONGEST);
        board.publish(1, DrainBoard.LONGEST, 1_000_000_000_000L, Long.MAX_VALUE);
        assertThat(board.drainNanos(1, 0)).isZero();
    }
}
