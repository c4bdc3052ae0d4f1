package dev.skein.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.skein.meta.Proves;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A deque that holds as many elements as it can, by its indices: in truth there are a few. One that cannot grow is as it was.
class FullDequeTest {

    private static final int CAPACITY = 8;
    private static final List<Integer> ELEMENTS = List.of(1, 2, 3, 4, 5);

    /// Near the wrap of the indices, so that they are compared by their difference here too.
    private final WorkStealingDeque<Integer> deque = new WorkStealingDeque<>(CAPACITY, TopWord.LAST_INDEX - 2);

    FullDequeTest() {
        deque.push(0);
        ELEMENTS.forEach(deque::push);
        assertThat(deque.poll(false)).as("taken by a thief, so that there is a slot to be cleared").isZero();
    }

    /// Its bottom far ahead of its top; `push` must not get so far as to write there.
    private void claimToHold(long elements) {
        BrokenQueues.pretendToPush(deque, elements - deque.size());
    }

    private void assertAsBefore(Object[] slots) {
        assertThat(deque.slots).isSameAs(slots);
        BrokenQueues.pretendToPush(deque, ELEMENTS.size() - deque.size());
        assertThat(deque.size()).isEqualTo(ELEMENTS.size());
        List<Integer> seen = new ArrayList<>();
        deque.forEach(seen::add);
        assertThat(seen).isEqualTo(ELEMENTS);
        for (int i = 6; i < 100; i++) deque.push(i);
        for (int i = 1; i < 100; i++) assertThat(deque.poll(i % 2 == 0)).as("it grows and gives all, in order").isEqualTo(i);
        assertThat(deque.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {WorkStealingDeque.MAX_CAPACITY, WorkStealingDeque.MAX_CAPACITY + 1L, WorkStealingDeque.MAX_CAPACITY * 2L, WorkStealingDeque.MAX_CAPACITY * 8L})
    @Proves("D4")
    void push_beyondTheLargestArray_saysSoAndLeavesTheDequeAsItWas(long elements) {
        Object[] slots = deque.slots;
        claimToHold(elements);
        for (int attempt = 0; attempt < 2; attempt++) {
            Throwable thrown = catchThrowable(() -> deque.push(6));
            assertThat(thrown).isInstanceOf(OutOfMemoryError.class).hasMessage("a deque holds at most 1073741824 elements, it has " + elements);
            assertThat(deque.size()).isEqualTo(elements);
        }
        assertAsBefore(slots);
    }

    /// The largest array takes 4 GiB, which the JVM of a test does not have.
    @Test
    @Proves("D4")
    void push_whenThereIsNoMemoryForALargerArray_leavesTheDequeAsItWas() {
        Object[] slots = deque.slots;
        claimToHold(WorkStealingDeque.MAX_CAPACITY - 1L);
        assertThat(Runtime.getRuntime().maxMemory()).isLessThan(4L << 30);
        Throwable thrown = catchThrowable(() -> deque.push(6));
        assertThat(thrown).isInstanceOf(OutOfMemoryError.class);
        assertThat(deque.size()).isEqualTo(WorkStealingDeque.MAX_CAPACITY - 1L);
        assertAsBefore(slots);
    }

    /// A thief without room must not have taken anything.
    @Test
    @Proves({"D4", "D6"})
    void stealInto_aDequeThatCannotGrow_leavesBothAsTheyWere() {
        WorkStealingDeque<Integer> victim = new WorkStealingDeque<>(CAPACITY);
        for (int i = 10; i < 14; i++) victim.push(i);
        Object[] slots = deque.slots;
        claimToHold(WorkStealingDeque.MAX_CAPACITY);
        assertThat(catchThrowable(() -> victim.stealInto(deque, 100))).isInstanceOf(OutOfMemoryError.class);
        assertThat(victim.size()).isEqualTo(4);
        assertAsBefore(slots);
        assertThat(victim.stealInto(deque, 100)).as("another thief may take several").isEqualTo(2);
        assertThat(List.of(victim.poll(true), victim.poll(true), deque.poll(true), deque.poll(true))).containsExactly(12, 13, 10, 11);
    }
}
