package dev.skein.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.api.Step;
import java.lang.reflect.Field;
import org.junit.jupiter.api.Test;

/// A task remembers in 8 bits when an order has moved it, in units of 100 ms.
class MovedLatelyTest {

    private static final long UNIT_NANOS = 100_000_000;
    private static final int UNITS = 256;

    private final ContinuationTask<String> task = new ContinuationTask<>(new FakeOwner(), Script.of(Step.again()), 0);

    private static long now() {
        return System.nanoTime() / UNIT_NANOS;
    }

    /// Answers for a move so many units ago; of the same unit as that in which it was asked.
    private boolean hasMovedLately(Field movedAt, long unitsAgo) throws ReflectiveOperationException {
        while (true) {
            long unit = now();
            movedAt.setByte(task, (byte) (unit - unitsAgo));
            boolean answer = task.hasMovedLately();
            if (now() == unit) return answer;
        }
    }

    @Test
    void hasMovedLately_ofATaskThatNeverMoved_isFalseWhateverTheTime() throws ReflectiveOperationException {
        Field movedAt = movedAt();
        for (int ago = 0; ago < UNITS; ago++) assertThat(hasMovedLately(movedAt, ago)).as("%s units", ago).isFalse();
    }

    /// Once in 256 units, 26 s, it is wrong for two of them, and the task stays where it is; it is never wrong the other way.
    @Test
    void hasMovedLately_overMoreUnitsThanItsMemoryHas_isTrueForTwoIn256() throws ReflectiveOperationException {
        Field movedAt = movedAt();
        task.broughtTo(1, 0);
        assertThat(task.hasMovedLately()).as("just now").isTrue();
        for (int ago = 0; ago < 3 * UNITS; ago++) {
            assertThat(hasMovedLately(movedAt, ago)).as("%s units", ago).isEqualTo(ago % UNITS <= 1);
        }
    }

    private static Field movedAt() throws ReflectiveOperationException {
        Field movedAt = PlacedTask.class.getDeclaredField("movedAt");
        movedAt.setAccessible(true);
        return movedAt;
    }
}
