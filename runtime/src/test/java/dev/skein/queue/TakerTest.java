package dev.skein.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.meta.Proves;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// An owner that says what it takes before it has it.
class TakerTest {

    private final WorkStealingDeque<Integer> deque = new WorkStealingDeque<>(4);
    private final List<String> told = new ArrayList<>();
    /// What a thief takes before the owner's CAS, when it is told of this element.
    private int stolenAt;

    private final WorkStealingDeque.Taker<Integer> taker = new WorkStealingDeque.Taker<>() {
        @Override
        public void takes(Integer element) {
            told.add("takes " + element);
            assertThat(deque.oldest()).as("it is there still").isEqualTo(element);
            if (element == stolenAt) assertThat(deque.poll(false)).isEqualTo(element);
        }

        @Override
        public void missed(Integer element) {
            told.add("missed " + element);
        }
    };

    @Test
    void poll_ofAnEmptyDeque_tellsNothing() {
        assertThat(deque.poll(taker)).isNull();
        assertThat(told).isEmpty();
    }

    @Test
    @Proves("D5")
    void poll_takesTheOldestAndLetsGoOfIt() {
        deque.push(1);
        deque.push(2);
        assertThat(deque.poll(taker)).isEqualTo(1);
        assertThat(deque.occupiedSlots()).isEqualTo(1);
        assertThat(deque.poll(taker)).isEqualTo(2);
        assertThat(deque.poll(taker)).isNull();
        assertThat(deque.occupiedSlots()).isZero();
        assertThat(told).containsExactly("takes 1", "takes 2");
    }

    @Test
    @Proves("D2")
    void poll_whereAThiefIsFaster_saysSoAndTakesTheNext() {
        deque.push(1);
        deque.push(2);
        stolenAt = 1;
        assertThat(deque.poll(taker)).isEqualTo(2);
        assertThat(told).containsExactly("takes 1", "missed 1", "takes 2");
    }

    @Test
    @Proves("D3")
    void poll_whereAThiefTakesTheLastOne_givesNothing() {
        deque.push(1);
        stolenAt = 1;
        assertThat(deque.poll(taker)).isNull();
        assertThat(told).containsExactly("takes 1", "missed 1");
        deque.push(3);
        assertThat(deque.poll(taker)).isEqualTo(3);
    }
}
