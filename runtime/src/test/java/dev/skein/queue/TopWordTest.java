package dev.skein.queue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopWordTest {

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 12_345, TopWord.LAST_INDEX, -TopWord.LAST_INDEX - 1})
    void word_ofAnyIndex_keepsItWhateverTheMode(long index) {
        long shared = TopWord.of(index);
        for (long word : new long[] {shared, TopWord.biased(shared), TopWord.revoking(TopWord.biased(shared))}) {
            assertThat(TopWord.index(word)).isEqualTo(index);
            assertThat(TopWord.position(word)).isEqualTo(TopWord.positionOf(index));
            assertThat(TopWord.elements(word, TopWord.positionOf(index) + 3 * TopWord.STEP)).isEqualTo(3);
            assertThat(TopWord.positionOf(index) + TopWord.STEP - word).as("the next position is younger").isPositive();
            assertThat(TopWord.positionOf(index) - word).as("its own is not").isNotPositive();
        }
    }

    @Test
    void word_isOneOfThree() {
        long shared = TopWord.of(7);
        long biased = TopWord.biased(shared);
        long revoking = TopWord.revoking(biased);
        assertThat(TopWord.isShared(shared) && !TopWord.isBiased(shared) && !TopWord.isRevoking(shared)).isTrue();
        assertThat(!TopWord.isShared(biased) && TopWord.isBiased(biased) && !TopWord.isRevoking(biased)).isTrue();
        assertThat(!TopWord.isShared(revoking) && !TopWord.isBiased(revoking) && TopWord.isRevoking(revoking)).isTrue();
        assertThat(TopWord.isShared(TopWord.shared(revoking))).isTrue();
    }

    @Test
    void step_afterTheLastIndex_goesRoundInTheSameMode() {
        long next = TopWord.biased(TopWord.of(TopWord.LAST_INDEX)) + TopWord.STEP;
        assertThat(TopWord.index(next)).isEqualTo(-TopWord.LAST_INDEX - 1);
        assertThat(TopWord.isBiased(next)).isTrue();
    }
}
