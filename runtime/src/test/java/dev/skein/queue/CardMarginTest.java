package dev.skein.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CardMarginTest {

    private static final int CAPACITY = 4;
    private static final int MORE_THAN_FITS = 100;
    private static final int GROWN = 128;

    private final WorkStealingDeque<Integer> deque = WorkStealingDeque.apart(CAPACITY);

    @Test
    void apart_fresh_hasItsMarginBehindTheCapacity() {
        assertThat(deque.capacity()).isEqualTo(CAPACITY);
        assertThat(deque.slotsPlain()).hasSize(CAPACITY + CardMargin.SLOTS);
    }

    @Test
    void apart_thatGrows_keepsTheMarginEmpty() {
        for (int i = 0; i < MORE_THAN_FITS; i++) deque.push(i);

        assertThat(deque.capacity()).isEqualTo(GROWN);
        assertThat(deque.slotsPlain()).hasSize(GROWN + CardMargin.SLOTS);
        assertThat(Arrays.stream(deque.slotsPlain()).skip(GROWN)).containsOnlyNulls();
        for (int i = 0; i < MORE_THAN_FITS; i++) assertThat(deque.poll(true)).isEqualTo(i);
    }

    @Test
    void apart_thatIsEmptied_shrinksAndKeepsTheMargin() {
        for (int i = 0; i < MORE_THAN_FITS; i++) deque.push(i);
        while (deque.pop() != null) { }

        assertThat(deque.capacity()).isEqualTo(CAPACITY);
        assertThat(deque.slotsPlain()).hasSize(CAPACITY + CardMargin.SLOTS).containsOnlyNulls();
    }

    @Test
    void apart_thatTakesOverFromAnother_growsWithItsMargin() {
        WorkStealingDeque<Integer> plain = new WorkStealingDeque<>(CAPACITY);
        for (int i = 0; i < MORE_THAN_FITS; i++) plain.push(i);

        assertThat(plain.stealInto(deque, MORE_THAN_FITS)).isEqualTo(MORE_THAN_FITS / 2);
        assertThat(deque.slotsPlain()).hasSize(deque.capacity() + CardMargin.SLOTS);
        for (int i = 0; i < MORE_THAN_FITS / 2; i++) assertThat(deque.poll(true)).isEqualTo(i);
        assertThat(deque.slotsPlain()).containsOnlyNulls();
    }

    @Test
    void slots_ofFourBytes_coverACacheLineOfCards() {
        int cardBytes = 512;
        int lineBytes = 64;
        assertThat(CardMargin.SLOTS * Integer.BYTES).isEqualTo(cardBytes * lineBytes);
    }
}
