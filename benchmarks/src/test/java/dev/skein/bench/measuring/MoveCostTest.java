package dev.skein.bench.measuring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.api.Step;
import dev.skein.api.TaskContext;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/// What a step of the tasks does whose moves are measured.
class MoveCostTest {

    private static final int CAPTURED = 1_000;

    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicBoolean moves = new AtomicBoolean();
    private final byte[] captured = new byte[CAPTURED];

    private record OnWorker(int worker) implements TaskContext {
        @Override
        public boolean shouldYield() {
            return false;
        }

        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public boolean timedOut() {
            return false;
        }

        @Override
        public void movable(boolean movable) { }
    }

    private MoveCost.Stepping body(boolean touched) {
        return new MoveCost.Stepping(ended, moves, captured, touched);
    }

    private int linesWritten() {
        int lines = 0;
        for (int line = 0; line < CAPTURED; line += 64) {
            if (captured[line] != 0) lines++;
        }
        return lines;
    }

    @Test
    void step_writesToEachLineOfWhatWasCaptured() {
        assertThat(body(true).resume(new OnWorker(0))).isEqualTo(Step.again());
        assertThat(linesWritten()).isEqualTo(16);
    }

    @Test
    void step_whoseStateIsUntouched_declaresItAllTheSame() {
        MoveCost.Stepping body = body(false);
        assertThat(body.resume(new OnWorker(0))).isEqualTo(Step.again());
        assertThat(linesWritten()).isZero();
        assertThat(body.footprintBytes()).isEqualTo(CAPTURED);
    }

    @Test
    void step_thatMoves_asksForTheOtherWorker() {
        moves.set(true);
        assertThat(body(true).resume(new OnWorker(0))).isEqualTo(Step.moveTo(1));
        assertThat(body(true).resume(new OnWorker(1))).isEqualTo(Step.moveTo(0));
    }

    @Test
    void step_afterTheEnd_saysHowManyThereWere() {
        MoveCost.Stepping body = body(true);
        for (int i = 0; i < 3; i++) assertThat(body.resume(new OnWorker(0))).isEqualTo(Step.again());
        ended.set(true);
        assertThat(body.resume(new OnWorker(0))).isEqualTo(Step.done(3L));
    }
}
