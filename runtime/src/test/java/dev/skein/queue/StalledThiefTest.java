package dev.skein.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.meta.Proves;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A thief has taken two of four elements from a full array, and stalls before it has copied them.
class StalledThiefTest {

    private static final long FIRST = TopWord.LAST_INDEX - 2;

    private final WorkStealingDeque<Integer> deque = new WorkStealingDeque<>(4, FIRST);
    private Object[] copiedFrom;

    @BeforeEach
    void stall() {
        for (int i = 0; i < 4; i++) deque.push(i);
        assertThat(deque.beginCopy()).isTrue();
        copiedFrom = deque.slotsAcquire();
        deque.setCopiedFromRelease(TopWord.positionOf(FIRST));
        assertThat(deque.casTop(TopWord.of(FIRST), TopWord.of(FIRST + 2))).isTrue();
    }

    private List<Object> copy() {
        List<Object> copied = new ArrayList<>();
        for (long i = FIRST; i - (FIRST + 2) < 0; i++) copied.add(copiedFrom[(int) i & 3]);
        deque.endCopy();
        return copied;
    }

    private List<Integer> drain() {
        List<Integer> drained = new ArrayList<>();
        for (Integer each; (each = deque.poll(true)) != null; ) drained.add(each);
        return drained;
    }

    @Test
    @Proves("D9")
    void poll_byTheOwner_leavesWhatTheThiefCopies() {
        assertThat(deque.poll(true)).isEqualTo(2);
        assertThat(copy()).containsExactly(0, 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 5, 1_000})
    @Proves({"D4", "D9"})
    void push_ofAnyNumber_leavesWhatTheThiefCopies(int count) {
        for (int i = 4; i < 4 + count; i++) deque.push(i);
        assertThat(copy()).containsExactly(0, 1);
        assertThat(drain()).hasSize(2 + count).isSorted().doesNotHaveDuplicates().startsWith(2);
        assertThat(deque.capacity()).isEqualTo(4);
        assertThat(deque.occupiedSlots()).isZero();
    }

    @Test
    @Proves("D9")
    void pushAndPoll_aThousandTimes_needNoLargerArray() {
        for (int i = 4; i < 1_000; i++) {
            assertThat(deque.poll(true)).isEqualTo(i - 2);
            deque.push(i);
            assertThat(deque.capacity()).isEqualTo(4);
        }
        assertThat(copy()).containsExactly(0, 1);
        deque.poll(true);
        assertThat(deque.occupiedSlots()).as("what was taken meanwhile is let go").isEqualTo(1);
    }

    /// The owner needs another array once, and not for each push that finds it full.
    @Test
    @Proves("D9")
    void pushAndPoll_ofAFullDeque_replaceItsArrayOnce() {
        deque.push(4);
        deque.push(5);
        deque.poll(true);
        deque.push(6);
        Object[] replaced = deque.slotsAcquire();
        assertThat(replaced).isNotSameAs(copiedFrom);
        for (int i = 7; i < 100; i++) {
            deque.poll(true);
            deque.push(i);
            assertThat(deque.slotsAcquire()).as("push of %s", i).isSameAs(replaced);
        }
        assertThat(copy()).containsExactly(0, 1);
        assertThat(drain()).hasSize(4).isSorted().endsWith(99);
    }

    @Test
    @Proves("D9")
    void others_takeOneByOneAndNotSeveral() {
        assertThat(deque.stealInto(new WorkStealingDeque<>(4), 32)).isZero();
        assertThat(deque.poll(false)).isEqualTo(2);
        assertThat(deque.poll(false)).isEqualTo(3);
        assertThat(copy()).containsExactly(0, 1);
        deque.push(4);
        assertThat(deque.stealInto(new WorkStealingDeque<>(4), 32)).as("when the stalled one is through").isEqualTo(1);
    }
}
