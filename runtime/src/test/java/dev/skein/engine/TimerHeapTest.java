package dev.skein.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.task.Timed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimerHeapTest {

    private final TimerHeap heap = new TimerHeap();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void operations_atRandom_areThoseOfASortedSet(long seed) {
        Random random = new Random(seed);
        TreeSet<ScheduledTask<?>> model = new TreeSet<>(Comparator.naturalOrder());
        List<ScheduledTask<?>> out = new ArrayList<>();
        for (int step = 0; step < 20_000; step++) {
            boolean growing = step / 4_000 % 2 == 0;
            if (random.nextInt(10) < (growing ? 7 : 3)) {
                ScheduledTask<?> task = task(1 + random.nextInt(1_000));
                heap.add(task);
                model.add(task);
            } else if (!model.isEmpty()) {
                ScheduledTask<?> task = random.nextBoolean() ? model.first() : model.ceiling(task(1 + random.nextInt(1_000)));
                if (task == null) continue;
                assertThat(heap.remove(task)).as("seed %s, step %s", seed, step).isTrue();
                model.remove(task);
                out.add(task);
            }
            assertThat((Object) heap.first()).as("seed %s, step %s", seed, step).isSameAs(model.isEmpty() ? null : model.first());
            assertThat(heap.size()).isEqualTo(model.size());
        }
        assertThat(heap.all()).hasSameSizeAs(model);
        assertThat(Set.<Timed>copyOf(heap.all())).isEqualTo(Set.<Timed>copyOf(model));
        for (ScheduledTask<?> task : out) assertThat(heap.remove(task)).as("it was removed before").isFalse();
    }

    @Test
    void first_ofTasksDueTogether_isTheOneMadeFirst() {
        ScheduledTask<?> early = task(Long.MAX_VALUE);
        ScheduledTask<?> late = task(1);
        heap.add(early);
        heap.add(late);
        assertThat((Object) heap.first()).isSameAs(late);
        assertThat(heap.remove(late)).isTrue();
        assertThat((Object) heap.first()).isSameAs(early);
    }

    @Test
    void remove_ofATaskThatWasNeverAdded_isFalse() {
        assertThat(heap.remove(task(1))).isFalse();
    }

    @Test
    void remove_ofAllTasks_holdsNoneOfThem() throws ReflectiveOperationException {
        List<ScheduledTask<?>> tasks = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) tasks.add(task(i + 1));
        tasks.forEach(heap::add);
        tasks.forEach(heap::remove);
        var field = TimerHeap.class.getDeclaredField("tasks");
        field.setAccessible(true);
        Object[] slots = (Object[]) field.get(heap);
        assertThat(slots).containsOnlyNulls().hasSizeLessThan(200);
    }

    private static ScheduledTask<?> task(long delayNanos) {
        return new ScheduledTask<>(null, () -> null, delayNanos, 0);
    }

    /// Something that is due when the test says.
    private static final class At implements Timed {
        private final long dueNanos;
        private final long sequence;
        private int index = NOWHERE;

        At(long dueNanos, long sequence) {
            this.dueNanos = dueNanos;
            this.sequence = sequence;
        }

        @Override
        public long dueNanos() {
            return dueNanos;
        }

        @Override
        public long sequence() {
            return sequence;
        }

        @Override
        public int heapIndex() {
            return index;
        }

        @Override
        public void heapIndex(int next) {
            index = next;
        }

        @Override
        public String toString() {
            return dueNanos + "#" + sequence;
        }
    }

    /// Due times on both sides of the wrap of the clock, few enough that some are due together, and some as far apart as two can be.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void operations_acrossTheWrapOfTheClock_areThoseOfASortedSet(long seed) {
        Random random = new Random(seed);
        long origin = Long.MAX_VALUE - 500;
        TreeSet<At> model = new TreeSet<>(Comparator.comparingLong((At each) -> each.dueNanos - origin).thenComparingLong(each -> each.sequence));
        for (int step = 0; step < 20_000; step++) {
            boolean growing = step / 4_000 % 2 == 0;
            if (random.nextInt(10) < (growing ? 7 : 3)) {
                long after = random.nextInt(50) == 0 ? Timed.MAX_DELAY_NANOS : random.nextInt(1_000);
                At entry = new At(origin + after, step);
                heap.add(entry);
                model.add(entry);
            } else if (!model.isEmpty()) {
                At entry = random.nextBoolean() ? model.first() : model.ceiling(new At(origin + random.nextInt(1_000), step));
                if (entry == null) continue;
                assertThat(heap.remove(entry)).as("seed %s, step %s", seed, step).isTrue();
                model.remove(entry);
            }
            assertThat((Object) heap.first()).as("seed %s, step %s", seed, step).isSameAs(model.isEmpty() ? null : model.first());
        }
        assertThat(model.first().dueNanos).as("before the wrap").isPositive();
        for (At next; (next = model.pollFirst()) != null; ) {
            assertThat((Object) heap.first()).as("seed %s", seed).isSameAs(next);
            assertThat(heap.remove(next)).isTrue();
        }
        assertThat(heap.size()).isZero();
    }
}
